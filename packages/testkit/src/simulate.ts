import { applyChanges, type PlanningPath } from "@dgs/core";
import type { LawSubject } from "./laws.js";

/** A run of a machine in memory: what the world answers, and after how many writes it is killed. */
export interface Simulation<State, Effect, Observation> {
  /** What is seen when a run opens. */
  readonly opening: readonly Observation[];
  /** What is seen for an effect: first what is written before it starts, then its end. Called once per effect started. */
  readonly before: (effect: Effect) => readonly Observation[];
  readonly perform: (effect: Effect, state: State) => readonly Observation[];
  /** The run is killed after so many changes were made; every change counts, also those of one event. */
  readonly killAfter?: number;
  /** More effects than this mean that the run does not end. */
  readonly bound?: number;
}

/** How a simulated run ended. */
export interface SimulationEnd<State> {
  readonly texts: ReadonlyMap<PlanningPath, string>;
  readonly state: State;
  readonly end: "settled" | "killed" | "endless";
  readonly writes: number;
  readonly effects: number;
}

/** Runs a machine in memory from what its files say, with the same order of effects and writes as the runtime's loop. */
export function simulate<Files, State, Effect, Observation, Event>(
  subject: LawSubject<Files, State, Effect, Observation, Event>,
  texts: ReadonlyMap<PlanningPath, string>,
  start: State,
  run: Simulation<State, Effect, Observation>,
): SimulationEnd<State> {
  const { machine, filesFor } = subject;
  let current = texts;
  let state = machine.read(filesFor(texts, start));
  let [writes, effects] = [0, 0];
  const killed = (): boolean => writes === run.killAfter;
  const record = (seen: readonly Observation[]): void => {
    for (const observation of seen) {
      for (const event of machine.decide(state, observation)) {
        for (const change of machine.changes(filesFor(current, state), state, event)) {
          if (killed()) return;
          current = applyChanges(current, [change]);
          writes++;
        }
        state = machine.evolve(state, event);
      }
    }
  };
  const ended = (end: SimulationEnd<State>["end"]): SimulationEnd<State> => ({ texts: current, state, end, writes, effects });
  record(run.opening);
  while (!killed()) {
    const wanted = machine.next(state);
    if (wanted.length === 0) return ended("settled");
    if (effects > (run.bound ?? 1000)) return ended("endless");
    for (const effect of wanted) {
      effects++;
      record(run.before(effect));
      if (killed()) return ended("killed");
      record(run.perform(effect, state));
    }
  }
  return ended("killed");
}
