import type { PlanId } from "../ids/plan-id.js";
import { type Board, boardOf, isLanding, mayLand, needsAgent } from "./schedule.js";
import type { PhaseExecution } from "./types.js";

/** What keeps a plan of an execution from going on now; nothing of it is of the plan's own doing. */
export type Obstacle =
  /** It comes after plans that have not landed. */
  | { readonly type: "too-early"; readonly plans: readonly PlanId[] }
  /** Plans are under way that may change the same files. */
  | { readonly type: "apart"; readonly plans: readonly PlanId[] }
  /** Wave by wave: plans of an earlier wave are not settled. */
  | { readonly type: "wave"; readonly wave: number; readonly plans: readonly PlanId[] }
  /** A plan failed, and nothing new is started. */
  | { readonly type: "stopped"; readonly plans: readonly PlanId[] }
  /** As many agents work as may. */
  | { readonly type: "agents"; readonly agents: number; readonly plans: readonly PlanId[] }
  /** It has been carried out, and another one lands, or lands first. */
  | { readonly type: "turn"; readonly plans: readonly PlanId[] };

/** Says what keeps a plan from going on, by the rules that `startableSteps` starts it by; empty where nothing does, and where it is not pending. */
export function obstaclesOf(execution: PhaseExecution, id: PlanId): readonly Obstacle[] {
  const board = boardOf(execution);
  const plan = board.plans.find((each) => each.id === id);
  const step = plan?.step === undefined ? undefined : execution.steps[plan.step];
  if (plan === undefined || step?.status !== "pending") return [];
  return [...(plan.state === "open" ? beforeStart(board, id) : []), ...(isLanding(step) ? beforeLanding(board, id) : []), ...(needsAgent(step) ? beforeAgent(board) : [])];
}

function beforeStart({ execution, plans, landed, apart, openWave, stopped }: Board, id: PlanId): readonly Obstacle[] {
  const plan = plans.find((each) => each.id === id);
  const early = (plan?.comesAfter ?? []).filter((need) => !landed.has(need));
  const busy = plans.filter((each) => (each.state === "under-way" || each.state === "waiting") && apart.get(id)?.has(each.id) === true).map((each) => each.id);
  const isLater = execution.schedule === "waves" && plan !== undefined && plan.wave > openWave;
  const failed = plans.filter(({ state }) => state === "failed").map((each) => each.id);
  return [
    ...(early.length === 0 ? [] : [{ type: "too-early" as const, plans: early }]),
    ...(busy.length === 0 ? [] : [{ type: "apart" as const, plans: busy }]),
    ...(isLater ? [{ type: "wave" as const, wave: openWave, plans: plans.filter(({ wave, state }) => wave === openWave && state !== "landed" && state !== "failed" && state !== "blocked").map((each) => each.id) }] : []),
    ...(stopped ? [{ type: "stopped" as const, plans: failed }] : []),
  ];
}

function beforeLanding(board: Board, id: PlanId): readonly Obstacle[] {
  const { execution, plans } = board;
  const plan = plans.find((each) => each.id === id);
  const lands = execution.steps.flatMap((step) => (step.status === "in-progress" && isLanding(step) && step.plan !== undefined && step.plan !== id ? [step.plan] : []));
  if (lands.length > 0) return [{ type: "turn", plans: lands }];
  const under = new Set(plans.filter(({ state }) => state === "under-way" || state === "waiting").map((each) => each.id));
  if (plan === undefined || mayLand(board, plan, under)) return [];
  return [{ type: "turn", plans: plans.slice(0, plans.indexOf(plan)).filter((other) => other.wave === plan.wave && (other.state === "under-way" || other.state === "open")).map((each) => each.id) }];
}

function beforeAgent({ execution }: Board): readonly Obstacle[] {
  const busy = execution.steps.filter((step) => step.status === "in-progress" && needsAgent(step));
  return busy.length < execution.agents ? [] : [{ type: "agents", agents: execution.agents, plans: busy.flatMap(({ plan }) => plan ?? []) }];
}
