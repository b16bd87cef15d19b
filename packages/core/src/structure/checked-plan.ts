import { baseName } from "../code/language.js";
import type { PlanWithSummary } from "./types.js";

/** Entries of one list of a plan that are looked at; a plan with more is told. */
export const MOST_ENTRIES = 500;

/** A text of a plan that a finding quotes, in characters. */
const LONGEST_QUOTE = 160;

/** Returns what a plan is called in findings: its id, or its file's name. */
export function planName({ plan }: PlanWithSummary): string {
  return plan.id ?? baseName(plan.path);
}

/** Cuts a text of a plan for a finding and puts it between backticks. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, " ").replaceAll("`", "'").trim();
  return `\`${line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line}\``;
}
