import type { RunEnd } from "@dgs/core";
import { basename } from "node:path";
import type { ExecutePhaseReport } from "../commands/execute-phase-reports.js";
import type { RunJobReport } from "../commands/reports.js";
import type { Place } from "../place.js";
import { isRefusal, type Refusal } from "../refusal.js";

/** Tells how a command ended, by its report or refusal: what a notification is made of. `next`: the command to go on with. */
export function runEndOf(command: string, answer: object | Refusal, place: Pick<Place, "base" | "project">, next?: string): RunEnd {
  const product = place.project === "" ? basename(place.base) : `${basename(place.base)}, ${place.project}`;
  const common = { product, ...(next === undefined ? {} : { next }) };
  if (isRefusal(answer)) return { run: command, exit: answer.exit, said: answer.message, ...common };
  const { exit = "ok" } = answer as { readonly exit?: string };
  const said = saidOf(answer);
  return { run: [command, ...subjectOf(answer)].join(" "), exit, ...(said === undefined ? {} : { said }), ...common };
}

/** What a command was about: the phase, the quick, the milestone. */
function subjectOf(report: object): readonly string[] {
  const { phase, slug, version } = report as { readonly phase?: unknown; readonly slug?: unknown; readonly version?: unknown };
  return [phase, slug, version].filter((each) => typeof each === "string").slice(0, 1);
}

function saidOf(report: object): string | undefined {
  const { type, error } = report as { readonly type?: string; readonly error?: unknown };
  if (typeof error === "string") return error;
  if (type === "run") {
    const { steps, humanNeeded } = report as RunJobReport;
    const waiting = humanNeeded.length === 0 ? "" : `, ${String(humanNeeded.length)} for a person to look at`;
    return `${String(steps.filter(({ status }) => status === "completed").length)} of ${String(steps.length)} steps${waiting}`;
  }
  if (type !== "execute-phase") return undefined;
  const { plans, failures, waiting } = report as ExecutePhaseReport;
  return failures[0]?.error ?? `${String(plans.done)} of ${String(plans.total)} plans${waiting.length === 0 ? "" : `, ${String(waiting.length)} for a person to answer`}`;
}
