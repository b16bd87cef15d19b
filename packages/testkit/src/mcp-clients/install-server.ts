import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ClientChange, TestedClient } from "./tested-client.js";

const MAIN = fileURLToPath(new URL("../../../../apps/cli/dist/main.js", import.meta.url));
const TEE = fileURLToPath(new URL("../../mcp/tee.mjs", import.meta.url));

/** Where a client is set up. */
export interface InstallPlace {
  readonly home: string;
  readonly product: string;
  readonly env: Readonly<Record<string, string>>;
  /** The file that gets what goes between the client and the server. */
  readonly log: string;
}

/** Puts a program `dgs` into a folder, which is returned: the built one, with each message of its MCP server noted. */
export function placeProgram({ home, log }: Pick<InstallPlace, "home" | "log">): string {
  const folder = join(home, "bin");
  mkdirSync(folder);
  writeFileSync(join(folder, "dgs"), `#!/bin/sh\nexec "${process.execPath}" "${TEE}" "${log}" "${process.execPath}" "${MAIN}" "$@"\n`);
  chmodSync(join(folder, "dgs"), 0o755);
  return folder;
}

/** Sets a client up by `dgs install`, in its person's own configuration, and then as its person would who wants something besides. */
export function installServer(client: TestedClient, { home, product, env }: InstallPlace, change: ClientChange): void {
  const args = [MAIN, "install", client.name, "--scope", "user", "--yes", ...(change.install ?? [])];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: product, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  if (status !== 0) throw new Error(`dgs install ${client.name}: ${stderr}`);
  if (change.entry === undefined) return;
  const file = join(home, change.entry.file);
  const settings = JSON.parse(readFileSync(file, "utf8")) as { mcpServers: { dgs: object } };
  settings.mcpServers.dgs = { ...settings.mcpServers.dgs, ...change.entry.keys };
  writeFileSync(file, JSON.stringify(settings));
}
