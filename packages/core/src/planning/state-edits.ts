import { formatPhaseNumber, type PhaseNumber } from "../ids/phase-number.js";
import { fieldEdit, type Field } from "../markdown/field.js";
import { readFrontMatter } from "../markdown/front-matter.js";
import { frontMatterEdit } from "../markdown/front-matter-edit.js";
import type { TextEdit } from "../text/edit.js";
import { lineEndingOf, linesOf } from "../text/lines.js";
import { placeState, type StateKey, type StatePlaces } from "./state-place.js";

/** What changes in `STATE.md`; an absent key leaves everything that tells it. */
export interface StateUpdate {
  readonly phase?: { readonly number: PhaseNumber; readonly name: string; readonly total: number };
  /** `undefined` as the number stands for a phase that has not been started. */
  readonly plan?: { readonly number: number | undefined; readonly total: number };
  readonly status?: string;
  readonly lastActivity?: { readonly date: string; readonly text: string };
  /** 0 to 100. */
  readonly percent?: number;
  /** What the execution of a phase is at. (Seed 004, "STATE.md tracks") */
  readonly execution?: { readonly lastCompletedPlan: string; readonly wave: string; readonly pendingCheckpoints: string };
  readonly lastSession?: string;
  readonly stoppedAt?: string;
  readonly resumeFile?: string;
  /** Keys of the front matter, with their new texts. */
  readonly frontMatter?: Readonly<Record<string, string>>;
  /** Counters below `progress:` of the front matter; written only where it is there. */
  readonly progress?: Readonly<Record<string, number>>;
}

/**
 * Returns the edits that bring `STATE.md` up to date, in the dialect that it is written in.
 *
 * Unknown keys, a second front matter and everything else stay as they are. A line that is missing is added to its
 * section; where there is no section for the position, one is added at the end.
 */
export function stateEdits(source: string, update: StateUpdate): TextEdit[] {
  const places = placeState(source);
  const edits = Object.entries(update.frontMatter ?? {}).flatMap(([key, value]) => [...frontMatterEdit(source, key, value)]);
  edits.push(...progressEdits(source, update.progress ?? {}));
  const position = positionLines(places, update);
  const session = sessionLines(places, update);
  return [...edits, ...lineEdits(source, places, places.position, "Current Position", position), ...lineEdits(source, places, places.session, "Session Continuity", session)];
}

interface StateLine {
  readonly key: StateKey;
  readonly value: string;
  /** The key as a new line has it; absent for a key that is only ever updated. */
  readonly title?: string;
}

/** The lines in each dialect; only those of the template are added where neither is there. */
function positionLines({ fields }: StatePlaces, { phase, plan, status, lastActivity, percent, execution }: StateUpdate): StateLine[] {
  const spaced = fields.has("current phase") || fields.has("current plan");
  const add = (title: string, key: StateKey): { title?: string } => (spaced && !fields.has(key) ? {} : { title });
  const activity = lastActivity === undefined ? undefined : fields.has("last activity description") ? lastActivity.date : `${lastActivity.date} — ${lastActivity.text}`;
  return [
    ...(phase === undefined ? [] : [
      { key: "phase" as const, value: `${formatPhaseNumber(phase.number)} of ${String(phase.total)} (${phase.name})`, ...add("Phase", "phase") },
      { key: "current phase" as const, value: phase.number },
      { key: "current phase name" as const, value: phase.name },
      { key: "total phases" as const, value: String(phase.total) },
      { key: "current focus" as const, value: `Phase ${formatPhaseNumber(phase.number)} — ${phase.name}` },
    ]),
    ...(plan === undefined ? [] : [
      { key: "plan" as const, value: plan.number === undefined ? "Not started" : `${String(plan.number)} of ${String(plan.total)} in current phase`, ...add("Plan", "plan") },
      { key: "current plan" as const, value: plan.number === undefined ? "Not started" : String(plan.number) },
      { key: "total plans in phase" as const, value: String(plan.total) },
    ]),
    ...(status === undefined ? [] : [{ key: "status" as const, value: status, title: "Status" }]),
    ...(activity === undefined ? [] : [{ key: "last activity" as const, value: activity, title: "Last activity" }]),
    ...(lastActivity === undefined ? [] : [{ key: "last activity description" as const, value: lastActivity.text }]),
    ...(percent === undefined ? [] : [{ key: "progress" as const, value: `${String(percent)}%` }]),
    ...(execution === undefined ? [] : [
      { key: "last completed plan" as const, value: execution.lastCompletedPlan, title: "Last completed plan" },
      { key: "current wave" as const, value: execution.wave, title: "Current wave" },
      { key: "pending checkpoints" as const, value: execution.pendingCheckpoints, title: "Pending checkpoints" },
    ]),
  ];
}

function sessionLines({ fields }: StatePlaces, { lastSession, stoppedAt, resumeFile }: StateUpdate): StateLine[] {
  return [
    ...(lastSession === undefined ? [] : fields.has("last date") ? [{ key: "last date" as const, value: lastSession }] : [{ key: "last session" as const, value: lastSession, title: "Last session" }]),
    ...(stoppedAt === undefined ? [] : [{ key: "stopped at" as const, value: stoppedAt, title: "Stopped at" }]),
    ...(resumeFile === undefined ? [] : [{ key: "resume file" as const, value: resumeFile, title: "Resume file" }]),
  ];
}

function lineEdits(source: string, { fields }: StatePlaces, part: StatePlaces["position"], title: string, lines: readonly StateLine[]): TextEdit[] {
  const edits = lines.flatMap(({ key, value }) => {
    const field = fields.get(key);
    return field === undefined ? [] : [setValue(source, field, key, value)];
  });
  const added = lines.flatMap((line) => (line.title === undefined || fields.has(line.key) ? [] : [`${line.title}: ${line.value.replace(/\s*[\r\n]+\s*/g, " ").trim()}`]));
  if (added.length === 0) return edits.filter((edit) => edit.text !== source.slice(edit.start, edit.end));
  const ending = lineEndingOf(source);
  const known = [...fields.values()].filter(({ line }) => part !== undefined && line.start >= part.start && line.end <= part.end);
  const last = known.reduce((end, { line }) => Math.max(end, line.end), -1);
  const at = last >= 0 ? last : part === undefined ? source.length : part.start;
  if (last >= 0) return [...edits, { start: at, end: at, text: added.map((line) => `${ending}${line}`).join("") }];
  if (part !== undefined) return [...edits, { start: at, end: at, text: `${startsLine(source, at) ? "" : ending}${ending}${added.join(ending)}${ending}` }];
  return [...edits, { start: at, end: at, text: `${startsLine(source, at) ? "" : ending}${ending}## ${title}${ending}${ending}${added.join(ending)}${ending}` }];
}

function startsLine(source: string, at: number): boolean {
  return at === 0 || /[\r\n]/.test(source[at - 1] ?? "");
}

/** A bar keeps its width and its characters. */
function setValue(source: string, field: Field, key: StateKey, value: string): TextEdit {
  const bar = key === "progress" ? /\[([█▓#=]*)([░▒\-. ]*)\]/.exec(source.slice(field.value.start, field.value.end)) : null;
  if (bar === null) return fieldEdit(field, value);
  const width = (bar[1] ?? "").length + (bar[2] ?? "").length;
  const full = Math.round((width * Number.parseInt(value, 10)) / 100);
  return fieldEdit(field, `[${(bar[1]?.[0] ?? "█").repeat(full)}${(bar[2]?.[0] ?? "░").repeat(width - full)}] ${value}`);
}

/** Only counters that are there: who regenerates the front matter knows which ones belong in it. */
function progressEdits(source: string, progress: Readonly<Record<string, number>>): TextEdit[] {
  const entry = readFrontMatter(source).entries.get("progress");
  if (entry === undefined) return [];
  return linesOf(source, entry.rest.start, entry.rest.end).flatMap((line): TextEdit[] => {
    const match = /^([ \t]+([\w-]+):[ \t]+)(-?\d+)[ \t]*(?:#.*)?$/.exec(source.slice(line.start, line.end));
    const [, head = "", key = "", old = ""] = match ?? [];
    const value = Object.hasOwn(progress, key) ? progress[key] : undefined;
    if (value === undefined || String(value) === old) return [];
    return [{ start: line.start + head.length, end: line.start + head.length + old.length, text: String(value) }];
  });
}
