import type { ProgramAdapter } from "../program/adapter.js";
import { createCopilotReader } from "./events.js";
import { launchCopilot } from "./launch.js";
import { readCopilotUsage } from "./usage.js";

/** GitHub Copilot CLI, from 1.0.100 on. */
export const copilot: ProgramAdapter = {
  name: "copilot",
  program: "copilot",
  models: { opus: "claude-opus-4.5", sonnet: "claude-sonnet-4.5", haiku: "claude-haiku-4.5" },
  variables: ["COPILOT_GITHUB_TOKEN", "GH_TOKEN", "GITHUB_TOKEN", "COPILOT_HOME", "COPILOT_OFFLINE", "COPILOT_MODEL", "COPILOT_PROVIDER_BASE_URL", "COPILOT_PROVIDER_API_KEY", "COPILOT_PROVIDER_TYPE", "COPILOT_PROVIDER_WIRE_API"],
  tried: "1.0.102",
  signIn: {
    variables: ["COPILOT_GITHUB_TOKEN", "GH_TOKEN", "GITHUB_TOKEN", "COPILOT_PROVIDER_API_KEY"],
    files: [],
    hints: [],
    elsewhere: () => "the system's store for passwords, or the program gh",
  },
  launch: launchCopilot,
  createReader: createCopilotReader,
  readUsageFile: readCopilotUsage,
};
