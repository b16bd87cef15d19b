import { applyChanges, applyEdits, type FileChange, type Machine, type PlanningPath } from "@dgs/core";

/** The texts a machine works on, and how its `Files` are made of them in a given state. */
export interface LawSubject<Files, State, Effect, Observation, Event> {
  readonly machine: Machine<Files, State, Effect, Observation, Event>;
  readonly filesFor: (texts: ReadonlyMap<PlanningPath, string>, state: State) => Files;
  /** What of a state the laws compare: everything but the places of problems, which move when lines are inserted. */
  readonly comparable: (state: State) => unknown;
}

/** What breaks a law, in words; `undefined` where it holds. */
export type Breach = string | undefined;

/**
 * Law 1, the commuting square: what is read after an event's changes is what `evolve` says.
 * Returns the texts and the state after the event, for the next one.
 */
export function commute<Files, State, Effect, Observation, Event>(
  subject: LawSubject<Files, State, Effect, Observation, Event>,
  texts: ReadonlyMap<PlanningPath, string>,
  state: State,
  event: Event,
): { readonly texts: ReadonlyMap<PlanningPath, string>; readonly state: State; readonly breach: Breach } {
  const changes = subject.machine.changes(subject.filesFor(texts, state), state, event);
  const after = applyChanges(texts, changes);
  const evolved = subject.machine.evolve(state, event);
  const read = subject.machine.read(subject.filesFor(after, evolved));
  const [expected, seen] = [JSON.stringify(subject.comparable(evolved)), JSON.stringify(subject.comparable(read))];
  const breach = expected === seen ? strayBytes(texts, after, changes) : `after ${JSON.stringify(event)}\nevolve says ${expected}\nread says   ${seen}`;
  return { texts: after, state: evolved, breach };
}

/** Law 2, untouched bytes: outside the edits a text stands as it stood, in the same order; files that no change names are the same. */
function strayBytes(before: ReadonlyMap<PlanningPath, string>, after: ReadonlyMap<PlanningPath, string>, changes: readonly FileChange[]): Breach {
  const named = new Set(changes.flatMap((change) => (change.type === "move" ? [change.from, change.to] : [change.path])));
  for (const [path, text] of before) if (!named.has(path) && after.get(path) !== text) return `${path} changed, and no change names it`;
  for (const change of changes) {
    if (change.type !== "edit") continue;
    const text = applyEdits(change.before, change.edits);
    const breach = keptPieces(change.before, change.edits, text);
    if (breach !== undefined) return `${change.path}: ${breach}`;
  }
  return undefined;
}

function keptPieces(before: string, edits: readonly { readonly start: number; readonly end: number }[], after: string): Breach {
  const cuts = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let [from, at] = [0, 0];
  for (const cut of [...cuts, { start: before.length, end: before.length }]) {
    const piece = before.slice(from, Math.max(from, cut.start));
    const found = after.indexOf(piece, at);
    if (found < 0) return `the text ${JSON.stringify(piece.slice(0, 80))} is gone`;
    at = found + piece.length;
    from = cut.end;
  }
  return undefined;
}
