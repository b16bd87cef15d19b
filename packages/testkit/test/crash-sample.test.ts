import { expect, it } from "vitest";
import { sweepJob } from "../src/crash-sweep.js";

it("a sample of the crash sweep: killed at points all over a job, it comes to the same end", { timeout: 240_000 }, async () => {
  const { points, outcomes } = await sweepJob((point, all) => point % Math.ceil(all / 24) === 1);
  console.log(`a sample of ${String(outcomes.length)} of ${String(points)} kill points; the whole sweep is \`npm run test:crash\``);
  expect(outcomes.filter((outcome) => outcome.faults.length > 0)).toEqual([]);
  expect(outcomes.length).toBeGreaterThan(15);
});
