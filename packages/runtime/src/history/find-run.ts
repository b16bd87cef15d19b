import { type HistoryHead, jobsFolder, joinPath, parseVersion, sameVersion } from "@dgs/core";
import { dirname, join } from "node:path";
import { activeMilestoneOf, loadProduct } from "../load-product.js";
import { type Holder, type Liveness, lockHolder } from "../lock.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { versionInUse } from "../version-in-use.js";
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
  const spelled = versionInUse(ports.files, place, asked);
  const isAsked = (text: string): boolean => {
    const version = parseVersion(text);
    return version !== undefined && sameVersion(version, asked);
  };
  // As its job spells it, or else as whoever ran something for it did.
  const version = spelled === asked ? (listHistoryVersions(place).find(isAsked) ?? asked) : spelled;
  return { version, holder: () => holderOf(ports.liveness, place, version) };
}

function activeVersion({ files }: Pick<Ports, "files">, place: Place): string | Refusal {
  const loaded = loadProduct(files, place);
  if (isRefusal(loaded)) return loaded;
  const milestone = activeMilestoneOf(loaded);
  return isRefusal(milestone) ? milestone : milestone.version;
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
  const [first] = createHistoryReader(file, { pieces: 1, passOver: ["agent-activity"] })();
  return first?.type === "head" ? first : undefined;
}
