import { expect, it } from "vitest";
import { explainExecutions, explainJobs } from "./why-scene.js";

it("explains every state that the execution of three plans reaches by leaving the good way up to three times", { timeout: 600_000 }, async () => {
  expect(await explainExecutions({ most: 400, turns: 3 })).toEqual(["phase: cut-off", "phase: done", "phase: failed", "phase: ready", "phase: running", "phase: waiting", "plan: blocked", "plan: cut-off", "plan: done", "plan: failed", "plan: ready", "plan: running", "plan: waiting"]);
});

it("explains every state of a small job, and each of its steps", { timeout: 600_000 }, async () => {
  expect(await explainJobs(500)).toEqual(["job: blocked", "job: cut-off", "job: done", "job: failed", "job: ready", "job: running", "job: waiting", "step: blocked", "step: cut-off", "step: done", "step: failed", "step: ready", "step: running", "step: skipped", "step: waiting"]);
});
