import type { PhaseFolder, PhaseNumber, ProductPhase } from "@dgs/core";
import { formatPhaseNumber, samePhase } from "@dgs/core";
import { loadProduct, type LoadedProduct } from "../load-product.js";
import { isRefusal, type Refusal } from "../refusal.js";
import type { StepContext } from "./context.js";
import { failed, type WorkFailure } from "../work/context.js";

/** A phase that a step works on, with the product as it stands now. */
export interface FoundPhase {
  readonly loaded: LoadedProduct;
  readonly phase: ProductPhase;
  /** As people write it. */
  readonly label: string;
}

/** A phase that has its folder. */
export interface PhaseInFolder extends FoundPhase {
  readonly folder: PhaseFolder;
}

/** Finds a phase of the active milestone, padded or not. (Seed 004, "validate_phase") */
export function findPhase(context: StepContext, number: PhaseNumber | undefined): FoundPhase | WorkFailure {
  const loaded = loadProduct(context.ports.files, context.place);
  if (isRefusal(loaded)) return stepFailure(loaded);
  const phase = number === undefined ? undefined : loaded.product.phases.find((each) => samePhase(each.number, number));
  if (phase !== undefined) return { loaded, phase, label: formatPhaseNumber(phase.number) };
  const known = loaded.product.phases.map((each) => formatPhaseNumber(each.number)).join(", ");
  return failed("usage", `the active milestone has no phase ${number === undefined ? "?" : formatPhaseNumber(number)}: its phases are ${known === "" ? "none" : known}`);
}

/** Finds a phase that must have a folder with plans in it. */
export function findPlannedPhase(context: StepContext, number: PhaseNumber | undefined): PhaseInFolder | WorkFailure {
  const found = findPhase(context, number);
  if ("type" in found) return found;
  const { folder } = found.phase;
  if (folder === undefined) return failed("usage", `phase ${found.label} has no folder below phases/: its plans go into a folder such as phases/${found.phase.number}-name`);
  if (folder.plans.length === 0) return failed("usage", `${folder.path} has no plan: write one, or let a job plan the phase`);
  return { ...found, folder };
}

/** Turns the refusal of a command into the failure of a step. */
export function stepFailure(refusal: Refusal): WorkFailure {
  const reason = refusal.exit === "conflict" || refusal.exit === "internal" ? refusal.exit : "usage";
  return failed(reason, `${refusal.at === undefined ? "" : `${refusal.at}: `}${refusal.message}. ${refusal.remedy}`);
}
