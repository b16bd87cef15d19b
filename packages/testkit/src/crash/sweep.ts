import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { endOfProduct, type EndState } from "./end-of-product.js";
import { findGitLocks } from "./git-locks.js";
import { type Inventory, lostSince, takeInventory } from "./inventory.js";
import { makeLane, planningOf, restoreProduct } from "./lane.js";
import { type Kill, type RunEnd, runCommand } from "./run-command.js";
import type { LogEvent, Scenario } from "./scenario.js";

/** One moment at which a run is killed. */
export interface KillPoint {
  readonly kill: Kill;
  readonly name: string;
}

/** What one kill showed: nothing, or what went wrong. */
export interface KillOutcome {
  readonly name: string;
  readonly faults: readonly string[];
  /** Whether a person had to take away a lock that a killed git had left, as the second run said. */
  readonly unlocked: boolean;
  /** Whether the second run has left it to a person to go on, as the scenario allows. */
  readonly toPerson: boolean;
  /** Whether the run ended before it came to the point. */
  readonly missed?: boolean;
}

/** What a sweep found. */
export interface SweepReport {
  /** Kill points of the uninterrupted run. */
  readonly points: number;
  /** How many of them are killed in a whole sweep: of points between which nothing can change, one. */
  readonly states: number;
  /** How many of them are inside of a git command that is killed, too. */
  readonly insideGit: number;
  readonly outcomes: readonly KillOutcome[];
}

/** What is known of the uninterrupted run. */
interface Whole {
  /** How many points there are. */
  readonly count: number;
  /** Those that are to be killed. */
  readonly points: readonly KillPoint[];
  readonly end: EndState;
  readonly stock: Inventory;
}

/**
 * Runs a scenario's command once without a kill, then once for each chosen kill point: killed there with SIGKILL, run again, and
 * compared. The end must be the same to the byte (times and ids aside), nothing that was completed may be done twice, and of
 * all work that was there before, at the kill or at any other kill point nothing may be out of reach.
 */
export async function sweep(scenario: Scenario, choose: (index: number, points: number, name: string) => boolean, told: (outcome: KillOutcome) => void = () => undefined): Promise<SweepReport> {
  const folder = mkdtempSync(join(tmpdir(), "dgs-crash-"));
  try {
    // Writes wait for the disk: one lane more than there are processors.
    const lanes = await Promise.all(Array.from({ length: availableParallelism() + 1 }, (_, number) => makeLane(join(folder, `lane-${String(number)}`), scenario)));
    const whole = await runWhole(lanes[0] ?? "", scenario);
    const queue = whole.points.filter(({ name }, index) => choose(index, whole.points.length, name));
    const order = new Map(queue.map(({ name }, index) => [name, index]));
    const outcomes: KillOutcome[] = [];
    const work = async (lane: string): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const outcome = await killAt(lane, scenario, next, whole);
        outcomes.push(outcome);
        told(outcome);
      }
    };
    await Promise.all(lanes.map(work));
    outcomes.sort((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0));
    return { points: whole.count, states: whole.points.length, insideGit: whole.points.filter(({ kill }) => "insideGit" in kill).length, outcomes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runWhole(lane: string, scenario: Scenario): Promise<Whole> {
  const product = restoreProduct(lane);
  const planning = planningOf(scenario);
  const before = takeInventory(product, planning);
  const { log, report } = await runCommand(lane, scenario, scenario.swept, "first");
  const end = endOfProduct(product, planning);
  const stock = takeInventory(product, planning);
  const wrong = [...scenario.wrong(end, report), ...lostSince(before, stock)];
  if (wrong.length > 0) throw new Error(`${scenario.name}: the uninterrupted run is not as it should be:\n${wrong.join("\n")}\n${JSON.stringify(report, undefined, 1)}`);
  restoreProduct(lane);
  const watched = await runCommand(lane, scenario, scenario.swept, "first", { insideGit: "watch" });
  const all = log.flatMap((event) => (event["type"] === "point" ? [event] : []));
  const own = all.flatMap((event, index): KillPoint[] => (isLastOfState(all, index) ? [{ kill: { at: index + 1 }, name: `${String(index + 1)} ${String(event["name"])}` }] : []));
  const inside = watched.insideGit.map((name, index): KillPoint => ({ kill: { insideGit: index + 1 }, name: `inside git ${String(index + 1)} ${name}` }));
  return { count: all.length + inside.length, points: [...own, ...inside], end, stock };
}

/** Whether what follows a point can change a file: a run that is killed at one of several points before that leaves the same, wherever it was. */
function isLastOfState(all: readonly LogEvent[], index: number): boolean {
  return all[index]?.["changes"] === true || index === all.length - 1;
}

/** What plans do side by side differs by a program or two from run to run: one of the last points may not come. The run is then as good as any. */
function missed(scenario: Scenario, name: string, run: RunEnd, end: EndState): KillOutcome {
  return { name, faults: scenario.wrong(end, run.report).map((line) => `the run was not killed, and ${line}`), unlocked: false, toPerson: false, missed: true };
}

async function killAt(lane: string, scenario: Scenario, { kill, name }: KillPoint, whole: Whole): Promise<KillOutcome> {
  const product = restoreProduct(lane);
  const planning = planningOf(scenario);
  const before = takeInventory(product, planning);
  const first = await runCommand(lane, scenario, scenario.swept, "first", kill);
  if (!first.killed) return missed(scenario, name, first, endOfProduct(product, planning));
  const atKill = takeInventory(product, planning);
  const completed = scenario.completed?.(product) ?? [];
  const { last, ends, unlocked } = await runAgain(lane, scenario, whole);
  const after = takeInventory(product, planning);
  // A program that was cut off or that outlived its runner may have made what an uninterrupted run does not make.
  const isBetween = "at" in kill && !/^\d+ while /.test(name);
  const toPerson = ends.length > 0 && "insideGit" in kill && scenario.insideGit === "person" && saysWhatToDo(last);
  const faults = [
    ...lostSince(before, atKill).map((line) => `at the kill ${line}`),
    ...lostSince(before, after).map((line) => `after the second run ${line}`),
    ...lostSince(atKill, after).map((line) => `after the second run, from the moment of the kill, ${line}`),
    ...(isBetween ? lostSince(atKill, whole.stock).map((line) => `later in the uninterrupted run ${line}`) : []),
    ...(toPerson ? [] : ends),
    ...repeated(scenario, completed, last),
  ];
  return { name, unlocked, toPerson, faults: faults.length === 0 ? [] : [...faults, `the last run answered ${JSON.stringify(last.report)}`] };
}

/** Runs the command again. A git that was killed leaves its locks, and nobody but a person may say that they are stale: told so, one takes them away and runs it once more. */
async function runAgain(lane: string, scenario: Scenario, whole: Whole): Promise<{ last: RunEnd; ends: string[]; unlocked: boolean }> {
  const product = join(lane, "product");
  const again = scenario.again ?? scenario.swept;
  const locks = findGitLocks(product);
  const second = await runCommand(lane, scenario, again, "second");
  const ends = differences(whole.end, endOfProduct(product, planningOf(scenario)));
  const left = findGitLocks(product).filter((lock) => locks.includes(lock));
  if (ends.length === 0 || left.length === 0 || !JSON.stringify(second.report).includes(".lock")) return { last: second, ends, unlocked: false };
  for (const lock of left) rmSync(lock);
  const third = await runCommand(lane, scenario, again, "third");
  return { last: third, ends: differences(whole.end, endOfProduct(product, planningOf(scenario))), unlocked: true };
}

/** Whether a run has told a person to do something: a refusal, a halted quick, or a note about the lock that git named. */
function saysWhatToDo({ report, log }: RunEnd): boolean {
  if (typeof report["remedy"] === "string" || (report["status"] === "failed" && typeof report["error"] === "string")) return true;
  return log.some((event) => event["type"] === "note" && String(event["text"]).includes(".lock"));
}

function repeated(scenario: Scenario, completed: readonly string[], last: RunEnd): string[] {
  return (scenario.done?.(last.log) ?? []).filter((what) => completed.includes(what)).map((what) => `${what} was completed and was done again`);
}

function differences(expected: EndState, seen: EndState): string[] {
  const keys = [...new Set([...Object.keys(expected), ...Object.keys(seen)])].sort();
  return keys.filter((key) => expected[key] !== seen[key]).map((key) => `${key} differs:\n--- uninterrupted\n${expected[key] ?? "(nothing)"}\n--- killed and run again\n${seen[key] ?? "(nothing)"}`);
}
