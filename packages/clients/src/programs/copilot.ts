import { join } from "node:path";
import { commandAndArguments } from "./command-and-arguments.js";
import { createJsonClient } from "./json-client.js";

/** GitHub Copilot CLI. In a folder it reads the file that Claude Code reads, and the entry is the same one. */
export const copilot = createJsonClient({
  name: "copilot",
  title: "GitHub Copilot CLI",
  container: "mcpServers",
  variable: /\$/,
  isStrict: true,
  files: (scope, { folder, home, env }) => [scope === "project" ? join(folder, ".mcp.json") : join(env["COPILOT_HOME"] || join(home, ".copilot"), "mcp-config.json")],
  shape: (scope) => (scope === "project" ? commandAndArguments({ before: { type: "stdio" } }) : commandAndArguments({ before: { type: "local" }, behind: { tools: ["*"] } })),
  notes: (scope) => (scope === "project" ? ["GitHub Copilot CLI reads .mcp.json only in a folder that it was told to trust.", "Claude Code reads .mcp.json, too."] : []),
});
