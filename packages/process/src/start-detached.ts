import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { identityOf, type ProcessIdentity } from "./identity.js";

/** A program that is to outlive this process. */
export interface DetachedSpec {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What it prints is appended here. */
  readonly logPath: string;
}

/** Starts what it is given in the background, says its number, and ends: the program is nobody's child then. 127: there is no such program. */
const ORPHAN = 'command -v "$1" >/dev/null || exit 127; "$@" </dev/null >&2 & echo $!';

/**
 * Starts a program in a session of its own and leaves it alone: it goes on when this process ends, however that is, also where everything that descends from it is ended.
 * Whoever starts one sees to it that it is written down somewhere, and ends by itself. Returns who it is; `undefined` where it had ended before it could be looked at.
 * @throws What the system said where it could not be started.
 */
export function startDetached(spec: DetachedSpec): Promise<ProcessIdentity | undefined> {
  // Without a shell a descendant is all it can be there.
  return process.platform === "win32" ? startAlone(spec) : startOrphan(spec);
}

function startOrphan({ program, args, cwd, env, logPath }: DetachedSpec): Promise<ProcessIdentity | undefined> {
  const log = openSync(logPath, "a");
  return new Promise((resolve, reject) => {
    const shell = spawn("/bin/sh", ["-c", ORPHAN, "sh", program, ...args], { cwd, env: { ...env }, detached: true, stdio: ["ignore", "pipe", log] });
    closeSync(log);
    let said = "";
    shell.stdout?.on("data", (data: Buffer) => void (said += data.toString("utf8")));
    shell.once("error", reject);
    shell.once("close", (code) => {
      const pid = Number(said.trim());
      if (code === 0 && pid > 0) resolve(identityOf(pid));
      else reject(new Error(code === 127 ? `spawn ${program} ENOENT` : `the shell that was to start ${program} ended with ${String(code)}`));
    });
  });
}

function startAlone({ program, args, cwd, env, logPath }: DetachedSpec): Promise<ProcessIdentity | undefined> {
  const log = openSync(logPath, "a");
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...env }, detached: true, stdio: ["ignore", log, log], windowsHide: true });
    closeSync(log);
    child.once("error", reject);
    child.once("spawn", () => {
      child.unref();
      resolve(child.pid === undefined ? undefined : identityOf(child.pid));
    });
  });
}
