import { expect, it } from "vitest";
import { sweepJob } from "../src/crash-sweep.js";

it("killed before and after every durable operation, a job comes to the same end", { timeout: 40 * 60_000 }, async () => {
  const { points, outcomes } = await sweepJob(() => true);
  console.log(`crash sweep of the job: ${String(outcomes.length)} of ${String(points)} kill points, each killed with SIGKILL and run again`);
  expect(outcomes.filter((outcome) => outcome.faults.length > 0)).toEqual([]);
  expect(outcomes.length).toBe(points);
  expect(points).toBeGreaterThan(300);
});
