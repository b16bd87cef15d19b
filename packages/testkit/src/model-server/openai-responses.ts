import { field, list, text, words } from "./json.js";
import type { ModelReply } from "./reply.js";
import { type Frame, TOKENS, type Turn, type WireFormat } from "./wire-format.js";

/** OpenAI's Responses, as Codex speaks them. */
export const openaiResponses: WireFormat = {
  name: "OpenAI Responses",
  path: /\/responses(?:\?|$)/,
  streams: (_path, body) => field(body, "stream") === true,
  tools: (body) => offered(body).flatMap((tool) => (text(tool, "type") === "namespace" ? list(tool, "tools").map((each) => text(each, "name")) : [text(tool, "name") || text(tool, "type")])),
  results: (body) => list(body, "input").filter((item) => /_output$/.test(text(item, "type"))).map((item) => words(field(item, "output") ?? field(item, "tools"))),
  frames,
  whole: (reply, turn) => completed(itemOf(reply, turn), turn),
  refusal: (status) => ({ error: { message: `scripted answer ${String(status)}`, type: status < 500 ? "invalid_request_error" : "server_error", code: null, param: null } }),
};

/** The tools of a request. With newer models Codex tells them among its input. */
function offered(body: unknown): readonly unknown[] {
  return [...list(body, "tools"), ...list(body, "input").filter((item) => text(item, "type") === "additional_tools").flatMap((item) => list(item, "tools"))];
}

const usage = {
  input_tokens: TOKENS.input,
  input_tokens_details: { cached_tokens: TOKENS.cached },
  output_tokens: TOKENS.output,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: TOKENS.input + TOKENS.output,
};

function itemOf(reply: ModelReply, { number }: Turn): object {
  const id = String(number);
  if (reply.type === "text") return { type: "message", id: `msg_${id}`, role: "assistant", status: "completed", content: [{ type: "output_text", text: reply.text, annotations: [] }] };
  // By this one Codex has its model look for tools that it keeps back.
  if (reply.tool === "tool_search") return { type: "tool_search_call", id: `tsc_${id}`, call_id: `call_${id}`, execution: "client", status: "completed", arguments: reply.input };
  const call = { call_id: `call_${id}`, name: reply.tool, status: "completed", ...(reply.group === undefined ? {} : { namespace: reply.group }) };
  return typeof reply.input === "string"
    ? { type: "custom_tool_call", id: `ctc_${id}`, ...call, input: reply.input }
    : { type: "function_call", id: `fc_${id}`, ...call, arguments: JSON.stringify(reply.input) };
}

function responseOf({ number, model }: Turn): object {
  return { id: `resp_${String(number)}`, object: "response", model };
}

function completed(item: object, turn: Turn): object {
  return { ...responseOf(turn), status: "completed", output: [item], usage };
}

function frames(reply: ModelReply, turn: Turn): readonly Frame[] {
  const item = itemOf(reply, turn);
  return [
    frame("response.created", { response: { ...responseOf(turn), status: "in_progress", output: [] } }),
    frame("response.output_item.added", { output_index: 0, item: { ...item, status: "in_progress" } }),
    ...(reply.type === "text" ? [frame("response.output_text.delta", { item_id: `msg_${String(turn.number)}`, output_index: 0, content_index: 0, delta: reply.text })] : []),
    frame("response.output_item.done", { output_index: 0, item }),
    frame("response.completed", { response: completed(item, turn) }),
  ];
}

function frame(event: string, data: object): Frame {
  return { event, data: { type: event, ...data } };
}
