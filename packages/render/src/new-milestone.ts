import type { MilestonePreview, NewMilestoneReport } from "@dgs/runtime";
import { clip, plainText } from "./plain-text.js";
import type { View } from "./view.js";

/** The phases of a milestone, for whoever is to agree with them. */
export function renderPhases({ version, name, phases }: MilestonePreview): readonly string[] {
  return [
    "",
    plainText(`${version} ${name}`.trim()),
    ...phases.flatMap(({ number, name: phase, goal, requirements, criteria }) => [
      `  ${plainText(number)}. ${clip(plainText(phase), 80)} (${requirements.map(plainText).join(", ") || "no requirement"})`,
      `     ${clip(plainText(goal), 110)}`,
      ...criteria.map((criterion) => `     - ${clip(plainText(criterion), 110)}`),
    ]),
  ];
}

/** Renders `dgs new-milestone`. */
export function renderNewMilestone(report: NewMilestoneReport, { paint, pathOf }: View): string {
  const { version, name, phases, added, paths, finished, planningCommit } = report;
  return [
    ...(finished === undefined ? [] : [`Brought to its end first, as it was cut off: ${plainText(finished)}`]),
    `${paint("green", "Planned")}: ${plainText(`${version} ${name}`.trim())}, ${String(phases.length)} ${phases.length === 1 ? "phase" : "phases"}`,
    ...phases.map(({ number, name: phase, requirements }) => `  ${plainText(number)}. ${clip(plainText(phase), 80)}  ${requirements.map(plainText).join(", ")}`),
    ...(added.length === 0 ? [] : [`New requirements: ${added.map(({ id }) => plainText(id)).join(", ")}`]),
    `Files: ${paths.map((path) => plainText(pathOf(path))).join(", ")}`,
    ...(planningCommit === undefined ? [] : [`Planning files: ${plainText(planningCommit)}`]),
  ].join("\n");
}
