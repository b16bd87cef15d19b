import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import type { ProcessSpec } from "@dgs/core";
import { readProcess } from "./process-table.js";
import { explainStartFailure, type StartFailure } from "./start-failure.js";

/** How the program itself ended; one of the two is null. */
export interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A started program, leader of its own process group and session. */
export interface Group {
  readonly type: "started";
  readonly child: ChildProcess;
  readonly pid: number;
  /** As in the process table; 0 where it is not known. */
  readonly startTime: number;
  /** Resolves when the program has ended, whatever holds its pipes. */
  readonly exited: Promise<Exit>;
  readonly ask: () => void;
  readonly force: () => void;
}

/** Starts a program with exactly that environment; never rejects. */
export async function startGroup(spec: ProcessSpec, env: Record<string, string>): Promise<Group | StartFailure> {
  try {
    const start = await loadSpawn();
    return await waitForStart(spec, start(spec.program, spec.args, {
      cwd: spec.cwd,
      env,
      shell: false,
      // On Windows it would open a console window, and taskkill finds the tree without it.
      detached: process.platform !== "win32",
      windowsHide: true,
      stdio: [spec.stdin === undefined && spec.onStart === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    }));
  } catch (error) {
    // Spawn throws for what it refuses itself: an empty program, a zero byte in an argument.
    return explainStartFailure(spec, error);
  }
}

type Spawn = (program: string, args: readonly string[], options: Parameters<typeof spawn>[2]) => ChildProcess;

/** Windows starts `npm` and its like only by their full name, and `.cmd` files only by a shell: cross-spawn knows how. */
async function loadSpawn(): Promise<Spawn> {
  return process.platform === "win32" ? (await import("cross-spawn")).spawn : spawn;
}

async function waitForStart(spec: ProcessSpec, child: ChildProcess): Promise<Group | StartFailure> {
  // Read before the next turn of the event loop: until then even a program that has ended already is not collected.
  const startTime = process.platform === "linux" && child.pid !== undefined ? (readProcess(child.pid)?.startTime ?? 0) : 0;
  const exited = new Promise<Exit>((settle) => child.once("exit", (code, signal) => { settle({ code, signal }); }));
  const error = await new Promise<Error | undefined>((settle) => {
    child.once("spawn", () => { settle(undefined); });
    // Stays: a later error of the child has no other listener, and would end the runner.
    child.on("error", settle);
  });
  const { pid } = child;
  if (error !== undefined || pid === undefined) return explainStartFailure(spec, error);
  return {
    type: "started", child, pid, startTime, exited,
    ask: () => { signalGroup(child, pid, "SIGTERM"); },
    force: () => { signalGroup(child, pid, "SIGKILL"); },
  };
}

function signalGroup(child: ChildProcess, pid: number, signal: "SIGTERM" | "SIGKILL"): void {
  // Collected: from now on the number may belong to another group.
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/PID", String(pid), "/T", ...(signal === "SIGKILL" ? ["/F"] : [])], { windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left in the group, or nobody of it may be signalled: the exit, or its absence, tells.
  }
}
