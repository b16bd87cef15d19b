// Fetches the other Nodes that the packages are tried on: by the digests in runtimes/package-lock.json, and outside of the checkout, as they have two hundred megabytes.

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "../nodegit/lock.mjs";
import { npmOf, runLogged, tailOf } from "../nodegit/run.mjs";

const runtimes = fileURLToPath(new URL("runtimes/", import.meta.url));
const FILES = ["package.json", "package-lock.json"];

/** Milliseconds that fetching may take. */
const LONGEST_MS = 10 * 60_000;

/** The majors that are tried beside the Node that runs this; a registry has each as a package. */
const MAJORS = [22, 24];

/**
 * Sees to it that the Nodes are there; resolves to them, or to `obstacle`, why they cannot be had.
 *
 * @param {{ say: (what: string) => void, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ obstacle: string } | { obstacle?: undefined, nodes: { name: string, program: string }[] }>}
 */
export async function installNodes({ say, env = process.env }) {
  if (process.platform !== "linux" || process.arch !== "x64") return { obstacle: `they are fetched for Linux on x64 only, and this is ${process.platform} on ${process.arch}` };
  const folder = folderOf(env);
  const mark = path.join(folder, "checked");
  if (!existsSync(mark)) {
    mkdirSync(path.dirname(folder), { recursive: true });
    const onWait = (pid) => { say(`process ${String(pid)} is fetching them already; waiting for that`); };
    const obstacle = await withLock(`${folder}.lock`, { onWait }, () => (existsSync(mark) ? "" : fetchNodes(folder, mark, { say, env })));
    if (obstacle !== "") return { obstacle };
  }
  const nodes = MAJORS.map((major) => ({ name: `Node ${String(major)}`, program: path.join(folder, "node_modules", `node-${String(major)}`, "bin", "node") }));
  const missing = nodes.filter(({ program }) => !existsSync(program));
  return missing.length === 0 ? { nodes } : { obstacle: `npm left ${missing.map(({ name }) => name).join(" and ")} out` };
}

async function fetchNodes(folder, mark, { say, env }) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of FILES) copyFileSync(path.join(runtimes, file), path.join(folder, file));
  say(`fetching ${MAJORS.map((major) => `Node ${String(major)}`).join(" and ")}`);
  const log = path.join(folder, "install.log");
  const [npm, args] = npmOf(["ci", "--prefix", folder, "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"]);
  const code = await runLogged(npm, args, { cwd: folder, env, log, deadline: Date.now() + LONGEST_MS });
  if (code !== 0) return code === 124 ? "fetching them took too long" : `npm: exit code ${String(code)}: ${tailOf(log, 3).replaceAll("\n", "; ")}`;
  writeFileSync(mark, "");
  return "";
}

/** One folder for each state of the lock file. */
function folderOf({ XDG_CACHE_HOME: cache }) {
  const home = cache !== undefined && path.isAbsolute(cache) ? cache : path.join(os.homedir(), ".cache");
  const digest = createHash("sha256");
  for (const file of FILES) digest.update(readFileSync(path.join(runtimes, file)));
  return path.join(home, "dgs", "nodes", digest.digest("hex").slice(0, 16));
}
