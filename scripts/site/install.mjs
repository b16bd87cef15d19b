// Fetches the generator of the site: every package by the digest in generator/package-lock.json, and outside of the checkout, as it has a hundred megabytes that
// nobody needs who only runs tests.

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "../nodegit/lock.mjs";
import { npmOf, runLogged, tailOf } from "../nodegit/run.mjs";

/** Milliseconds that fetching may take. */
const LONGEST_MS = 10 * 60_000;

const generator = fileURLToPath(new URL("generator/", import.meta.url));
const FILES = ["package.json", "package-lock.json"];

/**
 * Sees to it that the generator is there; resolves to its folder, or to `obstacle`, why it cannot be had.
 *
 * @param {{ say: (what: string) => void, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ obstacle: string, folder?: undefined } | { obstacle?: undefined, folder: string }>}
 */
export async function installGenerator({ say, env = process.env }) {
  const folder = folderOf(env);
  if (existsSync(markOf(folder))) return { folder };
  mkdirSync(path.dirname(folder), { recursive: true });
  const onWait = (pid) => { say(`process ${String(pid)} is fetching the generator already; waiting for that`); };
  const obstacle = await withLock(`${folder}.lock`, { onWait }, () => (existsSync(markOf(folder)) ? "" : fetchGenerator(folder, { say, env })));
  return obstacle === "" ? { folder } : { obstacle };
}

async function fetchGenerator(folder, { say, env }) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of FILES) copyFileSync(path.join(generator, file), path.join(folder, file));
  say("fetching the generator of the site");
  const log = path.join(folder, "install.log");
  const [npm, args] = npmOf(["ci", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund"]);
  const code = await runLogged(npm, args, { cwd: folder, env, log, deadline: Date.now() + LONGEST_MS });
  if (code !== 0) return code === 124 ? "fetching it took too long" : `npm: exit code ${String(code)}: ${tailOf(log, 3).replaceAll("\n", "; ")}`;
  writeFileSync(markOf(folder), "");
  return "";
}

/** One folder for each state of the lock file: another version of anything in it is fetched anew. */
function folderOf({ XDG_CACHE_HOME: cache }) {
  const home = cache !== undefined && path.isAbsolute(cache) ? cache : path.join(os.homedir(), ".cache");
  const digest = createHash("sha256");
  for (const file of FILES) digest.update(readFileSync(path.join(generator, file)));
  return path.join(home, "dgs", "site", digest.digest("hex").slice(0, 16));
}

function markOf(folder) {
  return path.join(folder, `checked-${process.platform}-${process.arch}`);
}
