import { parsePlanId, type PlanId } from "../ids/plan-id.js";
import { quote, placeFindings } from "../planning/problems.js";
import type { Problem } from "../problem.js";
import { fieldOf, type JsonPlace, type JsonReader, listField, openJson, tell, textField, wordField } from "./json-result.js";

const SEVERITIES = ["blocker", "warning"] as const;
const KINDS = ["coverage", "task", "dependency", "wiring", "scope"] as const;

/** One thing that a plan checker found wrong with the plans of a phase. */
export interface PlanIssue {
  /** Absent where it concerns no plan of its own. */
  readonly plan: PlanId | undefined;
  readonly task: number | undefined;
  readonly severity: "blocker" | "warning";
  readonly kind: "coverage" | "task" | "dependency" | "wiring" | "scope";
  readonly text: string;
  readonly fix: string | undefined;
}

/** `plan-check.json`: what a plan checker leaves. */
export interface PlanCheck {
  readonly issues: readonly PlanIssue[];
  readonly problems: readonly Problem[];
}

/**
 * Reads `plan-check.json`.
 * @param tasks How many tasks each plan has: whatever else is named is not there.
 */
export function readPlanCheck(source: string, path: string, tasks: ReadonlyMap<PlanId, number>): PlanCheck {
  const reader = openJson(source);
  if (!("root" in reader)) return { issues: [], problems: placeFindings(path, source, reader) };
  const issues = listField(reader, reader.root, "issues").flatMap((place) => readIssue(reader, place, tasks));
  return { issues, problems: placeFindings(path, source, reader.findings) };
}

function readIssue(reader: JsonReader, place: JsonPlace, tasks: ReadonlyMap<PlanId, number>): PlanIssue[] {
  const [severity, kind, text] = [wordField(reader, place, "severity", SEVERITIES), wordField(reader, place, "kind", KINDS), textField(reader, place, "text")];
  const plan = planField(reader, place, [...tasks.keys()]);
  const task = taskField(reader, place, plan === undefined ? undefined : tasks.get(plan));
  const fix = textField(reader, place, "fix", "be left out");
  return severity === undefined || kind === undefined || text === "" ? [] : [{ plan, task, severity, kind, text, fix: fix === "" ? undefined : fix }];
}

/** The plan that an entry names under `plan`, if it names one; one that is not there is told. */
export function planField(reader: JsonReader, place: JsonPlace, plans: readonly PlanId[]): PlanId | undefined {
  const field = fieldOf(reader, place, "plan");
  return field === undefined || field.value === null || field.value === "" ? undefined : planOf(reader, field, plans);
}

/** The plan that a place names. */
export function planOf(reader: JsonReader, place: JsonPlace, plans: readonly PlanId[]): PlanId | undefined {
  const id = typeof place.value === "string" ? parsePlanId(place.value) : undefined;
  const found = plans.find((plan) => plan === id);
  if (found === undefined) tell(reader, place.path, { code: id === undefined ? "result-id-unread" : "result-id-unknown", message: `${quote(JSON.stringify(place.value))} is no plan of this phase.`, remedy: `Its plans are ${plans.join(", ")}.` });
  return found;
}

function taskField(reader: JsonReader, place: JsonPlace, count: number | undefined): number | undefined {
  const field = fieldOf(reader, place, "task");
  if (field === undefined || field.value === null) return undefined;
  const task = typeof field.value === "number" && Number.isSafeInteger(field.value) && field.value > 0 ? field.value : undefined;
  if (task === undefined) tell(reader, field.path, { code: "result-shape", message: `${quote(JSON.stringify(field.value))} is no number of a task.`, remedy: "Write a whole number from 1 on, or leave it out." });
  else if (count !== undefined && task > count) tell(reader, field.path, { code: "result-id-unknown", message: `The plan has no task ${String(task)}.`, remedy: `It has ${String(count)}.` });
  return task;
}
