import type { AgentRequest } from "@dgs/core";
import type { Tape, TapeEntry } from "./tape.js";

/** Entries that are named when none fits. */
const NEAREST = 3;

/** Finds the entry for a request; when there is none, a sentence that says so and names the nearest ones. */
export function findEntry(tape: Tape, request: Pick<AgentRequest, "purpose" | "attempt" | "role">): TapeEntry | string {
  const entry = tape.entries.find((candidate) => candidate.purpose === request.purpose && candidate.attempt === request.attempt);
  if (entry === undefined) return `the tape ${JSON.stringify(tape.name)} has no entry for ${label(request)}; ${nearest(tape, request)}`;
  if (entry.role === undefined || entry.role === request.role) return entry;
  return `the tape ${JSON.stringify(tape.name)} has ${label(entry)} for the role ${entry.role}, not for ${request.role}`;
}

function nearest(tape: Tape, request: Pick<AgentRequest, "purpose" | "attempt">): string {
  if (tape.entries.length === 0) return "it has none at all";
  const far = (entry: TapeEntry) => distance(entry.purpose, request.purpose) * 1_000 + Math.abs(entry.attempt - request.attempt);
  const sorted = tape.entries.map((entry) => ({ entry, far: far(entry) })).sort((a, b) => a.far - b.far);
  return `the nearest ones are ${sorted.slice(0, NEAREST).map(({ entry }) => label(entry)).join(", ")}`;
}

function label({ purpose, attempt }: Pick<AgentRequest, "purpose" | "attempt">): string {
  return `${purpose} (attempt ${String(attempt)})`;
}

/** Characters to insert, delete or replace to get from one text to the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
