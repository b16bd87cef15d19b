import type { Machine } from "../machine.js";
import { changesForQuick } from "./changes.js";
import { decideForQuick } from "./decide.js";
import type { QuickEffect } from "./effect.js";
import { evolveQuick } from "./evolve.js";
import { nextForQuick } from "./next.js";
import { readQuick } from "./read.js";
import type { Quick, QuickEvent, QuickFiles, QuickObservation } from "./types.js";

/** The quick machine. */
export const quickMachine: Machine<QuickFiles, Quick, QuickEffect, QuickObservation, QuickEvent> = Object.freeze({
  read: readQuick,
  next: nextForQuick,
  decide: decideForQuick,
  evolve: evolveQuick,
  changes: changesForQuick,
});
