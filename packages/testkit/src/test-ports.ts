import { createOutbox } from "@dgs/agents";
import type { AgentRequest, AgentResult, Agents } from "@dgs/core";
import { createGit } from "@dgs/git";
import { createProcesses, createSecretFinder, currentIdentity, isAlive, processesIn, reapMarked, type ProcessIdentity } from "@dgs/process";
import { createDisk, createPause, createPlanningFiles, isRefusal, locateRoot, type Place, type Ports } from "@dgs/runtime";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { AgentTools } from "./agent-tools.js";
import { answerAudit } from "./answer-audit.js";

/** What a scripted agent does: it may write into the tree and the outbox, and says how it ended. */
export type ScriptedAgent = (request: AgentRequest, tools: AgentTools) => Promise<AgentResult["type"]> | AgentResult["type"];

/** Agents that are functions of a test; everything they do is done to real files. Of an audit's agents that leave nothing DGS hears that nothing is wrong. */
export function createScriptedAgents(script: ScriptedAgent): Agents & { readonly asked: AgentRequest[] } {
  const asked: AgentRequest[] = [];
  return {
    asked,
    run: async (request) => {
      asked.push(request);
      const tools: AgentTools = { write: (path, text) => { put(join(request.cwd, path), text); }, leave: (path, text) => { put(join(request.outbox, path), text); } };
      const type = await script(request, tools);
      if (type === "completed" && readdirSync(request.outbox).length === 0) answerAudit(request, tools);
      const usage = { durationMs: 1 };
      return type === "completed" ? { type, usage } : { type, usage, message: `scripted ${type}` };
    },
  };
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** The real ports of a product, with a test's agents. */
export function createTestPorts(root: string, agents: Agents, project?: string): { readonly ports: Ports; readonly place: Place } {
  const place = locateRoot({ cwd: root, root, ...(project === undefined ? {} : { project }) });
  if (isRefusal(place)) throw new Error(place.message);
  const disk = createDisk();
  let ids = 0;
  const ports: Ports = {
    files: createPlanningFiles({ root: place.root, disk }),
    disk,
    git: createGit({ processes: createProcesses({ leftovers: "leave" }), env: process.env }),
    agents,
    outbox: createOutbox(),
    processes: createProcesses(),
    processesIn,
    clock: { now: () => new Date().toISOString() },
    pause: createPause(),
    liveness: { current: () => ({ pid: process.pid, host: currentIdentity().host, identity: currentIdentity() }), check: (identity) => isAlive(identity as ProcessIdentity) },
    reap: (identity) => reapMarked({ supervisor: identity as ProcessIdentity }),
    findSecrets: createSecretFinder(),
    newId: () => `test-${String(ids++)}`,
    testEnv: { PATH: process.env["PATH"] ?? "" },
  };
  return { ports, place };
}
