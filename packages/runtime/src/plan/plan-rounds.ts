import {
  blockersOf,
  checkPlans,
  closeGapsPrompt,
  comparePlanRounds,
  correctWaves,
  findingOfIssue,
  findingOfProblem,
  formatPlanFinding,
  type OutboxFile,
  type PlanFacts,
  type PlanFinding,
  planPhasePrompt,
  type PlanRound,
  type PlanSet,
  type Problem,
  type Prompt,
  type PromptInput,
  readGapPlans,
  readPlanSet,
  type WavesCorrected,
} from "@dgs/core";
import { gapsInput } from "../audit/gaps-input.js";
import { planInputs } from "../audit/plan-inputs.js";
import { askReader } from "../steps/ask-reader.js";
import type { StepContext } from "../steps/context.js";
import type { FoundPhase } from "../steps/find-phase.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import type { Findings } from "../work/findings.js";
import { askPlanChecker } from "./ask-plan-checker.js";
import { phaseInputs } from "./research-phase.js";
import type { GapWork } from "./types.js";

/** What a planner is to be asked for. */
export interface PlanningTask {
  readonly found: FoundPhase;
  readonly facts: PlanFacts;
  /** Absent: the phase is planned as a whole. */
  readonly gapWork?: GapWork;
  /** Whether a plan checker looks at plans that code has nothing against. */
  readonly withChecker: boolean;
}

/** What came of asking a planner. */
export type PlansAsked =
  | { readonly type: "taken"; readonly plans: WavesCorrected; readonly rounds: readonly PlanRound[] }
  /** `plans`: those of the last round, where only a plan checker has something against them. */
  | { readonly type: "refused"; readonly error: string; readonly plans?: WavesCorrected; readonly rounds: readonly PlanRound[] }
  /** An agent did not come to its end behind rounds that were refused: what they found is still to be told. */
  | { readonly type: "broken-off"; readonly failure: Failed; readonly rounds: readonly PlanRound[] }
  | WorkFailure;

type Failed = Extract<WorkFailure, { readonly type: "failed" }>;

/** More findings than this help no planner: the first ones are mended first. */
const MOST_TOLD = 40;

/**
 * Has a planner plan, code check what it left, and then a plan checker. What is found goes back to a fresh planner; there are at most three runs of a planner, and the third is saved where the second
 * mended nothing of what was found in the first. (Seed 000, roles; design 5)
 */
export async function askPlanner(context: StepContext, task: PlanningTask): Promise<PlansAsked> {
  const rounds: PlanRound[] = [];
  // Set where a run of the planner ended in findings, and not otherwise: a run that crashed says nothing about plans.
  let refused: { readonly plans?: WavesCorrected } | undefined;
  const judged = (round: PlanRound, plans?: WavesCorrected): Findings | WorkFailure => {
    const before = rounds.at(-1);
    rounds.push(round);
    refused = plans === undefined ? {} : { plans };
    const blockers = blockersOf(round).map(formatPlanFinding);
    const told = blockers.length > MOST_TOLD ? [...blockers.slice(0, MOST_TOLD), `and ${String(blockers.length - MOST_TOLD)} more`] : blockers;
    if (before === undefined || comparePlanRounds(before, round) === "less") return { type: "findings", findings: told };
    return failed("gaps", `the plans of phase ${task.found.label} were refused twice, and the second time nothing of it was less: ${told.join("; ")}`);
  };
  const roundOf = (plans: PlanRound["plans"], findings: readonly PlanFinding[]): PlanRound => ({ number: rounds.length + 1, plans, findings });
  const answer = await askReader<WavesCorrected>(context, {
    role: "planner",
    purpose: purposeOf("plan-phase", task),
    prompt: (findings) => {
      refused = undefined;
      return promptOf(context, task, findings);
    },
    unread: (problems) => judged(roundOf([], problems.map(findingOfProblem))),
    accept: async (files) => {
      const set = readSet(files, task);
      const ids = set.plans.map(({ id }) => id);
      const problems = problemsOf(set, task);
      if (problems.length > 0) return judged(roundOf(ids, problems.map(findingOfProblem)));
      const plans = correctWaves(set, task.facts.earlier);
      const issues = await issuesOf(context, task, plans, rounds.length + 1);
      if (isFailure(issues)) return issues;
      const round = roundOf(ids, issues);
      if (blockersOf(round).length > 0) return judged(round, plans);
      rounds.push(round);
      return plans;
    },
  });
  if (!isFailure(answer)) return { type: "taken", plans: answer, rounds };
  const { plans } = refused ?? {};
  if (refused === undefined && answer.type === "failed" && rounds.length > 0) return { type: "broken-off", failure: answer, rounds };
  return refused === undefined || answer.type === "interrupted" ? answer : { type: "refused", error: answer.error, rounds, ...(plans === undefined ? {} : { plans }) };
}

function readSet(files: readonly OutboxFile[], { found: { phase }, gapWork, facts: { earlier } }: PlanningTask): PlanSet {
  return gapWork === undefined ? readPlanSet(files, phase.number, earlier) : { ...readGapPlans(files, phase.number, gapWork.first, earlier), validation: undefined };
}

function problemsOf(set: PlanSet, { found: { phase }, facts }: PlanningTask): readonly Problem[] {
  return [...set.problems.filter(({ severity }) => severity === "error"), ...checkPlans({ ...set, phase: phase.number }, facts)];
}

async function issuesOf(context: StepContext, task: PlanningTask, { plans, validation }: WavesCorrected, round: number): Promise<readonly PlanFinding[] | WorkFailure> {
  if (!task.withChecker) return [];
  const { found, gapWork } = task;
  const wanted: readonly PromptInput[] = gapWork === undefined ? phaseInputs(context, found) : [gapsInput(gapWork.gaps)];
  const known = [...(validation === undefined ? [] : [{ title: "The validation, to be checked", text: validation.text }]), ...(gapWork === undefined ? [] : earlierInputs(context, found))];
  const check = await askPlanChecker(context, { label: found.label, purpose: `${purposeOf("check-plans", task)} ${String(round)}`, plans, wanted, known });
  return isFailure(check) ? check : check.issues.map(findingOfIssue);
}

function promptOf(context: StepContext, { found, gapWork }: PlanningTask, findings: readonly string[]): Prompt {
  if (gapWork === undefined) return planPhasePrompt(found.phase.number, phaseInputs(context, found), findings);
  return closeGapsPrompt({ first: gapWork.first, phase: found.label }, gapWork.gaps, [], [...phaseInputs(context, found), ...earlierInputs(context, found)], findings);
}

function earlierInputs({ ports: { files } }: StepContext, { phase: { folder } }: FoundPhase): readonly PromptInput[] {
  return folder === undefined ? [] : planInputs(files, { folder });
}

/** Unique within a job: a phase is planned once, and its gaps by the first plan that closes them. */
function purposeOf(what: string, { found, gapWork }: PlanningTask): string {
  return gapWork === undefined ? `${what} ${found.label}` : `${what} ${found.label} gaps ${gapWork.first}`;
}
