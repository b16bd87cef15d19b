import type { PhaseAddedReport, PhaseRemovalReport } from "@dgs/runtime";
import { clip, plainText } from "./plain-text.js";
import type { View } from "./view.js";

/** Renders `dgs add-phase` and `dgs insert-phase`. */
export function renderPhaseAdded({ number, name, behind, finished, planningCommit }: PhaseAddedReport, { paint }: View): string {
  return [
    ...renderFinished(finished),
    `${paint("green", "Added")}: phase ${plainText(number)} (${plainText(name)})${behind === undefined ? "" : `, behind phase ${plainText(behind)}`}`,
    ...renderCommit(planningCommit),
  ].join("\n");
}

/** Renders what `dgs remove-phase` would do, or did. */
export function renderPhaseRemoval({ type, number, name, renumbered, archived, mentions, finished, planningCommit }: PhaseRemovalReport, { paint, pathOf }: View): string {
  const [verb, goes, become] = type === "phase-removed" ? ["Removed", "went", "is now"] : ["Would remove", "would go", "would become"];
  return [
    ...renderFinished(finished),
    `${paint("bold", verb)}: phase ${plainText(number)} (${plainText(name)})`,
    ...(archived === undefined ? [] : [`Its folder ${goes} to ${plainText(pathOf(archived))}`]),
    ...renumbered.map(({ from, to, name: other }) => `  phase ${plainText(from)} ${become} ${paint("bold", plainText(to))}  ${clip(plainText(other), 100)}`),
    ...(mentions.length === 0 ? [] : ["", paint("yellow", "Sentences that name a phase whose number changes, and stay as they are:"), ...mentions.map(({ path, at, line }) => `  ${plainText(pathOf(path))}:${String(at.line)}:${String(at.column)}  ${clip(plainText(line), 100)}`)]),
    ...renderCommit(planningCommit),
  ].join("\n");
}

function renderFinished(finished: string | undefined): readonly string[] {
  return finished === undefined ? [] : [`Brought to its end first, as it was cut off: ${plainText(finished)}`];
}

function renderCommit(planningCommit: string | undefined): readonly string[] {
  return planningCommit === undefined ? [] : [`Planning files: ${plainText(planningCommit)}`];
}
