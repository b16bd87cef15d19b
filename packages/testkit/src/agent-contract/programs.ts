import { ADAPTERS } from "@dgs/agents";
import { join } from "node:path";
import type { TestedProgram } from "./tested-program.js";

/** A lock file by which opencode takes its package for plugins to be there. */
export const OPENCODE_LOCK = JSON.stringify({ packages: { "": { dependencies: { "@opencode-ai/plugin": ADAPTERS.opencode.tried } } } });

/** The programs that the contract is tried on, each set up for the scripted model server. */
export const TESTED_PROGRAMS = {
  claude: {
    adapter: ADAPTERS.claude,
    setup: ({ url, home }) => ({ env: { ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: "sk-ant-no-key", CLAUDE_CONFIG_DIR: join(home, "claude") } }),
    tellsTokens: true,
    looksOnly: true,
  },
  codex: {
    adapter: ADAPTERS.codex,
    setup: ({ url, home }) => ({
      env: { CODEX_HOME: join(home, "codex"), SCRIPTED_KEY: "no-key" },
      files: {
        "codex/config.toml": `model_provider = "scripted"\n\n[model_providers.scripted]\nname = "scripted"\nbase_url = "${url}/v1"\nenv_key = "SCRIPTED_KEY"\nwire_api = "responses"\nrequest_max_retries = 1\nstream_max_retries = 1\n`,
      },
    }),
    tellsTokens: true,
    sandboxesCommands: true,
  },
  // What it is told only by its settings: how often it tries by itself (ten times, for minutes, without a word), and no statistics for its maker.
  gemini: {
    adapter: ADAPTERS.gemini,
    setup: ({ url }) => ({
      env: { GEMINI_API_KEY: "no-key", GOOGLE_GEMINI_BASE_URL: url },
      files: { ".gemini/settings.json": JSON.stringify({ security: { auth: { selectedType: "gemini-api-key" } }, general: { maxAttempts: 2 }, privacy: { usageStatisticsEnabled: false } }) },
    }),
    tellsTokens: true,
    hidesExitCodes: true,
  },
  copilot: {
    adapter: ADAPTERS.copilot,
    setup: ({ url, home }) => ({
      env: { COPILOT_OFFLINE: "true", COPILOT_PROVIDER_BASE_URL: `${url}/v1`, COPILOT_PROVIDER_API_KEY: "no-key", COPILOT_HOME: join(home, "copilot") },
      model: "scripted-model",
    }),
    tellsTokens: true,
  },
  // It knows no service but those of a list that it fetches, so this one is described to it with its prices.
  opencode: {
    adapter: ADAPTERS.opencode,
    setup: ({ url }) => ({
      env: {
        OPENCODE_CONFIG_CONTENT: JSON.stringify({
          small_model: "scripted/model",
          provider: { scripted: { npm: "@ai-sdk/openai-compatible", options: { baseURL: `${url}/v1`, apiKey: "no-key" }, models: { model: { limit: { context: 100_000, output: 8_000 }, cost: { input: 1, output: 2 } } } } },
        }),
      },
      files: {
        // What it fetches once, at its first start, from npm's registry: the package for plugins of its person.
        ".config/opencode/package-lock.json": OPENCODE_LOCK,
        ".config/opencode/node_modules/.keep": "",
        // What its person allows by hand is not what DGS allows.
        ".config/opencode/opencode.json": JSON.stringify({ permission: { edit: { "*": "ask", "*.txt": "allow" }, bash: { "*": "ask", "git *": "allow" } } }),
      },
      model: "scripted/model",
    }),
    tellsTokens: true,
    looksOnly: true,
    tellsNoStarts: true,
  },
} as const satisfies Readonly<Record<string, TestedProgram>>;
