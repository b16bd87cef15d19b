import { applyChanges, type FileRefusal, type Files, type Machine, type PlanningPath } from "@dgs/core";

/** Texts in memory, and how a machine's `Files` are made of them. */
export interface Driven<MachineFiles, State, Effect, Observation, Event> {
  readonly machine: Machine<MachineFiles, State, Effect, Observation, Event>;
  readonly files: Files;
  /** Reads the texts the machine works on; `state` is absent the first time. */
  readonly load: (state: State | undefined) => ReadonlyMap<PlanningPath, string> | FileRefusal;
  readonly filesFor: (texts: ReadonlyMap<PlanningPath, string>, state: State | undefined) => MachineFiles;
  /**
   * Performs one effect: records what has started, does it, records what was seen. The only function that touches
   * the world outside the planning files.
   */
  readonly perform: (effect: Effect, state: State, record: Recorder<Observation>) => Promise<void>;
  /** Ends what is under way because nothing can be written down any more; absent where effects never run side by side. */
  readonly giveUp?: () => void;
  /** What is seen when the run opens. */
  readonly opening: readonly Observation[];
  /** Whether an effect is not to be begun now, though others may be: a pause was asked for. Where nothing else is left, the drive stops. */
  readonly isHeld?: (effect: Effect) => boolean;
  /** Whether to stop before the next effect (cancelled, or only the opening was wanted). */
  readonly stopped: () => boolean;
  /**
   * Says the same observation again for a file that somebody edited meanwhile; `undefined` when what it speaks of
   * cannot be found there any more.
   */
  readonly restate: (seen: Observation, before: State, now: State) => Observation | undefined;
}

/** Writes down what was seen, durably, before it returns. */
export type Recorder<Observation> = (seen: Observation) => Promise<void>;

/** How a drive ended. */
export type DriveEnd<State> =
  | { readonly type: "settled"; readonly state: State }
  | { readonly type: "stopped"; readonly state: State }
  | { readonly type: "refused"; readonly state: State | undefined; readonly refusal: FileRefusal };

/** Thrown through the performing of an effect when nothing can be written any more; turned into the drive's end. */
class WriteRefused extends Error {
  readonly refusal: FileRefusal;

  constructor(refusal: FileRefusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** The loop, the same for every machine: what is next → perform → decide → write durably → again. (design 2) */
export async function drive<MachineFiles, State, Effect, Observation, Event>(driven: Driven<MachineFiles, State, Effect, Observation, Event>): Promise<DriveEnd<State>> {
  const { machine } = driven;
  const loaded = driven.load(undefined);
  if (!isTexts(loaded)) return { type: "refused", state: undefined, refusal: loaded };
  const at = { texts: loaded, state: machine.read(driven.filesFor(loaded, undefined)) };
  const record = recorder(driven, at);
  try {
    for (const seen of driven.opening) await record(seen);
    return await performAll(driven, at, record);
  } catch (error) {
    if (error instanceof WriteRefused) return { type: "refused", state: at.state, refusal: error.refusal };
    throw error;
  }
}

/**
 * Performs what is next, and asks again as soon as one effect has ended: those that are under way go on beside it. An effect that is under way is
 * not started again, whatever the machine says.
 */
async function performAll<MachineFiles, State, Effect, Observation, Event>(driven: Driven<MachineFiles, State, Effect, Observation, Event>, at: Position<State>, record: Recorder<Observation>): Promise<DriveEnd<State>> {
  const underWay = new Map<string, Promise<void>>();
  for (;;) {
    const stopped = driven.stopped();
    const effects = driven.machine.next(at.state);
    const before = at.state;
    for (const effect of stopped ? [] : effects) {
      const key = JSON.stringify(effect);
      if (underWay.has(key) || driven.isHeld?.(effect) === true) continue;
      underWay.set(key, driven.perform(effect, at.state, record).finally(() => { underWay.delete(key); }));
    }
    if (underWay.size === 0) return { type: effects.length === 0 ? "settled" : "stopped", state: at.state };
    try {
      await Promise.race(underWay.values());
    } catch (error) {
      // Nothing can be told any more: what is under way is given up, and waited for, as it works on files.
      driven.giveUp?.();
      await Promise.allSettled(underWay.values());
      throw error;
    }
    // Nothing was recorded, so the same would be asked for again, without end.
    if (underWay.size === 0 && at.state === before && !driven.stopped()) throw new Error(`the machine asks for ${JSON.stringify(effects)} and records nothing of it`);
  }
}

interface Position<State> {
  texts: ReadonlyMap<PlanningPath, string>;
  state: State;
}

/** Observations of effects that run side by side are written one after the other. */
function recorder<MachineFiles, State, Effect, Observation, Event>(driven: Driven<MachineFiles, State, Effect, Observation, Event>, at: Position<State>): Recorder<Observation> {
  let last: Promise<void> = Promise.resolve();
  return (seen) => {
    const turn = last.then(() => recordOne(driven, at, seen));
    last = turn.catch(() => undefined);
    return turn;
  };
}

async function recordOne<MachineFiles, State, Effect, Observation, Event>(driven: Driven<MachineFiles, State, Effect, Observation, Event>, at: Position<State>, seen: Observation): Promise<void> {
  let observation: Observation | undefined = seen;
  // A person may save the file at any moment: read it again and say the same for what it is now, a few times.
  for (let tries = 0; observation !== undefined; tries++) {
    const refusal = await writeEvents(driven, at, observation);
    if (refusal === undefined) return;
    if (refusal.code !== "changed-meanwhile" || tries >= 5) throw new WriteRefused(refusal);
    const before = at.state;
    const loaded = driven.load(at.state);
    if (!isTexts(loaded)) throw new WriteRefused(loaded);
    at.texts = loaded;
    at.state = driven.machine.read(driven.filesFor(loaded, before));
    observation = driven.restate(observation, before, at.state);
    if (observation === undefined) throw new WriteRefused(refusal);
  }
}

async function writeEvents<MachineFiles, State, Effect, Observation, Event>(driven: Driven<MachineFiles, State, Effect, Observation, Event>, at: Position<State>, seen: Observation): Promise<FileRefusal | undefined> {
  for (const event of driven.machine.decide(at.state, seen)) {
    const changes = driven.machine.changes(driven.filesFor(at.texts, at.state), at.state, event);
    const written = await driven.files.write(changes);
    if (written !== "written") return written;
    at.texts = applyChanges(at.texts, changes);
    at.state = driven.machine.evolve(at.state, event);
  }
  return undefined;
}

function isTexts(loaded: ReadonlyMap<PlanningPath, string> | FileRefusal): loaded is ReadonlyMap<PlanningPath, string> {
  return loaded instanceof Map;
}
