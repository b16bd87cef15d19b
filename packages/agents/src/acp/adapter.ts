import type { ProgramAdapter } from "../program/adapter.js";
import { createAcpDialogue } from "./dialogue.js";
import { launchAcp } from "./launch.js";

/**
 * Any program that speaks the Agent Client Protocol, version 1. Which one it is, and how it is told to speak it, the configuration says
 * (`agents.program`, `agents.arguments`); it chooses its own model unless the configuration names one.
 */
export const acp: ProgramAdapter = {
  name: "acp",
  program: "",
  models: { opus: "", sonnet: "", haiku: "" },
  variables: [],
  // Nobody can tell a program over the protocol to pass over what lies in the repository, and nobody knows which program it is: these are the instructions, the skills,
  // and the settings with servers and hooks, of those that DGS drives by adapters of their own.
  alwaysObeyed: [
    ...["AGENTS.md", "AGENTS.override.md", "CLAUDE.md", "CLAUDE.local.md", "GEMINI.md", "copilot-instructions.md", "SKILL.md"],
    ...[".mcp.json", ".agents/", ".claude/", ".codex/", ".copilot/", ".gemini/", ".opencode/", "opencode.json", "opencode.jsonc"],
  ],
  signIn: { variables: [], files: [], hints: [], elsewhere: () => "a place of the program's own" },
  launch: launchAcp,
  // What it prints are answers: without questions there is nothing to read.
  createReader: () => ({ read: () => [] }),
  createDialogue: createAcpDialogue,
};
