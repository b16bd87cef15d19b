// `dgs mcp` from its start to the list of its tools, beside a Node that does nothing: what a client waits for when it starts.

import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { program } from "../built.mjs";
import { alternate, median, ratioOf } from "../measure.mjs";

const OPENING = [
  { jsonrpc: "2.0", id: 1, method: "initialize", params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "bench", version: "1" } } },
  { jsonrpc: "2.0", method: "notifications/initialized" },
  { jsonrpc: "2.0", id: 2, method: "tools/list", params: {} },
];

export async function measureServer({ base, rounds }) {
  const times = await alternate({ nothing: () => spawnSync(process.execPath, ["-e", "0"]), server: () => listTools(base) }, { rounds, warmUp: 2 });
  return {
    what: "`dgs mcp`, from its start to the list of its tools",
    result: `${ratioOf(times.server, times.nothing).median.toFixed(2)} × \`node -e 0\` (best against best ${ratioOf(times.server, times.nothing).best.toFixed(2)})`,
    bar: "none",
    beside: `${median(times.server).toFixed(0)} ms against ${median(times.nothing).toFixed(0)} ms`,
  };
}

/** Settles with the answer; the server's end is not in the time of a client. */
async function listTools(base) {
  const child = spawn(process.execPath, [program, "mcp", "--root", base], { stdio: ["pipe", "pipe", "inherit"] });
  for (const message of OPENING) child.stdin.write(`${JSON.stringify(message)}\n`);
  for await (const line of createInterface({ input: child.stdout })) {
    const { id, result } = JSON.parse(line);
    if (id !== 2) continue;
    if (!(result?.tools?.length > 10)) throw new Error(`dgs mcp lists no tools: ${line}`);
    break;
  }
  child.kill("SIGKILL");
}
