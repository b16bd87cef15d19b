import { type HistoryHead, jobsFolder, joinPath, parseVersion, sameVersion } from "@dgs/core";
import { dirname, join } from "node:path";
import { findJobPaths, readJobAt } from "../load-jobs.js";
import { activeMilestoneOf, loadProduct } from "../load-product.js";
import { type Holder, type Liveness, lockHolder } from "../lock.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isFileRefusal, isRefusal, refuse, type Refusal } from "../refusal.js";
import { createHistoryReader, listHistory, listHistoryVersions } from "./history-files.js";

/** A milestone whose runs somebody asks about, spelled as its histories and its lock do. */
export interface WatchedMilestone {
  readonly version: string;
  /** Who holds the lock of its job now; `undefined` when nobody living does. */
  readonly holder: () => Holder | undefined;
}

/** Finds how a version is spelled by what lies there: `v1` and `v1.0` are one. Absent: the active milestone. */
export function findWatchedMilestone(ports: Pick<Ports, "files" | "liveness">, place: Place, wanted: string | undefined): WatchedMilestone | Refusal {
  const active = wanted === undefined ? activeVersion(ports, place) : undefined;
  if (isRefusal(active)) return active;
  const asked = parseVersion(wanted ?? active ?? "");
  if (asked === undefined) return refuse("bad-version", `${JSON.stringify(wanted)} is not a version`, "Write it like v1.1; `dgs list-jobs` shows the versions of your jobs.");
  const isAsked = (text: string): boolean => {
    const version = parseVersion(text);
    return version !== undefined && sameVersion(version, asked);
  };
  const version = [...jobVersions(ports, place), ...listHistoryVersions(place)].find(isAsked) ?? asked;
  return { version, holder: () => holderOf(ports.liveness, place, version) };
}

function activeVersion({ files }: Pick<Ports, "files">, place: Place): string | Refusal {
  const loaded = loadProduct(files, place);
  if (isRefusal(loaded)) return loaded;
  const milestone = activeMilestoneOf(loaded);
  return isRefusal(milestone) ? milestone : milestone.version;
}

function jobVersions({ files }: Pick<Ports, "files">, place: Place): readonly string[] {
  const paths = findJobPaths(files, place);
  return (isFileRefusal(paths) ? [] : paths).flatMap((path) => {
    const job = readJobAt(files, place, path);
    return "type" in job || job.version === undefined ? [] : [job.version];
  });
}

function holderOf(liveness: Liveness, place: Place, version: string): Holder | undefined {
  return lockHolder({ folder: join(place.root, joinPath(dirname(jobsFolder(place.project, "pending")), ".locks")), name: `milestone-${version}`, liveness });
}

/** The file of the newest run of a milestone, absolute; `undefined` where none has told anything. */
export function newestRun(place: Place, version: string): string | undefined {
  return listHistory(place, version).at(-1);
}

/** Which run a file is of; `undefined` where its first line says nothing. */
export function headOf(file: string): HistoryHead | undefined {
  const [first] = createHistoryReader(file, { pieces: 1, withoutActivity: true })();
  return first?.type === "head" ? first : undefined;
}
