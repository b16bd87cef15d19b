import { type Audit, auditMachine, auditStepLines, type Files, formatStepCommand, gapsOfAudit, type Job, type PlanningPath, readMilestoneAudit, testNumbersOfAudit, testStanding } from "@dgs/core";
import { auditPathsOf, loadAuditTexts } from "../audit/load-audit.js";
import { plansOf } from "../audit/report-audit.js";
import type { ReportedAudit } from "../commands/milestone-report-reports.js";
import { archivePaths } from "../completion/archive-paths.js";
import { milestoneAuditPath } from "../steps/milestone-audit-path.js";
import type { PhaseSource, ReadFile, ReportSources } from "./sources.js";

/** Reads the audits of a phase, the first one first. */
export function readAudits(files: Files, { loaded }: Pick<ReportSources, "loaded">, { phase, label }: PhaseSource): readonly ReadFile<Audit>[] {
  const { folder } = phase;
  if (folder === undefined) return [];
  return auditPathsOf(files, { loaded, phase, label, folder }).flatMap((path) => {
    const texts = loadAuditTexts(files, path);
    const text = texts instanceof Map ? (texts as ReadonlyMap<PlanningPath, string>).get(path) : undefined;
    return !(texts instanceof Map) || text === undefined ? [] : [{ state: auditMachine.read({ path, texts }), text }];
  });
}

/** Tells one audit of a phase with its tests and gaps, and the cycle that it belongs to. */
export function reportAudit({ state, text }: ReadFile<Audit>, of: string, round: number, job: Job | undefined): ReportedAudit {
  const { path, status, verdict, created, started, finished } = state;
  const lines = auditStepLines(text);
  const at = (index: number): ReportedAudit["at"] => ({ type: "file", path, line: lines[index]?.line ?? 1 });
  const { cycle, opens } = cyclesAround(path, job);
  const begun = started ?? created;
  const plans = plansOf(state);
  return {
    ...{ of, round, ...(cycle === undefined ? {} : { cycle }), ...(opens === undefined ? {} : { opens }), status, ...(verdict === undefined ? {} : { verdict }) },
    ...(begun === undefined ? {} : { span: { start: begun, ...(finished === undefined ? {} : { end: finished }) } }),
    tests: testNumbersOfAudit(state).map((test) => {
      const own = state.steps.filter((step) => step.test === test && step.stage !== "diagnose");
      const index = state.steps.findIndex((step) => step.stage === "test" && step.test === test);
      const exit = own.findLast((step) => step.exit !== undefined)?.exit;
      return { command: state.steps[index]?.command ?? "", outcome: testStanding(state, test), ...(exit === undefined ? {} : { exit }), failing: own.findLast((step) => step.failing !== undefined)?.failing ?? [], at: at(index) };
    }),
    gaps: gapsOfAudit(state).map((gap) => {
      const { truth, severity, source, why, rootCause, files = [] } = gap;
      const index = state.steps.findIndex((step) => step.stage === "diagnose" && step.gap === gap.gap);
      return { id: gap.gap ?? "", truth, severity, source, ...(why === undefined ? {} : { why }), ...(rootCause === undefined ? {} : { rootCause }), files, plans: verdict === "diagnosed" ? plans : [], at: at(index) };
    }),
    at: { type: "file", path, line: 1 },
  };
}

/** The job's step names the audit's file. Of the cycle that put it in it is the end; it has opened another one that put in the step behind it. */
function cyclesAround(path: PlanningPath, job: Job | undefined): Pick<ReportedAudit, "cycle" | "opens"> {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const index = job?.steps.findIndex(({ note, error }) => [note, error].some((text) => text?.includes(`(${name})`) === true)) ?? -1;
  const [cycle, after] = index === -1 ? [] : [job?.steps[index]?.inserted, job?.steps[index + 1]?.inserted];
  return { ...(cycle === undefined ? {} : { cycle }), ...(after === undefined || after === cycle ? {} : { opens: after }) };
}

/** Tells the last audit of the milestone; `undefined` where there was none. */
export function reportMilestoneAudit(files: Files, { place, version, job }: Pick<ReportSources, "place" | "version" | "job">): ReportedAudit | undefined {
  for (const path of [milestoneAuditPath({ place, version }), archivePaths(place.project, version).audit]) {
    const text = files.read(path);
    if (typeof text !== "string") continue;
    const { status, gaps, audited } = readMilestoneAudit(text, path);
    const steps = (job?.state.steps ?? []).filter((step) => formatStepCommand(step.command).startsWith("/dgs:audit-milestone") && step.started !== undefined);
    const last = steps.at(-1);
    const start = last?.started ?? audited;
    const cycle = last?.inserted;
    const lines = text.split(/\r\n|\r|\n/);
    return {
      ...{ of: version, round: Math.max(1, steps.length), ...(cycle === undefined ? {} : { cycle }), status },
      ...(start === undefined || Number.isNaN(Date.parse(start)) ? {} : { span: { start, ...(last?.finished === undefined ? {} : { end: last.finished }) } }),
      tests: [],
      gaps: gaps.map(({ id, kind, text: truth, priority }) => ({ id, truth, severity: priority ?? "must", source: kind, files: [], plans: [], at: { type: "file" as const, path, line: 1 + Math.max(0, lines.findIndex((line) => line.includes(id))) } })),
      at: { type: "file", path, line: 1 },
    };
  }
  return undefined;
}
