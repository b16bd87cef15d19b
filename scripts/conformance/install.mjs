// The official conformance suite of MCP, in the versions of both protocol eras, and a Node that runs it: nobody's dependency.

import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { fetchLocked } from "../workspace/fetch-locked.mjs";

/** The oldest Node that runs the suite; an older one crashes in it. */
const OLDEST_NODE = 22;

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
export async function installSuite({ say, env }) {
  const { obstacle, folder } = await fetchLocked("conformance", fileURLToPath(new URL("suite/", import.meta.url)), { what: "the conformance suite of MCP", say, env });
  if (folder === undefined) return { obstacle };
  const node = nodeOf(folder);
  if (node === undefined) return { obstacle: `it needs Node ${String(OLDEST_NODE)}, and no package brings one for ${process.platform} on ${process.arch}` };
  return { node, fileOf: (version) => path.join(folder, "node_modules", suiteName(version), "dist", "index.js") };
}

/** The Node that runs the suite: this one where it is new enough, else the one that was fetched. */
function nodeOf(folder) {
  if (Number(process.versions.node.split(".")[0]) >= OLDEST_NODE) return process.execPath;
  const fetched = path.join(folder, "node_modules", `node-${process.platform}-${process.arch}`, "bin", "node");
  return existsSync(fetched) ? fetched : undefined;
}
