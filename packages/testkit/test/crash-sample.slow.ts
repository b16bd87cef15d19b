import { expect, it } from "vitest";
import { sweep } from "../src/crash/sweep.js";
import { jobScenario } from "../src/scenarios/job.js";

it("a sample of the crash sweep: killed at points all over a job, it comes to the same end and loses nothing", { timeout: 600_000 }, async () => {
  const { points, states, outcomes } = await sweep(jobScenario, (index, all) => index % Math.ceil(all.length / 5) === 3);
  console.log(`a sample of ${String(outcomes.length)} of ${String(points)} kill points (${String(states)} that can leave something different) of ${jobScenario.name}; the whole sweep of all scenarios is \`npm run test:crash\``);
  expect(outcomes.filter((outcome) => outcome.faults.length > 0)).toEqual([]);
  expect(outcomes.length).toBeGreaterThanOrEqual(4);
});
