import type { AgentEvent } from "@dgs/core";
import type { StreamReader } from "../program/adapter.js";
import { isTrueAt, listAt, numberAt, objectAt, textAt } from "../program/json-fields.js";
import { sessionTold } from "../program/session-told.js";
import { type ToolCall, toolCall } from "../program/tool-call.js";
import { callDetail } from "./call-detail.js";
import { claudeEnd } from "./result.js";
import { inputOf } from "./usage.js";

/** Reads the stream of `claude -p --output-format stream-json`. */
export function createClaudeReader(): StreamReader {
  const tools = new Map<string, ToolCall>();
  const meter = createMeter();
  return {
    read(line) {
      switch (textAt(line, "type") ?? "") {
        case "system":
          return systemEvents(line, tools);
        case "assistant":
          return assistantEvents(line, tools, meter);
        case "user":
          return toolResults(line, tools);
        case "result":
          return claudeEnd(line);
        default:
          return [];
      }
    },
  };
}

function systemEvents(line: unknown, tools: ReadonlyMap<string, ToolCall>): readonly AgentEvent[] {
  switch (textAt(line, "subtype") ?? "") {
    case "init":
      return sessionTold(textAt(line, "session_id"));
    case "api_retry":
      return [{ type: "limit", message: `the service says ${textAt(line, "error") ?? "no"} (${String(numberAt(line, "error_status") ?? "no answer")}), try ${String(numberAt(line, "attempt") ?? "?")} of ${String(numberAt(line, "max_retries") ?? "?")}` }];
    case "permission_denied":
      return [{ type: "tool", ...(tools.get(textAt(line, "tool_use_id") ?? "") ?? { name: textAt(line, "tool_name") ?? "a tool" }), state: "denied" }];
    default:
      return [];
  }
}

interface Meter {
  /** Takes the usage of a message; each message counts once, with the most that was said of it. */
  readonly take: (message: unknown) => AgentEvent;
}

/** Sums up what messages used. Their output is told as of their start, so the sum is a lower bound until the result line says more. */
function createMeter(): Meter {
  const input = new Map<string, number>();
  const output = new Map<string, number>();
  const sum = (of: ReadonlyMap<string, number>): number => [...of.values()].reduce((a, b) => a + b, 0);
  return {
    take(message) {
      const id = textAt(message, "id") ?? "";
      const usage = objectAt(message, "usage");
      input.set(id, Math.max(input.get(id) ?? 0, inputOf(usage)));
      output.set(id, Math.max(output.get(id) ?? 0, numberAt(usage, "output_tokens") ?? 0));
      return { type: "usage", inputTokens: sum(input), outputTokens: sum(output) };
    },
  };
}

function assistantEvents(line: unknown, tools: Map<string, ToolCall>, meter: Meter): readonly AgentEvent[] {
  const message = objectAt(line, "message");
  // A message that the program made up, to tell of an error of the service.
  if (textAt(message, "model") === "<synthetic>") {
    return listAt(message, "content").flatMap((part): AgentEvent[] => (textAt(part, "text") === undefined ? [] : [{ type: "error", message: textAt(part, "text") ?? "" }]));
  }
  const said = listAt(message, "content").flatMap((part): readonly AgentEvent[] => {
    if (textAt(part, "type") === "text") return [{ type: "text", text: textAt(part, "text") ?? "" }];
    return textAt(part, "type") === "tool_use" ? toolUse(part, tools) : [];
  });
  return [...said, meter.take(message)];
}

function toolUse(part: unknown, tools: Map<string, ToolCall>): readonly AgentEvent[] {
  const call = toolCall(textAt(part, "name"), callDetail(objectAt(part, "input")));
  tools.set(textAt(part, "id") ?? "", call);
  const changes = /^(?:Write|Edit|MultiEdit|NotebookEdit)$/.test(call.name) && call.detail !== undefined;
  return [{ type: "tool", ...call, state: "started" }, ...(changes ? [{ type: "file", path: call.detail ?? "" } as const] : [])];
}

function toolResults(line: unknown, tools: ReadonlyMap<string, ToolCall>): readonly AgentEvent[] {
  return listAt(line, "message", "content").flatMap((part): readonly AgentEvent[] => {
    if (textAt(part, "type") !== "tool_result") return [];
    const call = tools.get(textAt(part, "tool_use_id") ?? "") ?? { name: "a tool" };
    return [{ type: "tool", ...call, state: isTrueAt(part, "is_error") ? "failed" : "done" }];
  });
}
