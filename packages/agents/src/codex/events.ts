import type { AgentEvent } from "@dgs/core";
import { badEnd } from "../program/bad-end.js";
import type { StreamReader } from "../program/adapter.js";
import { listAt, numberAt, objectAt, textAt } from "../program/json-fields.js";
import { sessionTold } from "../program/session-told.js";
import { codexEnd, silentRefusals } from "./result.js";

/** Reads the stream of `codex exec --json`. */
export function createCodexReader(): StreamReader {
  return {
    read(line) {
      switch (textAt(line, "type") ?? "") {
        case "thread.started":
          return sessionTold(textAt(line, "thread_id"));
        case "item.started":
          return itemEvents(objectAt(line, "item"), "started");
        case "item.completed":
          return itemEvents(objectAt(line, "item"), "done");
        case "error":
          return [{ type: "error", message: textAt(line, "message") ?? "an error without words" }];
        case "turn.failed":
          return [badEnd(textAt(line, "error", "message") ?? "the turn failed without words")];
        case "turn.completed":
          return codexEnd(line);
        default:
          return [];
      }
    },
    finish: ({ tail }) => silentRefusals(tail),
  };
}

function itemEvents(item: unknown, state: "started" | "done"): readonly AgentEvent[] {
  const ended = textAt(item, "status") === "failed" ? "failed" : state;
  switch (textAt(item, "type") ?? "") {
    case "agent_message":
      return state === "done" ? [{ type: "text", text: textAt(item, "text") ?? "" }] : [];
    case "command_execution":
      return [{ type: "tool", name: "command", state: (numberAt(item, "exit_code") ?? 0) === 0 ? ended : "failed", detail: textAt(item, "command") ?? "" }];
    case "file_change": {
      const paths = listAt(item, "changes").flatMap((change) => textAt(change, "path") ?? []);
      const tool: AgentEvent = { type: "tool", name: "patch", state: ended, detail: paths.join(", ") };
      return [tool, ...(ended === "done" ? paths.map((path): AgentEvent => ({ type: "file", path })) : [])];
    }
    case "mcp_tool_call":
      return [{ type: "tool", name: `${textAt(item, "server") ?? "?"}.${textAt(item, "tool") ?? "?"}`, state: ended }];
    case "error":
      // A warning: the turn goes on.
      return state === "done" ? [{ type: "error", message: textAt(item, "message") ?? "a warning without words" }] : [];
    default:
      return [];
  }
}
