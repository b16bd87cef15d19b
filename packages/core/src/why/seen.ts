import { auditMachine } from "../audit/audit-machine.js";
import { placeAudit } from "../audit/place.js";
import type { Audit } from "../audit/types.js";
import type { DetailPlace, ListedStep } from "../checklist/place.js";
import type { PlanningPath } from "../ids/planning-path.js";
import { isCommandFault } from "../job/command-line.js";
import { jobMachine } from "../job/job-machine.js";
import { placeJob } from "../job/place.js";
import type { Job, JobFiles } from "../job/types.js";
import type { Field } from "../markdown/field.js";
import { readFrontMatter } from "../markdown/front-matter.js";
import { placeExecution } from "../phase/place.js";
import { phaseMachine } from "../phase/phase-machine.js";
import type { PhaseExecution } from "../phase/types.js";
import { positionAt } from "../text/lines.js";
import type { Evidence } from "./evidence.js";

/** A text with the file that it was read from. */
export interface SourceText {
  readonly path: string;
  readonly source: string;
}

/** What a machine's file says, with where its steps and header fields stand: a step has the index that it has in the state. */
export interface Seen<State> extends SourceText {
  readonly state: State;
  readonly fields: readonly Field[];
  readonly places: readonly ListedStep[];
}

/** Reads a job with the places of its steps. A step that cannot be read has no place, as it has none in the state. */
export function seeJob(files: JobFiles): Seen<Job> {
  const source = files.texts.get(files.path) ?? "";
  const { fields, steps } = placeJob(source);
  return { path: files.path, source, state: jobMachine.read(files), fields, places: steps.filter(({ command }) => !isCommandFault(command)) };
}

/** Reads the execution of a phase with the places of its steps. */
export function seeExecution(path: PlanningPath, source: string): Seen<PhaseExecution> {
  const { fields, steps } = placeExecution(source);
  return { path, source, state: phaseMachine.read({ path, texts: new Map([[path, source]]) }), fields, places: steps.filter(({ stage }) => stage !== undefined) };
}

/** Reads the audit of a phase with the places of its steps. */
export function seeAudit(path: PlanningPath, source: string): Seen<Audit> {
  const { fields, steps } = placeAudit(source);
  return { path, source, state: auditMachine.read({ path, texts: new Map([[path, source]]) }), fields, places: steps.filter(({ stage }) => stage !== undefined) };
}

/** The place of an offset. A byte order mark is no column. */
export function evidenceAt({ path, source }: SourceText, offset: number): Evidence {
  const { line, column } = positionAt(source, offset);
  return { type: "file", path, line, column: line === 1 && column > 1 && source.startsWith("\ufeff") ? column - 1 : column };
}

/** The place of a step: of the first of some details that it has, else of its checkbox. */
export function evidenceOfStep({ places, ...text }: Pick<Seen<unknown>, "path" | "source" | "places">, index: number, ...keys: readonly string[]): Evidence {
  const place = places[index];
  if (place === undefined) return { type: "file", path: text.path };
  const found = keys.flatMap((key): readonly DetailPlace[] => place.details.filter((detail) => detail.key === key).slice(0, 1))[0];
  return evidenceAt(text, found?.value.start ?? place.mark.start - 1);
}

/** The place of a header field's value, else of the file. */
export function evidenceOfField({ fields, ...text }: Pick<Seen<unknown>, "path" | "source" | "fields">, name: string): Evidence {
  const field = fields.find((each) => each.keyText.toLowerCase() === name.toLowerCase());
  return field === undefined ? { type: "file", path: text.path } : evidenceAt(text, field.value.start);
}

/** The place of a key of the front matter, else of the file. */
export function evidenceOfKey(text: SourceText, ...keys: readonly string[]): Evidence {
  const { entries } = readFrontMatter(text.source);
  const entry = keys.flatMap((key) => entries.get(key) ?? [])[0];
  return entry === undefined ? { type: "file", path: text.path } : evidenceAt(text, entry.keyRange.start);
}

/** The place of an entry of a list in the front matter; `undefined` where there is none that is written like this. */
export function evidenceOfItem(text: SourceText, item: string, ...keys: readonly string[]): Evidence | undefined {
  const { entries } = readFrontMatter(text.source);
  const value = keys.flatMap((key) => entries.get(key) ?? [])[0]?.value;
  const items = value?.kind === "list" ? value.items : value?.kind === "scalar" ? [value] : [];
  const found = items.find((each) => each.text === item || each.text.split(",").some((part) => part.trim() === item));
  return found === undefined ? undefined : evidenceAt(text, found.range.start);
}
