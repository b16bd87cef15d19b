import { reapMarked, type ProcessIdentity } from "@dgs/process";
import { isRefusal, type Place, type Refusal, type RollbackPorts } from "@dgs/runtime";
import type { Asked } from "./asked.js";
import { createFilePorts } from "./file-ports.js";
import { createGitPort } from "./git-port.js";

/** Makes the ports of a command that works with planning files and git, and asks no agent; refused where the git engine of the configuration is not there. */
export function createGitPorts(call: Asked, place: Place): RollbackPorts | Refusal {
  const filePorts = createFilePorts(place);
  const git = createGitPort(call, place, filePorts.files);
  return isRefusal(git) ? git : { ...filePorts, git, reap: (identity) => reapMarked({ supervisor: identity as ProcessIdentity }) };
}
