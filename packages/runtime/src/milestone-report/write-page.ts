import { jobsFolder, joinPath, type PlanningPath } from "@dgs/core";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { createDisk } from "../disk.js";
import { ignoreOwnFiles } from "../ignore-own-files.js";
import { ownFolder } from "../inside-root.js";
import type { Place } from "../place.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { usageNameOf } from "../spending/usage-files.js";

/** The folder that keeps the reports of a project as pages, as a planning path. Git leaves it alone. */
function reportsRoot(project: Place["project"]): PlanningPath {
  return joinPath(dirname(jobsFolder(project, "pending")), ".reports");
}

/** Where the report of a milestone is kept as a page: a planning path. There is none before a run of it has ended, or `dgs report` was called. */
export function reportPagePath(place: Pick<Place, "project">, version: string): PlanningPath {
  return joinPath(reportsRoot(place.project), `${usageNameOf(version)}.html`);
}

/** Writes the report of a milestone as a page to its own place, whole or not at all, and returns that: a planning path. */
export function writeOwnPage(place: Place, version: string, html: string): PlanningPath | Refusal {
  const root = ownFolder(place.root, reportsRoot(place.project));
  if (isRefusal(root)) return root;
  const path = reportPagePath(place, version);
  try {
    mkdirSync(root, { recursive: true });
    ignoreOwnFiles(root, createDisk());
  } catch (error) {
    return notWritten(root, error);
  }
  return writePage(join(root, basename(path)), html) ?? path;
}

/** Writes a page to a file, whole or not at all; says why where it cannot. */
export function writePage(file: string, html: string): Refusal | undefined {
  const temporary = join(dirname(file), `.${basename(file)}.${String(process.pid)}.tmp`);
  try {
    writeFileSync(temporary, html, { flag: "wx" });
    renameSync(temporary, file);
    return undefined;
  } catch (error) {
    rmSync(temporary, { force: true });
    return notWritten(file, error);
  }
}

function notWritten(at: string, error: unknown): Refusal {
  return refuse("report-not-written", `the report could not be written: ${error instanceof Error ? error.message : String(error)}`, "Make room or another folder for it, or give another file with --output; what was there is as it was.", { at, exit: "internal" });
}
