import { join } from "node:path";
import { commandAndArguments } from "./command-and-arguments.js";
import { createJsonClient } from "./json-client.js";

/** Claude Code. Its own settings lie in the home, or in the folder that CLAUDE_CONFIG_DIR names. */
export const claude = createJsonClient({
  name: "claude",
  title: "Claude Code",
  container: "mcpServers",
  variable: /\$\{/,
  isStrict: true,
  files: (scope, { folder, home, env }) => [scope === "project" ? join(folder, ".mcp.json") : join(env["CLAUDE_CONFIG_DIR"] || home, ".claude.json")],
  shape: () => commandAndArguments({ before: { type: "stdio" } }),
  notes: (scope) => (scope === "project" ? ["Claude Code asks once before it starts a server of .mcp.json.", "GitHub Copilot CLI reads .mcp.json, too."] : []),
});
