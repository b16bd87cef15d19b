import type { Quick, RepoEffect, StageOutcome } from "@dgs/core";
import { type CommandOutcome, isGreenByCode, runCommand } from "../work/run-command.js";
import { type QuickContext, type QuickTree, treeOf } from "./context.js";
import { gitFailure, isGitRefusal } from "./git-failure.js";
import { restoreTree, strayTree } from "./inspect-tree.js";
import { settleResolutions } from "../conflict/resolution-file.js";

/** Characters of a failed command's output that are shown. */
const SHOWN = 1500;

/** The commands that decide whether the work may be merged, in order: of a quick build, then test. */
export function gateCommands(context: Pick<QuickContext, "config" | "gate">, repo: string): readonly string[] {
  return context.gate?.(repo) ?? [context.config["workflow.build_command"], context.config["workflow.test_command"]].filter((command) => command !== undefined);
}

/**
 * Runs the gate on exactly the commit that is to be merged, and records which that was.
 *
 * Behind a resolved conflict it fails closed: whatever is not a green run of a command is a failed gate, and the rebase is undone.
 */
export async function runGate(context: QuickContext, effect: RepoEffect, quick: Quick): Promise<StageOutcome> {
  const tree = treeOf(context, effect);
  if ("type" in tree) return tree;
  const obstacle = (await restoreTree(context, tree, effect, quick)) ?? (await strayTree(context, tree, effect));
  if (obstacle !== undefined) return obstacle;
  const { git } = context.ports;
  const work = { repo: effect.repo, what: `the worktree ${tree.path} could not be read`, folder: tree.path };
  const entries = await git.status(tree.path);
  if (isGitRefusal(entries)) return gitFailure(work, entries);
  // What is in no commit might be what makes a test green.
  if (entries.length > 0) return { type: "dirty", files: entries.slice(0, 20).map(({ path }) => `${tree.path}/${path}`) };
  const head = await git.head(tree.path);
  if (isGitRefusal(head)) return gitFailure(work, head);
  const outcome = await runCommands(context, tree, isBehindResolution(quick, effect));
  if (outcome.type !== "done") return outcome;
  const after = await git.head(tree.path);
  if (isGitRefusal(after)) return gitFailure(work, after);
  if (after !== head) return { type: "gate-failed", error: `${effect.repo}: the commands of the gate have moved HEAD from ${head.slice(0, 10)} to ${after.slice(0, 10)}, so what was tested is not what would be merged` };
  const written = await settleResolutions(context, quick, effect.repo, outcome.note ?? "passed");
  return written ?? { ...outcome, after: head };
}

async function runCommands(context: QuickContext, tree: QuickTree, isStrict: boolean): Promise<StageOutcome> {
  const commands = gateCommands(context, tree.repo.name);
  if (commands.length === 0) {
    const remedy = "set workflow.test_command in the configuration";
    return isStrict ? { type: "gate-failed", error: `No command tests the resolved conflict: ${remedy}, or resolve it by hand.` } : { type: "done", note: `nothing was tested: ${remedy}` };
  }
  for (const command of commands) {
    const outcome = await runCommand(context, command, tree.path);
    if (!isGreenByCode(outcome)) return refusedBy(outcome, tree, isStrict);
  }
  return { type: "done", note: `passed: ${commands.map((command) => `\`${command}\``).join(", ")}` };
}

function refusedBy(outcome: CommandOutcome, tree: QuickTree, isStrict: boolean): StageOutcome {
  const error = `${tree.repo.name}: \`${outcome.command}\`: ${outcome.said} (in ${tree.path})`;
  if (outcome.outcome === "interrupted") return { type: "interrupted" };
  if (isRed(outcome) || isStrict) return { type: "gate-failed", error: `${error}. It printed at the end: ${outcome.tail.slice(-SHOWN).trim()}` };
  if (outcome.outcome === "timed-out") return { type: "failed", reason: "timed-out", error: `${error}. Make it faster, or raise tests.timeout_seconds in the configuration` };
  return { type: "failed", reason: "human-needed", error: `${error}. Mend the command in the configuration (workflow.build_command, workflow.test_command), then run the command again` };
}

/** Whether a command says something about the code, and nothing good; what is left is the command's own fault. */
function isRed({ outcome }: CommandOutcome): boolean {
  return outcome === "failed" || outcome === "says-failed" || outcome === "no-test-ran";
}

/** Whether a conflict was resolved since the repo's last rebase: then only a green gate makes the result good. */
function isBehindResolution({ steps }: Quick, effect: RepoEffect): boolean {
  const since = steps.slice(0, effect.step).filter((step) => step.repo === effect.repo);
  const rebase = since.map((step) => step.stage).lastIndexOf("rebase");
  return since.slice(rebase + 1).some((step) => step.stage === "resolve conflict");
}
