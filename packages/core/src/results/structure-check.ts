import type { PlanId } from "../ids/plan-id.js";
import { placeFindings } from "../planning/problems.js";
import type { Problem } from "../problem.js";
import { fieldOf, type JsonPlace, type JsonReader, listField, openJson, pathOf, tell, textField, textOf, wordField } from "./json-result.js";
import { planField, planOf } from "./plan-check.js";

const SEVERITIES = ["blocker", "major", "minor", "cosmetic"] as const;
const STATUSES = ["failed", "partial"] as const;

/** A promise of a plan that a phase verifier did not find kept. (Seed 000, "Phase Audit") */
export interface StructureGap {
  readonly plan: PlanId | undefined;
  readonly truth: string;
  readonly status: "failed" | "partial";
  readonly reason: string;
  readonly severity: "blocker" | "major" | "minor" | "cosmetic";
  readonly artifacts: readonly NamedArtifact[];
  readonly missing: readonly string[];
}

/** A file that a gap is about. */
export interface NamedArtifact {
  /** Relative to the top folder of the repository. */
  readonly path: string;
  readonly issue: string;
}

/** `structure.json`: what a phase verifier leaves. */
export interface StructureReport {
  readonly checked: readonly PlanId[];
  readonly gaps: readonly StructureGap[];
  readonly problems: readonly Problem[];
}

/** Reads `structure.json`. Every plan that was to be looked at is under `checked`, or a gap of it says why it is not. */
export function readStructureReport(source: string, path: string, plans: readonly PlanId[]): StructureReport {
  const reader = openJson(source);
  if (!("root" in reader)) return { checked: [], gaps: [], problems: placeFindings(path, source, reader) };
  const checked = listField(reader, reader.root, "checked").flatMap((place) => planOf(reader, place, plans) ?? []);
  const gaps = listField(reader, reader.root, "gaps").flatMap((place) => readGap(reader, place, plans));
  const left = plans.filter((plan) => !checked.includes(plan) && !gaps.some((gap) => gap.plan === plan));
  if (left.length > 0) tell(reader, ["checked"], { code: "result-incomplete", message: `Nothing is said of ${left.join(", ")}.`, remedy: "Hold each plan against the files and name it under `checked`, or say in a gap of it what is unclear." });
  return { checked, gaps, problems: placeFindings(path, source, reader.findings) };
}

function readGap(reader: JsonReader, place: JsonPlace, plans: readonly PlanId[]): StructureGap[] {
  const [status, severity] = [wordField(reader, place, "status", STATUSES), wordField(reader, place, "severity", SEVERITIES)];
  const [truth, reason] = [textField(reader, place, "truth"), textField(reader, place, "reason")];
  const plan = planField(reader, place, plans);
  const [artifacts, missing] = [artifactsField(reader, place), listField(reader, place, "missing", "be left out").map((entry) => textOf(reader, entry))];
  return status === undefined || severity === undefined || truth === "" || reason === "" ? [] : [{ plan, truth, status, reason, severity, artifacts, missing }];
}

/** The files that an entry names under `artifacts`. */
export function artifactsField(reader: JsonReader, place: JsonPlace): readonly NamedArtifact[] {
  return listField(reader, place, "artifacts", "be left out").flatMap((entry) => {
    const path = fieldOf(reader, entry, "path");
    const issue = textField(reader, entry, "issue", "be left out");
    if (path !== undefined) return [{ path: pathOf(reader, path), issue }];
    textField(reader, entry, "path");
    return [];
  });
}
