import { field, list, text, words } from "./json.js";
import type { ModelReply } from "./reply.js";
import { type Frame, TOKENS, type Turn, type WireFormat } from "./wire-format.js";

/** OpenAI's Chat Completions, as GitHub Copilot CLI and opencode speak them. */
export const openaiChat: WireFormat = {
  name: "OpenAI Chat Completions",
  path: /\/chat\/completions(?:\?|$)/,
  streams: (_path, body) => field(body, "stream") === true,
  tools: (body) => list(body, "tools").map((tool) => text(field(tool, "function"), "name") || text(field(tool, "custom"), "name") || text(tool, "name")),
  results: (body) => list(body, "messages").filter((message) => text(message, "role") === "tool").map((message) => words(field(message, "content"))),
  frames,
  whole: (reply, turn) => ({ ...base(turn), object: "chat.completion", choices: [{ index: 0, finish_reason: reasonOf(reply), message: { role: "assistant", ...contentOf(reply, turn) } }], usage }),
  refusal: (status) => ({ error: { message: `scripted answer ${String(status)}`, type: status < 500 ? "invalid_request_error" : "server_error", code: null, param: null } }),
};

const usage = {
  prompt_tokens: TOKENS.input,
  completion_tokens: TOKENS.output,
  total_tokens: TOKENS.input + TOKENS.output,
  prompt_tokens_details: { cached_tokens: TOKENS.cached },
};

function base({ number, model }: Turn): object {
  return { id: `chatcmpl-${String(number)}`, object: "chat.completion.chunk", created: 1_700_000_000, model };
}

function reasonOf(reply: ModelReply): string {
  return reply.type === "text" ? "stop" : "tool_calls";
}

function contentOf(reply: ModelReply, { number }: Turn): object {
  if (reply.type === "text") return { content: reply.text };
  const call = { index: 0, id: `call_${String(number)}` };
  return typeof reply.input === "string"
    ? { content: null, tool_calls: [{ ...call, type: "custom", custom: { name: reply.tool, input: reply.input } }] }
    : { content: null, tool_calls: [{ ...call, type: "function", function: { name: reply.tool, arguments: JSON.stringify(reply.input) } }] };
}

function frames(reply: ModelReply, turn: Turn): readonly Frame[] {
  const chunk = (delta: object, reason: string | null): Frame => ({ data: { ...base(turn), choices: [{ index: 0, delta, finish_reason: reason }] } });
  return [
    chunk({ role: "assistant", content: "" }, null),
    chunk(contentOf(reply, turn), null),
    chunk({}, reasonOf(reply)),
    { data: { ...base(turn), choices: [], usage } },
    { data: "[DONE]" },
  ];
}
