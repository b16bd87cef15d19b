import type { HeaderPlaces, ListedStep } from "../checklist/place.js";
import { placeChecklist } from "../checklist/place.js";
import { parseAuditStage, type StageOfAudit } from "./stage.js";

/** Where one step of an audit stands in one text, and the stage it names; `undefined` where it names none. */
export interface AuditStepPlace extends ListedStep {
  readonly stage: StageOfAudit | undefined;
}

/** Where everything that the audit machine reads or writes stands in one text. Shared by `read` and `changes`. */
export interface AuditPlaces extends HeaderPlaces {
  readonly steps: readonly AuditStepPlace[];
}

const HEADER_KEYS: ReadonlySet<string> = new Set(["phase", "status", "verdict", "rerun-failed", "agents", "heads", "base", "waiting", "created", "started", "halted", "finished"]);

/** Finds the header fields and the steps of an audit's text. Code, comments and quotations hold neither. */
export function placeAudit(source: string): AuditPlaces {
  const { steps, ...header } = placeChecklist(source, HEADER_KEYS);
  return { ...header, steps: steps.map((step) => ({ ...step, stage: parseAuditStage(source.slice(step.text.start, step.text.end)) })) };
}
