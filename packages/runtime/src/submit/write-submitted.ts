import { discussionPath, type FileChange, formatPhaseNumber } from "@dgs/core";
import { commitPlanning } from "../plan/report-planning.js";
import { tellPlans } from "../plan/write-plans.js";
import { isRefusal, type Refusal } from "../refusal.js";
import type { StepContext } from "../steps/context.js";
import type { FoundPhase } from "../steps/find-phase.js";
import { folderOfPhase } from "../steps/folder-of-phase.js";
import { commitMarked, markUncommitted, uncommittedMarker } from "../work/commit-marked.js";
import { commitPlanningFiles, type PlanningCommit } from "../work/commit-planning-files.js";
import type { WorkFailure } from "../work/context.js";
import { putFile } from "../work/put-file.js";
import { writeAsOne } from "../work/write-as-one.js";
import type { PlacedFile } from "./place-files.js";

/**
 * Writes what was handed in as one change, and marks it as not committed before it is there: killed anywhere, the next run brings it to its end and commits it. What was found in refused plans
 * before is no more true of new ones, so that CHECK.md goes.
 */
export async function writeSubmitted(context: StepContext, found: FoundPhase, placed: readonly PlacedFile[]): Promise<Refusal | undefined> {
  const { ports, place } = context;
  const fresh = placed.filter(({ change }) => change !== "same");
  if (fresh.length === 0) return undefined;
  const folder = folderOfPhase(context, found.phase);
  const isPlanned = fresh.some(({ file }) => file.kind !== "CONTEXT");
  const changes = [
    ...(isPlanned ? markUncommitted(context, folder, "planning") : []),
    ...(fresh.some(({ file }) => file.kind === "CONTEXT") ? markUncommitted(context, folder, "discussion") : []),
    ...fresh.flatMap(({ path, text }) => putFile(context, path, text)),
    ...(fresh.some(({ file }) => file.kind === "PLAN") ? withoutCheck(context, found) : []),
  ];
  const written = await writeAsOne(ports.files, place, { purpose: `dgs submit ${found.label}`, changes });
  return isRefusal(written) ? written : undefined;
}

function withoutCheck(context: StepContext, { phase }: FoundPhase): readonly FileChange[] {
  const path = phase.folder?.documents.CHECK;
  const before = path === undefined ? undefined : context.ports.files.read(path);
  return path !== undefined && typeof before === "string" ? [{ type: "delete", path, before }] : [];
}

/** Names plans that are there in the roadmap and in STATE.md, also where a run was killed before it had. */
export function tellSubmitted(context: StepContext, found: FoundPhase): Promise<WorkFailure | undefined> {
  return found.phase.planCount === 0 ? Promise.resolve(undefined) : tellPlans(context, found.phase.number);
}

/** Makes the planning commit of those who write such files themselves: that of a plan, of research, or of a discussion; also for a run that was killed before it. */
export async function commitSubmitted(context: StepContext, found: FoundPhase): Promise<PlanningCommit | undefined | WorkFailure> {
  const { phase } = found;
  const folder = folderOfPhase(context, phase);
  const [planning, discussion] = [uncommittedMarker(folder, "planning"), uncommittedMarker(folder, "discussion")];
  const number = formatPhaseNumber(phase.number);
  const { CONTEXT, RESEARCH, VALIDATION } = phase.folder?.documents ?? {};
  if (phase.planCount > 0) {
    const made = await commitMarked(context, [planning, discussion], () => commitPlanning(context, phase.number, false));
    if (made !== undefined) return made;
  }
  const own = [CONTEXT, RESEARCH, VALIDATION].filter((path) => path !== undefined);
  const researched = await commitMarked(context, [planning, discussion], () => commitPlanningFiles(context, () => ({ subject: `docs(${number}): add what phase ${number} is planned from`, paths: own })));
  if (researched !== undefined) return researched;
  return commitMarked(context, [discussion], () => commitPlanningFiles(context, () => ({ subject: `docs(${phase.number}): capture phase context`, paths: [...(CONTEXT === undefined ? [] : [CONTEXT]), discussionPath(folder, phase.number)] })));
}
