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

/**
 * Starts a program in a session of its own and leaves it alone: it goes on when this process ends, however that is. Whoever starts one sees to it that it
 * is written down somewhere, and ends by itself. Returns who it is; `undefined` where it had ended before it could be looked at.
 * @throws What the system said where it could not be started.
 */
export function startDetached({ program, args, cwd, env, logPath }: DetachedSpec): Promise<ProcessIdentity | undefined> {
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
