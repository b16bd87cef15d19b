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
  // Nobody can tell a program over the protocol to pass over what lies in the repository.
  alwaysObeyed: ["AGENTS.md", "CLAUDE.md", "GEMINI.md", ".mcp.json"],
  signIn: { variables: [], files: [], hints: [], elsewhere: () => "a place of the program's own" },
  launch: launchAcp,
  // What it prints are answers: without questions there is nothing to read.
  createReader: () => ({ read: () => [] }),
  createDialogue: createAcpDialogue,
};
