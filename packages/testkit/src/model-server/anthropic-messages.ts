import { field, list, text, words } from "./json.js";
import type { ModelReply } from "./reply.js";
import { type Frame, TOKENS, type Turn, type WireFormat } from "./wire-format.js";

/** Anthropic's Messages, as Claude Code speaks them. */
export const anthropicMessages: WireFormat = {
  name: "Anthropic Messages",
  path: /\/v1\/messages(?:\?|$)/,
  streams: (_path, body) => field(body, "stream") === true,
  tools: (body) => list(body, "tools").map((tool) => text(tool, "name")),
  results: (body) => list(body, "messages").flatMap((message) => list(message, "content").filter((block) => text(block, "type") === "tool_result").map((block) => words(field(block, "content")))),
  frames,
  whole: (reply, turn) => ({ ...messageOf(turn), content: [blockOf(reply, turn)], stop_reason: stopOf(reply), usage: { ...usage, output_tokens: TOKENS.output } }),
  refusal: (status) => ({ type: "error", error: { type: ERRORS[status] ?? "api_error", message: `scripted answer ${String(status)}` } }),
};

const ERRORS: Readonly<Record<number, string>> = { 400: "invalid_request_error", 401: "authentication_error", 403: "permission_error", 429: "rate_limit_error", 529: "overloaded_error" };

// The service tells the output of a message at its end; at its start it says 1.
const usage = { input_tokens: TOKENS.input - TOKENS.cached, cache_creation_input_tokens: 0, cache_read_input_tokens: TOKENS.cached, output_tokens: 1 };

function messageOf({ number, model }: Turn): object {
  return { id: `msg_scripted_${String(number)}`, type: "message", role: "assistant", model, stop_sequence: null };
}

function blockOf(reply: ModelReply, { number }: Turn): object {
  return reply.type === "text" ? { type: "text", text: reply.text } : { type: "tool_use", id: `toolu_scripted_${String(number)}`, name: reply.tool, input: reply.input };
}

function stopOf(reply: ModelReply): string {
  return reply.type === "text" ? "end_turn" : "tool_use";
}

function frames(reply: ModelReply, turn: Turn): readonly Frame[] {
  const block = reply.type === "text" ? { type: "text", text: "" } : { ...blockOf(reply, turn), input: {} };
  const delta = reply.type === "text" ? { type: "text_delta", text: reply.text } : { type: "input_json_delta", partial_json: JSON.stringify(reply.input) };
  return [
    frame("message_start", { message: { ...messageOf(turn), content: [], stop_reason: null, usage } }),
    frame("content_block_start", { index: 0, content_block: block }),
    frame("content_block_delta", { index: 0, delta }),
    frame("content_block_stop", { index: 0 }),
    frame("message_delta", { delta: { stop_reason: stopOf(reply), stop_sequence: null }, usage: { output_tokens: TOKENS.output } }),
    frame("message_stop", {}),
  ];
}

function frame(event: string, data: object): Frame {
  return { event, data: { type: event, ...data } };
}
