import { type Audit, auditMachine, auditNumberOf, auditPath, type FileRefusal, type Files, type Job, type PlanId, type PlanningPath, renderAudit, type TestToRun } from "@dgs/core";
import { isFileRefusal, problemRefusal } from "../refusal.js";
import type { StepContext } from "../steps/context.js";
import { type PhaseInFolder, stepFailure } from "../steps/find-phase.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { writeFiles } from "../work/write-files.js";

/** Which audit of a phase is meant, and where it is written down. */
export interface AuditPlace {
  readonly path: PlanningPath;
  /** From 1. */
  readonly nth: number;
}

/** What a new audit begins with. */
export interface AuditBegin {
  readonly rerunFailed: boolean;
  readonly agents: number;
  readonly heads: Readonly<Record<string, string>>;
  readonly base: Readonly<Record<string, string>>;
  readonly waiting: readonly PlanId[];
  readonly tests: () => readonly TestToRun[];
}

/** The text that the audit machine works on. */
export function loadAuditTexts(files: Files, path: PlanningPath): ReadonlyMap<PlanningPath, string> | FileRefusal {
  const text = files.read(path);
  return isFileRefusal(text) ? text : new Map(text === undefined ? [] : [[path, text]]);
}

/**
 * Takes up the audit of a phase that was cut off, where it is of the same kind and the trees are at the commits that it looks at; otherwise it is closed, and a new
 * one gets a file of its own.
 */
export async function prepareAudit(context: StepContext, found: PhaseInFolder, begin: AuditBegin): Promise<AuditPlace | WorkFailure> {
  const last = lastAudit(context.ports.files, found);
  const open = last === undefined ? undefined : await openAudit(context, last, begin);
  if (open !== undefined) return open;
  const nth = (last?.nth ?? 0) + 1;
  const path = auditPath(found.folder.path, found.phase.number, nth);
  const { tests, ...rest } = begin;
  const text = renderAudit({ phase: found.phase.number, name: found.phase.name, created: context.ports.clock.now(), ...rest, tests: tests() });
  return (await writeFiles(context, [{ type: "create", path, text }])) ?? { path, nth };
}

/**
 * The audit that a job's step has carried out already where its run was cut off before the job took the result: the latest one, done in the life of the job, of the
 * same kind and the same commits, and no step names it. A step that is run again later has a new one. (docs/decisions)
 */
export function auditOfStep(context: StepContext, found: PhaseInFolder, job: Job, { heads, rerunFailed }: Pick<AuditBegin, "heads" | "rerunFailed">): Audit | undefined {
  const last = lastAudit(context.ports.files, found);
  const texts = last === undefined ? undefined : loadAuditTexts(context.ports.files, last.path);
  if (last === undefined || !(texts instanceof Map)) return undefined;
  const audit = auditMachine.read({ path: last.path, texts });
  const name = last.path.slice(last.path.lastIndexOf("/") + 1);
  const isTaken = job.steps.some((step) => [step.note, step.error].some((text) => text?.includes(`(${name})`) === true));
  const isOurs = audit.status === "completed" && audit.rerunFailed === rerunFailed && (audit.created ?? "") >= (job.started ?? "") && job.started !== undefined;
  return isOurs && !isTaken && Object.keys({ ...heads, ...audit.heads }).every((repo) => heads[repo] === audit.heads[repo]) ? audit : undefined;
}

/** The latest audit of a phase, by the number in its name. */
function lastAudit(files: Files, found: PhaseInFolder): AuditPlace | undefined {
  const names = files.list(found.folder.path);
  if (isFileRefusal(names) || names === undefined) return undefined;
  const numbers = names.flatMap((name) => auditNumberOf(name) ?? []);
  const nth = Math.max(0, ...numbers);
  return nth === 0 ? undefined : { path: auditPath(found.folder.path, found.phase.number, nth), nth };
}

async function openAudit(context: StepContext, place: AuditPlace, { heads, agents, rerunFailed }: AuditBegin): Promise<AuditPlace | WorkFailure | undefined> {
  const texts = loadAuditTexts(context.ports.files, place.path);
  if (!(texts instanceof Map)) return undefined;
  const audit = auditMachine.read({ path: place.path, texts });
  if (audit.status === "completed" || audit.status === "superseded") return undefined;
  const broken = problemRefusal(audit.problems);
  if (broken !== undefined) return stepFailure(broken);
  const events = auditMachine.decide(audit, { type: "audit-opened", at: context.ports.clock.now(), heads: audit.rerunFailed === rerunFailed ? heads : {}, agents });
  const closed = events.find((event) => event.type === "audit-superseded");
  if (closed === undefined) return place;
  const refused = await writeFiles(context, auditMachine.changes({ path: place.path, texts }, audit, closed));
  return isFailure(refused) ? refused : undefined;
}
