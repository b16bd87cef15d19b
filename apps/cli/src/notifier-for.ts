import { NOTIFYING_COMMANDS } from "@dgs/core";
import type { Notifier } from "@dgs/host";
import { isRefusal, type Place, type Refusal, runEndOf } from "@dgs/runtime";
import type { Reported } from "./answer.js";
import type { Call } from "./call.js";

interface Told {
  readonly notifier: Notifier;
  readonly tell: (answer: Reported | Refusal, next: string | undefined) => Promise<void>;
}

/** Makes what tells people of the end of a command that takes long; `undefined` for others, and where it only shows something. */
export async function notifierFor({ command, flags, io }: Call, place: Place): Promise<Told | undefined> {
  if (!NOTIFYING_COMMANDS.includes(command) || flags.has("dry-run")) return undefined;
  const { createNotifier } = await import("@dgs/host");
  const { stderr, env } = io;
  const terminal = stderr.isTerminal && !flags.has("json") ? stderr.write : undefined;
  const notifier = createNotifier({ place, env, terminal, say: (line) => { stderr.write(`${line}\n`); } });
  return { notifier, tell: (answer, next) => notifier.ended(runEndOf(command, isRefusal(answer) ? answer : answer.report, place, next)) };
}
