import type { AgentEvent } from "@dgs/core";
import { badEnd } from "../program/bad-end.js";
import { numberAt, textAt } from "../program/json-fields.js";
import type { UpdateReader } from "./events.js";

/** Why a turn that ended in order did not come to its end. */
const STOPS: ReadonlyMap<string, string> = new Map([
  ["max_tokens", "the agent stopped: the most tokens that its model may write were reached"],
  ["max_turn_requests", "the agent stopped: the most questions to its model in one turn were reached"],
  ["refusal", "the agent refused to go on"],
  ["cancelled", "the agent gave its turn up"],
]);

/**
 * What the answer to the prompt says: usage, and how the turn ended. An answer without a reason that is known says nothing of its end.
 *
 * Copilot ends its turn in order when its service says no, and tells so in its text alone. So a turn without usage and without the call of
 * a tool is no success: nothing in it shows that a model has answered. What it said then tells what kind of trouble it was.
 */
export function acpEnd(result: unknown, turn: Pick<UpdateReader, "hasWorked" | "lastWords">): readonly AgentEvent[] {
  const stop = textAt(result, "stopReason") ?? "";
  const usage = usageOf(result);
  if (stop === "end_turn" && usage.length === 0 && !turn.hasWorked()) return [badEnd(`the turn ended and nothing shows that a model answered; the program said: ${turn.lastWords()}`)];
  if (stop === "end_turn") return [...usage, { type: "end", end: { ok: true } }];
  const message = STOPS.get(stop);
  return [...usage, ...(message === undefined ? [] : [{ type: "end", end: { ok: false, trouble: stop === "cancelled" ? "interrupted" : "failed", message } } as const])];
}

function usageOf(result: unknown): readonly AgentEvent[] {
  const output = numberAt(result, "usage", "outputTokens");
  const total = numberAt(result, "usage", "totalTokens");
  if (output !== undefined && total !== undefined) return [{ type: "usage", inputTokens: Math.max(0, total - output), outputTokens: output }];
  const [read, written] = ["input_tokens", "output_tokens"].map((key) => numberAt(result, "_meta", "quota", "token_count", key));
  const input = numberAt(result, "usage", "inputTokens") ?? read;
  const said = output ?? written;
  return input === undefined && said === undefined ? [] : [{ type: "usage", inputTokens: input ?? 0, outputTokens: said ?? 0 }];
}

/** "Authentication required", in the numbers of the protocol. */
const NOT_SIGNED_IN = -32000;

/** The end that follows from an error as an answer. Some programs put the HTTP status of their service there, others into words. */
export function acpFailure(error: unknown, doing: string): AgentEvent {
  const code = typeof (error as { code?: unknown } | undefined)?.code === "number" ? (error as { code: number }).code : undefined;
  const detail = textAt(error, "data", "message") ?? textAt(error, "data", "details");
  const message = [textAt(error, "message") ?? "an error without words", ...(detail === undefined ? [] : [detail])].join(": ");
  const status = code === NOT_SIGNED_IN ? 401 : code !== undefined && code >= 400 && code < 600 ? code : undefined;
  return badEnd(`${doing}: ${message}`, status);
}
