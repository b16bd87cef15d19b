import { phaseKey, type PhaseNumber, samePhase } from "../ids/phase-number.js";
import type { PlanningPath } from "../ids/planning-path.js";
import { readFrontMatter } from "../markdown/front-matter.js";
import { outlineOf } from "../markdown/outline-of.js";
import { childPath } from "../planning/layout.js";
import { findPhaseText } from "../planning/plan-number.js";
import type { ProductPhase } from "../planning/product.js";
import { renamedName, type RenamedNames, renamedNamesEdits, renumberTitleEdits } from "../planning/renamed-names.js";
import { type Renumbering, respellInName } from "../planning/renumbering.js";
import type { PhaseFolder } from "../planning/scan-phases.js";
import type { TextEdit } from "../text/edit.js";

/** A phase whose number changes, with its folder. */
export interface RenumberedFolder {
  readonly phase: PhaseNumber;
  readonly folder: PhaseFolder;
}

/** The folders of the phases whose numbers change, the lowest number first. */
export function renumberedFolders(phases: readonly ProductPhase[], { numbers }: Renumbering): readonly RenumberedFolder[] {
  return phases.flatMap(({ number, folder }) => (folder === undefined || !numbers.has(phaseKey(number)) ? [] : [{ phase: number, folder }]));
}

/** Every file of a phase's folder that has a name of its own for DGS. */
export function filesOf({ plans, orphanSummaries, documents, others }: PhaseFolder): readonly PlanningPath[] {
  return [...plans.flatMap(({ path, summary }) => (summary === undefined ? [path] : [path, summary])), ...orphanSummaries, ...Object.values(documents), ...others];
}

/** Says what the folders, files and plans of renumbered phases are called from now on. */
export function renamedNames(folders: readonly RenumberedFolder[], renumbering: Renumbering): RenamedNames {
  const names = new Map<string, string>();
  const rename = (name: string, phase: PhaseNumber): void => {
    const next = renamedName(name, phase, renumbering);
    // A name that is only a number is no name that could be told from one.
    if (next !== name && name.includes("-")) names.set(name, next);
  };
  for (const { phase, folder } of folders) {
    rename(baseName(folder.path), phase);
    for (const file of filesOf(folder)) rename(baseName(file), phase);
    for (const { id, stem } of folder.plans) for (const spelled of [id, /^(?:[A-Za-z]\w*-)?[\w.]+-\d+[A-Za-z]?/.exec(stem)?.[0] ?? id]) rename(spelled, phase);
  }
  return names;
}

/** The moves that give a folder and its files their new names. */
export function movesOf({ phase, folder }: RenumberedFolder, renumbering: Renumbering): readonly { readonly type: "move"; readonly from: PlanningPath; readonly to: PlanningPath }[] {
  const to = sibling(folder.path, renamedName(baseName(folder.path), phase, renumbering));
  const inside = filesOf(folder).flatMap((file) => {
    const name = renamedName(baseName(file), phase, renumbering);
    if (name === baseName(file)) return [];
    const moved = `${to}${file.slice(folder.path.length)}` as PlanningPath;
    return [{ type: "move" as const, from: moved, to: sibling(moved, name) }];
  });
  return [...(to === folder.path ? [] : [{ type: "move" as const, from: folder.path, to }]), ...inside];
}

/** Where a file lies once all is renamed. */
export function renamedPath(path: PlanningPath, names: RenamedNames): PlanningPath {
  return path.split("/").map((segment) => names.get(segment) ?? segment).join("/") as PlanningPath;
}

/** The edits of a file of a renumbered phase: its `phase:`, its title, and every renamed thing that it names. */
export function ownTextEdits(source: string, phase: PhaseNumber, names: RenamedNames, renumbering: Renumbering): readonly TextEdit[] {
  const outline = outlineOf(source);
  const numbers = [...frontMatterEdits(source, phase, renumbering), ...renumberTitleEdits(source, outline, phase, renumbering)];
  const named = renamedNamesEdits(source, outline, names).filter(({ start, end }) => !numbers.some((edit) => edit.start < end && edit.end > start));
  return [...numbers, ...named];
}

function frontMatterEdits(source: string, phase: PhaseNumber, { numbers }: Renumbering): TextEdit[] {
  const next = numbers.get(phaseKey(phase));
  const value = readFrontMatter(source).entries.get("phase")?.value;
  if (next === undefined || value?.kind !== "scalar") return [];
  const found = findPhaseText(value.text);
  if (found === undefined || !samePhase(found.phase, phase)) return [];
  const start = value.range.start + (value.quote === undefined ? 0 : 1) + found.start;
  return [{ start, end: start + found.end - found.start, text: respellInName(value.text.slice(found.start, found.end), next) }];
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function sibling(path: PlanningPath, name: string): PlanningPath {
  const slash = path.lastIndexOf("/");
  return childPath(slash < 0 ? "" : (path.slice(0, slash) as PlanningPath), name) ?? path;
}
