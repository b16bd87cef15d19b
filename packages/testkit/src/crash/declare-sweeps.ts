import { expect, it } from "vitest";
import { SCENARIOS } from "../scenarios/all.js";
import { type KillOutcome, sweep } from "./sweep.js";

/** Of how many files each does a share, one for each processor. */
const SHARES = 2;

/** Every how many states of a scenario one is swept, another set in each share. `DGS_SWEEP=whole` sweeps every state of all. */
const EVERY = process.env["DGS_SWEEP"] === "whole" ? 1 : 5;

/** States that a scenario has at least: fewer would mean that something is not watched any more. */
const LEAST_STATES = 100;

/**
 * Declares the sweeps of all scenarios for one share of their states.
 * @param share From 0 up to, not including, {@link SHARES}.
 */
export function declareSweeps(share: number): void {
  for (const { name, knownFaults } of SCENARIOS) if (EVERY !== 1 && knownFaults !== undefined) it.skip(`${name} is not swept here, as it has faults that are known: ${knownFaults}`);
  it.each(SCENARIOS.filter(({ knownFaults }) => EVERY === 1 || knownFaults === undefined))(`killed all over, $name comes to the same end and loses nothing (share ${String(share + 1)} of ${String(SHARES)})`, { timeout: 60 * 60_000 }, async (scenario) => {
    const started = Date.now();
    const isMine = (index: number): boolean => index % (EVERY * SHARES) === EVERY * share + Math.floor(EVERY / 2);
    const { points, states, insideGit, outcomes } = await sweep(scenario, isMine);
    const seconds = String(Math.round((Date.now() - started) / 1000));
    const reached = outcomes.filter((outcome) => outcome.reached);
    const count = (is: (outcome: KillOutcome) => boolean): string => String(outcomes.filter(is).length);
    const faulty = outcomes.filter((outcome) => outcome.faults.length > 0);
    process.stdout.write(`crash sweep of ${scenario.name}: ${String(points)} kill points; of the ${String(states)} that can leave something different (${String(insideGit)} inside of git) ${String(reached.length)} were killed and run again: ${count((outcome) => outcome.unlocked)} left a lock to take away, ${count((outcome) => outcome.toPerson)} something else that a person had to end, ${String(faulty.length)} were not as they should be; in ${seconds} s\n`);
    // At once: the sweeps that come behind it take long.
    for (const { name, faults } of faulty) process.stdout.write(`  not as it should be: ${name}: ${faults[0] ?? ""}\n`);
    expect(faulty).toEqual([]);
    const mine = Array.from({ length: states }, (_, index) => index).filter(isMine).length;
    expect(outcomes.length).toBe(mine);
    expect(reached.length).toBeGreaterThanOrEqual(Math.floor(0.98 * mine));
    expect(states).toBeGreaterThanOrEqual(scenario.leastStates ?? LEAST_STATES);
  });
}
