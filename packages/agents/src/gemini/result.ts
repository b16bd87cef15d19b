import type { AgentEvent } from "@dgs/core";
import { badEnd } from "../program/bad-end.js";
import { lastWords } from "../last-words.js";
import { numberAt, textAt } from "../program/json-fields.js";

/** What the last line of Gemini CLI says. It tells no cost. */
export function geminiEnd(line: unknown): readonly AgentEvent[] {
  const usage: AgentEvent = { type: "usage", inputTokens: numberAt(line, "stats", "input_tokens") ?? 0, outputTokens: numberAt(line, "stats", "output_tokens") ?? 0 };
  if (textAt(line, "status") === "success") return [usage, { type: "end", end: { ok: true } }];
  const message = textAt(line, "error", "message") ?? "gemini ended with an error without words";
  if (textAt(line, "error", "type") === "FatalTurnLimitedError") return [usage, { type: "end", end: { ok: false, trouble: "failed", message } }];
  return [usage, badEnd(message)];
}

/** What a service said at the last try, of a program that was stopped meanwhile: it tries again without a word in its stream. */
function lastTry(tail: string): readonly AgentEvent[] {
  const words = [...tail.matchAll(/Attempt (\d+) failed(?: with status (\d+))?/g)].at(-1);
  return words === undefined ? [] : [{ type: "limit", message: `the service answered with ${words[2] ?? "nothing"}, try ${words[1] ?? "?"}` }];
}

/** Exit codes of its own; an error of the service is told by its HTTP status modulo 256. */
const OWN_CODES: ReadonlyMap<number, string> = new Map([
  [41, "gemini is not signed in: it found no API key and no login"],
  [53, "gemini reached its limit of turns"],
  [55, "gemini does not trust the folder"],
]);

/** What an exit code says where no result line came. 0 says nothing: it comes after signals too. */
export function exitWithoutResult(code: number | undefined, tail: string): readonly AgentEvent[] {
  if (code === undefined) return lastTry(tail);
  const own = OWN_CODES.get(code);
  if (own !== undefined) return [badEnd(own, code === 41 ? 401 : undefined)];
  const status = [400, 401, 403, 404, 429, 500, 502, 503, 504].find((each) => each % 256 === code);
  return status === undefined ? [] : [badEnd(`the service answered with ${String(status)}${lastWords(tail)}`, status)];
}
