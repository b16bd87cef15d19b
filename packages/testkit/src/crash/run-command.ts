import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { hookEnvironment, type HookMoment, killAtHook, readHookLog, watchHooks } from "./git-hooks.js";
import type { Command, LogEvent, Scenario } from "./scenario.js";

/** How a runner ended. */
export interface RunEnd {
  readonly killed: boolean;
  /** What the command answered; empty when it was killed. */
  readonly report: Readonly<Record<string, unknown>>;
  readonly log: readonly LogEvent[];
  /** The moments inside of git commands, where these were watched. */
  readonly insideGit: readonly HookMoment[];
}

/**
 * Where a run is killed: at one of its own points, or in a moment inside of its git commands, together with git. `watch`: nowhere, but
 * the moments are counted.
 */
export type Kill = { readonly at: number } | { readonly insideGit: HookMoment | "watch" };

const RUNNER = fileURLToPath(new URL("../../crash/runner.mjs", import.meta.url));

/** The runs of a scenario, each with ids and times of its own. */
export type RunName = keyof typeof STARTS_AT;

const STARTS_AT = { template0: Date.UTC(2026, 0, 1, 1), template1: Date.UTC(2026, 0, 1, 2), template2: Date.UTC(2026, 0, 1, 3), first: Date.UTC(2026, 0, 1, 6), second: Date.UTC(2026, 0, 1, 12), third: Date.UTC(2026, 0, 1, 18) };

/** Far beyond what a run takes: one that hangs is found and not waited for. */
const HANGS_MS = 300_000;

/** Runs a command in a process of its own, in a lane's folder. */
export async function runCommand(lane: string, scenario: Scenario, command: Command, run: RunName, kill?: Kill): Promise<RunEnd> {
  const product = join(lane, "product");
  const tmp = join(lane, "tmp");
  const log = join(lane, "log.jsonl");
  const ended = join(lane, "ended");
  for (const path of [log, ended, tmp]) rmSync(path, { recursive: true, force: true });
  mkdirSync(tmp);
  writeFileSync(join(lane, "tape.json"), JSON.stringify({ version: 1, name: scenario.name, entries: scenario.tape(product) }));
  const inside = kill !== undefined && "insideGit" in kill ? kill.insideGit : undefined;
  watchHooks(lane, inside !== undefined);
  const input = { folder: product, root: join(product, scenario.root), tape: join(lane, "tape.json"), command, killAt: kill !== undefined && "at" in kill ? kill.at : undefined, log, ended, idPrefix: run, startsAt: STARTS_AT[run] };
  const env = { ...process.env, TMPDIR: tmp, ...(inside === undefined ? {} : hookEnvironment(lane)) };
  // Detached: whatever ends a process group ends this one at most.
  const runner = spawn(process.execPath, [RUNNER, JSON.stringify(input)], { detached: true, timeout: HANGS_MS, env, stdio: ["ignore", "pipe", "pipe"] });
  if (typeof inside === "object" && runner.pid !== undefined) killAtHook(lane, inside, runner.pid);
  const printed = { stdout: "", stderr: "" };
  runner.stdout.setEncoding("utf8").on("data", (text: string) => (printed.stdout += text));
  runner.stderr.setEncoding("utf8").on("data", (text: string) => (printed.stderr += text));
  const [code, signal] = (await once(runner, "close")) as [number | null, NodeJS.Signals | null];
  const events = readLog(log);
  // Inside of git it was killed together with git: there is no orphan.
  if (signal === "SIGKILL" && inside === undefined) await awaitOrphan(events, ended);
  if (signal !== "SIGKILL" && code !== 0) throw new Error(`the runner of ${command.name} failed (${String(signal ?? code)}): ${printed.stderr}`);
  return { killed: signal === "SIGKILL", report: signal === null ? (JSON.parse(printed.stdout) as Record<string, unknown>) : {}, log: events, insideGit: readHookLog(lane) };
}

function readLog(log: string): LogEvent[] {
  if (!existsSync(log)) return [];
  return readFileSync(log, "utf8").trim().split("\n").map((line) => JSON.parse(line) as LogEvent);
}

/**
 * A git command that has outlived its runner is waited for: a person who starts again at once would be told that the repository is
 * locked. Test commands are not: the next run has to end them.
 */
async function awaitOrphan(log: readonly LogEvent[], ended: string): Promise<void> {
  if (!String(log.at(-1)?.["name"]).startsWith("while git ")) return;
  for (let waited = 0; !existsSync(ended); waited += 10) {
    if (waited > HANGS_MS) throw new Error("a git command that outlived its runner does not end");
    await sleep(10);
  }
}
