import { join } from "node:path";
import type { ClientPlace } from "@dgs/core";
import { commandAndArguments } from "./command-and-arguments.js";
import { createJsonClient } from "./json-client.js";

/** VS Code, with the agent of GitHub Copilot. Its servers stand under a key of their own. */
export const vscode = createJsonClient({
  name: "vscode",
  title: "VS Code",
  container: "servers",
  variable: /\$\{/,
  files: (scope, place) => [scope === "project" ? join(place.folder, ".vscode", "mcp.json") : join(settingsFolder(place), "User", "mcp.json")],
  shape: (scope) => commandAndArguments({ before: { type: "stdio" }, ...(scope === "project" ? { folderVariable: "${workspaceFolder}" } : {}) }),
  notes: (scope) => ["VS Code asks once before it starts a server.", ...(scope === "user" ? ["It is written for the default profile of VS Code."] : [])],
});

/** As VS Code looks for it. */
function settingsFolder({ home, env, platform }: ClientPlace): string {
  const portable = env["VSCODE_PORTABLE"];
  if (portable !== undefined && portable !== "") return join(portable, "user-data");
  return join(env["VSCODE_APPDATA"] || folderOfApps({ home, env, platform }), "Code");
}

function folderOfApps({ home, env, platform }: Omit<ClientPlace, "folder">): string {
  if (platform === "darwin") return join(home, "Library", "Application Support");
  if (platform === "win32") return env["APPDATA"] || join(home, "AppData", "Roaming");
  return env["XDG_CONFIG_HOME"] || join(home, ".config");
}
