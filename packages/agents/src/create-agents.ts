import type { Agents } from "@dgs/core";
import { type CommandAgentsOptions, createCommandAgents } from "./command/create-command-agents.js";
import { ADAPTERS, type AdapterName } from "./program/adapters.js";
import { createProgramAgents, type ProgramAgentsOptions } from "./program/create-program-agents.js";
import { createReplayAgents, type ReplayAgentsOptions } from "./replay/create-replay-agents.js";

/** Which adapter runs the agents, with what it needs. */
export type AgentsConfig =
  | ({ readonly adapter: "command" } & CommandAgentsOptions)
  | ({ readonly adapter: "replay" } & ReplayAgentsOptions)
  | ({ readonly adapter: AdapterName } & Omit<ProgramAgentsOptions, "adapter">);

/** Makes the agents of an adapter. */
export function createAgents(config: AgentsConfig): Agents {
  if (config.adapter === "command") return createCommandAgents(config);
  if (config.adapter === "replay") return createReplayAgents(config);
  return createProgramAgents({ ...config, adapter: ADAPTERS[config.adapter] });
}
