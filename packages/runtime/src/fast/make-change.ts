import { type Diff, fastPrompt, projectFile, type Sha, slugify } from "@dgs/core";
import { isGitRefusal } from "../quick/git-failure.js";
import { gateCommands } from "../quick/run-gate.js";
import { askAgent } from "../work/ask-agent.js";
import { failed, type WorkContext, type WorkFailure } from "../work/context.js";
import { type Findings, finding } from "../work/findings.js";
import { promptInputs } from "../work/prompt-inputs.js";
import { runCommand } from "../work/run-command.js";
import { planningIn } from "../work/work-tree.js";
import type { FastTree } from "./fast-tree.js";

/** Lines, added and removed together, that a fast change may have; more is work for a quick. The seed speaks of 1 to 10. */
const FAST_LINES = 50;

/** A change that was made, tested and committed in the tree. */
export interface FastChange {
  readonly type: "change";
  readonly commit: Sha;
  readonly subject: string;
  readonly files: readonly string[];
  readonly diff: Diff;
}

/** What a fast change is made of. */
export interface FastWork {
  readonly id: string;
  readonly description: string;
  readonly tree: FastTree;
  readonly base: Sha;
}

/** The subject of the commit of a change that is described so. */
export function fastSubject(description: string): string {
  return `fix: ${description.replace(/[\p{Cc}\s]+/gu, " ").trim().slice(0, 72)}`;
}

/** Lets an agent make the change, runs the gate and makes the one commit. */
export function makeChange(context: WorkContext, work: FastWork): Promise<FastChange | WorkFailure> {
  const inputs = promptInputs(context.ports.files, [["The project", projectFile(context.place.project, "PROJECT")]]);
  return askAgent<FastChange>(context, {
    role: "executor",
    purpose: `fast ${slugify(work.description)}`,
    cwd: work.tree.path,
    prompt: (findings) => fastPrompt(work.description, inputs, findings),
    accept: () => acceptChange(context, work),
  });
}

async function acceptChange(context: WorkContext, work: FastWork): Promise<FastChange | Findings | WorkFailure> {
  const { git } = context.ports;
  const { tree, base } = work;
  const [branch, head, entries] = [await git.branch(tree.path), await git.head(tree.path), await git.status(tree.path)];
  if (isGitRefusal(entries) || isGitRefusal(head)) return failed("conflict", `${tree.path} cannot be read`);
  if (branch !== tree.branch) return failed("conflict", `${tree.path} is not on ${tree.branch} any more: the agent switched branches`);
  if (head !== base) return finding(`commits were made: take them back with \`git reset --soft ${base}\` and leave the change uncommitted`);
  // The outbox hides itself from git, unless an agent took its .gitignore away.
  const files = entries.map(({ path }) => path).filter((path) => path !== ".dgs" && !path.startsWith(".dgs/"));
  const [first] = files;
  if (first === undefined) return finding("nothing was changed");
  const planning = planningIn(context.place, tree);
  const foreign = files.filter((path) => path.endsWith("/") || (planning !== undefined && `${path}/`.startsWith(`${planning}/`)));
  if (foreign.length > 0) return finding(`planning files or repositories of their own were changed (${foreign.slice(0, 5).join(", ")}): put them back`);
  const tested = await runGate(context, tree);
  if (tested !== undefined) return tested;
  const subject = fastSubject(work.description);
  const commit = await git.commit({ tree: tree.path, paths: files, message: `${subject}\n\nDGS-Fast: ${work.id}\nDGS-Run: ${context.runId}\n` });
  if (isGitRefusal(commit)) return commit.code === "hook-failed" ? finding(`a commit hook refused the commit: ${commit.message}`) : failed("conflict", `${tree.repo.name}: ${commit.message}`);
  if (commit === undefined) return finding("nothing was changed");
  context.onEvent({ type: "committed", repo: tree.repo.name, sha: commit, subject });
  return measure(context, work, { commit, subject });
}

/** The tests run before the commit: what they leave behind is no part of it. */
async function runGate(context: WorkContext, tree: FastTree): Promise<Findings | WorkFailure | undefined> {
  for (const command of gateCommands(context, tree.repo.name)) {
    const outcome = await runCommand(context, command, tree.path);
    switch (outcome.outcome) {
      // Of a silent one the exit code is what was asked for.
      case "passed":
      case "silent":
        continue;
      case "interrupted":
        return { type: "interrupted" };
      case "failed":
      case "says-failed":
      case "no-test-ran":
        return finding(`\`${command}\`: ${outcome.said}. It printed at the end: ${outcome.tail.slice(-1500)}`);
      case "timed-out":
        return failed("timed-out", `\`${command}\`: ${outcome.said}`);
      case "infrastructure":
        return failed("human-needed", `\`${command}\`: ${outcome.said}. Mend the command in the configuration`);
    }
  }
  return undefined;
}

async function measure(context: WorkContext, { tree, base }: FastWork, made: Pick<FastChange, "commit" | "subject">): Promise<FastChange | WorkFailure> {
  const [diff, changed] = [await context.ports.git.diff(tree.path, base, made.commit), await context.ports.git.changed(tree.path, base, made.commit)];
  if (isGitRefusal(diff) || isGitRefusal(changed)) return failed("conflict", `the commit in ${tree.path} cannot be read`);
  const lines = diff.added + diff.removed;
  if (lines > FAST_LINES) return failed("usage", `the change has ${String(lines)} lines, and a fast one at most ${String(FAST_LINES)}: use \`dgs quick\``);
  return { type: "change", ...made, files: changed.map(({ path }) => path), diff };
}
