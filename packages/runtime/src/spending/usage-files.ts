import { formatUsageRecord, jobsFolder, parseUsageRecord, type UsageRecord } from "@dgs/core";
import { dirname, join } from "node:path";
import { type Disk, listFolder, readBytes } from "../disk.js";
import { ignoreOwnFiles } from "../ignore-own-files.js";
import type { Place } from "../place.js";

/** Records of runs, with how many files could not be read as one. */
export interface UsageRead {
  readonly records: readonly UsageRecord[];
  readonly unread: number;
}

/** The folder of a project that keeps what its runs used up: a folder for each milestone, for quicks and for fast changes in it. */
export function usageFolder(place: Pick<Place, "root" | "project">): string {
  return join(place.root, dirname(jobsFolder(place.project, "pending")), ".usage");
}

/** The name of a milestone's folder; a version comes from files that people write. */
export function usageNameOf(version: string): string {
  return `milestone-${version.replace(/[^A-Za-z0-9.-]+/g, "-")}`;
}

/** Reads the records of one folder of {@link usageFolder}; one that is not there holds none. */
export function readUsage(folder: string): UsageRead {
  const names = (listFolder(folder) ?? []).filter((name) => name.endsWith(".json"));
  const records = names.map((name) => parseUsageRecord(new TextDecoder().decode(readBytes(join(folder, name)) ?? new Uint8Array())));
  return { records: records.filter((record) => record !== undefined), unread: records.filter((record) => record === undefined).length };
}

/** Reads the records of all folders. */
export function readAllUsage(place: Pick<Place, "root" | "project">): UsageRead {
  const folder = usageFolder(place);
  const all = (listFolder(folder) ?? []).filter((name) => name.endsWith("/")).map((name) => readUsage(join(folder, name)));
  return { records: all.flatMap(({ records }) => records), unread: all.reduce((sum, { unread }) => sum + unread, 0) };
}

/** Makes the folder of records, and takes away what killed runners left half-written there. Only one runner works in it, under its lock. */
export function prepareUsage(place: Pick<Place, "root" | "project">, name: string, disk: Disk): string {
  const whole = usageFolder(place);
  const folder = join(whole, name);
  if (listFolder(folder) === undefined) {
    disk.makeFolder(whole);
    // Before anything else lies there: git is never to see a record.
    ignoreOwnFiles(whole, disk);
    disk.makeFolder(folder);
  }
  for (const left of listFolder(folder) ?? []) if (left.endsWith(".tmp")) disk.remove(join(folder, left));
  return folder;
}

/** Writes the record of a run that starts. Cut off half-way it is read as none, and its run was not started. */
export function writeUsage(file: string, record: UsageRecord, disk: Disk): void {
  disk.writeNew(file, encode(record), 0o644);
  disk.syncFolder(dirname(file));
}

/** Writes what is known by now in place of a record. */
export function rewriteUsage(file: string, record: UsageRecord, disk: Disk): void {
  const temporary = `${file}.tmp`;
  disk.writeNew(temporary, encode(record), 0o644);
  disk.rename(temporary, file);
}

function encode(record: UsageRecord): Uint8Array {
  return new TextEncoder().encode(formatUsageRecord(record));
}
