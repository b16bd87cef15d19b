import type { FileChange } from "../file-change.js";
import type { PhaseNumber } from "../ids/phase-number.js";
import type { PlanningPath } from "../ids/planning-path.js";
import type { Outline } from "../markdown/outline.js";
import type { ProjectFolder } from "../planning/layout.js";
import type { Product } from "../planning/product.js";
import type { Position } from "../text/lines.js";

/** What a change of the phases is made from. */
export interface PhaseChangeInput {
  readonly project: ProjectFolder;
  readonly product: Product;
  /** The very text that the product's roadmap was read from. */
  readonly roadmap: { readonly source: string; readonly outline: Outline };
  /** Every text that is needed besides, by its path; a file that is not there has none. */
  readonly texts: ReadonlyMap<PlanningPath, string>;
}

/** Why the phases of a milestone were not changed. */
export interface PhaseRefusal {
  readonly type: "refused";
  readonly code: "no-milestone" | "no-such-phase" | "phase-begun" | "phase-has-inserted" | "phase-not-counted";
  readonly message: string;
  readonly remedy: string;
  readonly path: PlanningPath;
  readonly at?: Position;
}

/** A phase that was added, and how that is written down. */
export interface PhaseAdded {
  readonly type: "added";
  readonly number: PhaseNumber;
  readonly changes: readonly FileChange[];
}

/** A line that names a phase whose number changed, and was left for a person to look at. */
export interface PhaseMention {
  readonly path: PlanningPath;
  readonly at: Position;
  readonly line: string;
}

/** A phase that was removed, and how that is written down. */
export interface PhaseRemoved {
  readonly type: "removed";
  readonly changes: readonly FileChange[];
  /** Old and new numbers, in the order of the roadmap. */
  readonly renumbered: readonly { readonly from: PhaseNumber; readonly to: PhaseNumber }[];
  /** Where the folder of the removed phase went; `undefined` where it had none. */
  readonly archived: PlanningPath | undefined;
  readonly mentions: readonly PhaseMention[];
}
