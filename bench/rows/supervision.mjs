// One program under supervision, beside the bare spawn of it.

import { spawn } from "node:child_process";
import { processes } from "../built.mjs";
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

async function runSupervised(supervised, spec) {
  const result = await supervised.run(spec);
  if (result.type !== "exited" || result.code !== 0) throw new Error(`\`true\` came to ${JSON.stringify(result)}`);
}

function spawnBare({ program, args, cwd, env }) {
  return new Promise((resolve, reject) => {
    spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] }).on("error", reject).on("close", resolve);
  });
}
