import type { Agents, Processes } from "@dgs/core";
import { agentEnvironment } from "./agent-environment.js";
import { outcomeOf } from "./outcome.js";
import { makeReady } from "./make-ready.js";
import { takeResultFile } from "./result-file.js";
import { withoutSecrets } from "../without-secrets.js";

/** Characters of a line that are passed on to whoever watches. */
const MAX_LINE = 1_000;

/** What {@link createCommandAgents} needs. */
export interface CommandAgentsOptions {
  /** Runs the program. */
  readonly processes: Processes;
  /** The program and its arguments; a name without a slash is looked for on the `PATH` of `env`. */
  readonly command: readonly string[];
  /** The environment of the program; the runner's own is not added. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Makes agents of any program: the prompt is its input, the request its environment, and its end is told by its exit code and, if it
 * likes, by `result.json` in the outbox.
 */
export function createCommandAgents(options: CommandAgentsOptions): Agents {
  const [program, ...args] = options.command;
  if (program === undefined || program === "") throw new RangeError("createCommandAgents: the command is empty");
  return {
    run: (asked) => withoutSecrets(options.env, asked, async (request) => {
      await makeReady(request);
      const ended = await options.processes.run({
        program,
        args,
        cwd: request.cwd,
        env: agentEnvironment(options.env, request),
        stdin: request.prompt,
        deadlineMs: request.limits.timeMs,
        logPath: request.logPath,
        onLine: (line) => request.onEvent?.({ type: "text", text: beginningOf(line) }),
        ...(request.signal === undefined ? {} : { signal: request.signal }),
      });
      return outcomeOf(ended, await takeResultFile(request.outbox), request.logPath);
    }),
  };
}

/** The beginning of a line as a text of its own: a slice would keep the whole line, up to a mebibyte, in memory for as long as somebody keeps the event. */
function beginningOf(line: string): string {
  return line.length <= MAX_LINE ? line : Buffer.from(line.slice(0, MAX_LINE)).toString();
}
