import type { ProgramAdapter } from "../program/adapter.js";
import { createOpencodeReader } from "./events.js";
import { launchOpencode } from "./launch.js";

/** opencode, from 1.18 on. Its models carry the name of their provider in front. */
export const opencode: ProgramAdapter = {
  name: "opencode",
  program: "opencode",
  models: { opus: "anthropic/claude-opus-4-5", sonnet: "anthropic/claude-sonnet-4-5", haiku: "anthropic/claude-haiku-4-5" },
  variables: ["OPENCODE_CONFIG", "OPENCODE_CONFIG_CONTENT", "OPENCODE_API_KEY", "ANTHROPIC_API_KEY", "OPENAI_API_KEY", "OPENROUTER_API_KEY"],
  // It runs the plugins that these bring along, whatever it is told of the project's configuration.
  alwaysObeyed: [".opencode/", "opencode.json", "opencode.jsonc"],
  // It hands on those that lie beside a file that it reads, and above it up to its own folder, whatever its configuration says.
  alwaysObeyedBelow: ["AGENTS.md", "CONTEXT.md"],
  tried: "1.18.33",
  signIn: {
    variables: ["OPENCODE_API_KEY", "ANTHROPIC_API_KEY", "OPENAI_API_KEY", "OPENROUTER_API_KEY"],
    files: [{ variable: "XDG_DATA_HOME", home: ".local/share", name: "opencode/auth.json" }],
    hints: [],
    elsewhere: () => "models that need no sign-in",
  },
  launch: launchOpencode,
  createReader: createOpencodeReader,
};
