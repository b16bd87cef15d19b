import { jobsFolder, type MilestoneVersion } from "@dgs/core";
import { dirname, join } from "node:path";
import { type Lock, tryLock } from "./lock.js";
import type { Place } from "./place.js";
import type { Ports } from "./ports.js";
import { refuse, type Refusal } from "./refusal.js";

/** Takes the runner lock of a milestone's job, or says who holds it. */
export function lockJob(ports: Pick<Ports, "clock" | "liveness" | "disk">, place: Place, version: MilestoneVersion | string): Lock | Refusal {
  const folder = join(place.root, dirname(jobsFolder(place.project, "pending")), ".locks");
  const answer = tryLock({ folder, name: `milestone-${version}`, now: ports.clock.now(), liveness: ports.liveness, disk: ports.disk });
  if (answer.type === "held") return answer.lock;
  const { holder } = answer;
  const who = `process ${String(holder.pid)} on ${holder.host}, since ${holder.since}`;
  const remedy =
    answer.liveness === "alive"
      ? `Wait for it, or stop it (\`kill ${String(holder.pid)}\`) and run the command again.`
      : `It cannot be told from here whether that process still runs. When you know that it does not, delete ${answer.file}.`;
  return refuse("locked", `the job of ${version} is run by another runner: ${who}`, remedy, { at: answer.file, exit: "locked" });
}
