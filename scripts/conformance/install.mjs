// Fetches the official conformance suite of MCP, in the versions of both protocol eras, and a Node that runs it: every package by the digest in suite/package-lock.json, and
// outside of the checkout, as they are nobody's dependency and have two hundred megabytes.

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "../nodegit/lock.mjs";
import { npmOf, runLogged, tailOf } from "../nodegit/run.mjs";

/** The oldest Node that runs the suite; an older one crashes in it. */
const OLDEST_NODE = 22;

/** Milliseconds that fetching may take: the Node alone has a hundred megabytes. */
const LONGEST_MS = 10 * 60_000;

const suiteFolder = fileURLToPath(new URL("suite/", import.meta.url));
const FILES = ["package.json", "package-lock.json"];

/** The name that suite/package.json gives to the suite of an era. */
function suiteName(version) {
  return `suite-${version}`;
}

/**
 * Sees to it that the suite is there; resolves to how it is started, or to `obstacle`, why it cannot be had.
 *
 * @param {{ say: (what: string) => void, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ obstacle: string, node?: undefined } | { obstacle?: undefined, node: string, fileOf: (version: string) => string }>}
 */
export async function installSuite({ say, env = process.env }) {
  const folder = folderOf(env);
  if (!existsSync(markOf(folder))) {
    mkdirSync(path.dirname(folder), { recursive: true });
    const onWait = (pid) => { say(`process ${String(pid)} is fetching the conformance suite already; waiting for that`); };
    const obstacle = await withLock(`${folder}.lock`, { onWait }, () => (existsSync(markOf(folder)) ? "" : fetchSuite(folder, { say, env })));
    if (obstacle !== "") return { obstacle };
  }
  const node = nodeOf(folder);
  if (node === undefined) return { obstacle: `it needs Node ${String(OLDEST_NODE)}, and no package brings one for ${process.platform} on ${process.arch}` };
  return { node, fileOf: (version) => path.join(folder, "node_modules", suiteName(version), "dist", "index.js") };
}

async function fetchSuite(folder, { say, env }) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of FILES) copyFileSync(path.join(suiteFolder, file), path.join(folder, file));
  say("fetching the conformance suite of MCP");
  const log = path.join(folder, "install.log");
  const [npm, args] = npmOf(["ci", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund"]);
  const code = await runLogged(npm, args, { cwd: folder, env, log, deadline: Date.now() + LONGEST_MS });
  if (code !== 0) return code === 124 ? "fetching it took too long" : `npm: exit code ${String(code)}: ${tailOf(log, 3).replaceAll("\n", "; ")}`;
  writeFileSync(markOf(folder), "");
  return "";
}

/** The Node that runs the suite: this one where it is new enough, else the one that was fetched. */
function nodeOf(folder) {
  if (Number(process.versions.node.split(".")[0]) >= OLDEST_NODE) return process.execPath;
  const fetched = path.join(folder, "node_modules", `node-${process.platform}-${process.arch}`, "bin", "node");
  return existsSync(fetched) ? fetched : undefined;
}

/** One folder for each state of the lock file: another version of anything in it is fetched anew. */
function folderOf({ XDG_CACHE_HOME: cache }) {
  const home = cache !== undefined && path.isAbsolute(cache) ? cache : path.join(os.homedir(), ".cache");
  const digest = createHash("sha256");
  for (const file of FILES) digest.update(readFileSync(path.join(suiteFolder, file)));
  return path.join(home, "dgs", "conformance", digest.digest("hex").slice(0, 16));
}

function markOf(folder) {
  return path.join(folder, `checked-${process.platform}-${process.arch}`);
}
