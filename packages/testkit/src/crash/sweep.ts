import { processesIn } from "@dgs/process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endOfProduct, type EndState } from "./end-of-product.js";
import { findGitLocks } from "./git-locks.js";
import { type Inventory, lostSince, takeInventory } from "./inventory.js";
import { makeLane, planningOf, restoreProduct } from "./lane.js";
import { plainName } from "./plain-name.js";
import { type Kill, type RunEnd, runCommand } from "./run-command.js";
import type { LogEvent, Scenario } from "./scenario.js";

/** Products that a sweep works on at the same time: while one is looked at, the command runs in the other. Each file of sweeps has a process of its own. */
const LANES = 2;

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
  /** Whether the run was killed at this point; where it was not, nothing was shown about it. */
  readonly reached: boolean;
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
export async function sweep(scenario: Scenario, choose: (index: number, points: readonly KillPoint[]) => boolean): Promise<SweepReport> {
  const folder = mkdtempSync(join(tmpdir(), "dgs-crash-"));
  try {
    const lanes = await Promise.all(Array.from({ length: LANES }, (_, number) => makeLane(join(folder, `lane-${String(number)}`), scenario)));
    const whole = await runWhole(lanes[0] ?? "", scenario);
    const queue = whole.points.filter((_, index) => choose(index, whole.points));
    const order = new Map(queue.map(({ name }, index) => [name, index]));
    const outcomes: KillOutcome[] = [];
    const work = async (lane: string): Promise<void> => {
      // Every run of a lane starts from the same product.
      const before = takeInventory(restoreProduct(lane), planningOf(scenario));
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) outcomes.push(await killAt({ lane, before }, scenario, next, whole));
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
  const own = all.slice(0, scenario.doesAnew === true ? -1 : undefined).flatMap((event, index): KillPoint[] => (isLastOfState(all, index) ? [{ kill: { at: index + 1 }, name: `${String(index + 1)} ${String(event["name"])}` }] : []));
  const inside = watched.insideGit.map((moment, index): KillPoint => ({ kill: { insideGit: moment }, name: `inside git ${String(index + 1)} ${moment.name}` }));
  return { count: all.length + inside.length, points: [...own, ...inside], end, stock };
}

/** Whether what follows a point can change a file: a run that is killed at one of several points before that leaves the same, wherever it was. */
function isLastOfState(all: readonly LogEvent[], index: number): boolean {
  return all[index]?.["changes"] === true || index === all.length - 1;
}

/**
 * Says of a run that was not killed where it was meant to be; `undefined` of one that was. Every run passes the same points in the same order, also where
 * plans go on side by side, so this is a fault of the sweep; but whether git writes an index anew that only its clock calls old, differs from run to run.
 */
function elsewhere(name: string, run: RunEnd, kill: Kill): KillOutcome | undefined {
  const passed = "at" in kill ? run.log.flatMap((event) => (event["type"] === "point" ? [String(event["name"])] : [])) : run.insideGit.map((moment) => moment.name);
  const last = passed.at(-1) ?? "none at all";
  if (run.killed && plainName(last) === plainName(name)) return undefined;
  const isByClock = "insideGit" in kill && name.includes(" post-index-change ");
  const fault = `the run did not come to this point: it ${run.killed ? "was killed at" : "ended by itself, the last was"} ${last}`;
  return { name, faults: isByClock ? [] : [fault], unlocked: false, toPerson: false, reached: false };
}

/** What still works in the folder of the product when everything is over. */
async function leftRunning(product: string): Promise<string[]> {
  const inside = await processesIn(product);
  if (inside.type === "unknown") throw new Error(inside.message);
  return inside.processes.map(({ pid, command, cwd }) => `the process ${String(pid)} (${command}) is still there, in ${cwd}`);
}

async function killAt({ lane, before }: { readonly lane: string; readonly before: Inventory }, scenario: Scenario, { kill, name }: KillPoint, whole: Whole): Promise<KillOutcome> {
  const product = restoreProduct(lane);
  const planning = planningOf(scenario);
  const first = await runCommand(lane, scenario, scenario.swept, "first", kill);
  const missed = elsewhere(name, first, kill);
  if (missed !== undefined) return missed;
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
    ...(await leftRunning(product)),
  ];
  return { name, unlocked, toPerson, reached: true, faults: faults.length === 0 ? [] : [...faults, `the last run answered ${JSON.stringify(last.report)}`] };
}

/** Runs the command again. A git that was killed leaves its locks, and nobody but a person may say that they are stale: told so, one takes them away and runs it once more. */
async function runAgain(lane: string, scenario: Scenario, whole: Whole): Promise<{ last: RunEnd; ends: readonly string[]; unlocked: boolean }> {
  const product = join(lane, "product");
  const again = scenario.again ?? scenario.swept;
  const locks = findGitLocks(product);
  const second = await runCommand(lane, scenario, again, "second");
  const ends = differences(whole.end, endOfProduct(product, planningOf(scenario)));
  const left = findGitLocks(product).filter((lock) => locks.includes(lock));
  if (ends.length === 0 || left.length === 0 || !tellsOfLock(second)) return { last: second, ends, unlocked: false };
  for (const lock of left) rmSync(lock);
  const third = await runCommand(lane, scenario, again, "third");
  const end = endOfProduct(product, planningOf(scenario));
  return { last: { ...third, log: scenario.doesAnew === true ? second.log : [...second.log, ...third.log] }, ends: scenario.unlocked?.(end, third.report) ?? differences(whole.end, end), unlocked: true };
}

/** Whether a run has named a lock, as the reason of its end or in a note about what it could not take away. */
function tellsOfLock({ report, log }: RunEnd): boolean {
  return JSON.stringify(report).includes(".lock") || log.some((event) => event["type"] === "note" && String(event["text"]).includes(".lock"));
}

/** Whether a run has told a person to do something: a refusal, a halted quick or plan, or a note about the lock that git named. */
function saysWhatToDo({ report, log }: RunEnd): boolean {
  if (typeof report["remedy"] === "string" || (report["status"] === "failed" && typeof report["error"] === "string")) return true;
  if (report["status"] === "failed" && Array.isArray(report["failures"]) && report["failures"].length > 0) return true;
  return log.some((event) => event["type"] === "note" && String(event["text"]).includes(".lock"));
}

function repeated(scenario: Scenario, completed: readonly string[], last: RunEnd): string[] {
  return (scenario.done?.(last.log) ?? []).filter((what) => completed.includes(what)).map((what) => `${what} was completed and was done again`);
}

function differences(expected: EndState, seen: EndState): string[] {
  const keys = [...new Set([...Object.keys(expected), ...Object.keys(seen)])].sort();
  return keys.filter((key) => expected[key] !== seen[key]).map((key) => `${key} differs:\n--- uninterrupted\n${expected[key] ?? "(nothing)"}\n--- killed and run again\n${seen[key] ?? "(nothing)"}`);
}
