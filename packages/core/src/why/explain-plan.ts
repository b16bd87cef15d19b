import type { PlanId } from "../ids/plan-id.js";
import type { Obstacle } from "../phase/obstacles.js";
import { obstaclesOf } from "../phase/obstacles.js";
import { planStates, type PlanState } from "../phase/plan-state.js";
import type { PhaseExecution, PhaseStep } from "../phase/types.js";
import { parseDependency } from "../planning/dependencies.js";
import { reportResultFiles } from "../planning/status-problems.js";
import type { Evidence } from "./evidence.js";
import type { PhaseFacts, PlanText } from "./phase-facts.js";
import { becauseOf, explained, noRunnerReason, problemReason, reason, runnerReason, stageName } from "./reason.js";
import { evidenceOfItem, evidenceOfKey, evidenceOfStep, type Seen } from "./seen.js";
import type { Explanation, Reason, ReasonKind } from "./types.js";

/** Says how a plan of a phase stands and why. Done is what its summary says, as everywhere. (design 3.5) */
export function explainPlan(facts: PhaseFacts, id: PlanId): Explanation {
  return explain(facts, id, []);
}

/** `path`: the plans on the way here, as those of a circle would be explained by each other for ever. */
function explain(facts: PhaseFacts, id: PlanId, path: readonly PlanId[]): Explanation {
  const progress = facts.phase.plans.find((each) => sameId(each.id, id));
  if (progress === undefined) return explained("blocked", reason("plan", `phase ${facts.phase.number} has no plan ${id}`));
  const text = facts.plans.find((each) => each.progress === progress) ?? { progress };
  if (progress.superseded) return explained("given-up", reason("given-up", `${progress.id} was given up: its status is superseded`, keyOf(text, "status")));
  if (progress.done) return explainDone(facts, text);
  const said = summaryReasons(text);
  const under = inExecution(facts, text, path);
  // What goes on, failed or waits says more than an error that would only stop the next run.
  if (under !== undefined && (under.verdict === "running" || facts.errors.length === 0)) return { ...under, reasons: [...under.reasons, ...said] };
  if (facts.errors.length > 0) return explained("blocked", ...blockers(facts, progress.path), ...said);
  return standing(facts, text, path, said);
}

function explainDone(facts: PhaseFacts, { progress }: PlanText): Explanation {
  const told = facts.told.get(progress.id);
  const summary = reason("summary", `its summary completes ${progress.id}`, { type: "file", path: progress.summary ?? progress.path });
  const commits = told?.commits?.map(({ repo, sha, subject, branch }) => reason("commit", `${branch} holds ${sha.slice(0, 10)} (${subject})`, { type: "commit", repo, sha })) ?? [];
  const none = told?.commits?.length === 0 ? [reason("commit", `the milestone's branch has no commit that names ${progress.id} in a trailer DGS-Plan: it was carried out by other means`, { type: "file", path: progress.path })] : [];
  return explained("done", { ...summary, because: [...commits, ...none, ...testReasons(facts, progress.id)] });
}

/** That a plan has no summary is told of every plan that is not done; one that is there and says otherwise is a reason of its own. */
function summaryReasons({ progress }: PlanText): readonly Reason[] {
  const [problem] = reportResultFiles({ disk: "planned", verification: "missing", plans: [progress] }, undefined);
  return problem === undefined ? [] : [{ ...problemReason(problem), what: "summary" }];
}

/** Errors of the plan itself first: any error of the phase stops all of it. */
export function blockers({ errors }: PhaseFacts, own?: string): readonly Reason[] {
  return [...errors.filter(({ path }) => path === own), ...errors.filter(({ path }) => path !== own)].map(problemReason);
}

function inExecution(facts: PhaseFacts, text: PlanText, path: readonly PlanId[]): Explanation | undefined {
  const { execution } = facts;
  const plan = execution === undefined ? undefined : planStates(execution.state).find(({ id }) => sameId(id, text.progress.id));
  if (execution === undefined || plan?.step === undefined) return undefined;
  const at = (...keys: readonly string[]): Evidence => evidenceOfStep(execution, plan.step ?? 0, ...keys);
  const step = execution.state.steps[plan.step];
  if (step === undefined) return undefined;
  switch (plan.state) {
    case "failed":
      return explained("failed", reason("stage", `${stageName(step)} failed${becauseOf(step)}: ${step.error ?? "nothing was said"}`, at("error"), [...spendingOf(facts, step), ...testReasons(facts, plan.id, "red"), ...logReasons(facts, plan.id)]));
    case "waiting":
      return explained("waiting", checkpointReason(step, text, at("waiting")));
    case "blocked":
      return explained("blocked", ...afterReasons(facts, text, undone(facts, plan.comesAfter), path));
    case "under-way":
      return underWay(facts, execution, { plan, step, at, text });
    case "open":
      return facts.runner === undefined && execution.state.status !== "failed" ? undefined : heldBack(facts, execution.state, text, path);
    case "landed":
      return undefined;
  }
}

/** A step that stopped at a budget or limit: what is used up. */
function spendingOf({ spending }: PhaseFacts, { reason: why }: PhaseStep): readonly Reason[] {
  return why === "budget" || why === "timed-out" ? spending : [];
}

function checkpointReason(step: PhaseStep, { progress, plan }: PlanText, at: Evidence): Reason {
  const task = plan?.tasks.find(({ number }) => number === step.task);
  const since = step.waiting === undefined ? "" : ` since ${step.waiting}`;
  const what = step.stage === "checkpoint" ? `a checkpoint (${step.kind ?? "unknown"})${step.task === undefined ? "" : ` at task ${String(step.task)}`}` : "its approval";
  const because = task === undefined ? [] : [reason("checkpoint", `task ${String(task.number)} stops there${task.name === undefined ? "" : `: ${task.name}`}`, { type: "file", path: progress.path, ...task.at })];
  return reason(step.stage === "checkpoint" ? "checkpoint" : "approval", `it waits for a person at ${what}${since}`, at, because);
}

interface UnderWay {
  readonly plan: PlanState;
  readonly step: PhaseStep;
  readonly at: (...keys: readonly string[]) => Evidence;
  readonly text: PlanText;
}

function underWay(facts: PhaseFacts, execution: Seen<PhaseExecution>, { plan, step, at, text }: UnderWay): Explanation {
  const { runner } = facts;
  const stage = stageName(step);
  if (step.status === "in-progress") {
    const since = step.started === undefined ? "" : ` since ${step.started}`;
    if (runner !== undefined) return explained("running", reason("stage", `${stage} is under way${since}`, at("started"), [runnerReason(runner), ...logReasons(facts, plan.id)]));
    // A question at which the runner was killed can be answered all the same.
    if (step.stage === "checkpoint") return explained("waiting", checkpointReason(step, text, at("started")));
    return explained("cut-off", reason("stage", `${stage} was begun${step.started === undefined ? "" : ` at ${step.started}`} and did not end`, at("started"), [noRunnerReason(), ...logReasons(facts, plan.id)]));
  }
  if (step.cutOff !== undefined && runner === undefined) return explained("cut-off", reason("stage", `${stage} was cut off at ${step.cutOff}: the next run takes it up`, at("cut-off"), logReasons(facts, plan.id)));
  const next = reason("stage", `${stage} is what comes next of it`, at());
  if (runner === undefined) return explained("ready", next);
  const obstacles = obstaclesOf(execution.state, plan.id).map((obstacle) => obstacleReason(facts, obstacle, text, []));
  return explained("waiting", { ...next, because: [...obstacles, runnerReason(runner)] });
}

function heldBack(facts: PhaseFacts, execution: PhaseExecution, text: PlanText, path: readonly PlanId[]): Explanation | undefined {
  const obstacles = obstaclesOf(execution, text.progress.id);
  const reasons = obstacles.map((obstacle) => obstacleReason(facts, obstacle, text, path));
  if (reasons.length > 0) return explained("waiting", ...reasons, ...(facts.runner === undefined ? [] : [runnerReason(facts.runner)]));
  return facts.runner === undefined ? undefined : explained("waiting", runnerReason(facts.runner));
}

const KIND_OF: Readonly<Record<Obstacle["type"], ReasonKind>> = { "too-early": "comes-after", apart: "apart", wave: "wave", stopped: "plan", agents: "agents", turn: "turn" };

function obstacleReason(facts: PhaseFacts, obstacle: Obstacle, text: PlanText, path: readonly PlanId[]): Reason {
  const ids = obstacle.plans.join(", ");
  const at = { type: "file", path: facts.execution?.path ?? text.progress.path } as const;
  const first = obstacle.plans[0];
  const step = first === undefined ? undefined : planStates(facts.execution?.state ?? { steps: [] }).find(({ id }) => id === first)?.step;
  const stepAt = facts.execution === undefined || step === undefined ? at : evidenceOfStep(facts.execution, step);
  switch (obstacle.type) {
    case "too-early":
      return afterReasons(facts, text, obstacle.plans, path)[0] ?? reason("comes-after", `it comes after ${ids}`, stepAt);
    case "apart":
      return first === undefined ? reason("apart", "another plan may change the same files", at) : overlapReason(facts, text, first);
    case "wave":
      return reason(KIND_OF.wave, `wave ${String(obstacle.wave)} is not over: ${ids}`, stepAt, obstacle.plans.flatMap((plan) => shallow(facts, plan, [...path, text.progress.id])));
    case "stopped":
      return reason(KIND_OF.stopped, `nothing new is started, as ${ids === "" ? "a step of the phase" : ids} failed`, stepAt, obstacle.plans.flatMap((plan) => shallow(facts, plan, [...path, text.progress.id])));
    case "agents":
      return reason(KIND_OF.agents, `${String(obstacle.agents)} of ${String(obstacle.agents)} agents are at work: ${ids}`, stepAt);
    case "turn":
      return reason(KIND_OF.turn, `plans land one after the other, and ${ids} is first`, stepAt);
  }
}

/** A plan of which nothing is under way: what the next run would say to it. */
function standing(facts: PhaseFacts, text: PlanText, path: readonly PlanId[], said: readonly Reason[]): Explanation {
  const { progress } = text;
  const elsewhere = facts.dependencies.waiting.get(progress.id) ?? [];
  if (elsewhere.length > 0) return explained("blocked", ...elsewhere.map((id) => reason("comes-after", `it comes after ${id} of another phase, which is not done`, dependsOnPlace(facts, text, id))), ...said);
  const needs = (facts.dependencies.within.get(progress.id) ?? []).filter((need) => !isDone(facts, need));
  const after = afterReasons(facts, text, needs, path);
  if (after.length > 0) return explained("waiting", ...after, ...said);
  const beside = facts.overlaps.flatMap(({ first, second }) => (second === progress.id ? [first] : [])).map((other) => overlapReason(facts, text, other));
  const missing = said.length > 0 ? said : [reason("summary", `${progress.id} has no summary, and nothing of it is under way`, { type: "file", path: progress.path }, landedReasons(facts, progress.id))];
  return explained("ready", ...missing, ...beside);
}

/** Its execution may have landed what its summary, which somebody has taken away since, does not say any more. */
function landedReasons({ execution }: PhaseFacts, id: PlanId): readonly Reason[] {
  const land = execution?.state.steps.findLastIndex((step) => step.plan !== undefined && sameId(step.plan, id) && step.stage === "land" && step.status === "completed") ?? -1;
  return execution === undefined || land < 0 ? [] : [reason("stage", "its execution has landed it, but only its summary counts, and that is gone", evidenceOfStep(execution, land, "finished"))];
}

/** What a plan comes after, each with the entry that says so and how it stands itself. */
function afterReasons(facts: PhaseFacts, text: PlanText, needs: readonly PlanId[], path: readonly PlanId[]): readonly Reason[] {
  const here = [...path, text.progress.id];
  return needs.map((need) => {
    const { verdict, reasons } = here.includes(need) ? explained("waiting") : explain(facts, need, here);
    return reason("comes-after", `it comes after ${need}, which ${SAID[verdict]}`, dependsOnPlace(facts, text, need), verdict === "done" ? [] : reasons);
  });
}

const SAID: Readonly<Record<Explanation["verdict"], string>> = { done: "is done", skipped: "is done", ready: "is not carried out yet", running: "is under way", waiting: "waits itself", "cut-off": "was cut off", failed: "failed", blocked: "is blocked itself", "given-up": "was given up" };

function shallow(facts: PhaseFacts, id: PlanId, path: readonly PlanId[]): readonly Reason[] {
  return path.includes(id) ? [] : explain(facts, id, path).reasons.slice(0, 1);
}

function overlapReason(facts: PhaseFacts, text: PlanText, other: PlanId): Reason {
  const { progress } = text;
  const file = facts.overlaps.find(({ first, second }) => (first === progress.id && second === other) || (second === progress.id && first === other))?.file;
  const says = file === undefined ? `it and ${other} run one after the other: one of them does not say what it changes` : `it and ${other} run one after the other: both change ${file}`;
  return reason("apart", says, placeOfFile([text, ...facts.plans.filter((each) => each.progress.id === other)], file));
}

/** The entry of the first plan that names a file in this way, else the key of the plan itself. */
function placeOfFile(plans: readonly PlanText[], file: string | undefined): Evidence {
  const named = plans.flatMap(({ progress, source }) => (source === undefined || file === undefined ? [] : (evidenceOfItem({ path: progress.path, source }, file, "files_modified", "files-modified") ?? [])));
  const [own] = plans;
  return named[0] ?? (own === undefined ? { type: "file", path: "" } : keyOf(own, "files_modified", "files-modified"));
}

/** The entry of `depends_on` that names a plan. */
function dependsOnPlace(facts: PhaseFacts, { progress, plan }: PlanText, need: PlanId): Evidence {
  const entry = plan?.dependsOn.find(({ text }) => {
    const target = parseDependency(text, facts.phase.number);
    return target.type === "plan" && sameId(target.id, need);
  });
  return { type: "file", path: progress.path, ...(entry === undefined ? {} : entry.at) };
}

/** What is done is no reason; where all of it is, all of it is told. */
function undone(facts: PhaseFacts, needs: readonly PlanId[]): readonly PlanId[] {
  const left = needs.filter((need) => !isDone(facts, need));
  return left.length === 0 ? needs : left;
}

function isDone(facts: PhaseFacts, id: PlanId): boolean {
  return facts.phase.plans.some((plan) => sameId(plan.id, id) && plan.done);
}

function testReasons({ told }: PhaseFacts, id: PlanId, only?: "red"): readonly Reason[] {
  const tests = told.get(id)?.tests ?? [];
  const isGreen = (outcome: string): boolean => outcome === "passed" || outcome === "silent";
  return tests.filter(({ outcome }) => only === undefined || !isGreen(outcome)).map(({ command, outcome, said, at }) => reason("test", `DGS ran \`${command}\`: ${said === "" ? outcome : said}`, at));
}

function logReasons({ told }: PhaseFacts, id: PlanId): readonly Reason[] {
  return (told.get(id)?.logs ?? []).map((at) => reason("log", "what its agent said is in a log", at));
}

function keyOf({ progress, source }: PlanText, ...keys: readonly string[]): Evidence {
  return source === undefined ? { type: "file", path: progress.path } : evidenceOfKey({ path: progress.path, source }, ...keys);
}

function sameId(a: PlanId, b: PlanId): boolean {
  return a.toUpperCase() === b.toUpperCase();
}
