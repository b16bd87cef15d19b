import type { ProgramAdapter } from "../program/adapter.js";
import { createCodexReader } from "./events.js";
import { launchCodex } from "./launch.js";

/** Codex, from 0.160 on. */
export const codex: ProgramAdapter = {
  name: "codex",
  program: "codex",
  models: { opus: "gpt-5.5", sonnet: "gpt-5.5", haiku: "gpt-5.4-mini" },
  variables: ["OPENAI_API_KEY", "OPENAI_BASE_URL", "CODEX_API_KEY", "CODEX_HOME"],
  tried: "0.169.0",
  signIn: {
    variables: ["OPENAI_API_KEY", "CODEX_API_KEY"],
    files: [{ variable: "CODEX_HOME", home: ".codex", name: "auth.json" }],
    hints: [{ variable: "CODEX_HOME", home: ".codex", name: "config.toml", words: /model_provider|cli_auth_credentials_store/ }],
  },
  launch: launchCodex,
  createReader: createCodexReader,
};
