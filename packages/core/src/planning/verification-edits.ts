import { frontMatterEdit } from "../markdown/front-matter-edit.js";
import { readFrontMatter } from "../markdown/front-matter.js";
import { lineStartAt, markLength } from "../markdown/span.js";
import type { TextEdit } from "../text/edit.js";
import { lineEndingOf } from "../text/lines.js";

/**
 * The edits by which a person approves a verification: its status becomes `passed`, so that the one predicate of a phase calls it complete; when it was
 * approved, and what it said before, stay to be read. `at`: a time. (design 3.5)
 */
export function approvalEdits(source: string, at: string): readonly TextEdit[] {
  return [...statusEdits(source, "passed"), ...frontMatterEdit(source, "approved", at), ...frontMatterEdit(source, "approved_by", "person")];
}

/** The edits by which a person's finding becomes a gap of a verification, for whoever plans how to close it. (Seed 004, "verify_phase_goal") */
export function foundGapEdits(source: string, issue: string, at: string): readonly TextEdit[] {
  const text = issue.replace(/[\p{Cc}\s]+/gu, " ").trim();
  const item = [`truth: ${JSON.stringify(text)}`, "status: failed", `reason: ${JSON.stringify(`a person found it on ${at}`)}`];
  const { range, isUnclosed } = readFrontMatter(source);
  if (range === undefined && !isUnclosed) return [begunFrontMatter(source, item)];
  return [...statusEdits(source, "gaps_found"), ...listEdits(source, item)];
}

function statusEdits(source: string, status: string): readonly TextEdit[] {
  const old = readFrontMatter(source).entries.get("status")?.value;
  const before = old?.kind === "scalar" && old.text !== status && old.text !== "" ? frontMatterEdit(source, "previous_status", old.text) : [];
  return [...before, ...frontMatterEdit(source, "status", status)];
}

function begunFrontMatter(source: string, [first = "", ...rest]: readonly string[]): TextEdit {
  const start = markLength(source);
  const lines = ["---", "status: gaps_found", "gaps:", `  - ${first}`, ...rest.map((line) => `    ${line}`), "---", "", ""];
  return { start, end: start, text: lines.join(lineEndingOf(source)) };
}

function listEdits(source: string, item: readonly string[]): readonly TextEdit[] {
  const { range, entries } = readFrontMatter(source);
  // Not closed: nobody can tell where it ends.
  if (range === undefined) return [];
  const ending = lineEndingOf(source);
  const block = (indent: string): string => item.map((line, index) => `${ending}${indent}${index === 0 ? "- " : "  "}${line}`).join("");
  const gaps = entries.get("gaps");
  if (gaps === undefined) {
    const close = lineStartAt(source, range.end);
    return [{ start: close, end: close, text: `gaps:${block("  ")}${ending}` }];
  }
  const value = source.slice(gaps.rest.start, gaps.rest.end);
  const dash = /(?:^|[\r\n])([ \t]*)-[ \t]/.exec(value);
  if (dash !== null) return [{ start: gaps.rest.end, end: gaps.rest.end, text: block(dash[1] ?? "") }];
  const flow = /^([ \t]*\[[\s\S]*\S)[ \t\r\n]*\](?=[ \t]*(?:#.*)?$)/.exec(value);
  const inside = flow?.[1];
  // `[]` alone leaves only the bracket in front.
  if (inside !== undefined && inside.trim() !== "[") {
    const at = gaps.rest.start + inside.length;
    return [{ start: at, end: at, text: `, {truth: ${item[0]?.slice("truth: ".length) ?? ""}, status: failed}` }];
  }
  const kept = /^[ \t]*(?:\[[ \t\r\n]*\]|~|null)?[ \t]*(?:#.*)?$/.test(value) ? "" : `${ending}  - ${JSON.stringify(value.trim())}`;
  return [{ start: gaps.rest.start, end: gaps.rest.end, text: `${kept}${block("  ")}` }];
}
