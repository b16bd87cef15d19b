import { type OutboxFile, projectFile, type Quick, type QuickEffect, quickPrompt, readSummary, slugOfQuickPath, type StageOutcome } from "@dgs/core";
import { summaryPathOfQuick } from "../load-quicks.js";
import { askAgent } from "../work/ask-agent.js";
import { type Findings, formatFinding } from "../work/findings.js";
import { baseOfAttempt, type Bases, closeAttempt, formatOpen, openAttempt, putAside } from "../work/attempt.js";
import { commitTasks } from "../work/commit-tasks.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { checkForeignPlaces, recordPlaces } from "../work/foreign-places.js";
import { promptInputs } from "../work/prompt-inputs.js";
import { putFile } from "../work/put-file.js";
import { planningIn, type WorkTree } from "../work/work-tree.js";
import { writeFiles } from "../work/write-files.js";
import type { QuickContext } from "./context.js";
import { isOutcome } from "./bases.js";
import { refuseForeign } from "./give-up-in-milestone.js";
import { attemptOfQuick, commitsOfQuick, stageFailure, treesOfQuick } from "./trees.js";

/**
 * Lets an agent do the work of a quick. Accepted is what DGS has seen: a summary, and commits or changes in a repo; with
 * the guidance `debug` a report alone is a result. What is not accepted is put aside under a keep ref. (design 3.5)
 */
export async function runAgent(context: QuickContext, effect: Extract<QuickEffect, { readonly type: "run-agent" }>, quick: Quick): Promise<StageOutcome> {
  const trees = await treesOfQuick(context, quick);
  if (isOutcome(trees)) return trees;
  const [first] = trees;
  if (first === undefined) return { type: "failed", reason: "failed", error: "the quick has no repo to work in" };
  const attempt = attemptOfQuick(quick);
  const summaryPath = summaryPathOfQuick(quick.path);
  // The summary is written last: a run that was killed behind it had been accepted.
  if (effect.resumed && typeof context.ports.files.read(summaryPath) === "string" && (await baseOfAttempt(context, first, attempt)) !== undefined) return { type: "done", note: "accepted before the run was cut off" };
  for (const tree of trees) {
    const foreign = await refuseForeign(context, tree, quick);
    if (foreign !== undefined) return foreign;
  }
  const bases = await openAttempt(context, trees, attempt);
  if (isFailure(bases)) return stageFailure(bases);
  const places = await recordPlaces(context);
  if (isFailure(places)) return stageFailure(places);
  const summary = await askAgent<string>(context, {
    role: "executor",
    purpose: `quick ${slugOfQuickPath(quick.path)}`,
    cwd: first.path,
    prompt: (findings) => quickPrompt({ title: effect.title, guidance: effect.guidance, others: trees.slice(1).map((tree) => ({ repo: tree.repo.name, path: tree.path })) }, inputsOf(context), findings),
    accept: async (files) => (await checkForeignPlaces(context, places, { own: trees, label: attempt.label, name: attempt.name })) ?? acceptWork(context, quick, trees, bases, files),
  });
  if (typeof summary === "object") return giveUp(context, quick, trees, bases, summary);
  const refused = await writeFiles(context, putFile(context, summaryPath, summary));
  return refused === undefined ? { type: "done" } : stageFailure(refused);
}

function inputsOf(context: QuickContext): ReturnType<typeof promptInputs> {
  return promptInputs(context.ports.files, [
    ["The project", projectFile(context.place.project, "PROJECT")],
    ["State of the project", projectFile(context.place.project, "STATE")],
  ]);
}

async function giveUp(context: QuickContext, quick: Quick, trees: readonly WorkTree[], bases: Bases, failure: WorkFailure): Promise<StageOutcome> {
  if (failure.type === "interrupted") return failure;
  const attempt = attemptOfQuick(quick);
  const aside = await putAside(context, trees, bases, attempt, `${attempt.label} was not accepted`);
  if (isFailure(aside)) return stageFailure(aside);
  const stays = trees.filter((tree) => !tree.own).map((tree) => tree.path);
  if (stays.length > 0) return stageFailure({ ...failure, error: `${failure.error}; its work stays in ${stays.join(", ")}: commit it, stash it or take it back before you run the quick again` });
  const open = formatOpen(await closeAttempt(context, trees, attempt), attempt);
  const kept = aside.length === 0 ? undefined : `its work is kept: ${aside.join(", ")}`;
  return stageFailure({ ...failure, error: [failure.error, kept, open].filter((part) => part !== undefined).join("; ") });
}

async function acceptWork(context: QuickContext, quick: Quick, trees: readonly WorkTree[], bases: Bases, files: readonly OutboxFile[]): Promise<string | Findings | WorkFailure> {
  const summary = checkedSummary(files);
  if (typeof summary === "object") return summary;
  let commits = 0;
  for (const [index, tree] of trees.entries()) {
    const base = bases[index];
    if (base === undefined) continue;
    const reports = index === 0 ? files.find((file) => file.path === "tasks.json")?.text : undefined;
    const made = await commitTasks(context, { ...commitsOfQuick(quick), tree, base, reports, planning: planningIn(context.place, tree) });
    if ("type" in made) return made;
    commits += made.length;
  }
  if (commits === 0 && !quick.guidance.includes("debug")) return { type: "findings", findings: ["nothing was changed: there is no commit and no change in any repository"] };
  return summary;
}

function checkedSummary(files: readonly OutboxFile[]): string | Findings {
  const found = files.find((file) => file.path === "SUMMARY.md" || file.path.endsWith("-SUMMARY.md"));
  if (found === undefined) return { type: "findings", findings: ["the outbox has no SUMMARY.md"] };
  const { verdict, selfCheckFailed, problems } = readSummary(found.text, found.path);
  const errors = problems.filter(({ severity }) => severity === "error").map(formatFinding);
  if (errors.length > 0) return { type: "findings", findings: errors };
  if (verdict === "halted") return { type: "findings", findings: [`${found.path} says that the work is not finished: finish it`] };
  if (selfCheckFailed) return { type: "findings", findings: [`the self-check of ${found.path} failed: mend what it lists`] };
  return verdict === "valid" ? found.text : { type: "findings", findings: [`${found.path} says nothing: write what was done, or what was found`] };
}
