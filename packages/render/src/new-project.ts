import type { NewProjectReport } from "@dgs/runtime";
import { clip, plainText } from "./plain-text.js";
import type { View } from "./view.js";

/** Renders `dgs new-project`. */
export function renderNewProject({ name, requirements, later, paths, research, planningCommit }: NewProjectReport, { paint, pathOf }: View): string {
  return [
    `${paint("green", "Written down")}: ${clip(plainText(name), 100)}`,
    ...requirements.map(({ id, text }) => `  ${plainText(id)}  ${clip(plainText(text), 100)}`),
    ...(later.length === 0 ? [] : [`Later: ${later.map(({ id }) => plainText(id)).join(", ")}`]),
    ...(research === undefined ? [] : [`Researched: ${String(research.paths.length)} documents${research.kept.length === 0 ? "" : `, ${String(research.kept.length)} of them from an earlier run`}`]),
    `Files: ${paths.map((path) => plainText(pathOf(path))).join(", ")}`,
    ...(planningCommit === undefined ? [] : [`Planning files: ${plainText(planningCommit)}`]),
  ].join("\n");
}
