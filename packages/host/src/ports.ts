import { randomUUID } from "node:crypto";
import { createOutbox } from "@dgs/agents";
import type { Agents } from "@dgs/core";
import { createProcesses, createSecretFinder, processesIn } from "@dgs/process";
import { createPause, isRefusal, type Place, type Ports, type Refusal } from "@dgs/runtime";
import { createAgents } from "./agents.js";
import type { Asked } from "./asked.js";
import { testEnvironment } from "./environment.js";
import { createGitPorts } from "./git-ports.js";
import { recorded } from "./record.js";

/** What a command needs that works on code and asks no agents. */
export type CodePorts = Omit<Ports, "agents">;

/** Joins everything that a run needs; refused where no agents are to be had. A command that asks no agent has none and needs none. */
export function createPorts(call: Asked, place: Place, wanted: { readonly agents: boolean }): Ports | Refusal {
  const ports = createCodePorts(call, place);
  if (isRefusal(ports)) return ports;
  const agents = wanted.agents ? createAgents(call, place, ports.files, ports.processes) : NO_AGENTS;
  const heard = isRefusal(agents) || !wanted.agents ? agents : recorded(call, agents, ports.git);
  return isRefusal(heard) ? heard : { ...ports, agents: heard };
}

/** Joins everything but agents; refused where the git engine that the configuration asks for is not there. */
export function createCodePorts(call: Asked, place: Place): CodePorts | Refusal {
  const gitPorts = createGitPorts(call, place);
  if (isRefusal(gitPorts)) return gitPorts;
  return {
    ...gitPorts,
    processes: createProcesses(),
    processesIn,
    outbox: createOutbox(),
    pause: createPause(),
    findSecrets: createSecretFinder(call.io.env),
    newId: randomUUID,
    testEnv: testEnvironment(call.io.env),
    // Only loaded where a report is written: most calls of a command never are.
    renderPage: async (report) => (await import("@dgs/page")).renderPage(report),
  };
}

const NO_AGENTS: Agents = { run: () => Promise.reject(new Error("a command that runs no agents asked for one")) };
