import { type Audit, auditMachine, auditNumberOf, auditPath, type FileRefusal, type Files, type Job, type PlanId, type PlanningPath, renderAudit, type TestToRun } from "@dgs/core";
import { isFileRefusal, problemRefusal } from "../refusal.js";
import type { StepContext } from "../steps/context.js";
import { type PhaseInFolder, stepFailure } from "../steps/find-phase.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import type { WorkTree } from "../work/work-tree.js";
import { writeFiles } from "../work/write-files.js";
import { type HeadsByRepo, isSameCode } from "./same-heads.js";

/** Which audit of a phase is meant, and where it is written down. */
export interface AuditPlace {
  readonly path: PlanningPath;
  /** From 1. */
  readonly nth: number;
}

/** An audit that is carried out now. */
export interface OpenedAudit extends AuditPlace {
  /** The commits that it looks at, by the name of the repo. */
  readonly heads: HeadsByRepo;
}

/** What a new audit begins with. */
export interface AuditBegin {
  readonly rerunFailed: boolean;
  readonly agents: number;
  readonly trees: readonly WorkTree[];
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
export async function prepareAudit(context: StepContext, found: PhaseInFolder, begin: AuditBegin): Promise<OpenedAudit | WorkFailure> {
  const last = lastAudit(context.ports.files, found);
  const open = last === undefined ? undefined : await openAudit(context, last, begin);
  if (open !== undefined) return open;
  const nth = (last?.nth ?? 0) + 1;
  const path = auditPath(found.folder.path, found.phase.number, nth);
  const { tests, trees: _trees, ...rest } = begin;
  const text = renderAudit({ phase: found.phase.number, name: found.phase.name, created: context.ports.clock.now(), ...rest, tests: tests() });
  return (await writeFiles(context, [{ type: "create", path, text }])) ?? { path, nth, heads: begin.heads };
}

/**
 * The audit that a job's step has carried out already where its run was cut off before the job took the result: the latest one, done in the life of the job, of the
 * same kind and the same commits, and no step names it. A step that is run again later has a new one. (docs/decisions)
 */
export async function auditOfStep(context: StepContext, found: PhaseInFolder, job: Job, begun: AuditAsked): Promise<Audit | undefined> {
  const audit = await finishedAudit(context, found, begun);
  if (audit === undefined || job.started === undefined || (audit.created ?? "") < job.started) return undefined;
  const name = audit.path.slice(audit.path.lastIndexOf("/") + 1);
  return job.steps.some((step) => [step.note, step.error].some((text) => text?.includes(`(${name})`) === true)) ? undefined : audit;
}

/**
 * The audit that a run has carried out which was killed before it could report it: the latest one, of the same kind and the same code.
 * @param since When that run began, ISO 8601.
 */
export async function auditOfKilledRun(context: StepContext, found: PhaseInFolder, since: string, begun: AuditAsked): Promise<Audit | undefined> {
  const audit = await finishedAudit(context, found, begun);
  return audit !== undefined && (audit.finished ?? "") >= since ? audit : undefined;
}

/** Which audit is asked for. */
export type AuditAsked = Pick<AuditBegin, "heads" | "rerunFailed" | "trees">;

/** The latest audit of a phase, where it has come to its end and is what is asked for. */
async function finishedAudit(context: StepContext, found: PhaseInFolder, { heads, rerunFailed, trees }: AuditAsked): Promise<Audit | undefined> {
  const last = lastAudit(context.ports.files, found);
  const texts = last === undefined ? undefined : loadAuditTexts(context.ports.files, last.path);
  if (last === undefined || !(texts instanceof Map)) return undefined;
  const audit = auditMachine.read({ path: last.path, texts });
  if (audit.status !== "completed" || audit.rerunFailed !== rerunFailed) return undefined;
  return (await isSameCode(context, trees, audit.heads, heads)) ? audit : undefined;
}

/** The files of all audits of a phase, the first one first. */
export function auditPathsOf(files: Files, found: PhaseInFolder): readonly PlanningPath[] {
  return auditNumbers(files, found).map((nth) => auditPath(found.folder.path, found.phase.number, nth));
}

/** The audits of a phase before one, from the last that came to its end; those after it were cut off and may have written results, too. */
export function auditsBefore(files: Files, found: PhaseInFolder, nth: number): readonly Audit[] {
  const audits = auditNumbers(files, found).filter((each) => each < nth).flatMap((each) => {
    const path = auditPath(found.folder.path, found.phase.number, each);
    const texts = loadAuditTexts(files, path);
    return texts instanceof Map ? [auditMachine.read({ path, texts })] : [];
  });
  return audits.slice(Math.max(0, audits.findLastIndex(({ status }) => status === "completed")));
}

/** The latest audit of a phase, by the number in its name. */
function lastAudit(files: Files, found: PhaseInFolder): AuditPlace | undefined {
  const nth = auditNumbers(files, found).at(-1);
  return nth === undefined ? undefined : { path: auditPath(found.folder.path, found.phase.number, nth), nth };
}

function auditNumbers(files: Files, found: PhaseInFolder): readonly number[] {
  const names = files.list(found.folder.path);
  if (isFileRefusal(names) || names === undefined) return [];
  return [...new Set(names.flatMap((name) => auditNumberOf(name) ?? []))].sort((a, b) => a - b);
}

async function openAudit(context: StepContext, place: AuditPlace, { heads, trees, agents, rerunFailed }: AuditBegin): Promise<OpenedAudit | WorkFailure | undefined> {
  const texts = loadAuditTexts(context.ports.files, place.path);
  if (!(texts instanceof Map)) return undefined;
  const audit = auditMachine.read({ path: place.path, texts });
  if (audit.status === "completed" || audit.status === "superseded") return undefined;
  const broken = problemRefusal(audit.problems);
  if (broken !== undefined) return stepFailure(broken);
  const isAsked = audit.rerunFailed === rerunFailed && (await isSameCode(context, trees, audit.heads, heads));
  const events = auditMachine.decide(audit, { type: "audit-opened", at: context.ports.clock.now(), heads: isAsked ? audit.heads : {}, agents });
  const closed = events.find((event) => event.type === "audit-superseded");
  if (closed === undefined) return { ...place, heads: audit.heads };
  const refused = await writeFiles(context, auditMachine.changes({ path: place.path, texts }, audit, closed));
  return isFailure(refused) ? refused : undefined;
}
