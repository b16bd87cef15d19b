import type { FileChange } from "../file-change.js";
import { formatPhaseNumber, isNumericPhase, type PhaseNumber, samePhase } from "../ids/phase-number.js";
import { projectFile } from "../planning/layout.js";
import type { Product, ProductPhase } from "../planning/product.js";
import { recountStateEdits } from "../planning/recount-state.js";
import type { PhaseToAdd } from "../planning/render-phase-section.js";
import { addPhasesEdits, insertPhaseEdits, nextInsertedNumber, nextPhaseNumber } from "../planning/roadmap-add-phases.js";
import type { TextEdit } from "../text/edit.js";
import { refusePhase } from "./refuse-phase.js";
import type { PhaseAdded, PhaseChangeInput, PhaseRefusal } from "./types.js";

/** What is known of a phase before it has a number. */
export type NewPhase = Pick<PhaseToAdd, "name" | "goal" | "requirements" | "criteria">;

/** Adds a phase at the end of the active milestone; it depends on the phase before it. */
export function addPhase(input: PhaseChangeInput, phase: NewPhase): PhaseAdded | PhaseRefusal {
  const { product, project } = input;
  const { roadmap, milestone } = product;
  if (roadmap === undefined || milestone === undefined) return refuseMilestone(input);
  const number = nextPhaseNumber([...product.phases, ...product.others], [...product.unlisted, ...foldersOf(product)]);
  const before = product.phases.filter((each) => each.counted && isNumericPhase(each.number)).at(-1)?.number;
  const added: PhaseToAdd = { ...phase, number, dependsOn: before === undefined ? [] : [before], gapClosure: undefined };
  return written(input, number, addPhasesEdits(input.roadmap.source, input.roadmap.outline, roadmap, milestone, [added]), projectFile(project, "ROADMAP"));
}

/** Inserts a phase behind another and behind those that were inserted there before; it depends on the other. */
export function insertPhase(input: PhaseChangeInput, behind: PhaseNumber, phase: NewPhase): PhaseAdded | PhaseRefusal {
  const { product, project } = input;
  const { roadmap, milestone } = product;
  if (roadmap === undefined || milestone === undefined) return refuseMilestone(input);
  const other = findPhase(product, behind);
  if (other === undefined) return refusePhase(input, "no-such-phase", `there is no phase ${formatPhaseNumber(behind)} in milestone ${milestone.version}`, "Name one of its phases: dgs progress lists them.");
  if (!other.counted || !isNumericPhase(other.number)) return refusePhase(input, "phase-not-counted", `phase ${formatPhaseNumber(behind)} is no phase that others can be put behind`, "Name a phase of the milestone that has a number.");
  const number = nextInsertedNumber(other.number, [...product.phases, ...product.others], [...product.unlisted, ...foldersOf(product)]);
  const added: PhaseToAdd = { ...phase, number, dependsOn: [other.number], gapClosure: undefined };
  return written(input, number, insertPhaseEdits(input.roadmap.source, input.roadmap.outline, roadmap, milestone, added), projectFile(project, "ROADMAP"));
}

/** Finds a phase of the active milestone. */
export function findPhase({ phases }: Product, number: PhaseNumber): ProductPhase | undefined {
  return phases.find((phase) => samePhase(phase.number, number));
}

/** Says that there is no milestone to change. */
export function refuseMilestone(input: PhaseChangeInput): PhaseRefusal {
  return refusePhase(input, "no-milestone", "nothing says which milestone is being worked on", "Mark it in the roadmap, or name it in STATE.md (milestone:).");
}

function foldersOf({ phases, others }: Product): readonly { readonly phase: PhaseNumber }[] {
  return [...phases, ...others].flatMap(({ folder }) => (folder === undefined || folder.milestone !== undefined ? [] : [folder]));
}

function written(input: PhaseChangeInput, number: PhaseNumber, edits: readonly TextEdit[], path: ReturnType<typeof projectFile>): PhaseAdded | PhaseRefusal {
  if (edits.length === 0) return refusePhase(input, "no-milestone", "the roadmap has no place for a phase", "Write a section for a first phase, with a heading like ### Phase 1: Name.");
  const { counts } = input.product;
  return { type: "added", number, changes: [{ type: "edit", path, before: input.roadmap.source, edits }, ...stateChange(input, counts.phases + 1)] };
}

function stateChange({ project, texts, product }: PhaseChangeInput, after: number): FileChange[] {
  const path = projectFile(project, "STATE");
  const before = texts.get(path);
  const edits = before === undefined ? [] : recountStateEdits(before, { before: product.counts.phases, after });
  return before === undefined || edits.length === 0 ? [] : [{ type: "edit", path, before, edits }];
}
