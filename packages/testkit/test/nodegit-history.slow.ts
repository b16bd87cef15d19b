import { createNodegitGit } from "@dgs/git";
import { createProcesses } from "@dgs/process";
import { expect, it } from "vitest";
import { whyNoNodegit, withNodegit } from "../src/built-nodegit.js";
import { playHistories } from "../src/git-history/histories.js";

const processes = createProcesses({ leftovers: "leave" });
const missing = whyNoNodegit();

// A property of fast-check: the seed of all properties holds for it too. `DGS_SEED=random` looks for what is not known yet.
it("nothing that ever existed is lost with the second git engine in many histories", { timeout: 60 * 60_000 }, async (context) => {
  if (missing !== undefined) context.skip(missing);
  const { histories, calls } = await playHistories((env) => createNodegitGit({ processes, env: withNodegit(env) }), { runs: 16, steps: 18, shrink: false });
  expect(histories).toBe(16);
  for (const name of ["keep", "resetTo", "restoreKept", "rebase", "commit", "addWorktree", "removeWorktree"]) expect(calls.get(name)?.done ?? 0, name).toBeGreaterThan(0);
});
