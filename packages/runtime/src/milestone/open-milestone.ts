import { type CancelSignal, parseVersion, sameVersion } from "@dgs/core";
import { activeMilestoneOf, loadProduct } from "../load-product.js";
import { openStepContext } from "../open-step-context.js";
import type { RunEvent } from "../commands/reports.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import type { StepContext } from "../steps/context.js";
import type { WorkFailure } from "../work/context.js";

/** What a command on a milestone is told. */
export interface OnMilestone {
  /** Absent: the active milestone. */
  readonly version?: string;
  readonly signal: CancelSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/** Opens the active milestone for a command outside of a job; refused where another one is named: its phases are not the ones that are read. */
export function openMilestone(ports: Ports, place: Place, command: string, { version, signal, onEvent }: OnMilestone): StepContext | Refusal {
  const loaded = loadProduct(ports.files, place);
  if (isRefusal(loaded)) return loaded;
  const milestone = activeMilestoneOf(loaded);
  if (isRefusal(milestone)) return milestone;
  const named = version === undefined ? milestone.version : parseVersion(version);
  if (named === undefined) return refuse("version-unread", `${JSON.stringify(version)} is no version of a milestone`, "Write it like v1.1.");
  if (!sameVersion(named, milestone.version)) {
    return refuse("not-the-active-milestone", `${named} is not the active milestone, ${milestone.version} is`, `Name ${named} in the front matter of STATE.md, or leave the version out.`);
  }
  return openStepContext(ports, place, { loaded, milestone, step: command, signal, onEvent, inJob: false });
}

/** Turns work of a milestone that failed into the refusal of its command. */
export function refuseWork(failure: WorkFailure, code: string, what: string): Refusal {
  if (failure.type === "interrupted") return refuse("cancelled", `${what} was stopped before it was done`, "Run the command again.", { exit: "cancelled" });
  const { reason, error } = failure;
  return refuse(code, error, "Put that right and run the command again.", { exit: reason === "failed" ? "gaps" : reason });
}
