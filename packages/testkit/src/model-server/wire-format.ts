import type { ModelReply } from "./reply.js";

/** One protocol by which clients speak to a model service. */
export interface WireFormat {
  readonly name: string;
  /** The paths at which it is spoken. */
  readonly path: RegExp;
  /** Whether a request wants its answer in pieces. */
  readonly streams: (path: string, body: unknown) => boolean;
  /** The names of the tools that a request offers. */
  readonly tools: (body: unknown) => readonly string[];
  /** What came of the tools that were called so far, as the model is told it, the oldest first. */
  readonly results: (body: unknown) => readonly string[];
  /** An answer as server-sent events. */
  readonly frames: (reply: ModelReply, turn: Turn) => readonly Frame[];
  /** An answer in one piece. */
  readonly whole: (reply: ModelReply, turn: Turn) => object;
  /** What a service says with an HTTP status that is no success. */
  readonly refusal: (status: number) => object;
}

/** The request that is answered: its number, which makes ids, and the model it asked for. */
export interface Turn {
  readonly number: number;
  readonly model: string;
}

/** One server-sent event. */
export interface Frame {
  readonly event?: string;
  readonly data: object | string;
}

/** What each answer is said to have used up. */
export const TOKENS = Object.freeze({ input: 1200, cached: 200, output: 34 });

/** An event as it goes over the wire. */
export function formatFrame({ event, data }: Frame): string {
  return `${event === undefined ? "" : `event: ${event}\n`}data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`;
}
