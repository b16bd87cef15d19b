import { formatNames } from "../checklist/name-list.js";
import { oneLine } from "../checklist/one-line.js";
import type { NewDetail } from "../checklist/step-edits.js";
import type { AuditFacts, AuditStep } from "./types.js";

/** Details that tell of the last run of a step: gone when the step is run again. */
export const RUN_DETAILS = ["cut-off", "started", "finished", "reason", "error", "skipped", "outcome", "exit", "failing", "failures", "output", "new-failures", "old-failures", "already", "held", "gate", "human", "root-cause", "plans", "unplanned", "note"] as const;

const PLACED = ["stage", "test", "gap", "inserted", "cause", "command", "repo", "origin", "coveredBy", "truth", "source", "severity", "why", "files"] as const;

/** A step as it is before its first run. */
export function freshAuditStep(step: AuditStep): AuditStep {
  const kept = PLACED.flatMap((key) => (step[key] === undefined ? [] : [[key, step[key]] as const]));
  return { ...(Object.fromEntries(kept) as unknown as AuditStep), status: "pending" };
}

/** A step as it is read once it was written: texts in one line. A command is not one of them: what is run is what was declared. */
export function plainAuditStep(step: AuditStep): AuditStep {
  const texts = (["inserted", "cause", "origin", "truth", "why", "error", "skipped"] as const).flatMap((key) => (step[key] === undefined ? [] : [[key, oneLine(step[key])] as const]));
  return { ...step, ...plainAuditFacts(step), ...Object.fromEntries(texts) };
}

/** The facts as they are read again. */
export function plainAuditFacts(facts: AuditFacts): AuditFacts {
  const texts = (["note", "rootCause", "output"] as const).flatMap((key) => (facts[key] === undefined ? [] : [[key, oneLine(facts[key])] as const]));
  return { ...facts, ...Object.fromEntries(texts) };
}

/** All details of a step, in the order they are written. */
export function detailsOfAuditStep(step: AuditStep): NewDetail[] {
  const names = (list: readonly string[] | undefined): string | undefined => (list === undefined ? undefined : formatNames(list));
  const values: Readonly<Record<string, string | number | undefined>> = {
    command: step.command === undefined ? undefined : formatCommand(step.command),
    repo: step.repo === undefined ? undefined : formatNames([step.repo]),
    origin: step.origin,
    "covered-by": step.coveredBy,
    truth: step.truth,
    source: step.source,
    severity: step.severity,
    why: step.why,
    test: step.gap === undefined ? undefined : step.test,
    files: names(step.files),
    inserted: step.inserted,
    cause: step.cause,
    "cut-off": step.cutOff,
    started: step.started,
    finished: step.finished,
    reason: step.reason,
    error: step.error,
    skipped: step.skipped,
    outcome: step.outcome,
    exit: step.exit,
    failing: names(step.failing),
    failures: step.failures,
    output: step.output,
    "new-failures": names(step.fresh),
    "old-failures": names(step.old),
    already: step.already,
    held: step.held,
    gate: step.gate,
    human: names(step.human),
    "root-cause": step.rootCause,
    plans: step.plans?.join(", "),
    unplanned: step.unplanned,
    note: step.note,
  };
  return Object.entries(values).flatMap(([key, value]): NewDetail[] => (value === undefined ? [] : [[key, String(value)]]));
}

/** Writes a command in one line: as it is where it reads back the same, else as a JSON text. */
function formatCommand(command: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are exactly what must not get into the file
  const isPlain = command === command.trim() && command !== "" && !command.startsWith('"') && !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(command);
  return isPlain ? command : JSON.stringify(command).replace(/[^\u0020-\u007e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Reads a command that `formatCommand` wrote, or a person. */
export function parseCommand(text: string): string {
  if (!text.startsWith('"')) return text;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : text;
  } catch {
    return text;
  }
}
