// `dgs` as a whole process, beside a Node that does nothing.

import { spawnSync } from "node:child_process";
import { program } from "../built.mjs";
import { alternate, median, ratioOf } from "../measure.mjs";

const NOTHING = ["-e", "0"];

export async function measureVersion({ rounds }) {
  return besideNothing("`dgs --version`, whole process", [program, "--version"], 1.3, rounds);
}

export async function measureProgress({ base, expected, rounds }) {
  const row = await besideNothing(`\`dgs progress --json\` of ${expected.phases} phases / ${expected.plans} plans, whole process`, [program, "progress", "--json", "--root", base], 3, rounds);
  return { ...row, notes: ["Faster than any peer's equivalent: not measured, as no peer's program was at hand (of one there are recorded answers only)."] };
}

async function besideNothing(what, args, bar, rounds) {
  run(args);
  const times = await alternate({ nothing: () => run(NOTHING), program: () => run(args) }, { rounds, warmUp: 2 });
  const ratio = ratioOf(times.program, times.nothing);
  const processor = process.platform === "linux" ? await processorTimes(args, rounds) : undefined;
  return {
    what,
    result: `${ratio.median.toFixed(2)} × \`node -e 0\` (best against best ${ratio.best.toFixed(2)})`,
    bar: `≤ ${bar} ×`,
    met: ratio.median <= bar,
    beside: `${median(times.program).toFixed(0)} ms against ${median(times.nothing).toFixed(0)} ms${processor === undefined ? "" : `; the main thread on a processor: ${processor}`}`,
  };
}

/** The same once more by the time that the main thread had a processor, which other work on the machine hardly changes. */
async function processorTimes(args, rounds) {
  const hook = ["--require", new URL("../processor-time.cjs", import.meta.url).pathname];
  const took = { nothing: [], program: [] };
  const measured = (key, what) => () => { took[key].push(Number(run([...hook, ...what])) / 1e6); };
  await alternate({ nothing: measured("nothing", NOTHING), program: measured("program", args) }, { rounds, warmUp: 0 });
  return `${median(took.program).toFixed(0)} ms against ${median(took.nothing).toFixed(0)} ms (${(median(took.program) / median(took.nothing)).toFixed(2)} ×)`;
}

function run(args) {
  const { status, stderr, output } = spawnSync(process.execPath, args, { stdio: ["ignore", "ignore", "pipe", "pipe"], encoding: "utf8" });
  if (status !== 0) throw new Error(`node ${args.join(" ")} ended with ${status}: ${stderr}`);
  return output[3];
}
