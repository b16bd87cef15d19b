import type { PlanId } from "../ids/plan-id.js";
import type { PhaseExecution, PhaseStep } from "./types.js";

/**
 * How far a plan is. `open`: nothing of it has started; `under-way`: an agent works on it, or what it did waits to land; `waiting`: for a
 * person; `blocked`: it comes after a plan that failed.
 */
export type PlanProgressState = "open" | "under-way" | "waiting" | "failed" | "blocked" | "landed";

/** A plan of an execution, seen as a whole. */
export interface PlanState {
  readonly id: PlanId;
  readonly wave: number;
  readonly comesAfter: readonly PlanId[];
  readonly apart: readonly PlanId[];
  readonly state: PlanProgressState;
  /** The first step that is not completed, by its index; absent where all are. */
  readonly step?: number;
}

/** The plans of an execution in the order of its file. */
export function planStates({ steps }: Pick<PhaseExecution, "steps">): readonly PlanState[] {
  const states = [...indexesByPlan(steps)].map(([id, indexes]) => stateOf(id, indexes, steps));
  const byId = new Map(states.map((each) => [each.id, each]));
  const blocked = blockedPlans(states, byId);
  return states.map((each) => (blocked.has(each.id) ? { ...each, state: "blocked" } : each));
}

function indexesByPlan(steps: readonly PhaseStep[]): ReadonlyMap<PlanId, readonly number[]> {
  const indexes = new Map<PlanId, number[]>();
  for (const [index, { plan }] of steps.entries()) {
    if (plan === undefined) continue;
    const known = indexes.get(plan);
    if (known === undefined) indexes.set(plan, [index]);
    else known.push(index);
  }
  return indexes;
}

function stateOf(id: PlanId, indexes: readonly number[], steps: readonly PhaseStep[]): PlanState {
  const own = indexes.map((index) => steps[index]);
  const run = own.filter((step) => step?.stage === "run").at(-1);
  const first = indexes.find((index) => steps[index]?.status !== "completed");
  const open = first === undefined ? undefined : steps[first];
  const placing = { id, wave: run?.wave ?? 1, comesAfter: run?.comesAfter ?? [], apart: run?.apart ?? [] };
  if (first === undefined || open === undefined) return { ...placing, state: "landed" };
  return { ...placing, step: first, state: progressAt(open) };
}

function progressAt(open: PhaseStep): PlanProgressState {
  if (open.status === "failed") return "failed";
  if (open.waiting !== undefined && open.status === "pending") return "waiting";
  // A later stage is only reached by work that is there; a run that was cut off may have left some.
  return open.stage === "run" && open.status === "pending" && open.cutOff === undefined ? "open" : "under-way";
}

/** Plans of which nothing has started and that come after one that failed, or after one of these. */
function blockedPlans(states: readonly PlanState[], byId: ReadonlyMap<PlanId, PlanState>): ReadonlySet<PlanId> {
  const blocked = new Set<PlanId>();
  for (let before = -1; before !== blocked.size; ) {
    before = blocked.size;
    for (const { id, state, comesAfter } of states) {
      if (state === "open" && comesAfter.some((need) => blocked.has(need) || byId.get(need)?.state === "failed")) blocked.add(id);
    }
  }
  return blocked;
}
