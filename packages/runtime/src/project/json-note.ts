import type { FileChange, Files, PlanningPath } from "@dgs/core";
import { fileRefusal, isFileRefusal, type Refusal, refuse } from "../refusal.js";

/** Reads what an earlier run noted for the next one; `undefined` where there is no note. One that is of another shape is a refusal: what it kept may be somebody's work. */
export function readJsonNote<Note>(files: Files, path: PlanningPath, isNote: (value: Partial<Note>) => boolean): Note | undefined | Refusal {
  const text = files.read(path);
  if (text === undefined) return undefined;
  if (isFileRefusal(text)) return fileRefusal(text);
  try {
    const value = JSON.parse(text) as Partial<Note> | null;
    if (typeof value === "object" && value !== null && isNote(value)) return value as Note;
  } catch {
    // Told below, as anything else that is no note.
  }
  return refuse("note-unreadable", "the file that keeps what an earlier run had found out cannot be read", "Delete it to begin anew.", { at: path });
}

/** Writes a note in place of the one that is there. */
export async function writeJsonNote(files: Files, path: PlanningPath, note: object): Promise<Refusal | undefined> {
  const before = files.read(path);
  if (isFileRefusal(before)) return fileRefusal(before);
  const text = `${JSON.stringify(note)}\n`;
  const change: FileChange = before === undefined ? { type: "create", path, text } : { type: "edit", path, before, edits: [{ start: 0, end: before.length, text }] };
  const written = await files.write([change]);
  return written === "written" ? undefined : fileRefusal(written);
}

/** Takes a note away: what it kept is written down. */
export async function dropJsonNote(files: Files, path: PlanningPath): Promise<Refusal | undefined> {
  const before = files.read(path);
  if (before === undefined) return undefined;
  if (isFileRefusal(before)) return fileRefusal(before);
  const written = await files.write([{ type: "delete", path, before }]);
  return written === "written" ? undefined : fileRefusal(written);
}
