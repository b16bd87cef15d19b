import { join } from "node:path";
import { commandAndArguments } from "./command-and-arguments.js";
import { createJsonClient } from "./json-client.js";

/** Cursor. It does not say in which folder it starts a server, so the entry names the folder by Cursor's own variable. */
export const cursor = createJsonClient({
  name: "cursor",
  title: "Cursor",
  container: "mcpServers",
  variable: /\$\{/,
  files: (scope, { folder, home }) => [join(scope === "project" ? folder : home, ".cursor", "mcp.json")],
  shape: (scope) => commandAndArguments(scope === "project" ? { folderVariable: "${workspaceFolder}" } : {}),
  notes: () => ["Cursor starts a server once it is switched on in its settings."],
});
