import { expect, it } from "vitest";
import { sweep } from "../src/crash/sweep.js";
import { SCENARIOS } from "../src/scenarios/all.js";

it.each(SCENARIOS)("a sample of the crash sweep: killed at points all over $name, it comes to the same end and loses nothing", { timeout: 600_000 }, async (scenario) => {
  const { points, states, outcomes } = await sweep(scenario, (index, all) => index % Math.ceil(all / 4) === 3);
  console.log(`a sample of ${String(outcomes.length)} of ${String(points)} kill points (${String(states)} that can leave something different) of ${scenario.name}; the whole sweep is \`npm run test:crash\``);
  expect(outcomes.filter((outcome) => outcome.faults.length > 0)).toEqual([]);
  expect(outcomes.length).toBeGreaterThan(2);
});
