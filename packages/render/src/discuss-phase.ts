import type { DiscussPhaseReport } from "@dgs/runtime";
import { clip, plainText } from "./plain-text.js";
import type { View } from "./view.js";

/** Renders `dgs discuss-phase`: what was decided, what was put off, where it stands. */
export function renderDiscussPhase(report: DiscussPhaseReport, { paint, pathOf }: View): string {
  const { phase, name, decisions, deferred, humanNeeded, finished, planningCommit, path, checkpoint } = report;
  const kept = checkpoint ?? path;
  return [
    ...(finished === undefined ? [] : [`Brought to its end first, as it was cut off: ${plainText(finished)}`]),
    `${paint("bold", `Phase ${plainText(phase)}: ${clip(plainText(name), 100)}`)}  ${standing(report, paint)}`,
    ...decisions.map(({ id, text, assumed }) => `  ${plainText(id)}  ${clip(plainText(text), 600)}${assumed ? paint("yellow", " (assumed)") : ""}`),
    ...(deferred.length === 0 ? [] : ["", "Deferred:", ...deferred.map((text) => `  - ${clip(plainText(text), 600)}`)]),
    ...(humanNeeded.length === 0 ? [] : ["", "For a person:", ...humanNeeded.map((text) => `  - ${clip(plainText(text), 400)}`)]),
    "",
    ...(kept === undefined ? [] : [paint("dim", `Kept in ${plainText(pathOf(kept))}`)]),
    ...(planningCommit === undefined ? [] : [paint("dim", `Planning files: ${plainText(planningCommit)}`)]),
  ].join("\n");
}

function standing({ outcome, added, questions }: DiscussPhaseReport, paint: View["paint"]): string {
  switch (outcome) {
    case "discussed":
      return paint("green", added ? "added to its decisions" : "decided");
    case "assumed":
      return paint("yellow", "decided without a person");
    case "stopped":
      return paint("yellow", questions === undefined ? "stopped" : `stopped: ${String(questions.answered)} of ${String(questions.total)} questions are answered`);
    case "left":
      return "has its decisions already; they stay as they are";
    case "skipped":
      return "not discussed: phases are not, by workflow.skip_discuss";
  }
}
