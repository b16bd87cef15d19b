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

/** What a command needs that works on code and asks no agents. */
export type CodePorts = Omit<Ports, "agents">;

/** Joins everything that a run needs; refused where no agents are to be had. A dry run has none and needs none. */
export function createPorts(call: Call, place: Place): Ports | Refusal {
  const ports = createCodePorts(call, place);
  const agents = call.flags.has("dry-run") ? NO_AGENTS : createAgents(call, place, ports.files, ports.processes);
  return isRefusal(agents) ? agents : { ...ports, agents };
}

/** Joins everything but agents. */
export function createCodePorts({ io: { env } }: Call, place: Place): CodePorts {
  return {
    ...createFilePorts(place),
    processes: createProcesses(),
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
