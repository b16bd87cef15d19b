import type { AgentEnd, AgentEvent } from "@dgs/core";

/** What a stream has told of its run so far. */
export interface RunFacts {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly costUsd?: number;
  readonly sessionId?: string;
  /** How the run ended, as the program says; absent: it did not say. */
  readonly end?: AgentEnd;
  /** What it wanted to do and was not allowed to, each once. */
  readonly denied: readonly string[];
  /** The last trouble it spoke of: told where it says nothing of its end. */
  readonly lastTrouble?: string;
}

/** A run of which nothing is known yet. */
export const NO_FACTS: RunFacts = { denied: [] };

/** Adds an event to what is known. The first end counts where it is a bad one: a program that failed does not succeed afterwards. */
export function addEvent(facts: RunFacts, event: AgentEvent): RunFacts {
  switch (event.type) {
    case "usage": {
      const { type: _type, ...usage } = event;
      return { ...facts, ...usage };
    }
    case "tool":
      return event.state === "denied" ? { ...facts, denied: withOnce(facts.denied, event.detail === undefined ? event.name : `${event.name} ${event.detail}`) } : facts;
    case "limit":
    case "error":
      return { ...facts, lastTrouble: event.message };
    case "end":
      return facts.end?.ok === false ? facts : { ...facts, end: event.end };
    case "text":
    case "file":
      return facts;
  }
}

function withOnce(list: readonly string[], item: string): readonly string[] {
  return list.includes(item) ? list : [...list, item];
}
