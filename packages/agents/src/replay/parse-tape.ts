import { positionAt, type Problem } from "@dgs/core";
import { type AgentProblemCode, agentProblem } from "../problem-codes.js";
import { findInJson } from "../shape/json-place.js";
import { type Finding, formatPlace } from "../shape/shape.js";
import type { Tape, TapeEntry } from "./tape.js";
import { tapeShape } from "./tape-shape.js";

/** A tape, or all that is wrong with the text of one. */
export type TapeRead = { readonly tape: Tape } | { readonly problems: readonly Problem[] };

/**
 * Reads the text of a tape. Nothing unknown is passed over; each finding has its place.
 *
 * `path` is the name under which problems tell of the text.
 */
export function parseTape(source: string, path = "tape.json"): TapeRead {
  const json = source.replace(/^\ufeff/, "");
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return { problems: [notJson(path, source, json, error)] };
  }
  const found: Finding[] = [];
  const shaped = tapeShape(value, [], found);
  if (shaped === undefined) return { problems: found.map((finding) => problemOf("tape-shape", path, source, finding)) };
  const entries = shaped.entries.map((entry): TapeEntry => ({ attempt: 1, expects: [], changes: [], outbox: [], delayMs: 0, ...entry }));
  // Version 2 has each run, the first one a single one for a purpose and attempt.
  const doubles = shaped.version === 1 ? duplicatesOf(entries) : [];
  if (doubles.length > 0) return { problems: doubles.map((finding) => problemOf("tape-duplicate", path, source, finding)) };
  return { tape: { ...shaped, entries } };
}

function duplicatesOf(entries: readonly TapeEntry[]): Finding[] {
  const seen = new Map<string, number>();
  return entries.flatMap((entry, i) => {
    const key = JSON.stringify([entry.purpose, entry.attempt]);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, i);
    return first === undefined ? [] : [{ place: ["entries", i], message: `attempt ${String(entry.attempt)} of ${entry.purpose} is in entries[${String(first)}] already, which a tape of version 2 may have` }];
  });
}

function problemOf(code: AgentProblemCode, path: string, source: string, finding: Finding): Problem {
  const place = formatPlace(finding.place);
  const message = place === "" ? finding.message : `${place}: ${finding.message}`;
  return { ...agentProblem(code, path, message, "Correct the tape, or record it again."), at: at(source, findInJson(source.replace(/^\ufeff/, ""), finding.place).offset) };
}

function notJson(path: string, source: string, json: string, error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  const problem = agentProblem("tape-not-json", path, `the tape is no JSON: ${reason.slice(0, 200)}`, "Correct the tape, or record it again.");
  return { ...problem, at: at(source, findInJson(json, []).offset) };
}

/** The position of an offset that was counted without a byte order mark. */
function at(source: string, offset: number) {
  return positionAt(source, offset + (source.startsWith("\ufeff") ? 1 : 0));
}
