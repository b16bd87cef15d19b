import { createGitPorts } from "@dgs/host";
import { isRefusal, keptNames, type KnownName, worktreeNames } from "@dgs/runtime";
import type { FoundProduct } from "./found-product.js";

/** Names worktrees, relative to the working folder, or what is kept. */
export async function findByGit(completes: "worktree" | "kept", { place, cwd, env }: FoundProduct): Promise<readonly KnownName[]> {
  const ports = createGitPorts({ values: {}, program: [], io: { cwd, env } }, place);
  if (isRefusal(ports)) return [];
  return completes === "kept" ? keptNames(ports, place) : worktreeNames(ports, place, cwd);
}
