import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createMilestoneJob, createPlanningFiles, isRefusal } from "@dgs/runtime";
import { makeCrashProduct } from "./crash-product.js";
import { endStateOf, type EndState, lostCommits } from "./end-state.js";

/** What one kill showed: nothing, or what went wrong. */
export interface KillOutcome {
  readonly point: number;
  readonly name: string;
  readonly faults: readonly string[];
}

/** What a sweep found. */
export interface SweepReport {
  /** Kill points of the uninterrupted run. */
  readonly points: number;
  readonly outcomes: readonly KillOutcome[];
}

interface RunEnd {
  readonly killed: boolean;
  readonly stdout: string;
  readonly log: readonly Readonly<Record<string, unknown>>[];
}

const RUNNER = fileURLToPath(new URL("../crash/runner.mjs", import.meta.url));

/**
 * Runs a job once without a kill, then once for each chosen kill point: killed there with SIGKILL, run again, and
 * compared. The end must be the same to the byte (times and run ids aside), no completed step may have run twice,
 * and no commit may be lost or doubled.
 */
export async function sweepJob(choose: (point: number, points: number) => boolean, lanes = 2): Promise<SweepReport> {
  const folder = mkdtempSync(join(tmpdir(), "dgs-crash-"));
  try {
    const template = join(folder, "template");
    makeCrashProduct(template);
    await writeJob(join(template, "app", ".planning"));
    const whole = copyOf(template, join(folder, "whole"));
    const end = await run(whole, undefined);
    const names = namesOf(end.log);
    const expected = endStateOf(whole);
    const points = names.length;
    const queue = names.flatMap((name, index) => (choose(index + 1, points) ? [{ point: index + 1, name }] : []));
    const outcomes: KillOutcome[] = [];
    const lane = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) outcomes.push({ ...next, faults: await killAt(template, join(folder, `kill-${String(next.point)}`), next.point, expected) });
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return { points, outcomes: outcomes.sort((a, b) => a.point - b.point) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeJob(root: string): Promise<void> {
  const ports = { files: createPlanningFiles({ root }), clock: { now: () => "2026-01-01T00:00:00.000Z" } };
  const created = await createMilestoneJob(ports, { base: join(root, ".."), root, project: "" }, { check: true });
  if (isRefusal(created)) throw new Error(created.message);
}

function copyOf(template: string, folder: string): string {
  cpSync(template, folder, { recursive: true });
  return folder;
}

async function killAt(template: string, folder: string, point: number, expected: EndState): Promise<readonly string[]> {
  copyOf(template, folder);
  const first = await run(folder, point);
  if (!first.killed) return [`the run was not killed at point ${String(point)}: ${first.stdout}`];
  const done = completedSteps(folder);
  const second = await run(folder, undefined);
  if (second.killed) return ["the second run was killed"];
  const faults = [...differences(expected, endStateOf(folder)), ...lostCommits(folder)];
  const again = second.log.filter((event) => event["type"] === "step-started" && done.includes(Number(event["step"])));
  faults.push(...again.map((event) => `the completed step ${String(event["step"])} ran again`));
  if (faults.length === 0) rmSync(folder, { recursive: true, force: true });
  return faults;
}

/** The numbers of the steps that the job file says are completed, wherever it lies now. Inserted steps only come behind them. */
function completedSteps(folder: string): number[] {
  for (const place of ["pending", "in-progress", "completed"]) {
    const path = join(folder, "app", ".planning", "jobs", place, "milestone-v1.md");
    if (!existsSync(path)) continue;
    const steps = readFileSync(path, "utf8").split("\n").filter((line) => /^- \[.\] /.test(line));
    return steps.flatMap((line, index) => (line.startsWith("- [x] ") ? [index + 1] : []));
  }
  return [];
}

function differences(expected: EndState, seen: EndState): string[] {
  const keys = [...new Set([...Object.keys(expected), ...Object.keys(seen)])].sort();
  return keys.filter((key) => expected[key] !== seen[key]).map((key) => `${key} differs:\n--- uninterrupted\n${expected[key] ?? "(nothing)"}\n--- killed and run again\n${seen[key] ?? "(nothing)"}`);
}

function namesOf(log: RunEnd["log"]): string[] {
  return log.flatMap((event) => (event["type"] === "point" ? [String(event["name"])] : []));
}

/** Starts the runner as a process of its own. Its log is of this run only. */
function run(folder: string, killAt: number | undefined): Promise<RunEnd> {
  const log = join(folder, `log-${killAt === undefined ? "whole" : "killed"}.jsonl`);
  const input = { root: join(folder, "app"), tapePath: join(folder, "tape.json"), version: "v1", killAt, log };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [RUNNER, JSON.stringify(input)], { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const killed = error?.signal === "SIGKILL";
      if (error !== null && !killed) reject(new Error(`the runner failed: ${stderr}`));
      else resolve({ killed, stdout, log: existsSync(log) ? readFileSync(log, "utf8").trim().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>) : [] });
    });
  });
}
