import { applyEdits, type FileChange, type FileRefusal, formatPhaseNumber, joinPath, type PlanningPath, planningPath, type ProductPhase, projectFile } from "@dgs/core";
import { loadProduct } from "../load-product.js";
import { fileRefusal, isRefusal, type Refusal } from "../refusal.js";
import { reopenVerification } from "../steps/reopen-verification.js";
import { planProgressChanges } from "../steps/roadmap-changes.js";
import type { RollbackContext } from "./context.js";

const BEFORE = "ROADMAP-before.md";
const AFTER = "ROADMAP-after.md";

/** The summaries of some phases as they lie there now. */
export function summariesOf(context: RollbackContext, phases: readonly string[]): readonly PlanningPath[] | Refusal {
  const found = phasesOf(context, phases);
  return isRefusal(found) ? found : found.flatMap(summariesIn);
}

function summariesIn({ folder }: ProductPhase): readonly PlanningPath[] {
  return folder === undefined ? [] : [...folder.plans.flatMap((plan) => plan.summary ?? []), ...folder.orphanSummaries];
}

function phasesOf(context: RollbackContext, phases: readonly string[]): readonly ProductPhase[] | Refusal {
  const loaded = loadProduct(context.ports.files, context.place);
  if (isRefusal(loaded)) return loaded;
  return loaded.product.phases.filter((phase) => phases.includes(formatPhaseNumber(phase.number)));
}

/**
 * Takes the summaries of some phases out of their folders into an archive, byte for byte, and brings in line what was derived from them:
 * verifications count as missing, boxes and progress rows tell what lies there. Cut off anywhere, the same again does what is left.
 */
export async function removeSummaries(context: RollbackContext, phases: readonly string[], archive: PlanningPath): Promise<readonly PlanningPath[] | Refusal> {
  const found = phasesOf(context, phases);
  if (isRefusal(found)) return found;
  const write = writer(context);
  const removed = found.flatMap(summariesIn);
  for (const phase of found) {
    // Verifications go first: cut off before the summaries, nothing counts as verified that is about to go.
    const verification = phase.folder?.documents.VERIFICATION;
    const reopened = reopenVerification(context, verification);
    const refused = (verification === undefined || reopened.length === 0 ? undefined : await write([...copyTo(context, archive, verification), ...reopened])) ?? (await write(summariesIn(phase).map((path) => moveTo(context, path, archive))));
    if (refused !== undefined) return refused;
  }
  const refused = await updateRoadmap(context, found, archive);
  return refused ?? removed;
}

/** The roadmap as it was and as it becomes are put beside the summaries, so that an undo can tell whether a person has changed it since. */
async function updateRoadmap(context: RollbackContext, phases: readonly ProductPhase[], archive: PlanningPath): Promise<Refusal | undefined> {
  const path = projectFile(context.place.project, "ROADMAP");
  const write = writer(context);
  const before = context.ports.files.read(path);
  if (typeof before !== "string") return undefined;
  const copied = await write(createOnce(context, joinPath(archive, BEFORE), before));
  if (copied !== undefined) return copied;
  for (const phase of phases) {
    const changes = planProgressChanges(context, phase.number, false);
    const edited = changes.flatMap((change) => (change.type === "edit" ? [applyEdits(change.before, change.edits)] : []));
    const [text] = edited;
    if (text === undefined) continue;
    const refused = await write([...put(context, joinPath(archive, AFTER), text), ...changes]);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

/**
 * Puts what {@link removeSummaries} took away back. What a person has made or changed since stays as it is, and is told.
 * Cut off anywhere, the same again does what is left.
 */
export async function restoreSummaries(context: RollbackContext, phases: readonly string[], archive: PlanningPath): Promise<{ readonly restored: readonly PlanningPath[]; readonly notes: readonly string[] } | Refusal> {
  const { files } = context.ports;
  const write = writer(context);
  const notes: string[] = [];
  const restored: PlanningPath[] = [];
  const listed = filesBelow(context, archive);
  if (isRefusal(listed)) return listed;
  for (const from of listed.filter((path) => ![BEFORE, AFTER].some((name) => path === joinPath(archive, name)))) {
    const to = planningPath(from.slice(archive.length + 1));
    if (to === undefined) continue;
    const refused = from.endsWith("VERIFICATION.md") ? await restoreVerification(context, from, to, notes) : undefined;
    if (refused !== undefined) return refused;
    if (from.endsWith("VERIFICATION.md")) continue;
    if (files.read(to) !== undefined) {
      notes.push(`${to} is there again: the one of before stays at ${from}`);
      continue;
    }
    const moved = await write([{ type: "move", from, to }]);
    if (moved !== undefined) return moved;
    restored.push(to);
  }
  const roadmap = await restoreRoadmap(context, phases, archive);
  return roadmap ?? { restored, notes };
}

async function restoreVerification(context: RollbackContext, from: PlanningPath, to: PlanningPath, notes: string[]): Promise<Refusal | undefined> {
  const { files } = context.ports;
  const [original, now] = [files.read(from), files.read(to)];
  if (typeof original !== "string" || now === original) return undefined;
  const [reopened] = reopenVerification({ ports: { files: { ...files, read: () => original } } }, to);
  const expected = reopened?.type === "edit" ? applyEdits(original, reopened.edits) : undefined;
  if (now === expected) return writer(context)(put(context, to, original));
  notes.push(`${to} was changed since: the one of before stays at ${from}`);
  return undefined;
}

async function restoreRoadmap(context: RollbackContext, phases: readonly string[], archive: PlanningPath): Promise<Refusal | undefined> {
  const { files } = context.ports;
  const path = projectFile(context.place.project, "ROADMAP");
  const [before, after] = [files.read(joinPath(archive, BEFORE)), files.read(joinPath(archive, AFTER))];
  const write = writer(context);
  if (typeof before === "string" && typeof after === "string" && files.read(path) === after) return write(put(context, path, before));
  const found = phasesOf(context, phases);
  if (isRefusal(found)) return found;
  for (const phase of found) {
    const refused = await write(planProgressChanges(context, phase.number, phase.status === "complete" ? true : undefined));
    if (refused !== undefined) return refused;
  }
  return undefined;
}

function writer({ ports }: RollbackContext): (changes: readonly FileChange[]) => Promise<Refusal | undefined> {
  return async (changes) => {
    const written: "written" | FileRefusal = await ports.files.write(changes);
    return written === "written" ? undefined : fileRefusal(written);
  };
}

/** A name that is taken, because somebody wrote the summary again half-way, gets a number. */
function moveTo({ ports }: RollbackContext, from: PlanningPath, archive: PlanningPath): FileChange {
  for (let n = 1; ; n++) {
    const to = joinPath(archive, n === 1 ? from : `${from}.${String(n)}`);
    if (ports.files.read(to) === undefined) return { type: "move", from, to };
  }
}

function copyTo(context: RollbackContext, archive: PlanningPath, path: PlanningPath): readonly FileChange[] {
  const text = context.ports.files.read(path);
  return typeof text === "string" ? createOnce(context, joinPath(archive, path), text) : [];
}

function createOnce({ ports }: RollbackContext, path: PlanningPath, text: string): readonly FileChange[] {
  return ports.files.read(path) === undefined ? [{ type: "create", path, text }] : [];
}

function put({ ports }: RollbackContext, path: PlanningPath, text: string): readonly FileChange[] {
  const before = ports.files.read(path);
  if (before === text) return [];
  return typeof before === "string" ? [{ type: "edit", path, before, edits: [{ start: 0, end: before.length, text }] }] : [{ type: "create", path, text }];
}

function filesBelow(context: RollbackContext, folder: PlanningPath): readonly PlanningPath[] | Refusal {
  const names = context.ports.files.list(folder);
  if (names === undefined) return [];
  if ("type" in names) return fileRefusal(names);
  const found: PlanningPath[] = [];
  for (const name of names) {
    const path = joinPath(folder, name.replace(/\/$/, ""));
    const below = name.endsWith("/") ? filesBelow(context, path) : [path];
    if (isRefusal(below)) return below;
    found.push(...below);
  }
  return found;
}
