import type { HeaderPlaces, ListedStep } from "../checklist/place.js";
import { placeChecklist } from "../checklist/place.js";
import type { StageOfRepo } from "./stage.js";
import { parseStage } from "./stage.js";

/** Where one step of a quick stands in one text, and the stage it names; `undefined` where it names none. */
export interface QuickStepPlace extends ListedStep {
  readonly stage: StageOfRepo | undefined;
}

/** Where everything that the quick machine reads or writes stands in one text. Shared by `read` and `changes`. */
export interface QuickPlaces extends HeaderPlaces {
  readonly steps: readonly QuickStepPlace[];
}

const HEADER_KEYS: ReadonlySet<string> = new Set(["title", "kind", "status", "branch", "base", "worktree", "guidance", "created", "started", "finished", "halted", "races"]);

/** Finds the header fields and the steps of a quick's text. Code, comments and quotations hold neither. */
export function placeQuick(source: string): QuickPlaces {
  const { steps, ...header } = placeChecklist(source, HEADER_KEYS);
  return { ...header, steps: steps.map((step) => ({ ...step, stage: parseStage(source.slice(step.text.start, step.text.end)) })) };
}
