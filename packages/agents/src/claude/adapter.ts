import type { ProgramAdapter } from "../program/adapter.js";
import { createClaudeReader } from "./events.js";
import { launchClaude } from "./launch.js";

/** Claude Code, from 2.1 on. */
export const claude: ProgramAdapter = {
  name: "claude",
  program: "claude",
  // The names it gives its own tiers: they follow its newest models.
  models: { opus: "opus", sonnet: "sonnet", haiku: "haiku" },
  variables: ["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL", "CLAUDE_CODE_OAUTH_TOKEN", "CLAUDE_CONFIG_DIR", "CLAUDE_CODE_USE_BEDROCK", "CLAUDE_CODE_USE_VERTEX"],
  tried: "2.1.329",
  signIn: {
    variables: ["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "CLAUDE_CODE_OAUTH_TOKEN", "CLAUDE_CODE_USE_BEDROCK", "CLAUDE_CODE_USE_VERTEX"],
    files: [{ variable: "CLAUDE_CONFIG_DIR", home: ".claude", name: ".credentials.json" }],
    hints: [{ variable: "CLAUDE_CONFIG_DIR", home: ".claude", name: "settings.json", words: /apiKeyHelper|ANTHROPIC_|CLAUDE_CODE_USE_/ }],
    elsewhere: (platform) => (platform === "darwin" ? "the keychain" : undefined),
  },
  launch: launchClaude,
  createReader: createClaudeReader,
};
