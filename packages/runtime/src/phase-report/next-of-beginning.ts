import { type Files, type PlanningPath, projectFile } from "@dgs/core";
import type { NextCommand } from "../commands/quick-entry.js";
import type { Place } from "../place.js";
import { milestoneNotePath } from "../project/plan-milestone.js";
import { isStarter } from "../project/project-changes.js";
import { notePath } from "../project/project-note.js";

/** Names what is next where no phase is planned: the project is written down first, then its requirements are divided into phases. */
export function nextOfBeginning(files: Files, place: Place): NextCommand {
  if (files.read(notePath(place)) !== undefined) return { command: "dgs new-project", why: "the new project is not written down yet; it goes on where it was" };
  if (files.read(milestoneNotePath(place)) !== undefined) return { command: "dgs new-milestone", why: "its roadmap is drawn and not taken yet; it is shown again" };
  if (isWritten(files, place, projectFile(place.project, "REQUIREMENTS"))) return { command: "dgs new-milestone", why: "it divides the requirements into phases" };
  if (isWritten(files, place, projectFile(place.project, "PROJECT"))) return { command: "dgs new-milestone", why: "once REQUIREMENTS.md says what the project must do, a line for each: `- [ ] **AREA-01**: …`" };
  return { command: "dgs new-project", why: "nothing says yet what the project is and what it must do" };
}

/** A starter of `dgs init` says nothing. */
function isWritten(files: Files, place: Place, path: PlanningPath): boolean {
  const text = files.read(path);
  return text !== undefined && !(typeof text === "string" && isStarter(place, path, text));
}
