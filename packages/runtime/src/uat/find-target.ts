import { formatPhaseNumber, parsePhaseNumber, type ProductPhase, samePhase, uatStanding } from "@dgs/core";
import type { LoadedProduct } from "../load-product.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import type { PhaseInFolder } from "../steps/find-phase.js";
import type { UatContext } from "./context.js";
import { openUat } from "./open-uat.js";

/** A phase that may be tested, for the choice between several. */
export interface PhaseToTest {
  /** As people write it. */
  readonly phase: string;
  readonly name: string;
  /** Tests that are open. */
  readonly open: number;
}

/** Finds the phase with a number, or the one that is carried out and not tested yet. */
export async function findTarget(context: UatContext, loaded: LoadedProduct, number: string | undefined, choose?: (phases: readonly PhaseToTest[]) => Promise<string | undefined>): Promise<PhaseInFolder | Refusal> {
  if (number !== undefined) return byNumber(loaded, number);
  const untested = loaded.product.phases.filter(({ counted, planCount, plansDone }) => counted && planCount > 0 && plansDone === planCount).flatMap((phase) => {
    const found = inFolder(loaded, phase);
    const opened = isRefusal(found) ? found : openUat(context, found);
    const open = isRefusal(found) || isRefusal(opened) ? 0 : uatStanding(opened.uat).open.length;
    return isRefusal(found) || open === 0 ? [] : [{ found, told: { phase: found.label, name: phase.name, open } }];
  });
  const [only, ...others] = untested;
  if (only === undefined) return refuse("nothing-to-test", "no phase is carried out and not tested yet", "Name the phase to look at one that was tested: dgs verify-work 3; --again asks for its issues once more.");
  if (others.length === 0) return only.found;
  const chosen = await choose?.(untested.map(({ told }) => told));
  const taken = untested.find(({ told }) => told.phase === chosen);
  const list = untested.map(({ told }) => `${told.phase} (${String(told.open)} open)`).join(", ");
  return taken?.found ?? refuse("phase-not-chosen", `several phases are carried out and not tested yet: ${list}`, "Name one: dgs verify-work <phase>.", { exit: "human-needed" });
}

function byNumber(loaded: LoadedProduct, text: string): PhaseInFolder | Refusal {
  const number = parsePhaseNumber(text);
  const phase = loaded.product.phases.find((each) => (number === undefined ? each.number.toUpperCase() === text.toUpperCase() : samePhase(each.number, number)));
  if (phase !== undefined) return inFolder(loaded, phase);
  if (number === undefined) return refuse("phase-unread", `${JSON.stringify(text)} is no number of a phase`, "Write it like 3, 03 or 2.1.");
  const known = loaded.product.phases.map((each) => formatPhaseNumber(each.number)).join(", ");
  return refuse("phase-missing", `the active milestone has no phase ${formatPhaseNumber(number)}`, `Its phases are ${known === "" ? "none" : known}.`);
}

function inFolder(loaded: LoadedProduct, phase: ProductPhase): PhaseInFolder | Refusal {
  const label = formatPhaseNumber(phase.number);
  const { folder } = phase;
  return folder === undefined ? refuse("nothing-to-test", `phase ${label} has no folder: nothing of it was carried out`, `Carry the phase out first: dgs execute-phase ${label}.`) : { loaded, phase, label, folder };
}
