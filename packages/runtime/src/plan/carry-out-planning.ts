import { type FileChange, formatPlanFinding, phaseFilePath, type PlanCheckRecord, type PlanId, planId, type PlanningPath, planNumberOf, renderPlanCheck, type PlanRound, type WavesCorrected } from "@dgs/core";
import type { StepContext } from "../steps/context.js";
import { decideAlone, sayAssumed } from "../steps/discuss-phase.js";
import { findPhase, type FoundPhase } from "../steps/find-phase.js";
import { folderOfPhase } from "../steps/folder-of-phase.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { putFile } from "../work/put-file.js";
import { writeFiles } from "../work/write-files.js";
import { gapsToPlan } from "./gaps-to-plan.js";
import { planFacts, readEarlier } from "./plan-facts.js";
import { askPlanner, type PlanningTask, type PlansAsked } from "./plan-rounds.js";
import { researchPhase } from "./research-phase.js";
import type { GapWork, PhasePlanned, PlanPhaseEnd, PlanPhaseWish, PlansRefused } from "./types.js";
import { planningMarker, tellPlans, writePlans } from "./write-plans.js";

/**
 * Plans a phase: what is open is decided, the phase is looked into, planned and checked, and what passed is written. Plans that are there already are taken as they are, unless writing them was cut off.
 * The same for the step of a job and the command; the caller holds the lock of the milestone. (Seed 000, "How It Works")
 */
export async function carryOutPlanning(context: StepContext, wish: PlanPhaseWish): Promise<PlanPhaseEnd> {
  const found = findPhase(context, wish.phase);
  if (isFailure(found)) return found;
  const wanted = await whatToPlan(context, found, wish);
  if ("type" in wanted) return wanted;
  if (wish.hasAgents === false) return { type: "no-agents" };
  const discussed = await discussFirst(context, found, wish);
  if (!Array.isArray(discussed)) return discussed as Exclude<typeof discussed, readonly string[]>;
  const researched = await researchFirst(context, wish);
  if (isFailure(researched)) return researched;
  const now = findPhase(context, wish.phase);
  if (isFailure(now)) return now;
  const facts = await planFacts(context, now, wish.gaps, wanted.gapWork === undefined ? [] : readEarlier(context, now.phase.plans.filter(({ superseded, done }) => done && !superseded)));
  if (isFailure(facts)) return facts;
  const withChecker = wish.verify && context.config["workflow.plan_check"];
  const ended = await askAndWrite(context, wish, { found: now, facts, withChecker, ...wanted });
  return isFailure(ended) || ended.type !== "planned" ? ended : { ...ended, researched: researched === "made", humanNeeded: discussed as readonly string[] };
}

/** What is left to plan; an end where there is nothing. */
async function whatToPlan(context: StepContext, found: FoundPhase, { gaps }: PlanPhaseWish): Promise<{ readonly gapWork?: GapWork } | PlanPhaseEnd> {
  const plans = found.phase.plans.filter(({ superseded }) => !superseded);
  const cutOff = context.ports.files.read(planningMarker(folderOfPhase(context, found.phase))) !== undefined;
  const there = async (ids: readonly PlanId[]): Promise<PlanPhaseEnd> => (await tellPlans(context, found.phase.number)) ?? { type: "there", plans: ids };
  if (!gaps) return plans.length > 0 && !cutOff ? there(plans.map(({ id }) => id)) : {};
  const open = plans.filter(({ done }) => !done);
  if (open.length > 0 && !cutOff) return there(open.map(({ id }) => id));
  const all = gapsToPlan(context, found);
  const kept = found.phase.plans.filter(({ done, superseded }) => !cutOff || done || superseded);
  return all.length === 0 ? { type: "no-gaps" } : { gapWork: { gaps: all, first: firstFree(found, kept.map(({ id }) => id)) } };
}

function firstFree({ phase }: FoundPhase, ids: readonly PlanId[]): PlanId {
  const numbers = ids.map((id) => Number.parseInt(planNumberOf(id), 10)).filter(Number.isFinite);
  return planId(phase.number, String(Math.max(0, ...numbers) + 1));
}

/** What an agent decided is for a person to look at. Gaps say what is wanted: nothing is discussed for them. */
async function discussFirst(context: StepContext, found: FoundPhase, { gaps, decideFirst, ask }: PlanPhaseWish): Promise<readonly string[] | PlanPhaseEnd> {
  if (gaps || context.config["workflow.skip_discuss"] || found.phase.folder?.documents.CONTEXT !== undefined) return [];
  if (decideFirst) {
    // Without a commit of its own: CONTEXT.md is in that of the plans.
    const decided = await decideAlone(context, found);
    return isFailure(decided) ? decided : decided.type === "decided" && decided.assumed > 0 ? [sayAssumed(context, found)] : [];
  }
  return ask === undefined || (await ask.withoutDiscussion(found.label)) ? [] : { type: "undiscussed" };
}

async function researchFirst(context: StepContext, { phase, research, gaps }: PlanPhaseWish): Promise<"made" | "none" | WorkFailure> {
  const found = findPhase(context, phase);
  if (isFailure(found)) return found;
  const isWanted = research === "always" || (research === "config" && !gaps && context.config["workflow.research"] && found.phase.folder?.documents.RESEARCH === undefined);
  return isWanted ? researchPhase(context, found) : "none";
}

async function askAndWrite(context: StepContext, wish: PlanPhaseWish, task: PlanningTask): Promise<PhasePlanned | PlansRefused | WorkFailure> {
  const asked = await askPlanner(context, task);
  if (isFailure(asked)) return asked;
  if (asked.type === "broken-off") return breakOff(context, task, asked);
  const { rounds } = asked;
  const taken = asked.type === "taken" ? asked.plans : await acceptedPlans(wish, asked.plans, rounds);
  if (asked.type === "refused" && taken === undefined) {
    const check = await writeCheck(context, task.found, { status: "refused", rounds });
    return isFailure(check) ? check : { type: "plans-refused", error: asked.error, rounds, check };
  }
  const { plans, corrections } = taken as WavesCorrected;
  const accepted = asked.type === "refused";
  const told = accepted || (rounds.at(-1)?.findings.length ?? 0) > 0;
  const check = told ? checkChanges(context, task.found, { status: accepted ? "accepted" : "warned", rounds, ...(accepted && wish.by !== undefined ? { acceptedBy: wish.by } : {}) }) : removeCheck(context, task.found);
  const written = await writePlans(context, task.found, taken as WavesCorrected, check);
  if (written !== undefined) return written;
  return { type: "planned", plans: plans.map(({ id }) => id), corrections, rounds, accepted, researched: false, humanNeeded: [], ...(told ? { check: checkPath(context, task.found) } : {}) };
}

/** The next run begins with a planner that knows nothing of these rounds: what was found in them stays for the person who reads why it ended. */
async function breakOff(context: StepContext, { found }: PlanningTask, { failure, rounds }: Extract<PlansAsked, { readonly type: "broken-off" }>): Promise<WorkFailure> {
  const check = await writeCheck(context, found, { status: "refused", rounds, ended: failure.error });
  return isFailure(check) ? check : { ...failure, error: `${failure.error}. What was found before, round by round: ${check}` };
}

/** Only what a plan checker says may be overruled, and only by a person. */
async function acceptedPlans({ ask }: PlanPhaseWish, plans: WavesCorrected | undefined, rounds: readonly PlanRound[]): Promise<WavesCorrected | undefined> {
  const last = rounds.at(-1);
  return ask !== undefined && plans !== undefined && last !== undefined && (await ask.accept(last.findings)) ? plans : undefined;
}

/** Where what was found in the plans of a phase is written. */
function checkPath(context: StepContext, { phase }: FoundPhase): PlanningPath {
  return phase.folder?.documents.CHECK ?? phaseFilePath(folderOfPhase(context, phase), phase.number, "CHECK");
}

async function writeCheck(context: StepContext, found: FoundPhase, told: CheckToTell): Promise<PlanningPath | WorkFailure> {
  return (await writeFiles(context, checkChanges(context, found, told))) ?? checkPath(context, found);
}

type CheckToTell = Omit<PlanCheckRecord, "phase" | "checked">;

function checkChanges(context: StepContext, found: FoundPhase, told: CheckToTell): readonly FileChange[] {
  return putFile(context, checkPath(context, found), renderPlanCheck({ ...told, phase: found.phase.number, checked: context.ports.clock.now() }));
}

/** What was found in plans that were refused before is no more true of those that are there now. */
function removeCheck(context: StepContext, found: FoundPhase): readonly FileChange[] {
  const path = checkPath(context, found);
  const before = context.ports.files.read(path);
  return typeof before === "string" ? [{ type: "delete", path, before }] : [];
}

/** The warnings of the last round, one line each. */
export function warningsOf(rounds: readonly PlanRound[]): readonly string[] {
  return (rounds.at(-1)?.findings ?? []).filter(({ severity }) => severity === "warning").map(formatPlanFinding);
}
