import type { Machine } from "@dgs/core";

/** What a walk over the states of a machine found. */
export interface Walk<State> {
  readonly states: number;
  readonly transitions: number;
  /** States in which nothing is asked for. */
  readonly settled: readonly State[];
}

/** What the walker needs to know: every observation that can follow an effect, and what a state is told apart by. */
export interface WalkPlan<State, Effect, Observation> {
  readonly observations: (effect: Effect, state: State) => readonly (readonly Observation[])[];
  /** Observations that can come besides the effects asked for now: the ends of what is under way. Absent: nothing ever is. */
  readonly underWay?: (state: State) => readonly (readonly Observation[])[];
  /** Observations that can come in a settled state (a new run is opened, …): the exits of a blocked state. */
  readonly exits: (state: State) => readonly (readonly Observation[])[];
  readonly key: (state: State) => string;
  /** Called with every state once; throws where an invariant is broken. */
  readonly check: (state: State) => void;
  readonly bound: number;
}

/** Visits every state that a machine can reach from one state, through `evolve` alone; throws when there are more than `bound`. */
export function walkStates<Files, State, Effect, Observation, Event>(
  machine: Machine<Files, State, Effect, Observation, Event>,
  start: State,
  plan: WalkPlan<State, Effect, Observation>,
): Walk<State> {
  const seen = new Map<string, State>([[plan.key(start), start]]);
  const queue: State[] = [start];
  const settled: State[] = [];
  let transitions = 0;
  for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
    plan.check(state);
    const effects = machine.next(state);
    const underWay = plan.underWay?.(state) ?? [];
    const isSettled = effects.length === 0 && underWay.length === 0;
    if (isSettled) settled.push(state);
    const steps = isSettled ? plan.exits(state) : [...effects.flatMap((effect) => plan.observations(effect, state ?? start)), ...underWay];
    for (const observations of steps) {
      const after = observe(machine, state, observations);
      const key = plan.key(after);
      transitions++;
      if (seen.has(key)) continue;
      seen.set(key, after);
      if (seen.size > plan.bound) throw new Error(`more than ${String(plan.bound)} states: the machine does not end, or its key tells too much apart`);
      queue.push(after);
    }
  }
  return { states: seen.size, transitions, settled };
}

function observe<Files, State, Effect, Observation, Event>(machine: Machine<Files, State, Effect, Observation, Event>, state: State, seen: readonly Observation[]): State {
  return seen.reduce((before, observation) => machine.decide(before, observation).reduce((each, event) => machine.evolve(each, event), before), state);
}
