import { COUNT, NAMES } from "../checklist/detail-forms.js";
import { parseNames } from "../checklist/name-list.js";
import { type DetailForm, readStatus, readTexts, readValue } from "../checklist/read-details.js";
import type { Report } from "../checklist/report.js";
import { parsePlanList } from "../ids/plan-list.js";
import { type Problem, problemAt, type ProblemText } from "../problem.js";
import { parseCommand } from "./detail.js";
import { type AuditStepPlace, placeAudit } from "./place.js";
import { readAuditHeader } from "./read-header.js";
import type { Audit, AuditFiles, AuditStep, GapSeverity, GapSource } from "./types.js";
import type { GateStanding, TestOutcome } from "./verdict.js";

/** Reads an audit: what does not fit is among its problems, and an `error` there means that nothing may be done by it. */
export function readAudit(files: AuditFiles): Audit {
  const source = files.texts.get(files.path) ?? "";
  const problems: Problem[] = [];
  const report: Report = (offset, text) => problems.push(problemAt(files.path, source, offset, text));
  const places = placeAudit(source);
  const header = readAuditHeader(source, places.fields, report);
  const steps = places.steps.flatMap((place) => readStep(source, place, report));
  checkSteps(steps, (text) => { report(0, text); });
  return { ...header, path: files.path, steps, problems };
}

/** Nothing found is never taken for everything done: what a verdict needs has to stand there. */
function checkSteps(steps: readonly AuditStep[], report: (text: ProblemText) => void): void {
  const remedy = "Restore the steps below `## Steps` from git, or delete the file: the next audit begins anew.";
  const tell = (message: string): void => { report({ code: "audit-without-steps", severity: "error", message, remedy }); };
  for (const stage of ["look", "verify structure", "merge", "record"] as const) if (!steps.some((step) => step.stage === stage)) tell(`the audit has no step \`${stage}\``);
  for (const [index, step] of steps.entries()) {
    if (step.stage === "test" && step.command === undefined) tell(`test ${String(step.test)} has no command`);
    if (step.stage === "test" && steps.findIndex((each) => each.stage === "test" && each.test === step.test) !== index) tell(`test ${String(step.test)} stands there twice`);
    if ((step.stage === "test again" || step.stage === "test on base") && !steps.slice(0, index).some((each) => each.stage === "test" && each.test === step.test)) tell(`\`${step.stage}\` stands there for test ${String(step.test)}, and that test does not`);
    if (step.coveredBy !== undefined && !steps.slice(0, index).some((each) => each.stage === "test" && each.test === step.coveredBy)) tell(`test ${String(step.test)} is covered by test ${String(step.coveredBy)}, which does not stand before it`);
    if (step.stage === "diagnose" && (step.truth === undefined || step.source === undefined || step.severity === undefined)) tell(`gap ${step.gap ?? ""} has no truth, source or severity`);
  }
}

function readStep(source: string, place: AuditStepPlace, report: Report): AuditStep[] {
  const status = readStatus(source, place, report);
  if (place.stage === undefined) {
    report(place.text.start, { code: "unknown-stage", severity: "error", message: "the step names no stage of an audit", remedy: "Correct the line or remove it; steps look like `test 1`, with the number in backticks, or `merge`." });
    return [];
  }
  return [{ ...place.stage, status, ...readTexts(source, place, TEXTS), ...readValues(source, place, report) }];
}

const TEXTS = { origin: "origin", truth: "truth", why: "why", inserted: "inserted", cause: "cause", "cut-off": "cutOff", started: "started", finished: "finished", reason: "reason", error: "error", skipped: "skipped", "root-cause": "rootCause", output: "output", note: "note" } as const;

function oneOf<Word extends string>(words: readonly Word[]): DetailForm<Word> {
  return { parse: (text) => words.find((word) => word === text), remedy: `Write one of ${words.join(", ")}.` };
}

const OUTCOME = oneOf<TestOutcome>(["passed", "failed", "timed-out", "says-failed", "no-test-ran", "infrastructure", "silent"]);
const SOURCE = oneOf<GapSource>(["test", "code", "verifier"]);
const SEVERITY = oneOf<GapSeverity>(["blocker", "major", "minor", "cosmetic"]);
const GATE = oneOf<GateStanding>(["untouched", "listed", "loosened", "unknown"]);
const EXIT: DetailForm<number> = { parse: (text) => (/^-?\d{1,10}$/.test(text) ? Number(text) : undefined), remedy: "Write the exit code, or remove the line." };
const COMMAND: DetailForm<string> = { parse: parseCommand, remedy: "" };
/** A person may leave the brackets out. */
const REPO: DetailForm<string> = { parse: (text) => parseNames(text)[0], remedy: "Write the name of a repo of REPOS.md." };
const PLANS = { parse: parsePlanList, remedy: "Write ids of plans with commas between them." };

/** Details that may hold only certain values; another one is a problem and counts as absent. */
function readValues(source: string, place: AuditStepPlace, report: Report): Partial<AuditStep> {
  const value = <Value>(key: string, form: DetailForm<Value>): Value | undefined => readValue(source, place, key, form, report);
  const values = {
    command: value("command", COMMAND),
    repo: value("repo", REPO),
    coveredBy: value("covered-by", COUNT),
    source: value("source", SOURCE),
    severity: value("severity", SEVERITY),
    ...(place.stage?.gap === undefined ? {} : { test: value("test", COUNT) }),
    files: value("files", NAMES),
    outcome: value("outcome", OUTCOME),
    exit: value("exit", EXIT),
    failing: value("failing", NAMES),
    failures: value("failures", COUNT),
    fresh: value("new-failures", NAMES),
    old: value("old-failures", NAMES),
    already: value("already", oneOf(["yes", "no"])),
    held: value("held", COUNT),
    gate: value("gate", GATE),
    human: value("human", NAMES),
    plans: value("plans", PLANS),
    unplanned: value("unplanned", oneOf(["yes"])),
  };
  return Object.fromEntries(Object.entries(values).filter(([, each]) => each !== undefined));
}
