import { JOB_FOLDERS, joinPath, jobsFolder } from "@dgs/core";
import { sweepTemporaries } from "../planning-files.js";
import { isFileRefusal } from "../refusal.js";
import type { RollbackContext } from "./context.js";

/** Removes the temporary files that a run of the job or of its rollback has left which was killed. The caller holds the job's lock. */
export function sweepRollback({ ports, place }: RollbackContext, archive: string | undefined): void {
  const phases = joinPath(place.project, "phases");
  const names = ports.files.list(phases);
  const emptied = [place.project, ...(isFileRefusal(names) ? [] : (names ?? []).filter((name) => name.endsWith("/")).map((name) => joinPath(phases, name.slice(0, -1))))];
  const archived = archive === undefined ? [] : [archive, ...emptied.map((folder) => `${archive}/${folder}`)];
  sweepTemporaries(place.root, [...new Set([...emptied, ...JOB_FOLDERS.map((folder) => jobsFolder(place.project, folder)), ...archived])], ports.disk);
}
