// Fetches packages that only a check or a page of the site needs: each by its digest in a lock file, and outside of the checkout, as they have hundreds of megabytes.

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { withLock } from "../nodegit/lock.mjs";
import { npmOf, runLogged, tailOf } from "../nodegit/run.mjs";

const FILES = ["package.json", "package-lock.json"];

/** Milliseconds that fetching may take: a Node alone has a hundred megabytes. */
const LONGEST_MS = 10 * 60_000;

/**
 * Sees to it that the packages of a lock file are there, for all processes of this machine once; resolves to their folder, or to `obstacle`, why they cannot be had.
 *
 * @param {string} name the folder's name below `$XDG_CACHE_HOME/dgs`, or `~/.cache/dgs`
 * @param {string} source the folder with package.json and package-lock.json
 * @param {{ what: string, say: (what: string) => void, env?: NodeJS.ProcessEnv }} options `what` names the packages in what is said
 * @returns {Promise<{ obstacle: string, folder?: undefined } | { obstacle?: undefined, folder: string }>}
 */
export async function fetchLocked(name, source, { what, say, env = process.env }) {
  const folder = folderOf(name, source, env);
  if (existsSync(markOf(folder))) return { folder };
  mkdirSync(path.dirname(folder), { recursive: true });
  const onWait = (pid) => { say(`process ${String(pid)} is fetching ${what} already; waiting for that`); };
  const obstacle = await withLock(`${folder}.lock`, { onWait }, () => (existsSync(markOf(folder)) ? "" : fetchInto(folder, source, { what, say, env })));
  return obstacle === "" ? { folder } : { obstacle };
}

async function fetchInto(folder, source, { what, say, env }) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of FILES) copyFileSync(path.join(source, file), path.join(folder, file));
  say(`fetching ${what}`);
  const log = path.join(folder, "install.log");
  const [npm, args] = npmOf(["ci", "--prefix", folder, "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"]);
  const code = await runLogged(npm, args, { cwd: folder, env, log, deadline: Date.now() + LONGEST_MS });
  if (code !== 0) return code === 124 ? `fetching ${what} took too long` : `npm: exit code ${String(code)}: ${tailOf(log, 3).replaceAll("\n", "; ")}`;
  writeFileSync(markOf(folder), "");
  return "";
}

/** One folder for each state of the lock file: another version of anything in it is fetched anew. */
function folderOf(name, source, { XDG_CACHE_HOME: cache }) {
  const home = cache !== undefined && path.isAbsolute(cache) ? cache : path.join(os.homedir(), ".cache");
  const digest = createHash("sha256");
  for (const file of FILES) digest.update(readFileSync(path.join(source, file)));
  return path.join(home, "dgs", name, digest.digest("hex").slice(0, 16));
}

/** Written when all is there. It names the platform, as packages bring programs for one. */
function markOf(folder) {
  return path.join(folder, `checked-${process.platform}-${process.arch}`);
}
