// What a Tab costs: `dgs __complete` as a whole process, beside a Node that does nothing.

import { spawnSync } from "node:child_process";
import { program } from "../built.mjs";
import { alternate, median } from "../measure.mjs";

const NOTHING = ["-e", "0"];

/** The words that are completed, and how many names have to come. */
const TABS = [
  { name: "commands", words: ["="], atLeast: () => 30 },
  { name: "versions", words: ["=", "run-job"], atLeast: () => 2 },
  { name: "phases", words: ["=", "plan-phase"], atLeast: ({ phases }) => phases },
  { name: "what waits", words: ["=", "answer"], atLeast: ({ phases }) => phases },
];

export async function measureCompletion({ base, expected, rounds }) {
  for (const { name, words, atLeast } of TABS) {
    const found = run([program, "__complete", "zsh", ...words], base).stdout.trimEnd().split("\n").length - 1;
    if (found < atLeast(expected)) throw new Error(`completing ${name}: ${found} names, expected at least ${atLeast(expected)}`);
  }
  const calls = { nothing: NOTHING, ...Object.fromEntries(TABS.map(({ name, words }) => [name, [program, "__complete", "zsh", ...words]])) };
  const times = await alternate(Object.fromEntries(Object.entries(calls).map(([name, args]) => [name, () => run(args, base)])), { rounds, warmUp: 2 });
  const more = TABS.map(({ name }) => ({ name, ms: median(times[name]) - median(times.nothing) }));
  const worst = Math.max(...more.map(({ ms }) => ms));
  return {
    what: `a Tab (\`dgs __complete\`) in a product of ${expected.phases} phases / ${expected.plans} plans, whole process`,
    result: `${worst.toFixed(0)} ms more than \`node -e 0\` at most`,
    bar: "< 100 ms more",
    met: worst < 100,
    beside: `${more.map(({ name, ms }) => `${name} ${ms.toFixed(0)} ms`).join(", ")} more than ${median(times.nothing).toFixed(0)} ms${process.platform === "linux" ? `; the main thread on a processor: ${processorTimes(calls, base, rounds)}` : ""}`,
  };
}

/** The same by the time that the main thread had a processor: other work on the machine hardly changes it. */
function processorTimes(calls, base, rounds) {
  const hook = ["--require", new URL("../processor-time.cjs", import.meta.url).pathname];
  const took = Object.fromEntries(Object.keys(calls).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) for (const [name, args] of Object.entries(calls)) took[name].push(Number(run([...hook, ...args], base).output[3]) / 1e6);
  const nothing = median(took.nothing);
  return `${TABS.map(({ name }) => `${name} ${(median(took[name]) - nothing).toFixed(0)} ms`).join(", ")} more than ${nothing.toFixed(0)} ms`;
}

function run(args, cwd) {
  const end = spawnSync(process.execPath, args, { cwd, stdio: ["ignore", "pipe", "pipe", "pipe"], encoding: "utf8" });
  if (end.status !== 0) throw new Error(`node ${args.join(" ")} ended with ${end.status}: ${end.stderr}`);
  return end;
}
