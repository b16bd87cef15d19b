import { parsePhaseNumber, type PhaseNumber } from "@dgs/core";
import type { LoadedProduct } from "./load-product.js";
import { refuse, type Refusal } from "./refusal.js";

/** Reads the number of a phase as a person gives it; phases that are named by words are found by them. */
export function wantedPhase(loaded: LoadedProduct, text: string): PhaseNumber | Refusal {
  const number = parsePhaseNumber(text) ?? loaded.product.phases.find((phase) => phase.number.toUpperCase() === text.toUpperCase())?.number;
  return number ?? refuse("phase-unread", `${JSON.stringify(text)} is no number of a phase`, "Write it like 3, 03 or 2.1.");
}
