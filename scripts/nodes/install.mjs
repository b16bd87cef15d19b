import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { fetchLocked } from "../workspace/fetch-locked.mjs";

/** The majors that packages are tried on beside the Node that runs this; a registry has each as a package. */
const MAJORS = [22, 24];

/**
 * Sees to it that the other Nodes are there; resolves to them, or to `obstacle`, why they cannot be had.
 *
 * @param {{ say: (what: string) => void, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ obstacle: string } | { obstacle?: undefined, nodes: { name: string, program: string }[] }>}
 */
export async function installNodes({ say, env }) {
  if (process.platform !== "linux" || process.arch !== "x64") return { obstacle: `they are fetched for Linux on x64 only, and this is ${process.platform} on ${process.arch}` };
  const what = MAJORS.map((major) => `Node ${String(major)}`).join(" and ");
  const { obstacle, folder } = await fetchLocked("nodes", fileURLToPath(new URL("runtimes/", import.meta.url)), { what, say, env });
  if (folder === undefined) return { obstacle };
  const nodes = MAJORS.map((major) => ({ name: `Node ${String(major)}`, program: path.join(folder, "node_modules", `node-${String(major)}`, "bin", "node") }));
  const missing = nodes.filter(({ program }) => !existsSync(program));
  return missing.length === 0 ? { nodes } : { obstacle: `npm left ${missing.map(({ name }) => name).join(" and ")} out` };
}
