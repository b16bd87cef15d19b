import { expect, it } from "vitest";
import { explainExecutions, explainJobs } from "./why-scene.js";

it("explains the states of an execution: the good way, and each way that leaves it once", async () => {
  expect(await explainExecutions({ most: 60, turns: 1 })).toEqual(expect.arrayContaining(["phase: cut-off", "phase: done", "phase: failed", "phase: ready", "phase: running", "plan: done", "plan: ready", "plan: running", "plan: waiting"]));
});

it("explains the states of a small job, and each of its steps", async () => {
  expect(await explainJobs(40)).toEqual(expect.arrayContaining(["job: cut-off", "job: failed", "job: ready", "job: running", "job: waiting", "step: done", "step: failed", "step: ready", "step: skipped", "step: waiting"]));
});
