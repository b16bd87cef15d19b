import type { FileChange } from "../file-change.js";
import { formatPhaseNumber, phaseKey, type PhaseNumber, samePhase } from "../ids/phase-number.js";
import { joinPath, type PlanningPath } from "../ids/planning-path.js";
import { outlineOf } from "../markdown/outline-of.js";
import { projectFile } from "../planning/layout.js";
import type { ProductPhase } from "../planning/product.js";
import { type RenamedNames, renamedNamesEdits } from "../planning/renamed-names.js";
import { recountStateEdits } from "../planning/recount-state.js";
import { renumberRequirementsEdits } from "../planning/renumber-requirements.js";
import { renumberRoadmapEdits } from "../planning/renumber-roadmap.js";
import { type Renumbering, renumberingAfter } from "../planning/renumbering.js";
import { isBelow } from "../planning/roadmap-add-phases.js";
import { removePhaseEdits } from "../planning/roadmap-remove-phase.js";
import { readPhaseDetails } from "../planning/roadmap-section.js";
import type { TextEdit } from "../text/edit.js";
import { findPhase, refuseMilestone } from "./add-phase.js";
import { mentionsIn } from "./mentions.js";
import { refusePhase } from "./refuse-phase.js";
import { filesOf, movesOf, ownTextEdits, renamedNames, renamedPath, type RenumberedFolder, renumberedFolders } from "./renumbered-texts.js";
import type { PhaseChangeInput, PhaseRefusal, PhaseRemoved } from "./types.js";

/** The texts that {@link removePhase} needs: of the project, and of every phase of the milestone on which no work has begun. */
export function textsForRemoval({ project, product }: Pick<PhaseChangeInput, "project" | "product">): readonly PlanningPath[] {
  const own = (["STATE", "REQUIREMENTS"] as const).map((file) => projectFile(project, file));
  return [...own, ...product.phases.filter((phase) => !hasBegun(phase)).flatMap(({ folder }) => (folder === undefined ? [] : filesOf(folder).filter((file) => file.endsWith(".md"))))];
}

/** Removes a phase of the active milestone, and gives those behind it the numbers that follow on. */
export function removePhase(input: PhaseChangeInput, number: PhaseNumber): PhaseRemoved | PhaseRefusal {
  const { product, project } = input;
  const { roadmap, milestone } = product;
  if (roadmap === undefined || milestone === undefined) return refuseMilestone(input);
  const phase = findPhase(product, number);
  if (phase === undefined) return refusePhase(input, "no-such-phase", `there is no phase ${formatPhaseNumber(number)} in milestone ${milestone.version}`, "Name one of its phases: dgs progress lists them.");
  const renumbering = renumberingAfter(phase.number, product.phases.map((each) => each.number));
  const refused = refusedRemoval(input, phase, renumbering);
  if (refused !== undefined) return refused;
  const { source, outline } = input.roadmap;
  const folders = renumberedFolders(product.phases, renumbering);
  const names = renamedNames(folders, renumbering);
  const section = phase.roadmap.section;
  const inherited = section === undefined ? [] : (readPhaseDetails(source, outline, section).dependsOn?.phases ?? []);
  const roadmapEdits = [...removePhaseEdits(source, outline, phase.roadmap), ...renumberRoadmapEdits(source, outline, roadmap, milestone, renumbering, inherited)];
  const edited: [PlanningPath, string, readonly TextEdit[]][] = [[projectFile(project, "ROADMAP"), source, roadmapEdits]];
  for (const [path, text] of input.texts) edited.push([path, text, editsOf(input, { path, text }, { phase, names, renumbering, folders })]);
  const archived = phase.folder === undefined ? undefined : joinPath(project, "archive", "removed-phases", phase.folder.path.slice(phase.folder.path.lastIndexOf("/") + 1));
  return {
    type: "removed",
    changes: [
      ...edited.flatMap(([path, before, edits]): FileChange[] => (edits.length === 0 ? [] : [{ type: "edit", path, before, edits }])),
      ...(phase.folder === undefined || archived === undefined ? [] : [{ type: "move" as const, from: phase.folder.path, to: archived }]),
      ...folders.flatMap((folder) => movesOf(folder, renumbering)),
    ],
    renumbered: product.phases.flatMap((each) => {
      const to = renumbering.numbers.get(phaseKey(each.number));
      return to === undefined ? [] : [{ from: each.number, to }];
    }),
    archived,
    mentions: edited.flatMap(([path, text, edits]) => (isOf(phase, path) ? [] : mentionsIn(text, edits, renamedPath(path, names), renumbering))),
  };
}

interface Removal {
  readonly phase: ProductPhase;
  readonly names: RenamedNames;
  readonly renumbering: Renumbering;
  readonly folders: readonly RenumberedFolder[];
}

function editsOf({ project, product }: PhaseChangeInput, { path, text }: { readonly path: PlanningPath; readonly text: string }, { phase, names, renumbering, folders }: Removal): readonly TextEdit[] {
  if (isOf(phase, path)) return [];
  const own = folders.find(({ folder }) => path.startsWith(`${folder.path}/`));
  if (own !== undefined) return ownTextEdits(text, own.phase, names, renumbering);
  const named = renamedNamesEdits(text, outlineOf(text), names);
  const { phases } = product.counts;
  const numbers = path === projectFile(project, "STATE") ? recountStateEdits(text, { before: phases, after: phase.counted ? phases - 1 : phases, renumbering }) : path === projectFile(project, "REQUIREMENTS") ? renumberRequirementsEdits(text, renumbering) : [];
  return [...numbers, ...named.filter(({ start, end }) => !numbers.some((edit) => edit.start < end && edit.end > start))];
}

/** A removed phase's own files go to the archive as they are. */
function isOf({ folder }: ProductPhase, path: PlanningPath): boolean {
  return folder !== undefined && path.startsWith(`${folder.path}/`);
}

function refusedRemoval(input: PhaseChangeInput, phase: ProductPhase, { numbers }: Renumbering): PhaseRefusal | undefined {
  const { phases } = input.product;
  const label = formatPhaseNumber(phase.number);
  const inserted = phases.find((each) => isBelow(each.number, phase.number) || isLettered(each.number, phase.number));
  if (inserted !== undefined) {
    const behind = formatPhaseNumber(inserted.number);
    return refusePhase(input, "phase-has-inserted", `phase ${behind} stands behind phase ${label}`, `Remove phase ${behind} first.`, placeOf(inserted));
  }
  const begun = phases.find((each) => (samePhase(each.number, phase.number) || numbers.has(phaseKey(each.number))) && hasBegun(each));
  if (begun === undefined) return undefined;
  const what = begun === phase ? `work on phase ${label} has begun` : `phase ${formatPhaseNumber(begun.number)} would get another number, and work on it has begun: commits and reports name it by this one`;
  return refusePhase(input, "phase-begun", what, `Strike the line of phase ${label} through instead (~~Phase ${label}: …~~): then it is not counted.`, placeOf(phase));
}

/** `12A` stands behind `12`. */
function isLettered(each: PhaseNumber, number: PhaseNumber): boolean {
  return /^\d+$/.test(number) && new RegExp(`^${number}[A-Za-z]`).test(each);
}

function hasBegun({ folder, ticked, plansDone }: ProductPhase): boolean {
  const documents = folder?.documents ?? {};
  return ticked === true || plansDone > 0 || (folder?.plans ?? []).some(({ summary }) => summary !== undefined) || [documents.EXECUTION, documents.AUDIT, documents.UAT, documents.VERIFICATION].some((path) => path !== undefined);
}

function placeOf({ roadmap: { section, entry } }: ProductPhase): number | undefined {
  return section?.heading.range.start ?? entry?.item.bullet.start;
}
