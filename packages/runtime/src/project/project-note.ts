import { type FileChange, type Files, joinPath, type PlanningPath, type ProjectIdea } from "@dgs/core";
import type { Place } from "../place.js";
import { fileRefusal, isFileRefusal, type Refusal, refuse } from "../refusal.js";
import { isAnswers, type ProjectAnswer } from "./dialogue.js";

/** What is known of a project before it is written down, so that whoever is cut off goes on where it was. */
export interface ProjectNote {
  readonly answers: readonly ProjectAnswer[];
  /** What an agent read out of a document, with that document. */
  readonly read?: { readonly document: string; readonly idea: ProjectIdea };
  /** The day that the files tell, once they are being written. */
  readonly writtenOn?: string;
}

const EMPTY: ProjectNote = { answers: [] };

/** The file that keeps a note until the project is written down. */
export function notePath({ project }: Pick<Place, "project">): PlanningPath {
  return joinPath(project, ".new-project.json");
}

/** Reads the note that an earlier run left; an empty one where there is none. */
export function readNote(files: Files, place: Pick<Place, "project">): ProjectNote | Refusal {
  const path = notePath(place);
  const text = files.read(path);
  if (text === undefined) return EMPTY;
  if (isFileRefusal(text)) return fileRefusal(text);
  try {
    const note = JSON.parse(text) as Partial<ProjectNote> | null;
    if (note !== null && isAnswers(note.answers)) return note as ProjectNote;
  } catch {
    // Told below, as anything else that is no note.
  }
  return refuse("note-unreadable", "the file that keeps the answers of an earlier run cannot be read", "Delete it to be asked anew.", { at: path });
}

/** Writes a note in place of the one that is there. */
export async function writeNote(files: Files, place: Pick<Place, "project">, note: ProjectNote): Promise<Refusal | undefined> {
  const path = notePath(place);
  const before = files.read(path);
  if (isFileRefusal(before)) return fileRefusal(before);
  const text = `${JSON.stringify(note)}\n`;
  const change: FileChange = before === undefined ? { type: "create", path, text } : { type: "edit", path, before, edits: [{ start: 0, end: before.length, text }] };
  const written = await files.write([change]);
  return written === "written" ? undefined : fileRefusal(written);
}

/** Takes the note away: the project is written down. */
export async function dropNote(files: Files, place: Pick<Place, "project">): Promise<Refusal | undefined> {
  const path = notePath(place);
  const before = files.read(path);
  if (before === undefined) return undefined;
  if (isFileRefusal(before)) return fileRefusal(before);
  const written = await files.write([{ type: "delete", path, before }]);
  return written === "written" ? undefined : fileRefusal(written);
}
