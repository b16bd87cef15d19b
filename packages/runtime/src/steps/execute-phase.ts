import { joinPath, type OutboxFile, phaseFilePath, placeOf, projectFile, readVerification, type StepCommand, type StepOutcome, summaryPathOf, verifyPhasePrompt, type Verification } from "@dgs/core";
import { askAgent } from "../work/ask-agent.js";
import { type Findings, formatFinding } from "../work/findings.js";
import { closeAttempt } from "../work/attempt.js";
import type { StepContext } from "./context.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { findPlannedPhase, type PhaseInFolder } from "./find-phase.js";
import { putFile } from "../work/put-file.js";
import { promptInputs } from "../work/prompt-inputs.js";
import { readPlans, type ReadPlan } from "./read-plans.js";
import { reopenVerification } from "./reopen-verification.js";
import { planProgressChanges } from "./roadmap-changes.js";
import { attemptAt, runPlan } from "./run-plan.js";
import { openTrees } from "./trees.js";
import type { WorkTree } from "../work/work-tree.js";
import { writeFiles } from "../work/write-files.js";

/**
 * Carries out the plans of a phase that are not done, wave by wave; then the verifier looks whether the phase reached
 * its goal. In this form the plans of a wave run one after the other in one worktree. (Seed 004)
 */
export async function executePhase(context: StepContext, command: StepCommand): Promise<StepOutcome> {
  const found = findPlannedPhase(context, command.phase);
  if ("type" in found) return found;
  const isDone = (id: string): boolean => allPlans(found).some((plan) => plan.id === id && plan.done);
  const ordered = readPlans(context, found.phase.number, found.phase.plans, isDone);
  if ("type" in ordered) return ordered;
  for (const warning of ordered.warnings) context.onEvent({ type: "note", text: `${placeOf(warning)}: ${warning.message}` });
  const selected = ordered.plans.filter((each) => !command.flags.includes("--gaps-only") || each.plan.gapClosure);
  if (selected.length === 0) return failed("usage", `phase ${found.label} has no gap-closure plan: there is nothing for --gaps-only to carry out`);
  const trees = await openTrees(context);
  if (isFailure(trees)) return trees;
  const ended = await runAll(context, found, selected, trees);
  if (ended !== undefined) return ended;
  return verifyPhase(context, command, trees);
}

function allPlans(found: PhaseInFolder): readonly PhaseInFolder["phase"]["plans"][number][] {
  return [...found.loaded.product.phases, ...found.loaded.product.others].flatMap((phase) => phase.plans);
}

async function runAll(context: StepContext, found: PhaseInFolder, plans: readonly ReadPlan[], trees: readonly WorkTree[]): Promise<WorkFailure | undefined> {
  for (const plan of plans) {
    if (context.signal.aborted) return { type: "interrupted" };
    const own = plan.plan.repos.length === 0 ? trees : trees.filter((tree) => plan.plan.repos.includes(tree.repo.name));
    if (!plan.done) {
      const done = await runPlan(context, { id: plan.id, plan: plan.plan, phase: found.label, trees: own, inputs: planInputs(context, found, plan) });
      if (isFailure(done)) return done;
      // The verification goes first: cut off between the two, the plan is still to do and nothing counts as verified.
      const refused = await writeFiles(context, [...reopenVerification(context, found.folder.documents.VERIFICATION), ...putFile(context, plan.summary ?? summaryPathOf(plan.path), done.summary)]);
      if (refused !== undefined) return refused;
    }
    const refused = await writeFiles(context, planProgressChanges(context, found.phase.number));
    if (refused !== undefined) return refused;
    await closeAttempt(context, own, attemptAt(context, plan.id));
  }
  return undefined;
}

function planInputs(context: StepContext, found: PhaseInFolder, plan: ReadPlan): ReturnType<typeof promptInputs> {
  const { documents } = found.folder;
  const summaries = found.phase.plans.filter((each) => each.done && each.id !== plan.id).map((each) => [`Summary of plan ${each.id}`, each.summary] as const);
  return promptInputs(context.ports.files, [
    ["The plan", plan.path],
    ["Decisions about the phase", documents.CONTEXT],
    ["State of the project", projectFile(context.place.project, "STATE")],
    ...summaries,
  ]);
}

/** The verifier writes its verdict; the route is decided by the front matter, never by prose. (Seed 004, "verify_phase_goal"; design 3.8) */
async function verifyPhase(context: StepContext, command: StepCommand, trees: readonly WorkTree[]): Promise<StepOutcome> {
  const found = findPlannedPhase(context, command.phase);
  if ("type" in found) return found;
  if (!context.config["workflow.verifier"]) return { type: "done", note: "verification is switched off (workflow.verifier)" };
  if (found.phase.verification === "passed") return { type: "done" };
  const path = found.folder.documents.VERIFICATION ?? phaseFilePath(found.folder.path, found.phase.number, "VERIFICATION");
  const text = await askAgent<string>(context, {
    role: "verifier",
    purpose: `verify-phase ${found.label} ${String(found.phase.plansDone)}`,
    cwd: trees[0]?.path ?? context.place.base,
    prompt: (findings) => verifyPhasePrompt(found.phase.number, verifierInputs(context, found), findings),
    accept: (files) => acceptVerification(files),
  });
  if (typeof text === "object") return text;
  const refused = await writeFiles(context, putFile(context, path, text));
  return refused ?? verdict(context, found.label, readVerification(text, path));
}

function verifierInputs(context: StepContext, found: PhaseInFolder): ReturnType<typeof promptInputs> {
  return promptInputs(context.ports.files, [
    ["The roadmap", projectFile(context.place.project, "ROADMAP")],
    ["The requirements", joinPath(context.place.project, "REQUIREMENTS.md")],
    ...found.folder.plans.flatMap((plan) => [[`Plan ${plan.id}`, plan.path], [`Summary of plan ${plan.id}`, plan.summary]] as const),
  ]);
}

function acceptVerification(files: readonly OutboxFile[]): string | Findings {
  const file = files.find((each) => each.path.endsWith("VERIFICATION.md"));
  if (file === undefined) return { type: "findings", findings: ["the outbox has no VERIFICATION.md"] };
  const { status, problems } = readVerification(file.text, file.path);
  if (status !== "unknown" && problems.every((problem) => problem.severity !== "error")) return file.text;
  const said = problems.map(formatFinding);
  return { type: "findings", findings: said.length > 0 ? said : ["its front matter has no `status: passed`, `gaps_found` or `human_needed`"] };
}

function verdict(context: StepContext, phase: string, verification: Verification): StepOutcome {
  const human = verification.human.map((check) => `phase ${phase}: ${check.test}`);
  switch (verification.status) {
    case "passed":
      return { type: "done", humanNeeded: human };
    case "human_needed":
      return { type: "done", note: "verification: human_needed", humanNeeded: human.length > 0 ? human : [`phase ${phase}: the verification asks for a person`] };
    case "gaps_found":
    case "unknown": {
      const found = `verification: ${String(Math.max(1, verification.gaps.length))} gaps found`;
      return context.inJob ? { type: "done", note: `${found}, left to audit-phase` } : failed("gaps", found);
    }
  }
}
