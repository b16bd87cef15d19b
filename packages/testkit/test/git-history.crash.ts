import { createGit } from "@dgs/git";
import { createProcesses } from "@dgs/process";
import { expect, it } from "vitest";
import { playHistories } from "../src/git-history/histories.js";

const processes = createProcesses({ leftovers: "leave" });

/** `DGS_SWEEP=whole` plays many more, which takes far longer. */
const RUNS = process.env["DGS_SWEEP"] === "whole" ? 250 : 24;

// A property of fast-check: the seed of all properties holds for it too. `DGS_SEED=random` looks for what is not known yet.
it("nothing that ever existed is lost in long histories", { timeout: 60 * 60_000 }, async () => {
  const count = await playHistories((env) => createGit({ processes, env }), { runs: RUNS, steps: 40, shrink: false });
  const calls = [...count.calls].map(([name, { done, refused }]) => `${name} ${done} (refused ${refused})`);
  console.log(`histories: ${count.histories}; acts of people: ${count.personActs}; calls of DGS: ${calls.join(", ")}`);
  expect(count.histories).toBe(RUNS);
  if (RUNS > 100) for (const [name, { done }] of count.calls) expect(done, name).toBeGreaterThan(0);
});
