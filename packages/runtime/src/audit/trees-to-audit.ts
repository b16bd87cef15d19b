import { phaseMachine } from "@dgs/core";
import { listFolder } from "../disk.js";
import { executionPath, loadExecutionTexts } from "../phase/load-execution.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { milestoneLabel, type StepContext } from "../steps/context.js";
import type { PhaseInFolder } from "../steps/find-phase.js";
import { branchOfMilestone, worktreePath } from "../steps/trees.js";
import { type CodeRepo, findRepos } from "../work/repos.js";
import { planningFolderIn } from "./same-heads.js";

/**
 * Refuses to audit code that is not the phase's: where the branch that its plans landed on is gone, a new one would hold nothing of them; and where tracked files
 * were changed, tests would see what is in no commit. Untracked files are no reason: test commands leave such. Nothing is made.
 */
export async function objectionToTrees(context: StepContext, found: PhaseInFolder): Promise<Refusal | undefined> {
  const repos = await findRepos(context.ports, context.place);
  if (isRefusal(repos)) return repos;
  for (const repo of repos) {
    const path = context.config["git.worktrees"] ? worktreePath(repo, milestoneLabel(context)) : repo.path;
    const objection = listFolder(path) === undefined ? await objectionToMissing(context, found, repo, path) : await objectionToChanges(context, path);
    if (objection !== undefined) return objection;
  }
  return undefined;
}

/** A worktree that is gone is made again on its branch; where the branch is gone, too, there is nothing to look at. */
async function objectionToMissing(context: StepContext, found: PhaseInFolder, repo: CodeRepo, path: string): Promise<Refusal | undefined> {
  const branch = branchOfMilestone(context);
  if (branch === undefined || !hasLanded(context, found)) return undefined;
  const tip = await context.ports.git.resolve(repo.path, `refs/heads/${branch}`);
  if (typeof tip === "object") return refuse(`git-${tip.code}`, `${repo.name}: ${tip.message}`, "Make git work in that folder and run the command again.", { at: repo.path });
  if (tip !== undefined) return undefined;
  return refuse("tree-missing", `the plans of phase ${found.label} landed on ${branch} of ${repo.name}, and neither that branch nor its worktree is there`, `Bring the branch back (\`dgs recover\` lists what was kept; \`git branch ${branch} <commit>\`), then run the command again.`, { at: path });
}

/** Whether DGS has brought plans of the phase in: what was done by hand may lie on any branch. */
function hasLanded({ ports }: StepContext, found: PhaseInFolder): boolean {
  const path = executionPath(found);
  const texts = loadExecutionTexts(ports.files, path);
  return texts instanceof Map && phaseMachine.read({ path, texts }).steps.some((step) => step.stage === "land" && step.status === "completed");
}

/** The planning files are written by the audit itself. */
async function objectionToChanges({ ports, place }: StepContext, tree: string): Promise<Refusal | undefined> {
  const entries = await ports.git.status(tree);
  if ("type" in entries) return refuse(`git-${entries.code}`, entries.message, "Make git work in that folder and run the command again.", { at: tree });
  const planning = planningFolderIn(place.root, tree);
  const changed = entries.filter(({ code, path }) => code !== "??" && (planning === undefined || !path.startsWith(planning))).map(({ path }) => path);
  if (changed.length === 0) return undefined;
  const named = `${changed.slice(0, 5).join(", ")}${changed.length > 5 ? ", …" : ""}`;
  return refuse("tree-dirty", `${tree} has changes that are in no commit: ${named}`, "An audit looks at commits. Commit them, or put them aside with `git stash`, then run the command again.", { at: tree, exit: "conflict" });
}
