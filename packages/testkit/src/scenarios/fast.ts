import { join } from "node:path";
import type { Scenario } from "../crash/scenario.js";
import { dirty } from "./dirty.js";
import { makeQuickProduct, QUICK, QUICK_RUN } from "./quick-product.js";
import { START_QUICK } from "./quick.js";

/** A fast change lands on the base branch, beside an active quick in whose worktree a person works. */
export const fastScenario: Scenario = {
  name: "fast beside a quick",
  make: (folder) => { makeQuickProduct(folder, { repos: ["app"] }); },
  root: "plan",
  tape: () => [QUICK_RUN, { purpose: "fast correct-the-test", changes: [{ path: "test.sh", text: "grep -q 'limit [0-9]' limit.txt\n" }], outbox: [], result: { type: "completed" } }],
  before: [START_QUICK],
  // The checkout has to be clean; the worktree of the quick is a person's business.
  meanwhile: (folder) => { dirty(join(folder, QUICK.worktree("app"))); },
  swept: { name: "fast", input: { description: "correct the test", dryRun: false } },
  leastStates: 45,
  wrong: (_end, report) => (report["type"] === "fast" ? [] : ["the change did not land"]),
};
