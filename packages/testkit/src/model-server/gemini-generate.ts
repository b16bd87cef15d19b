import { field, list, text } from "./json.js";
import type { ModelReply } from "./reply.js";
import { TOKENS, type Turn, type WireFormat } from "./wire-format.js";

/** Gemini's generateContent, as Gemini CLI speaks it. */
export const geminiGenerate: WireFormat = {
  name: "Gemini",
  path: /:(?:streamG|g)enerateContent(?:\?|$)/,
  streams: (path) => path.includes(":stream"),
  tools: (body) => list(body, "tools").flatMap((tool) => list(tool, "functionDeclarations").map((each) => text(each, "name"))),
  results: (body) => list(body, "contents").flatMap((content) => list(content, "parts").filter((part) => field(part, "functionResponse") !== undefined).map((part) => wordsOf(field(field(part, "functionResponse"), "response")))),
  // The end of an answer is a piece of its own, so that a stream that is cut has none.
  frames: (reply, turn) => [{ data: documentOf([partOf(reply)], {}, turn) }, { data: documentOf([{ text: "" }], { finishReason: "STOP" }, turn) }],
  whole: (reply, turn) => documentOf([partOf(reply)], { finishReason: "STOP" }, turn),
  refusal: (status) => ({ error: { code: status, message: `scripted answer ${String(status)}`, status: STATUSES[status] ?? "UNAVAILABLE" } }),
};

const STATUSES: Readonly<Record<number, string>> = { 400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 429: "RESOURCE_EXHAUSTED" };

function wordsOf(response: unknown): string {
  return text(response, "output") || text(response, "error") || JSON.stringify(response);
}

function partOf(reply: ModelReply): object {
  return reply.type === "text" ? { text: reply.text } : { functionCall: { name: reply.tool, args: reply.input } };
}

function documentOf(parts: readonly object[], end: object, { number, model }: Turn): object {
  return {
    candidates: [{ content: { role: "model", parts }, index: 0, ...end }],
    usageMetadata: { promptTokenCount: TOKENS.input, cachedContentTokenCount: TOKENS.cached, candidatesTokenCount: TOKENS.output, totalTokenCount: TOKENS.input + TOKENS.output },
    modelVersion: model,
    responseId: `scripted-${String(number)}`,
  };
}
