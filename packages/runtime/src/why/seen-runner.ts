import { jobsFolder, joinPath, type SeenRunner } from "@dgs/core";
import { dirname, join } from "node:path";
import { listFolder } from "../disk.js";
import { headOf } from "../history/find-run.js";
import { listHistory } from "../history/history-files.js";
import { lockHolder } from "../lock.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { ownFolder } from "../inside-root.js";

/** Who works on a milestone now, without taking its lock; `undefined` where nobody living does. */
export function seeRunner({ liveness }: Pick<Ports, "liveness">, place: Pick<Place, "root" | "project">, version: string): SeenRunner | undefined {
  const locks = joinPath(dirname(jobsFolder(place.project, "pending")), ".locks");
  const folder = ownFolder(place.root, locks);
  if (typeof folder !== "string") return undefined;
  const name = `milestone-${version}`;
  const holder = lockHolder({ folder, name, liveness });
  if (holder === undefined) return undefined;
  const files = (listFolder(folder) ?? []).filter((each) => each.startsWith(`${name}.lock.`)).sort((a, b) => numberOf(a) - numberOf(b));
  return { pid: holder.pid, host: holder.host, since: holder.since, at: { type: "file", path: join(locks, files.at(-1) ?? "") } };
}

/** Whether the newest history of a milestone is that of its runner: then `dgs watch` shows it. One that has told nothing yet, or works for something else, has none. */
export function isTold(place: Pick<Place, "root" | "project">, version: string, runner: SeenRunner): boolean {
  const file = listHistory(place, version).at(-1);
  return file !== undefined && headOf(file)?.pid === runner.pid;
}

function numberOf(name: string): number {
  return Number(name.slice(name.lastIndexOf(".") + 1));
}
