import type { AgentRequest } from "@dgs/core";
import type { Tape, TapeEntry } from "./tape.js";

/** Entries that are named when none fits. */
const NEAREST = 3;

type Wanted = Pick<AgentRequest, "purpose" | "attempt">;

/** Names what finds the entries of a run. A conflict's purpose ends in a commit, which is another one in each product. */
export function runOf({ purpose, attempt }: Wanted): string {
  return label({ purpose: purpose.replace(/^(resolve-conflict .*) [0-9a-f]{10}$/, "$1"), attempt });
}

/** Finds the entries for a request, in the order in which they were asked; when there is none, a sentence that says so and names the nearest ones. */
export function findEntries(tape: Tape, request: Wanted & Pick<AgentRequest, "role">): readonly TapeEntry[] | string {
  const alike = tape.entries.filter((candidate) => candidate.cutOff !== true && runOf(candidate) === runOf(request));
  const same = alike.filter(({ purpose }) => purpose === request.purpose);
  const found = same.length > 0 ? same : alike;
  const [first] = found;
  if (first === undefined) return `the tape ${JSON.stringify(tape.name)} has no entry for ${label(request)}; ${nearest(tape, request)}`;
  const fit = found.filter(({ role }) => role === undefined || role === request.role);
  return fit.length > 0 ? fit : `the tape ${JSON.stringify(tape.name)} has ${label(first)} for the role ${String(first.role)}, not for ${request.role}`;
}

function nearest({ entries }: Tape, request: Wanted): string {
  const played = entries.filter(({ cutOff }) => cutOff !== true);
  if (played.length === 0) return "it has none at all";
  const far = (entry: TapeEntry) => distance(entry.purpose, request.purpose) * 1_000 + Math.abs(entry.attempt - request.attempt);
  const sorted = played.map((entry) => ({ name: label(entry), far: far(entry) })).sort((a, b) => a.far - b.far);
  return `the nearest ones are ${[...new Set(sorted.map(({ name }) => name))].slice(0, NEAREST).join(", ")}`;
}

function label({ purpose, attempt }: Wanted): string {
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
