import type { AgentEvent } from "@dgs/core";
import { isObject } from "../shape/shape.js";
import { listAt, numberAt, textAt } from "../program/json-fields.js";
import { type ToolCall, toolCall } from "../program/tool-call.js";
import { commandOf } from "./permission.js";

/** Characters of a text that are kept until it is told: it comes word by word. */
const MAX_TEXT = 2_000;

/** Reads what a program tells of its turn. */
export interface UpdateReader {
  /** The events in the `update` of a `session/update`; what is not known is passed over. */
  readonly read: (update: unknown) => readonly AgentEvent[];
  /** What is known of a call, with what is told of it now. */
  readonly merge: (call: unknown) => Readonly<Record<string, unknown>>;
  /** Records that a call was not allowed. */
  readonly deny: (call: unknown) => AgentEvent;
  /** Whether it has called a tool. */
  readonly hasWorked: () => boolean;
  /** The last that it said. */
  readonly lastWords: () => string;
  /** The text that was not told yet. */
  readonly flush: () => readonly AgentEvent[];
}

/** Makes the reader of one session's updates. */
export function createUpdateReader(): UpdateReader {
  const calls = new Map<string, Readonly<Record<string, unknown>>>();
  const denied = new Set<string>();
  let text = "";
  let last = "";
  const flush = (): readonly AgentEvent[] => {
    const said = text;
    text = "";
    if (said.trim() !== "") last = said;
    return said.trim() === "" ? [] : [{ type: "text", text: said }];
  };
  const merge = (call: unknown): Readonly<Record<string, unknown>> => {
    const id = textAt(call, "toolCallId") ?? "";
    const merged = { ...calls.get(id), ...Object.fromEntries(Object.entries(isObject(call) ? call : {}).filter(([, value]) => isTold(value))) };
    calls.set(id, merged);
    return merged;
  };
  return {
    merge,
    flush,
    hasWorked: () => calls.size > 0,
    lastWords: () => (text.trim() === "" ? last : text).trim().slice(-MAX_TEXT),
    deny(call) {
      denied.add(textAt(call, "toolCallId") ?? "");
      return { type: "tool", ...nameOf(merge(call)), state: "denied" };
    },
    read(update) {
      switch (textAt(update, "sessionUpdate") ?? "") {
        case "agent_message_chunk":
          text += textAt(update, "content", "text") ?? "";
          return text.length > MAX_TEXT ? flush() : [];
        case "tool_call":
          return [...flush(), { type: "tool", ...nameOf(merge(update)), state: "started" }, ...ended(merge(update), denied)];
        case "tool_call_update":
          return [...flush(), ...ended({ ...merge(update), status: textAt(update, "status") }, denied)];
        case "usage_update": {
          const cost = textAt(update, "cost", "currency") === "USD" ? numberAt(update, "cost", "amount") : undefined;
          return cost === undefined ? [] : [{ type: "usage", costUsd: cost }];
        }
        default:
          return [];
      }
    },
  };
}

/** Later messages of a call leave out, or send empty, what earlier ones have told. */
function isTold(value: unknown): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0) && !(isObject(value) && Object.keys(value).length === 0);
}

function ended(call: Readonly<Record<string, unknown>>, denied: ReadonlySet<string>): readonly AgentEvent[] {
  const state = call["status"] === "completed" ? "done" : call["status"] === "failed" ? "failed" : undefined;
  // Of a call that was not allowed it is told already.
  if (state === undefined || denied.has(textAt(call, "toolCallId") ?? "")) return [];
  const files = state === "done" && textAt(call, "kind") === "edit" ? listAt(call, "locations").flatMap((each): AgentEvent[] => (textAt(each, "path") === undefined ? [] : [{ type: "file", path: textAt(each, "path") ?? "" }])) : [];
  return [{ type: "tool", ...nameOf(call), state }, ...files];
}

function nameOf(call: unknown): ToolCall {
  const detail = textAt(listAt(call, "locations")[0], "path") ?? commandOf(call) ?? textAt(call, "title");
  return toolCall(textAt(call, "name") ?? textAt(call, "kind"), detail);
}
