import { expect, it } from "vitest";
import { SCENARIOS } from "../scenarios/all.js";
import type { Scenario } from "./scenario.js";
import { type KillOutcome, type KillPoint, sweep } from "./sweep.js";

/** Of how many files each does a share, one for each processor. */
const SHARES = 2;

/** `whole`: every state of every scenario; the beginning of a kill point's name, as a failed sweep prints it: that point alone; absent: as each scenario says. */
const ASKED = process.env["DGS_SWEEP"];

/** Every how many states of a scenario one is swept, another set in each share, where it is not swept whole. */
const SAMPLE = 8;

/**
 * The part of the points chosen that the second run has to reach: where several programs run at once, chance decides which turn comes, and more often so on a busy machine. Two of some forty
 * say nothing yet, so that of a sample one in twenty may be missing; of all of them one in fifty.
 */
const REACHED = { ofAll: 0.98, ofSome: 0.95 };

/** States that a scenario has at least: fewer would mean that something is not watched any more. */
const LEAST_STATES = 100;

/**
 * Declares the sweeps of all scenarios for one share of their states.
 * @param share From 0 up to, not including, {@link SHARES}.
 */
export function declareSweeps(share: number): void {
  for (const { name, knownFaults } of SCENARIOS) if (ASKED === undefined && knownFaults !== undefined) it.skip(`${name} is not swept here, as it has faults that are known: ${knownFaults}`);
  it.each(SCENARIOS.filter(({ knownFaults }) => ASKED !== undefined || knownFaults === undefined))(`killed all over, $name comes to the same end and loses nothing (share ${String(share + 1)} of ${String(SHARES)})`, { timeout: 60 * 60_000 }, async (scenario) => {
    const started = Date.now();
    const { points, states, insideGit, outcomes } = await sweep(scenario, chooseOf(scenario, share));
    const seconds = String(Math.round((Date.now() - started) / 1000));
    const reached = outcomes.filter((outcome) => outcome.reached);
    const count = (is: (outcome: KillOutcome) => boolean): string => String(outcomes.filter(is).length);
    const faulty = outcomes.filter((outcome) => outcome.faults.length > 0);
    process.stdout.write(`crash sweep of ${scenario.name}: ${String(points)} kill points; of the ${String(states)} that can leave something different (${String(insideGit)} inside of git) ${String(reached.length)} were killed and run again: ${count((outcome) => outcome.unlocked)} left a lock to take away, ${count((outcome) => outcome.toPerson)} something else that a person had to end, ${String(faulty.length)} were not as they should be; in ${seconds} s\n`);
    // At once: the sweeps that come behind it take long.
    for (const { name, faults } of faulty) process.stdout.write(`  not as it should be: ${name}: ${faults[0] ?? ""}\n`);
    expect(faulty).toEqual([]);
    // Of a single point that is asked for, the other share has none.
    if (ASKED === undefined || ASKED === "whole") expect(outcomes.length).toBeGreaterThanOrEqual(Math.floor(states / SAMPLE / SHARES));
    expect(reached.length).toBeGreaterThanOrEqual(Math.floor((ASKED === "whole" ? REACHED.ofAll : REACHED.ofSome) * outcomes.length));
    expect(states).toBeGreaterThanOrEqual(scenario.leastStates ?? LEAST_STATES);
  });
}

/** Which states of a scenario a share kills. */
function chooseOf({ every: own = SAMPLE }: Scenario, share: number): (index: number, points: readonly KillPoint[]) => boolean {
  if (ASKED !== undefined && ASKED !== "whole") return (index, points) => index % SHARES === share && points[index]?.name.startsWith(ASKED) === true;
  const every = ASKED === "whole" ? 1 : own;
  return (index) => index % (every * SHARES) === every * share + Math.floor(every / 2);
}
