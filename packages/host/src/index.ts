// Every export of @dgs/host by name.

export { makeAgents } from "./agents.js";
export type { Asked, Environment } from "./asked.js";
export { agentEnvironment, testEnvironment } from "./environment.js";
export { createFilePorts } from "./file-ports.js";
export { createGitPorts } from "./git-ports.js";
export { createNotifier, type Notifier, type WayResult } from "./notify/create-notifier.js";
export { createPorts, createCodePorts } from "./ports.js";
export { createPortsWithAgentsWhereNamed } from "./ports-with-agents-where-named.js";
export { refuse, refuseUsage } from "./refuse.js";
export { showsBearer } from "./shows-bearer.js";
