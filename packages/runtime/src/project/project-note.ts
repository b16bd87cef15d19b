import { type Files, joinPath, type PlanningPath, type ProjectIdea } from "@dgs/core";
import type { Place } from "../place.js";
import type { Refusal } from "../refusal.js";
import { isAnswers, type ProjectAnswer } from "./dialogue.js";
import { readJsonNote } from "./json-note.js";

/** What is known of a project before it is written down, so that whoever is cut off goes on where it was. */
export interface ProjectNote {
  readonly answers: readonly ProjectAnswer[];
  /** What an agent read out of a document, with that document. */
  readonly read?: { readonly document: string; readonly idea: ProjectIdea };
  /** The day that the files tell, once they are being written. */
  readonly writtenOn?: string;
}

/** The file that keeps a note until the project is written down. */
export function notePath({ project }: Pick<Place, "project">): PlanningPath {
  return joinPath(project, ".new-project.json");
}

/** Reads the note that an earlier run left; an empty one where there is none. */
export function readNote(files: Files, place: Pick<Place, "project">): ProjectNote | Refusal {
  return readJsonNote<ProjectNote>(files, notePath(place), ({ answers }) => isAnswers(answers)) ?? { answers: [] };
}
