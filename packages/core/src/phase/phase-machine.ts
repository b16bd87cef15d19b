import type { Machine } from "../machine.js";
import { changesForPhase } from "./changes.js";
import { decideForPhase } from "./decide.js";
import type { PhaseEffect } from "./effect.js";
import { evolvePhase } from "./evolve.js";
import { nextForPhase } from "./next.js";
import { readExecution } from "./read.js";
import type { PhaseEvent, PhaseExecution, PhaseExecutionFiles, PhaseObservation } from "./types.js";

/** The phase machine. */
export const phaseMachine: Machine<PhaseExecutionFiles, PhaseExecution, PhaseEffect, PhaseObservation, PhaseEvent> = Object.freeze({
  read: readExecution,
  next: nextForPhase,
  decide: decideForPhase,
  evolve: evolvePhase,
  changes: changesForPhase,
});
