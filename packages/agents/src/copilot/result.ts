import type { AgentEvent } from "@dgs/core";
import { numberAt, textAt } from "../program/json-fields.js";
import { sessionTold } from "../program/session-told.js";

/** What the last line of Copilot CLI says. It says 0 after a stop, too: the stop before it counts then. Of tokens it says nothing here: they stand in a file. */
export function copilotEnd(line: unknown): readonly AgentEvent[] {
  const code = numberAt(line, "exitCode");
  return [
    ...sessionTold(textAt(line, "sessionId")),
    { type: "end", end: code === 0 ? { ok: true } : { ok: false, trouble: "failed", message: `copilot ended with ${code === undefined ? "no exit code" : `exit code ${String(code)}`}` } },
  ];
}
