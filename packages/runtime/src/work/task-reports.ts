import { finding, type Findings } from "./findings.js";

/** What an agent says that one task changed; never evidence, only a way to divide commits. */
export interface TaskReport {
  readonly task: number;
  readonly title: string;
  readonly files: readonly string[];
}

/** Reads `tasks.json`; what does not fit goes back to an agent. */
export function parseTaskReports(text: string | undefined): readonly TaskReport[] | Findings {
  if (text === undefined) return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return finding("tasks.json is not JSON");
  }
  if (!Array.isArray(value)) return finding("tasks.json is not a list");
  const reports: TaskReport[] = [];
  for (const [index, entry] of (value as unknown[]).entries()) {
    const report = toReport(entry);
    if (report === undefined) return finding(`entry ${String(index + 1)} of tasks.json needs a number "task", a text "title" and a list "files" of paths inside the repository`);
    reports.push(report);
  }
  return reports;
}

function toReport(entry: unknown): TaskReport | undefined {
  if (typeof entry !== "object" || entry === null) return undefined;
  const { task, title, files } = entry as Record<string, unknown>;
  if (typeof task !== "number" || !Number.isInteger(task) || typeof title !== "string" || !Array.isArray(files)) return undefined;
  const paths = files.filter((file): file is string => typeof file === "string" && isInside(file));
  const plain = title.replace(/[\p{Cc}\s]+/gu, " ").trim();
  return paths.length === files.length && plain !== "" ? { task, title: plain.slice(0, 120), files: paths } : undefined;
}

function isInside(path: string): boolean {
  return path !== "" && !path.startsWith("/") && !/^[A-Za-z]:/.test(path) && !path.split(/[\\/]/).includes("..");
}
