import { applyEdits, type FileChange, type FileRefusal, type Files, joinPath, type PlanningPath } from "@dgs/core";
import type { Place } from "../place.js";
import { fileRefusal, isFileRefusal, refuse, type Refusal } from "../refusal.js";

/** What a list of changes is for, and the changes. */
export interface ChangesAsOne {
  /** The command as a person types it. */
  readonly purpose: string;
  readonly changes: readonly FileChange[];
}

/** The same as it stands in the file while the changes are made. */
interface Unfinished extends ChangesAsOne {
  /** How many of the changes are made; the next one may be, too. */
  readonly done: number;
}

/** The file that holds changes while they are made. */
export function unfinishedPath({ project }: Pick<Place, "project">): PlanningPath {
  return joinPath(project, ".changes-in-progress.json");
}

/**
 * Makes changes of many files as one: what is to be done is written down first, and how far it is after each change, so that a run that was killed between two of them is
 * brought to its end by {@link finishChanges}.
 */
export async function writeAsOne(files: Files, place: Pick<Place, "project">, { purpose, changes }: ChangesAsOne): Promise<"written" | Refusal> {
  const note = { path: unfinishedPath(place), text: formatUnfinished({ purpose, changes, done: 0 }) };
  const noted = await files.write([{ type: "create", ...note }]);
  return noted === "written" ? carryOut(files, note, { purpose, changes, done: 0 }) : fileRefusal(noted);
}

/** Brings changes to their end that a killed run left half-way; says what they were for, `undefined` where there are none. */
export async function finishChanges(files: Files, place: Pick<Place, "project">): Promise<string | undefined | Refusal> {
  const path = unfinishedPath(place);
  const text = files.read(path);
  if (text === undefined) return undefined;
  if (isFileRefusal(text)) return fileRefusal(text);
  const unfinished = parseUnfinished(text);
  if (unfinished === undefined) return refuse("changes-unreadable", "the file that says what a killed run was changing cannot be read", "Compare the planning files with git, then delete it.", { at: path });
  const { changes, purpose, done } = unfinished;
  const next = changes[done];
  const written = await carryOut(files, { path, text }, { purpose, changes, done: next !== undefined && isDone(files, next) ? done + 1 : done });
  if (written === "written") return purpose;
  return { ...written, message: `\`${purpose}\` was cut off and cannot be brought to its end: ${written.message}`, remedy: `${written.remedy} When the planning files are as they should be, delete ${path}.` };
}

async function carryOut(files: Files, { path, text }: { readonly path: PlanningPath; readonly text: string }, { purpose, changes, done }: Unfinished): Promise<"written" | Refusal> {
  let before = text;
  for (const [index, change] of [...changes.entries()].slice(done)) {
    const after = formatUnfinished({ purpose, changes, done: index + 1 });
    const written = await files.write([change, { type: "edit", path, before, edits: [{ start: 0, end: before.length, text: after }] }]);
    if (written !== "written") return fileRefusal(written);
    before = after;
  }
  const ended = await files.write([{ type: "delete", path, before }]);
  return ended === "written" ? "written" : fileRefusal(ended);
}

function formatUnfinished(unfinished: Unfinished): string {
  return `${JSON.stringify(unfinished)}\n`;
}

/** Asked of one change alone: all before it are made, and none behind it. */
function isDone(files: Files, change: FileChange): boolean {
  switch (change.type) {
    case "edit":
      return files.read(change.path) === applyEdits(change.before, change.edits);
    case "create":
      return files.read(change.path) === change.text;
    case "delete":
      return isMissing(files.read(change.path));
    case "move":
      return !isThere(files, change.from) && isThere(files, change.to);
  }
}

function isMissing(text: string | FileRefusal | undefined): boolean {
  return text === undefined;
}

/** A file or a folder. */
function isThere(files: Files, path: PlanningPath): boolean {
  const slash = path.lastIndexOf("/");
  const names = files.list(slash < 0 ? "" : (path.slice(0, slash) as PlanningPath));
  const name = path.slice(slash + 1);
  return !isFileRefusal(names) && names !== undefined && (names.includes(name) || names.includes(`${name}/`));
}

function parseUnfinished(text: string): Unfinished | undefined {
  try {
    const value = JSON.parse(text) as Partial<Unfinished> | null;
    return typeof value?.purpose === "string" && Array.isArray(value.changes) && typeof value.done === "number" ? { purpose: value.purpose, changes: value.changes, done: value.done } : undefined;
  } catch {
    return undefined;
  }
}
