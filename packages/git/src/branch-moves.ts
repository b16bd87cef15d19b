import { type BranchMove, type GitRefusal, parseSha } from "@dgs/core";
import { isBranchName } from "./ref-name.js";
import { isRefusal, refuse } from "./refusal.js";
import { askGit, DGS_ACTION, type RunGit } from "./run-git.js";

/** How many moves are told. */
const MOST = 1_000;

/** Returns the last moves of a branch by its reflog, the newest first; none where there is no reflog. */
export async function listMoves(run: RunGit, repo: string, branch: string): Promise<readonly BranchMove[] | GitRefusal> {
  if (!isBranchName(branch)) return refuse("bad-name", `not the name of a branch: ${JSON.stringify(branch)}`);
  return movesOf(run, repo, `refs/heads/${branch}`);
}

/** Returns the last moves of HEAD in a tree by its reflog, the newest first. */
export function listHeadMoves(run: RunGit, tree: string): Promise<readonly BranchMove[] | GitRefusal> {
  return movesOf(run, tree, "HEAD");
}

async function movesOf(run: RunGit, tree: string, ref: string): Promise<readonly BranchMove[] | GitRefusal> {
  const printed = await askGit(run, { tree, args: ["log", "--walk-reflogs", `--max-count=${String(MOST)}`, "--no-show-signature", "--no-color", "--format=%H %gs", ref, "--"], kind: "read" });
  if (isRefusal(printed)) return printed;
  const moves: BranchMove[] = [];
  for (const line of printed.split("\n").filter((each) => each !== "")) {
    const to = parseSha(line.slice(0, line.indexOf(" ")));
    if (to === undefined) return refuse("other", "what git log printed was not understood");
    const action = line.slice(line.indexOf(" ") + 1);
    moves.push({ to, byDgs: isDgs(action), action });
  }
  return moves;
}

/** Git puts what it does behind the word: `dgs (pick): first`, `dgs: moving to HEAD`, or writes the word alone. */
function isDgs(subject: string): boolean {
  return new RegExp(`^${DGS_ACTION}(?:$|[: ])`).test(subject);
}
