import type { GapPlanPreview, GapsPlannedReport } from "@dgs/runtime";
import { clip, plainText } from "./plain-text.js";
import type { View } from "./view.js";

/** Renders the fix phases that would be added, each with the gaps that it closes. */
export function renderGapPlan({ version, phases, made }: GapPlanPreview, { paint }: View): string {
  if (made.length > 0) return `The gaps of ${plainText(version)} have their phases: ${made.map(({ number, name }) => `${plainText(number)} (${plainText(name)})`).join(", ")}`;
  return [
    paint("bold", `Fix phases for the gaps of ${plainText(version)}`),
    ...phases.flatMap(({ number, name, priority, requirements, gaps }) => [
      "",
      `${paint("bold", `Phase ${plainText(number)}: ${plainText(name)}`)} (${priority}${requirements.length === 0 ? "" : `; ${requirements.map(plainText).join(", ")}`})`,
      ...gaps.map(({ id, text }) => `  - ${plainText(id)}: ${clip(plainText(text), 300)}`),
    ]),
  ].join("\n");
}

/** Renders the fix phases that are in the roadmap now. */
export function renderGapsPlanned({ phases, madeBefore, planningCommit }: GapsPlannedReport, { paint }: View): string {
  return [
    `${paint("green", madeBefore ? "There already" : "Added")}: ${phases.map(({ number, name }) => `phase ${plainText(number)} (${plainText(name)})`).join(", ")}`,
    ...(planningCommit === undefined ? [] : [`Planning files: ${plainText(planningCommit)}`]),
  ].join("\n");
}
