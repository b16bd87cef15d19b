/** What an agent is for. The twelve roles of the model profiles (seed 000, "Model Profiles"), the conflict agent, and discussion. */
export const AGENT_ROLES = [
  "planner",
  "roadmapper",
  "executor",
  "phase-researcher",
  "project-researcher",
  "research-synthesizer",
  "debugger",
  "codebase-mapper",
  "phase-verifier",
  "verifier",
  "plan-checker",
  "integration-checker",
  "conflict",
  "discussion",
] as const;

/** One of {@link AGENT_ROLES}. */
export type AgentRole = (typeof AGENT_ROLES)[number];
