import { applyEdits, assignRequirementsEdits, type FileChange, type Files, formatPhaseNumber, holdsMilestone, type NewMilestone, type NewRequirement, projectFile, readRequirements, renderRoadmap, renderState, startMilestoneEdits, stateEdits } from "@dgs/core";
import { basename } from "node:path";
import type { Place } from "../place.js";
import { fileRefusal, isFileRefusal, isRefusal, refuse, type Refusal } from "../refusal.js";
import type { PlannedMilestone } from "./plan-milestone.js";
import { isStarter } from "./project-changes.js";

/** A milestone that is to be written down. */
export interface MilestoneToWrite {
  readonly milestone: NewMilestone;
  readonly added: readonly NewRequirement[];
  /** The day: `2025-11-20`. */
  readonly date: string;
}

/** Plans the files of a milestone that begins: edits of ROADMAP.md, REQUIREMENTS.md and STATE.md. What comes out is read again, and refused where it says something else than is meant. */
export function milestoneChanges(files: Files, place: Place, planned: PlannedMilestone, wanted: MilestoneToWrite): readonly FileChange[] | Refusal {
  const roadmap = roadmapChange(files, place, wanted.milestone);
  if (isRefusal(roadmap)) return roadmap;
  const requirements = requirementsChange(place, planned, wanted);
  if (isRefusal(requirements)) return requirements;
  const state = stateChange(files, place, wanted);
  return isRefusal(state) ? state : [...requirements, ...state, roadmap];
}

function roadmapChange(files: Files, place: Place, milestone: NewMilestone): FileChange | Refusal {
  const path = projectFile(place.project, "ROADMAP");
  const before = files.read(path);
  if (isFileRefusal(before)) return fileRefusal(before);
  if (before === undefined || isStarter(place, path, before)) {
    const text = renderRoadmap(projectName(files, place), milestone);
    if (!holdsMilestone(text, path, milestone)) return unfit(path);
    return before === undefined ? { type: "create", path, text } : { type: "edit", path, before, edits: [{ start: 0, end: before.length, text }] };
  }
  const edits = startMilestoneEdits(before, path, milestone);
  return edits === undefined ? unfit(path) : { type: "edit", path, before, edits };
}

function unfit(path: string): Refusal {
  return refuse("roadmap-not-extended", "the milestone cannot be written into the roadmap so that its phases are read as its own", "Look whether its name, or that of a phase, has a version, a mark or a number of another phase in it; or write the milestone by hand.", { at: path });
}

/** The first heading of PROJECT.md, else the name of the folder. */
function projectName(files: Files, place: Place): string {
  const text = files.read(projectFile(place.project, "PROJECT"));
  return (typeof text === "string" ? /^# +(.+?)\s*$/m.exec(text)?.[1] : undefined) ?? basename(place.base);
}

function requirementsChange(place: Place, { requirementsText: before }: PlannedMilestone, { milestone: { version, phases }, added }: MilestoneToWrite): readonly FileChange[] | Refusal {
  const path = projectFile(place.project, "REQUIREMENTS");
  const edits = assignRequirementsEdits(before, { version, added, phases: phases.map(({ number, requirements }) => ({ phase: formatPhaseNumber(number), requirements })) });
  const after = readRequirements(applyEdits(before, edits), path).requirements.map(({ id }) => id.toUpperCase());
  const lost = phases.flatMap(({ requirements }) => requirements).find((id) => !after.includes(id.toUpperCase()));
  if (lost !== undefined) return refuse("requirements-not-written", `${lost} cannot be written into the requirements so that it is read back`, "Write it by hand, and run the command again.", { at: path });
  return edits.length === 0 ? [] : [{ type: "edit", path, before, edits }];
}

function stateChange(files: Files, place: Place, { milestone: { version, name, phases }, date }: MilestoneToWrite): readonly FileChange[] | Refusal {
  const path = projectFile(place.project, "STATE");
  const read = files.read(path);
  if (isFileRefusal(read)) return fileRefusal(read);
  const before = read ?? renderState({ version, coreValue: "", date, activity: "" });
  const [first] = phases;
  const edits = stateEdits(before, {
    frontMatter: { milestone: version, ...(name === "" ? {} : { milestone_name: name }), status: "planning" },
    ...(first === undefined ? {} : { phase: { number: first.number, name: first.name, total: phases.length } }),
    ...{ plan: { number: undefined, total: 0 }, status: "Ready to plan", percent: 0 },
    lastActivity: { date, text: `Milestone ${version} planned` },
    progress: { total_phases: phases.length, completed_phases: 0, total_plans: 0, completed_plans: 0, percent: 0 },
  });
  const text = applyEdits(before, edits);
  if (read === undefined) return [{ type: "create", path, text }];
  return text === before ? [] : [{ type: "edit", path, before, edits }];
}
