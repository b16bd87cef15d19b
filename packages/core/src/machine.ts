import type { FileChange } from "./file-change.js";

/**
 * The five functions that every machine of DGS consists of. The markdown file is the state: `read` of the files
 * after an event's changes says what `evolve` says of the state. (design 2, "The machine")
 */
export interface Machine<Files, State, Effect, Observation, Event> {
  /** What the files say. */
  readonly read: (files: Files) => State;
  /** What to do now; `[]` means that the machine is settled. */
  readonly next: (state: State) => readonly Effect[];
  /** What to record about what was seen. */
  readonly decide: (state: State, seen: Observation) => readonly Event[];
  /** The state after an event. */
  readonly evolve: (state: State, event: Event) => State;
  /** How an event is written down, made for exactly these files. */
  readonly changes: (files: Files, state: State, event: Event) => readonly FileChange[];
}
