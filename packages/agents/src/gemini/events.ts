import type { AgentEvent } from "@dgs/core";
import type { StreamReader } from "../program/adapter.js";
import { textAt } from "../program/json-fields.js";
import { sessionTold } from "../program/session-told.js";
import { type ToolCall, toolCall } from "../program/tool-call.js";
import { exitWithoutResult, geminiEnd } from "./result.js";

/** Reads the stream of `gemini --output-format stream-json`. */
export function createGeminiReader(): StreamReader {
  const tools = new Map<string, ToolCall>();
  let hasEnded = false;
  return {
    read(line) {
      switch (textAt(line, "type") ?? "") {
        case "init":
          return sessionTold(textAt(line, "session_id"));
        case "message":
          return textAt(line, "role") === "assistant" ? [{ type: "text", text: textAt(line, "content") ?? "" }] : [];
        case "tool_use":
          return toolUse(line, tools);
        case "tool_result":
          return [{ type: "tool", ...(tools.get(textAt(line, "tool_id") ?? "") ?? { name: "a tool" }), state: stateOf(line) }];
        case "error":
          return [{ type: "error", message: textAt(line, "message") ?? textAt(line, "error", "message") ?? "an error without words" }];
        case "result":
          hasEnded = true;
          return geminiEnd(line);
        default:
          return [];
      }
    },
    finish: ({ code, tail }) => (hasEnded ? [] : exitWithoutResult(code, tail)),
  };
}

function stateOf(line: unknown): "done" | "failed" | "denied" {
  if (textAt(line, "status") === "success") return "done";
  return textAt(line, "error", "type") === "policy_violation" ? "denied" : "failed";
}

function toolUse(line: unknown, tools: Map<string, ToolCall>): readonly AgentEvent[] {
  const path = textAt(line, "parameters", "file_path");
  const call = toolCall(textAt(line, "tool_name"), path ?? textAt(line, "parameters", "command"));
  tools.set(textAt(line, "tool_id") ?? "", call);
  const changes = path !== undefined && /^(?:write_file|replace)$/.test(call.name);
  return [{ type: "tool", ...call, state: "started" }, ...(changes ? [{ type: "file", path } as const] : [])];
}
