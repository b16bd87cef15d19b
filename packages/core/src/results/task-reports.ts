import { placeFindings, quote } from "../planning/problems.js";
import type { Problem } from "../problem.js";
import { fieldOf, type JsonPlace, type JsonReader, listField, listOf, openJson, pathOf, tell, textField } from "./json-result.js";

/** Characters of a task's title that become the subject of a commit. */
const MOST_TITLE = 120;

/** What an agent says that one task changed; never evidence, only a way to divide commits. */
export interface TaskReport {
  readonly task: number;
  readonly title: string;
  readonly files: readonly string[];
}

/** `tasks.json`: what an executor says of its tasks. */
export interface TaskReports {
  readonly reports: readonly TaskReport[];
  readonly problems: readonly Problem[];
}

/** Reads `tasks.json`. It never throws: an entry that cannot be read is left out and named in `problems`, with its line and column. (design 3.13) */
export function readTaskReports(source: string, path: string): TaskReports {
  const reader = openJson(source);
  if (!("root" in reader)) return { reports: [], problems: placeFindings(path, source, reader) };
  const reports = listOf(reader, reader.root).flatMap((place) => readReport(reader, place));
  return { reports, problems: placeFindings(path, source, reader.findings) };
}

function readReport(reader: JsonReader, place: JsonPlace): TaskReport[] {
  const [task, title] = [taskOf(reader, place), textField(reader, place, "title")];
  const files = listField(reader, place, "files").map((entry) => pathOf(reader, entry));
  return task === undefined || title === "" ? [] : [{ task, title: title.slice(0, MOST_TITLE), files }];
}

function taskOf(reader: JsonReader, place: JsonPlace): number | undefined {
  const field = fieldOf(reader, place, "task");
  const task = typeof field?.value === "number" && Number.isSafeInteger(field.value) ? field.value : undefined;
  if (task === undefined) tell(reader, [...place.path, "task"], { code: "result-shape", message: field === undefined ? 'The key "task" is missing.' : `${quote(JSON.stringify(field.value))} is no number of a task.`, remedy: "Write the number of the task." });
  return task;
}
