import { discussionPath, type Evidence, isForeignDiscussion, overlaps, type PhaseFacts, type PlanId, type PlanText, type PlanTold, type PlanningPath, type Problem, projectFile, readPlan, type Reason, resolveDependencies, seeAudit, seeExecution, type SeenRunner, type SourceText } from "@dgs/core";
import { auditPathsOf } from "../audit/load-audit.js";
import { executionPath } from "../phase/load-execution.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isFileRefusal } from "../refusal.js";
import type { FoundPhase } from "../steps/find-phase.js";

/** What the facts of a phase are loaded with. */
export interface PhaseQuestion {
  readonly files: Ports["files"];
  readonly place: Place;
  readonly found: FoundPhase;
  readonly runner: SeenRunner | undefined;
  readonly told: ReadonlyMap<PlanId, PlanTold>;
  readonly spending: readonly Reason[];
}

/** Reads all that the reasons of one phase are made of, and nothing of any other. */
export function loadPhaseFacts({ files, place, found, runner, told, spending }: PhaseQuestion): PhaseFacts {
  const { loaded, phase } = found;
  const { folder } = phase;
  const unread: Problem[] = [];
  const textOf = (path: PlanningPath | undefined): SourceText | undefined => {
    const text = path === undefined ? undefined : files.read(path);
    if (isFileRefusal(text)) unread.push({ code: text.code, severity: "error", message: text.message, remedy: text.remedy, path: text.path, ...(text.position === undefined ? {} : { at: text.position }) });
    return typeof text === "string" && path !== undefined ? { path, source: text } : undefined;
  };
  const plans = phase.status === "complete" ? [] : phase.plans.filter(({ superseded }) => !superseded).map((progress): PlanText => {
    const text = textOf(progress.path);
    return { progress, ...(text === undefined ? {} : { source: text.source, plan: readPlan(text.source, progress.path) }) };
  });
  const given = phase.plans.filter(({ superseded }) => superseded).map((progress): PlanText => ({ progress, ...sourceOf(textOf(progress.path)) }));
  const execution = folder === undefined ? undefined : textOf(executionPath({ ...found, folder }));
  const seen = execution === undefined ? undefined : seeExecution(execution.path as PlanningPath, execution.source);
  const verification = phase.verification === "missing" ? undefined : textOf(folder?.documents.VERIFICATION);
  const audit = folder === undefined ? undefined : lastAudit(textOf, auditPathsOf(files, { ...found, folder }));
  const { dependencies, problems } = dependenciesOf(found, plans);
  const open = plans.filter(({ progress }) => !progress.done);
  return {
    phase,
    ...(loaded.roadmap === undefined ? {} : { roadmap: { path: projectFile(place.project, "ROADMAP"), source: loaded.roadmap.source } }),
    verifier: loaded.config["workflow.verifier"],
    plans: [...plans, ...given],
    dependencies,
    overlaps: overlaps(open.flatMap(({ progress, plan }) => (plan === undefined ? [] : [{ id: progress.id, filesModified: plan.filesModified }]))),
    errors: phase.status === "complete" ? [] : [...unread, ...problems, ...(seen?.state.problems ?? [])].filter(({ severity }) => severity === "error"),
    ...(seen === undefined ? {} : { execution: seen }),
    ...(verification === undefined ? {} : { verification }),
    ...(audit === undefined ? {} : { audit }),
    ...beforePlans(files, found),
    ...(runner === undefined ? {} : { runner }),
    told,
    spending,
  };
}

function sourceOf(text: SourceText | undefined): { readonly source?: string } {
  return text === undefined ? {} : { source: text.source };
}

/** As an execution reads them: errors of a plan that is done are of no matter any more. */
function dependenciesOf({ loaded, phase }: FoundPhase, plans: readonly PlanText[]): { readonly dependencies: PhaseFacts["dependencies"]; readonly problems: readonly Problem[] } {
  const read = plans.flatMap(({ progress, plan }) => (plan === undefined ? [] : [{ progress, plan }]));
  const all = (id: PlanId): boolean => [...loaded.product.phases, ...loaded.product.others].some((each) => each.plans.some((plan) => plan.id === id && plan.done));
  const dependencies = resolveDependencies(read.map(({ progress, plan }) => ({ ...plan, id: progress.id })), { phase: phase.number, isDone: all });
  return { dependencies, problems: [...read.filter(({ progress }) => !progress.done).flatMap(({ plan }) => plan.problems), ...dependencies.problems] };
}

function lastAudit(textOf: (path: PlanningPath) => SourceText | undefined, paths: readonly PlanningPath[]): ReturnType<typeof seeAudit> | undefined {
  for (const path of [...paths].reverse()) {
    const text = textOf(path);
    const seen = text === undefined ? undefined : seeAudit(path, text.source);
    if (seen !== undefined && seen.state.status !== "superseded") return seen;
  }
  return undefined;
}

/** What lies in the folder of a phase before it has plans. */
function beforePlans(files: Ports["files"], { phase }: FoundPhase): Pick<PhaseFacts, "discussion" | "halfPlanned"> {
  const { folder, number } = phase;
  if (folder === undefined || phase.planCount > 0) return halfPlanned(phase);
  const path = discussionPath(folder.path, number);
  const text = folder.others.includes(path) ? files.read(path) : undefined;
  const isOpen = text !== undefined && !(typeof text === "string" && isForeignDiscussion(text));
  return { ...(isOpen ? { discussion: fileOf(path) } : {}), ...halfPlanned(phase) };
}

function halfPlanned({ folder }: FoundPhase["phase"]): Pick<PhaseFacts, "halfPlanned"> {
  const path = folder?.others.find((each) => each.endsWith("/.planning-in-progress"));
  return path === undefined ? {} : { halfPlanned: fileOf(path) };
}

function fileOf(path: string): Evidence {
  return { type: "file", path };
}
