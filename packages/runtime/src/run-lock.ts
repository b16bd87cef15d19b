import { dirname } from "node:path";
import { jobsFolder, joinPath } from "@dgs/core";
import { listFolder } from "./disk.js";
import { ignoreOwnFiles } from "./ignore-own-files.js";
import { ownFolder } from "./inside-root.js";
import { type Lock, tryLock } from "./lock.js";
import type { Place } from "./place.js";
import type { Ports } from "./ports.js";
import { isRefusal, refuse, type Refusal } from "./refusal.js";
import { usageFolder } from "./spending/usage-files.js";

/** What a runner works on, so that no other works on it too. */
export interface Locked {
  /** A plain file name. */
  readonly name: string;
  /** How a refusal begins, before "another runner": `the job of v1 is run by`. */
  readonly held: string;
  /** Whether all projects of the product share it. */
  readonly shared?: boolean;
}

/** Takes a runner lock, or says who holds it. */
export function lockRunner(ports: Pick<Ports, "clock" | "liveness" | "disk">, place: Place, locked: Locked): Lock | Refusal {
  const folder = ownFolder(place.root, joinPath(dirname(jobsFolder(locked.shared === true ? "" : place.project, "pending")), ".locks"));
  if (isRefusal(folder)) return folder;
  const answer = tryLock({ folder, name: locked.name, now: ports.clock.now(), liveness: ports.liveness, disk: ports.disk });
  if (answer.type === "held") {
    // Before anybody looks at the tree: what a killed run left of this would be taken for an agent's change when it is mended.
    const usage = usageFolder(place);
    if (listFolder(usage) !== undefined) ignoreOwnFiles(usage, ports.disk);
    return answer.lock;
  }
  const { holder } = answer;
  const who = `process ${String(holder.pid)} on ${holder.host}, since ${holder.since}`;
  const remedy =
    answer.liveness === "alive"
      ? `Wait for it, or stop it (\`kill ${String(holder.pid)}\`) and run the command again.`
      : `It cannot be told from here whether that process still runs. When you know that it does not, delete ${answer.file}.`;
  return refuse("locked", `${locked.held} another runner: ${who}`, remedy, { at: answer.file, exit: "locked" });
}

/** Does work under a lock and gives it up. What processes of a dead holder still run are ended first: they may still change files. */
export async function underLock<Report>(ports: Partial<Pick<Ports, "reap">>, lock: Lock | Refusal, work: () => Promise<Report | Refusal>): Promise<Report | Refusal> {
  if ("exit" in lock) return lock;
  try {
    const survivors = lock.inheritedFrom === undefined ? [] : ((await ports.reap?.(lock.inheritedFrom.identity))?.survivors ?? []);
    if (survivors.length > 0) return refuse("processes-left", `processes of the runner that died still run: ${survivors.join(", ")}`, "End them, then run the command again: they may still change files.", { exit: "locked" });
    return await work();
  } finally {
    lock.release();
  }
}
