import { parseSha, type Sha } from "@dgs/core";
import type { Sandbox } from "./sandbox.js";

/** Returns the commits of a repository that no ref and no worktree's HEAD holds; what only a reflog remembers counts as lost. */
export function unreachableIn({ git }: Pick<Sandbox, "git">, tree: string): readonly Sha[] {
  const lines = git(tree, "fsck", "--unreachable", "--no-reflogs", "--no-progress").split("\n");
  return lines.flatMap((line) => {
    const sha = parseSha(/^unreachable commit (\w+)$/.exec(line)?.[1] ?? "");
    return sha === undefined ? [] : [sha];
  });
}
