import { quoted } from "./checked-plan.js";
import { createPattern, searchPattern } from "./pattern.js";
import { lineAt, spendEffort, type Survey } from "./survey.js";

/** How a text was looked for. */
export type TextSearch =
  | { readonly kind: "found"; readonly line: number }
  | { readonly kind: "absent" }
  /** Of a kind that is not run, or that is found in anything. */
  | { readonly kind: "untold" };

/** Looks for a text as it is written, and, where it looks like a regular expression, as one. */
export function searchText(survey: Survey, text: string, wanted: string): TextSearch {
  if (!spendEffort(survey, text.length)) return { kind: "untold" };
  const at = wanted === "" ? -1 : text.indexOf(wanted);
  if (at !== -1) return { kind: "found", line: lineAt(text, at + 1) };
  if (!/[\\^$.*+?()[\]{}|]/.test(wanted)) return { kind: wanted === "" ? "untold" : "absent" };
  const pattern = createPattern(wanted);
  if (pattern === undefined || pattern.tellsNothing) return { kind: "untold" };
  const found = searchPattern(pattern, text);
  spendEffort(survey, found.work * 10);
  if (found.kind === "given-up") return { kind: "untold" };
  return found.kind === "found" ? { kind: "found", line: lineAt(text, found.end) } : { kind: "absent" };
}

/** Holds a text that a plan says a file contains against the file. */
export function checkContains(survey: Survey, plan: string, path: string, wanted: string): void {
  const text = survey.textOf(path) ?? "";
  const code = survey.codeOf(path)?.code ?? text;
  const place = { kind: "contains" as const, plan, path };
  const search = searchText(survey, code, wanted);
  if (search.kind === "found") survey.held.push({ ...place, line: search.line, text: `${quoted(path)} contains ${quoted(wanted)}.` });
  else if (search.kind === "untold") survey.questions.push({ ...place, text: `${quoted(wanted)} is not in ${quoted(path)} as a text, and cannot be looked for as a pattern: look for what it means.` });
  else if (searchText(survey, text, wanted).kind === "found") survey.questions.push({ ...place, text: `${quoted(wanted)} stands in a comment of ${quoted(path)} only: look whether that is what the plan means.` });
  else if (hasAllWords(survey, code, wanted)) survey.questions.push({ ...place, text: `${quoted(path)} holds the words of ${quoted(wanted)}, but not this text: look whether that is what the plan means.` });
  else survey.findings.push({ ...place, severity: "major", text: `${quoted(path)} does not contain ${quoted(wanted)}.`, fix: "Write what is missing." });
}

/** `type: module` for `"type": "module"`, and `A, B message types`: what is written in another way is not missing for certain. */
function hasAllWords(survey: Survey, text: string, wanted: string): boolean {
  if (!spendEffort(survey, text.length * 20)) return true;
  const words = wanted.match(/[\p{L}\w$]{2,}/gu) ?? [];
  const present = new Set(text.match(/[\p{L}\w$]{2,}/gu));
  return words.length > 1 && words.every((word) => present.has(word));
}
