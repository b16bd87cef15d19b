import { parseSha, type QuickStage, type Sha, type StageOutcome } from "@dgs/core";

/** A commit's name made of one digit, for worlds that need no more. */
export function shaOf(digit: string): Sha {
  const sha = parseSha(digit.repeat(40));
  if (sha === undefined) throw new RangeError(`not a hexadecimal digit: ${digit}`);
  return sha;
}

/** Every outcome that a stage can have, the good one first; `says` is what agents, hooks and file names say in it. */
export function stageOutcomes(stage: QuickStage, says = "broke"): readonly StageOutcome[] {
  const always: readonly StageOutcome[] = [{ type: "failed", reason: "failed", error: says }, { type: "interrupted" }];
  switch (stage) {
    case "rebase":
      return [{ type: "done", before: shaOf("1"), after: shaOf("2") }, { type: "conflict", files: ["a.ts", says], before: shaOf("1") }, { type: "nothing-to-merge" }, { type: "dirty", files: [says] }, ...always];
    case "resolve conflict":
      return [{ type: "done", note: says }, { type: "not-accepted", why: says }, { type: "conflict", files: [says] }, { type: "nothing-to-merge" }, { type: "failed", reason: "human-needed", error: says, untouched: true }, ...always];
    case "gate":
      return [{ type: "done" }, { type: "gate-failed", error: says }, ...always];
    case "fast-forward":
      return [{ type: "done", commits: 3, before: shaOf("3"), after: shaOf("4") }, { type: "race" }, ...always];
    case "push":
      return [{ type: "done", remote: "origin" }, { type: "race" }, { type: "push-rejected", error: says }, ...always];
    case "keep":
      return [{ type: "done", ref: "refs/dgs/keep/quick" }, ...always];
    case "create worktree":
    case "run agent":
    case "commit":
    case "fetch":
    case "undo rebase":
    case "take back":
    case "remove worktree":
    case "remove branch":
      return [{ type: "done" }, ...always];
  }
}
