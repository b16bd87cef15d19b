import { join } from "node:path";
import { commandAndArguments } from "./command-and-arguments.js";
import { createJsonClient } from "./json-client.js";

/** Gemini CLI. GEMINI_CLI_HOME stands for the home. */
export const gemini = createJsonClient({
  name: "gemini",
  title: "Gemini CLI",
  container: "mcpServers",
  variable: /\$[\w{]/,
  files: (scope, { folder, home, env }) => [join(scope === "project" ? folder : env["GEMINI_CLI_HOME"] || home, ".gemini", "settings.json")],
  shape: () => commandAndArguments(),
  notes: () => ["Gemini CLI starts servers only in a folder that it was told to trust."],
});
