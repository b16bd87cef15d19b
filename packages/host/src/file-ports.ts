import { currentIdentity, isAlive, type ProcessIdentity } from "@dgs/process";
import { createDisk, createPlanningFiles, type Place, type Ports } from "@dgs/runtime";

/** What a command needs that changes planning files and runs nothing. */
export type FilePorts = Pick<Ports, "files" | "disk" | "clock" | "liveness">;

/** Makes the ports to the planning files of a place. */
export function createFilePorts(place: Place): FilePorts {
  const disk = createDisk();
  return {
    disk,
    files: createPlanningFiles({ root: place.root, disk }),
    clock: { now: () => new Date().toISOString() },
    liveness: {
      current() {
        const identity = currentIdentity();
        return { pid: identity.pid, host: identity.host, identity };
      },
      check: (identity) => (isIdentity(identity) ? isAlive(identity) : "unknown"),
    },
  };
}

/** A lock file is a file: what it says may be anything, and nothing is taken for dead because of it. */
function isIdentity(value: unknown): value is ProcessIdentity {
  if (typeof value !== "object" || value === null) return false;
  const { pid, host, bootId, pidNamespace, startTime } = value as Record<string, unknown>;
  return typeof pid === "number" && [host, bootId, pidNamespace, startTime].every((part) => typeof part === "string");
}
