// Every export of @dgs/core by name. A line added here is public for good: add on purpose.

// ports/git and ports/agents
export type { Commit, Git, GitRefusal, GitRefusalCode, PathChange, StatusEntry } from "./ports/git.js";
export type {
  AgentEvent,
  AgentLimits,
  AgentRequest,
  AgentResult,
  Agents,
  AgentUsage,
  Outbox,
  OutboxFile,
  OutboxRead,
  OutboxRefusal,
} from "./ports/agents.js";

// ports/processes
export type { CancelSignal, Processes, ProcessFacts, ProcessResult, ProcessSpec } from "./ports/processes.js";
