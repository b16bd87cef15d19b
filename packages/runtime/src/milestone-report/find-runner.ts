import { jobsFolder, joinPath } from "@dgs/core";
import { dirname, join } from "node:path";
import { lockHolder } from "../lock.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";

/** Who works on a milestone now. */
export interface JobRunner {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

/** Looks who holds the lock of a milestone's job; nothing is taken. */
export function findRunner({ liveness }: Pick<Ports, "liveness">, place: Pick<Place, "root" | "project">, version: string): JobRunner | undefined {
  const holder = lockHolder({ folder: join(place.root, joinPath(dirname(jobsFolder(place.project, "pending")), ".locks")), name: `milestone-${version}`, liveness });
  return holder === undefined ? undefined : { pid: holder.pid, host: holder.host, since: holder.since };
}
