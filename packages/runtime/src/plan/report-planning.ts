import { discussionPath, formatPhaseNumber, type PhaseNumber, type PlanId, planPath, type PlanningPath, projectFile, readPlan, samePhase } from "@dgs/core";
import type { NextReport } from "../commands/execute-phase-reports.js";
import type { PlannedPlanReport, PlanPhaseReport } from "../commands/plan-phase-reports.js";
import { loadProduct } from "../load-product.js";
import { isRefusal } from "../refusal.js";
import type { StepContext } from "../steps/context.js";
import { findPhase, type FoundPhase } from "../steps/find-phase.js";
import { folderOfPhase } from "../steps/folder-of-phase.js";
import { type PlanningCommit, commitPlanningFiles, sayPlanningCommit } from "../work/commit-planning-files.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import type { PhasePlanned, PlanPhaseEnd, PlansRefused } from "./types.js";

/** An end of the planning that can be reported. */
export type PlanningEnded = PhasePlanned | PlansRefused | Extract<PlanPhaseEnd, { readonly type: "there" | "no-gaps" }>;

const OUTCOMES = { planned: "planned", "plans-refused": "refused", there: "there", "no-gaps": "no-gaps" } as const;

/** Reports the planning of a phase as it stands on disk now. */
export function reportPlanning(context: StepContext, before: FoundPhase, end: PlanningEnded, { gaps, commit }: { readonly gaps: boolean; readonly commit: PlanningCommit | undefined }): PlanPhaseReport | WorkFailure {
  const found = findPhase(context, before.phase.number);
  if (isFailure(found)) return found;
  const said = commit === undefined ? undefined : sayPlanningCommit(commit);
  const made = end.type === "planned" ? end : undefined;
  return {
    ...{ type: "plan-phase", exit: end.type === "plans-refused" ? "gaps" : "ok", phase: found.label, name: found.phase.name, version: context.version, outcome: OUTCOMES[end.type], gaps },
    plans: end.type === "planned" || end.type === "there" ? end.plans.map((id) => planReport(context, found, id)) : [],
    ...{ researched: made?.researched ?? false, corrections: made?.corrections ?? [], rounds: "rounds" in end ? end.rounds : [], accepted: made?.accepted ?? false, humanNeeded: made?.humanNeeded ?? [] },
    warnings: (made?.rounds.at(-1)?.findings ?? []).filter(({ severity }) => severity === "warning" || made?.accepted === true),
    ...((end.type === "planned" || end.type === "plans-refused") && end.check !== undefined ? { check: end.check } : {}),
    ...(end.type === "plans-refused" ? { error: end.error } : {}),
    ...(said === undefined ? {} : { planningCommit: said }),
    next: nextOf(found, end),
  };
}

function planReport(context: StepContext, { phase }: FoundPhase, id: PlanId): PlannedPlanReport {
  const path = phase.plans.find((plan) => plan.id === id)?.path ?? planPath(folderOfPhase(context, phase), id);
  const text = context.ports.files.read(path);
  const plan = typeof text === "string" ? readPlan(text, path) : undefined;
  return { id, path, builds: (plan?.objective?.what ?? "").replace(/\s+/g, " ").trim(), ...(plan?.wave === undefined ? {} : { wave: plan.wave }), tasks: plan?.tasks.length ?? 0 };
}

function nextOf({ label }: FoundPhase, end: PlanningEnded): NextReport {
  switch (end.type) {
    case "planned":
    case "there":
      return { command: `dgs execute-phase ${label}`, why: "it carries the plans out" };
    case "plans-refused":
      return { command: `dgs plan-phase ${label}`, why: `once what stands in ${end.check} is cleared up: in the roadmap, the requirements, or the decisions about the phase` };
    case "no-gaps":
      return { command: "dgs progress", why: "it shows where the phase stands" };
  }
}

/**
 * Commits what planning has written of a phase; what is not there is left out. A discussion that is over goes with CONTEXT.md, where somebody had committed its file; one that goes on is a person's.
 */
export function commitPlanning(context: StepContext, number: PhaseNumber, gaps: boolean): Promise<PlanningCommit> {
  return commitPlanningFiles(context, () => {
    const loaded = loadProduct(context.ports.files, context.place);
    if (isRefusal(loaded)) return loaded.message;
    const phase = loaded.product.phases.find((each) => samePhase(each.number, number));
    const { CONTEXT, RESEARCH, VALIDATION } = phase?.folder?.documents ?? {};
    const folder = phase === undefined ? undefined : folderOfPhase(context, phase);
    const gone = folder === undefined || phase === undefined ? [] : [discussionPath(folder, phase.number)].filter((path) => context.ports.files.read(path) === undefined);
    const own = [CONTEXT, RESEARCH, VALIDATION, ...(phase?.plans.filter(({ done }) => !done).map(({ path }) => path) ?? []), ...(phase === undefined || folder === undefined ? [] : [`${folder}/${phase.number}-CHECK.md` as PlanningPath]), ...gone];
    const paths = [...own, projectFile(context.place.project, "ROADMAP"), projectFile(context.place.project, "STATE")].filter((path) => path !== undefined);
    return { subject: `docs(${formatPhaseNumber(number)}): plan ${gaps ? "what closes the gaps of " : ""}phase ${formatPhaseNumber(number)}`, paths };
  });
}
