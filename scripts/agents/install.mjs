// Installs the pinned agent programs, one folder for each. Their install scripts are not run: all they need comes in their packages.

import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { npmOf, runLogged, tailOf } from "../nodegit/run.mjs";
import { withLock } from "../nodegit/lock.mjs";
import { fileOf, folderOf, markOf } from "./places.mjs";

/** Milliseconds that one program may take to be fetched: some have a hundred megabytes. */
const LONGEST_MS = 15 * 60_000;

/** Sees to it that a program is there; resolves to what went wrong as text, "" for nothing. */
export async function installProgram(program, { say, env = process.env }) {
  if (existsSync(markOf(program, env))) return "";
  const folder = folderOf(program, env);
  mkdirSync(path.dirname(folder), { recursive: true });
  return withLock(`${folder}.lock`, { onWait: (pid) => { say(`process ${String(pid)} is installing ${program.name} already; waiting for that`); } }, async () => {
    if (existsSync(markOf(program, env))) return "";
    return (await fetchProgram(program, { say, env })) || (await tryProgram(program, env));
  });
}

async function fetchProgram(program, { say, env }) {
  if (existsSync(fileOf(program, env))) return "";
  const folder = folderOf(program, env);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "package.json"), `${JSON.stringify({ name: `dgs-agent-${program.name}`, private: true, dependencies: { [program.package]: program.version } }, undefined, 2)}\n`);
  say(`fetching ${program.package} ${program.version}`);
  const log = path.join(folder, "install.log");
  const [npm, args] = npmOf(["install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund"]);
  const code = await runLogged(npm, args, { cwd: folder, env, log, deadline: Date.now() + LONGEST_MS });
  if (code !== 0) return code === 124 ? "fetching it took too long" : `npm: exit code ${String(code)}: ${tailOf(log, 3).replaceAll("\n", "; ")}`;
  return existsSync(fileOf(program, env)) ? "" : `its package has no program for ${process.platform} on ${process.arch}`;
}

/** Has the program tell its version, with a home of its own: what was fetched must start here, and be what was asked for. */
async function tryProgram(program, env) {
  const home = mkdtempSync(path.join(os.tmpdir(), "dgs-agent-"));
  const log = path.join(folderOf(program, env), "version.log");
  rmSync(log, { force: true });
  try {
    const code = await runLogged(fileOf(program, env), ["--version"], { cwd: home, env: { PATH: `${path.dirname(process.execPath)}${path.delimiter}${env.PATH ?? ""}`, HOME: home }, log, deadline: Date.now() + 5 * 60_000 });
    const said = tailOf(log, 3);
    // Fetched anew the next time: an installation that was cut off may have left a part of it.
    if (code !== 0 || !said.includes(program.version)) rmSync(path.join(folderOf(program, env), "node_modules"), { recursive: true, force: true });
    if (code !== 0 || !said.includes(program.version)) return `it does not tell its version ${program.version} (exit code ${String(code)}): ${said.replaceAll("\n", "; ")}`;
    writeFileSync(markOf(program, env), `${JSON.stringify({ package: program.package, version: program.version })}\n`);
    return "";
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
