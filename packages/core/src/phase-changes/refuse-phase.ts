import { projectFile } from "../planning/layout.js";
import { positionAt } from "../text/lines.js";
import type { PhaseChangeInput, PhaseRefusal } from "./types.js";

/** Refuses a change of the phases, with the place in the roadmap that stands in its way where there is one. */
export function refusePhase({ project, roadmap }: PhaseChangeInput, code: PhaseRefusal["code"], message: string, remedy: string, offset?: number): PhaseRefusal {
  return { type: "refused", code, message, remedy, path: projectFile(project, "ROADMAP"), ...(offset === undefined ? {} : { at: positionAt(roadmap.source, offset) }) };
}
