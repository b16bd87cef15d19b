import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { closeMilestoneEdits, type FileChange, hasMilestoneEntry, joinPath, milestoneEntryEdits, milestonesFolder, type PlanningPath, type ProductPhase, projectFile, readPlan, readSummary, renderMilestones, sameVersion, type ShippedMilestone, stateEdits } from "@dgs/core";
import { fileRefusal, isFileRefusal, isRefusal, refuse, type Refusal } from "../refusal.js";
import { milestoneAuditPath } from "../steps/milestone-audit-path.js";
import { logOfMilestone } from "../steps/uat-log-file.js";
import { allArchivePaths, archivePaths } from "./archive-paths.js";
import type { CompletionContext } from "./context.js";

/**
 * Archives a milestone, step by step, each recognised by what it has left: copies of roadmap and requirements, the entry
 * in MILESTONES.md while the phases still lie where they were, the audit, the phase folders, then STATE.md and the roadmap. Cut off
 * anywhere it goes on there. `date`: the day of the completion, which must be the same in each run. (formats.md 15)
 */
export async function archiveMilestone(context: CompletionContext, date: string): Promise<Refusal | undefined> {
  for (const step of [copyFiles, addEntry, moveAudit, movePhases, closeState, closeRoadmap]) {
    const changes = step(context, date);
    if (isRefusal(changes)) return changes;
    const written = await context.ports.files.write(changes);
    if (written !== "written") return fileRefusal(written);
  }
  return undefined;
}

type Own = Pick<CompletionContext, "loaded" | "version">;

function isActive({ loaded, version }: Own): boolean {
  return loaded.product.milestone !== undefined && sameVersion(loaded.product.milestone.version, version);
}

/** The phases of the milestone, also once another one is active: those of that one stay where they are. */
function ownPhases({ loaded, version }: Own): readonly ProductPhase[] {
  const { phases, others } = loaded.product;
  return isActive({ loaded, version }) ? phases : [...phases, ...others].filter(({ milestone }) => milestone !== undefined && sameVersion(milestone, version));
}

/** The folders that an archiving writes files into: a run that was killed may have left temporary ones there. */
export function archiveFolders({ place, path }: Pick<CompletionContext, "place" | "path">): readonly string[] {
  return [place.project, milestonesFolder(place.project), dirname(path)];
}

/** Every path that an archiving changes, for the planning commit. */
export function archivedPaths({ place, version, path, loaded }: CompletionContext): readonly PlanningPath[] {
  const archive = archivePaths(place.project, version);
  const live = ownPhases({ loaded, version }).flatMap(({ folder }) => (folder === undefined ? [] : [folder.milestone === undefined ? folder.path : joinPath(place.project, "phases", folder.path.slice(folder.path.lastIndexOf("/") + 1))]));
  return [...allArchivePaths(archive), milestoneAuditPath({ place, version }), logOfMilestone({ place, version }).path, path, ...live, ...(["ROADMAP", "STATE", "MILESTONES"] as const).map((file) => projectFile(place.project, file))];
}

function copyFiles({ ports, place, version }: CompletionContext): readonly FileChange[] | Refusal {
  const to = archivePaths(place.project, version);
  const changes: FileChange[] = [];
  for (const [file, copy] of [["ROADMAP", to.roadmap], ["REQUIREMENTS", to.requirements]] as const) {
    const text = ports.files.read(projectFile(place.project, file));
    if (isFileRefusal(text)) return fileRefusal(text);
    if (text !== undefined && !existsSync(join(place.root, copy))) changes.push({ type: "create", path: copy, text });
  }
  return changes;
}

function addEntry(context: CompletionContext, date: string): readonly FileChange[] | Refusal {
  const { ports, place, version } = context;
  const path = projectFile(place.project, "MILESTONES");
  const before = ports.files.read(path);
  if (isFileRefusal(before)) return fileRefusal(before);
  if (before !== undefined && hasMilestoneEntry(before, version)) return [];
  const entry = entryOf(context, date);
  return before === undefined ? [{ type: "create", path, text: renderMilestones(entry) }] : [{ type: "edit", path, before, edits: milestoneEntryEdits(before, entry) }];
}

function entryOf({ ports, loaded, version, milestoneName }: CompletionContext, date: string): ShippedMilestone {
  const counted = ownPhases({ loaded, version }).filter((phase) => phase.counted);
  const plans = counted.flatMap((phase) => phase.plans.filter(({ superseded }) => !superseded));
  const textOf = (path: PlanningPath | undefined): string => {
    const text = path === undefined ? undefined : ports.files.read(path);
    return typeof text === "string" ? text : "";
  };
  const accomplishments = plans.flatMap(({ summary }) => (summary === undefined ? [] : (readSummary(textOf(summary), summary).oneLiner ?? [])));
  const tasks = plans.reduce((sum, { path }) => sum + readPlan(textOf(path), path).tasks.length, 0);
  return { version, name: milestoneName, date, phases: counted.length, plans: plans.length, tasks, accomplishments };
}

function moveAudit({ ports, place, version }: CompletionContext): readonly FileChange[] {
  const { audit, auditLog } = archivePaths(place.project, version);
  const moves = [[milestoneAuditPath({ place, version }), audit], [logOfMilestone({ place, version }).path, auditLog]] as const;
  return moves.flatMap(([from, to]): FileChange[] => (ports.files.read(from) === undefined ? [] : [{ type: "move", from, to }]));
}

/** A folder is moved as a whole: not a byte of it changes, and it is here or there at any moment. */
function movePhases({ place, version, loaded }: CompletionContext): readonly FileChange[] {
  const { phases } = archivePaths(place.project, version);
  return ownPhases({ loaded, version }).flatMap(({ folder, counted }): FileChange[] => {
    if (folder === undefined || folder.milestone !== undefined || !counted || !existsSync(join(place.root, folder.path))) return [];
    return [{ type: "move", from: folder.path, to: joinPath(phases, folder.path.slice(folder.path.lastIndexOf("/") + 1)) }];
  });
}

/** Once STATE.md names the next milestone it is that one's. */
function closeState({ ports, place, loaded, version }: CompletionContext, date: string): readonly FileChange[] | Refusal {
  if (!isActive({ loaded, version })) return [];
  const path = projectFile(place.project, "STATE");
  const before = ports.files.read(path);
  if (isFileRefusal(before)) return fileRefusal(before);
  if (before === undefined) return [];
  const edits = stateEdits(before, { status: "Milestone complete", lastActivity: { date, text: `Milestone ${version} completed and archived` }, percent: 100, stoppedAt: `Milestone ${version} complete`, frontMatter: { status: "completed" } });
  return edits.length === 0 ? [] : [{ type: "edit", path, before, edits }];
}

function closeRoadmap({ ports, place, loaded, version, milestoneName }: CompletionContext, date: string): readonly FileChange[] | Refusal {
  const path = projectFile(place.project, "ROADMAP");
  const before = ports.files.read(path);
  if (isFileRefusal(before)) return fileRefusal(before);
  const { milestone: active } = loaded.product;
  const milestone = active !== undefined && isActive({ loaded, version }) ? active : { version, name: milestoneName, implicit: false, from: "state" as const, closed: false };
  const closing = before === undefined ? undefined : closeMilestoneEdits(before, path, { milestone, date, naming: loaded.config.phase_naming === "custom" ? "custom" : "sequential" });
  if (before === undefined || closing === undefined) return refuse("roadmap-not-closed", `${version} cannot be marked as shipped in ${path} without changing what it says of other phases`, `Mark it yourself (✅ and "shipped ${date}"), then run the command again.`, { at: path });
  return closing.edits.length === 0 ? [] : [{ type: "edit", path, before, edits: closing.edits }];
}
