import type { PlanId } from "../ids/plan-id.js";
import { checkboxEdit } from "../markdown/checkbox.js";
import type { Outline } from "../markdown/outline.js";
import { cellEdit, cellText, columnOf } from "../markdown/table.js";
import type { TextEdit } from "../text/edit.js";
import { readPhaseDetails } from "./roadmap-section.js";
import type { ChecklistEntry, PhaseSection, ProgressRow, RoadmapPhase } from "./roadmap-types.js";
import type { PhaseStatus } from "./status.js";

/** How far a phase has come, to be written into the roadmap. */
export interface PhaseUpdate {
  /** The plans that count, and whether each is done. */
  readonly plans: readonly { readonly id: PlanId; readonly done: boolean }[];
  readonly status: PhaseStatus;
  /** Whether the phase's line is ticked or unticked; `undefined` leaves what a person wrote. */
  readonly tick: boolean | undefined;
  /** The day it happened: `2025-11-20`. */
  readonly date: string;
}

/**
 * Returns the edits that bring a phase's line, plans, `**Plans:**` line and progress row up to date.
 *
 * The phase must have been read from this very text: so the edits are in the right milestone, and never in an
 * example. What already says the same stays, byte for byte.
 */
export function phaseEdits(source: string, outline: Outline, phase: RoadmapPhase, update: PhaseUpdate): TextEdit[] {
  return [
    ...(phase.entry === undefined || update.tick === undefined ? [] : tickEdits(source, phase.entry, update.tick, update.date)),
    ...(phase.section === undefined ? [] : sectionEdits(source, outline, phase.section, update)),
    ...(phase.row === undefined ? [] : rowEdits(source, phase.row, update)),
  ];
}

function tickEdits(source: string, { item, ticked, completed }: ChecklistEntry, tick: boolean, date: string): TextEdit[] {
  if (ticked === tick) return [];
  const { start, end } = item.content;
  if (tick) return [checkboxEdit(item, "x"), ...(completed === undefined ? [{ start: end, end, text: ` (completed ${date})` }] : [])];
  const suffix = /[ \t]*\(completed\s+\d{4}-\d\d-\d\d[^)]*\)/i.exec(source.slice(start, end));
  return [checkboxEdit(item, " "), ...(suffix === null ? [] : [{ start: start + suffix.index, end: start + suffix.index + suffix[0].length, text: "" }])];
}

function sectionEdits(source: string, outline: Outline, section: PhaseSection, { plans, status }: PhaseUpdate): TextEdit[] {
  const done = new Map(plans.map((plan) => [plan.id, plan.done]));
  const boxes = section.plans.flatMap(({ id, item, ticked }) => {
    const wanted = done.get(id);
    return ticked === undefined || wanted === undefined || wanted === ticked ? [] : [checkboxEdit(item, wanted ? "x" : " ")];
  });
  const line = readPhaseDetails(source, outline, section).plansLine;
  return line === undefined || plans.length === 0 ? boxes : [...boxes, ...plansLineEdits(source, line, plansLineText(plans, status))];
}

function plansLineText(plans: PhaseUpdate["plans"], status: PhaseStatus): string {
  const count = plans.filter(({ done }) => done).length;
  if (count === 0) return `${String(plans.length)} ${plans.length === 1 ? "plan" : "plans"}`;
  return `${String(count)}/${String(plans.length)} plans ${status === "complete" ? "complete" : "executed"}`;
}

/** A comment behind the value stays. */
function plansLineEdits(source: string, line: { readonly start: number; readonly end: number }, text: string): TextEdit[] {
  const value = (source.slice(line.start, line.end).split("<!--")[0] ?? "").trimEnd();
  if (value === text || (!text.includes("/") && value.startsWith(`${text} `))) return [];
  const blank = value === "" && !/[ \t]/.test(source.charAt(line.start - 1)) ? " " : "";
  return [{ start: line.start, end: line.start + value.length, text: `${blank}${text}` }];
}

const STATUS_WORDS: Readonly<Record<PhaseStatus, string>> = { unplanned: "Not started", planned: "Planned", partial: "In Progress", executed: "In Progress", complete: "Complete" };

function rowEdits(source: string, { table, row }: ProgressRow, { plans, status, date }: PhaseUpdate): TextEdit[] {
  const edits: TextEdit[] = [];
  const set = (column: number | undefined, wanted: (current: string) => string): void => {
    if (column === undefined) return;
    const cell = row.cells[column];
    const current = cell === undefined ? "" : cellText(source, cell);
    const text = wanted(current);
    const edit = text === current ? undefined : cellEdit(source, table, row, column, text);
    if (edit !== undefined) edits.push(edit);
  };
  const done = plans.filter((plan) => plan.done).length;
  set(columnOf(source, table, "Plans Complete", "Plans"), (current) => (plans.length === 0 ? current : `${String(done)}/${String(plans.length)}`));
  set(columnOf(source, table, "Status"), (current) => statusCell(current, status));
  set(columnOf(source, table, "Completed", "Completed On", "Date"), (current) => {
    const dated = /\d{4}-\d\d-\d\d/.test(current);
    return status === "complete" ? (dated ? current : date) : dated ? "-" : current;
  });
  return edits;
}

/** A word of somebody's own, like Deferred, stays until work on the phase begins. */
function statusCell(current: string, status: PhaseStatus): string {
  const word = STATUS_WORDS[status];
  const known = current === "" || Object.values(STATUS_WORDS).some((other) => other.toLowerCase() === current.toLowerCase());
  if (current.toLowerCase() === word.toLowerCase() || (!known && (status === "unplanned" || status === "planned"))) return current;
  return word;
}
