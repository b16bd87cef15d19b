import { expect, it } from "vitest";
import { type KillOutcome, sweep } from "../src/crash/sweep.js";
import { SCENARIOS } from "../src/scenarios/all.js";

it.each(SCENARIOS)("killed at every point, $name comes to the same end and loses nothing", { timeout: 40 * 60_000 }, async (scenario) => {
  const started = Date.now();
  const { points, states, insideGit, outcomes } = await sweep(scenario, () => true);
  const seconds = String(Math.round((Date.now() - started) / 1000));
  const count = (is: (outcome: KillOutcome) => boolean): string => String(outcomes.filter(is).length);
  const inside = `${String(insideGit)} of them inside of git: ${count((outcome) => outcome.unlocked)} left a lock to take away, ${count((outcome) => outcome.toPerson)} something else that a person had to end`;
  console.log(`crash sweep of ${scenario.name}: ${String(points)} kill points; each of the ${String(outcomes.length)} that can leave something different was killed and run again (${inside}), in ${seconds} s`);
  expect(outcomes.filter((outcome) => outcome.faults.length > 0)).toEqual([]);
  expect(outcomes.length).toBe(states);
  expect(states).toBeGreaterThan(100);
});
