import type { AgentEvent } from "@dgs/core";
import { numberAt } from "../program/json-fields.js";

/** What the last line of a turn says. Its numbers are those of the thread, which is this run alone, as no thread is ever taken up again. Codex tells no cost. */
export function codexEnd(line: unknown): readonly AgentEvent[] {
  return [
    { type: "usage", inputTokens: numberAt(line, "usage", "input_tokens") ?? 0, outputTokens: numberAt(line, "usage", "output_tokens") ?? 0 },
    { type: "end", end: { ok: true } },
  ];
}

/** What its sandbox refused: that stands nowhere in the stream, only among the words on stderr. */
export function silentRefusals(tail: string): readonly AgentEvent[] {
  return [...tail.matchAll(/error=(?:patch|command|exec)[^\n]*?rejected[^\n]*/g)].map(([words]): AgentEvent => ({ type: "tool", name: "codex", state: "denied", detail: words.slice("error=".length) }));
}
