import { createGit } from "@dgs/git";
import { createProcesses } from "@dgs/process";
import { expect, it } from "vitest";
import { playHistories } from "../src/git-history/histories.js";

const processes = createProcesses({ leftovers: "leave" });

// A property of fast-check: the seed of all properties holds for it too.
it("nothing that ever existed is lost, whatever people and DGS do after each other", { timeout: 10 * 60_000 }, async () => {
  const { histories, calls } = await playHistories((env) => createGit({ processes, env }), { runs: 16, steps: 18, shrink: false });
  expect(histories).toBe(16);
  for (const name of ["keep", "resetTo", "restoreKept", "rebase", "commit", "addWorktree", "removeWorktree"]) expect(calls.get(name)?.done, name).toBeGreaterThan(0);
});
