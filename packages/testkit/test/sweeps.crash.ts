import { expect, it } from "vitest";
import { type KillOutcome, sweep } from "../src/crash/sweep.js";
import { SCENARIOS } from "../src/scenarios/all.js";

/** Every state takes more than half an hour for all scenarios together: `DGS_SWEEP=whole` asks for that, and one in six is what every change is held to. */
const isWhole = process.env["DGS_SWEEP"] === "whole";

it.each(SCENARIOS)("killed all over, $name comes to the same end and loses nothing", { timeout: 40 * 60_000 }, async (scenario) => {
  const started = Date.now();
  const { points, states, insideGit, outcomes } = await sweep(scenario, (index) => isWhole || index % 6 === 2);
  const seconds = String(Math.round((Date.now() - started) / 1000));
  const count = (is: (outcome: KillOutcome) => boolean): string => String(outcomes.filter(is).length);
  const reached = outcomes.filter((outcome) => outcome.reached);
  const inside = `${String(insideGit)} of them inside of git: ${count((outcome) => outcome.unlocked)} left a lock to take away, ${count((outcome) => outcome.toPerson)} something else that a person had to end`;
  console.log(`crash sweep of ${scenario.name}: ${String(points)} kill points; of the ${String(states)} that can leave something different ${String(reached.length)} were killed and run again (${inside}), in ${seconds} s`);
  expect(outcomes.filter((outcome) => outcome.faults.length > 0)).toEqual([]);
  expect(reached.length).toBeGreaterThanOrEqual(Math.floor(0.98 * (isWhole ? states : Math.floor(states / 6))));
  expect(points).toBeGreaterThan(100);
});
