import { randomUUID } from "node:crypto";
import { createOutbox } from "@dgs/agents";
import type { Agents } from "@dgs/core";
import { createGit } from "@dgs/git";
import { createProcesses, processesIn, reapMarked, type ProcessIdentity } from "@dgs/process";
import { isRefusal, type Place, type Ports, type Refusal } from "@dgs/runtime";
import { createAgents } from "./agents.js";
import type { Call } from "./call.js";
import { testEnvironment } from "./environment.js";
import { createFilePorts } from "./file-ports.js";

/** Joins everything that a run needs; refused where no agents are to be had. A dry run has none and needs none. */
export function createPorts(call: Call, place: Place): Ports | Refusal {
  const { env } = call.io;
  const filePorts = createFilePorts(place);
  const processes = createProcesses();
  const agents = call.flags.has("dry-run") ? NO_AGENTS : createAgents(call, place, filePorts.files, processes);
  if (isRefusal(agents)) return agents;
  return {
    ...filePorts,
    agents,
    processes,
    processesIn,
    outbox: createOutbox(),
    // Git starts services that are meant to stay: a signing agent, a credential cache.
    git: createGit({ processes: createProcesses({ leftovers: "leave" }), env }),
    reap: (identity) => reapMarked({ supervisor: identity as ProcessIdentity }),
    newId: randomUUID,
    testEnv: testEnvironment(env),
  };
}

const NO_AGENTS: Agents = { run: () => Promise.reject(new Error("a dry run asked for an agent")) };
