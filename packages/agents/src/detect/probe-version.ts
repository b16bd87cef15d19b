import os from "node:os";
import type { FoundAgent, Processes } from "@dgs/core";
import { lastWords } from "../last-words.js";

/** What a program is asked its version with. */
export interface VersionProbe {
  readonly processes: Processes;
  /** The environment of the program: no key is in it, so that nothing can be asked of a service. */
  readonly env: Readonly<Record<string, string>>;
  /** Milliseconds after which a program is given up. */
  readonly deadlineMs: number;
}

/** Asks a program for its version, outside of any repository; one that does not tell it in time is unusable. */
export async function probeVersion(file: string, { processes, env, deadlineMs }: VersionProbe): Promise<Pick<FoundAgent, "state" | "version" | "message">> {
  const ended = await processes.run({ program: file, args: ["--version"], cwd: os.tmpdir(), env, stdin: "", deadlineMs, graceMs: 500 });
  if (ended.type === "not-started") return { state: "unusable", message: `it could not be started (${ended.reason}): ${ended.message}` };
  if (ended.type === "timed-out") return { state: "unusable", message: `it did not tell its version within ${String(deadlineMs / 1000)} seconds` };
  const version = /(?<![\w.])\d+\.\d+\.\d+(?:-[\w.]+)?/.exec(ended.stdoutTail)?.[0];
  if (ended.type === "exited" && ended.code === 0 && version !== undefined) return { state: "found", version };
  const end = ended.type === "exited" ? `exit code ${String(ended.code)}` : ended.type;
  return { state: "unusable", message: `asked for its version it ended with ${end}${lastWords(ended.tail)}` };
}
