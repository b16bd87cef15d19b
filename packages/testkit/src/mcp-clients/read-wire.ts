import { field, list, text } from "../model-server/json.js";
import type { WireMessage } from "./run-client.js";

/** The call of a tool, as it went between a client and the server. */
export interface WiredCall {
  readonly id: unknown;
  readonly token: unknown;
  /** What the server answered; absent: nothing. */
  readonly result?: unknown;
  /** The words of each notification of progress that the server sent for it. */
  readonly progress: readonly string[];
  /** Whether the client gave it up. */
  readonly cancelled: boolean;
}

/** The protocol revision that both sides speak, as the client opened and the server agreed. */
export function revisionOf(wire: readonly WireMessage[]): string {
  const [first] = sentBy("client", wire);
  if (text(first, "method") === "server/discover") return text(field(field(first, "params"), "_meta"), "io.modelcontextprotocol/protocolVersion");
  return text(resultFor(wire, field(first, "id")), "protocolVersion");
}

/** What the server says of itself when the client opens. */
export function instructionsOf(wire: readonly WireMessage[]): string {
  const [first] = sentBy("client", wire);
  return text(resultFor(wire, field(first, "id")), "instructions");
}

/** Every call of a tool, the oldest first. */
export function callsOf(wire: readonly WireMessage[], tool: string): readonly WiredCall[] {
  const calls = sentBy("client", wire).filter((message) => text(message, "method") === "tools/call" && text(field(message, "params"), "name") === tool);
  return calls.map((message) => {
    const [id, token] = [field(message, "id"), field(field(field(message, "params"), "_meta"), "progressToken")];
    const result = resultFor(wire, id);
    return {
      ...{ id, token },
      ...(result === undefined ? {} : { result }),
      progress: token === undefined ? [] : toldBy("server", wire, "notifications/progress").filter((params) => field(params, "progressToken") === token).map((params) => text(params, "message")),
      cancelled: toldBy("client", wire, "notifications/cancelled").some((params) => field(params, "requestId") === id),
    };
  });
}

/** Whether the server asked the client's person something, in the way of either protocol era. */
export function wasAsked(wire: readonly WireMessage[]): boolean {
  return sentBy("server", wire).some((message) => text(message, "method") === "elicitation/create" || text(field(message, "result"), "resultType") === "input_required");
}

/** The words of a result: all of its pieces of text. */
function textOf(result: unknown): string {
  return list(result, "content").map((piece) => text(piece, "text")).join("\n");
}

/** Which half of a result a model was told: what it was told is held against both. */
export function halvesIn(told: string, result: unknown): string {
  const [line = ""] = textOf(result).split("\n");
  const structured = field(result, "structuredContent");
  const halves = [
    ...(told.includes(line) ? ["text"] : []),
    ...(structured !== undefined && told.includes(JSON.stringify(structured)) ? ["structured content"] : []),
  ];
  return halves.join(" and ") || "neither";
}

function sentBy(side: WireMessage["from"], wire: readonly WireMessage[]): readonly unknown[] {
  return wire.filter(({ from }) => from === side).map(({ message }) => message);
}

function toldBy(side: WireMessage["from"], wire: readonly WireMessage[], method: string): readonly unknown[] {
  return sentBy(side, wire).filter((message) => text(message, "method") === method).map((message) => field(message, "params"));
}

function resultFor(wire: readonly WireMessage[], id: unknown): unknown {
  return field(sentBy("server", wire).find((message) => field(message, "id") === id && field(message, "method") === undefined), "result");
}
