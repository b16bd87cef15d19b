import type { PlanPhaseReport } from "@dgs/runtime";
import { clip, plainText } from "./plain-text.js";
import type { View } from "./view.js";
import { findingLine } from "./plan-finding.js";
import { phaseTitle } from "./waves.js";

/** Renders `dgs plan-phase`: the plans or why there are none, what was mended, what is to be known. */
export function renderPlanPhase(report: PlanPhaseReport, { paint, pathOf }: View): string {
  const { phase, name, plans, corrections, rounds, warnings, humanNeeded, check, error, planningCommit } = report;
  const last = rounds.at(-1);
  const section = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ["", paint("bold", title), ...lines]);
  return [
    `${paint("bold", phaseTitle(phase, name))}  ${standing(report, paint)}`,
    ...(error === undefined ? [] : [`  ${clip(plainText(error), 300)}`]),
    ...section("Plans", plans.map(({ id, wave, tasks, builds }) => `  ${plainText(id)}  wave ${wave === undefined ? "?" : String(wave)}, ${String(tasks)} task${tasks === 1 ? "" : "s"}  ${clip(plainText(builds), 120)}`)),
    ...section("Waves that were mended", corrections.map(({ plan, from, to }) => `  ${plainText(plan)}  ${from === undefined ? "?" : String(from)} → ${String(to)}`)),
    ...(report.outcome === "refused" && last !== undefined ? section(`Found in round ${String(last.number)} of ${String(rounds.length)}`, last.findings.map((finding) => findingLine(finding, paint))) : []),
    ...section(report.accepted ? "Taken over" : "Warnings", warnings.map((finding) => findingLine(finding, paint))),
    ...section("For a person", humanNeeded.map((item) => `  - ${clip(plainText(item), 400)}`)),
    "",
    ...(check === undefined ? [] : [paint("dim", `What was found, round by round: ${plainText(pathOf(check))}`)]),
    ...(planningCommit === undefined ? [] : [paint("dim", `Planning files: ${plainText(planningCommit)}`)]),
  ].join("\n");
}

function standing({ outcome, gaps, rounds, accepted }: PlanPhaseReport, paint: View["paint"]): string {
  switch (outcome) {
    case "planned":
      return paint(accepted ? "yellow" : "green", `${gaps ? "its gaps are planned" : "planned"}${rounds.length > 1 ? `, after ${String(rounds.length)} rounds` : ""}`);
    case "refused":
      return paint("red", "not planned: the plans were refused");
    case "there":
      return gaps ? "has plans that are not done: nothing is planned before" : "is planned already; its plans stay as they are";
    case "no-gaps":
      return "has no gaps to plan";
  }
}
