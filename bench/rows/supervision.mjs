// One program under supervision, and one run of an agent, beside the bare spawn of it.

import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { agents, processes } from "../built.mjs";
import { alternate, median, ratioOf } from "../measure.mjs";

export async function measureSupervision({ folder, rounds }) {
  const supervised = processes.createProcesses();
  const spec = { program: "true", args: [], cwd: folder, env: { PATH: process.env.PATH ?? "" }, deadlineMs: 60_000 };
  const times = await alternate({ bare: () => spawnBare(spec), supervised: () => runSupervised(supervised, spec) }, { rounds, warmUp: 5 });
  return {
    what: "one program (`true`) under supervision",
    result: `${ratioOf(times.supervised, times.bare).median.toFixed(2)} × a bare spawn`,
    bar: "none",
    beside: `${median(times.supervised).toFixed(1)} ms against ${median(times.bare).toFixed(1)} ms`,
  };
}

/** The agent is the same program: what is left is what a run of an agent costs by itself. */
export async function measureAgentRun({ folder, rounds }) {
  const env = { PATH: process.env.PATH ?? "" };
  const command = agents.createCommandAgents({ processes: processes.createProcesses(), command: ["true"], env });
  const outbox = path.join(folder, "outbox");
  mkdirSync(outbox, { recursive: true });
  const request = { role: "executor", tier: "sonnet", purpose: "bench", attempt: 1, prompt: "p".repeat(20_000), cwd: folder, outbox, logPath: path.join(folder, "agent.log"), limits: { timeMs: 60_000 } };
  const times = await alternate({ bare: () => spawnBare({ program: "true", args: [], cwd: folder, env }), agent: () => runAgent(command, request) }, { rounds, warmUp: 5 });
  return {
    what: "one run of a command agent (`true`), with prompt, log and outbox",
    result: `${ratioOf(times.agent, times.bare).median.toFixed(2)} × a bare spawn`,
    bar: "none",
    beside: `${median(times.agent).toFixed(1)} ms against ${median(times.bare).toFixed(1)} ms`,
  };
}

async function runAgent(command, request) {
  const { type } = await command.run(request);
  if (type !== "completed") throw new Error(`the agent came to ${type}`);
}

async function runSupervised(supervised, spec) {
  const result = await supervised.run(spec);
  if (result.type !== "exited" || result.code !== 0) throw new Error(`\`true\` came to ${JSON.stringify(result)}`);
}

function spawnBare({ program, args, cwd, env }) {
  return new Promise((resolve, reject) => {
    spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] }).on("error", reject).on("close", resolve);
  });
}
