// An agent that can be watched: leaves what a tape has for the work that it is asked for, says what it does, and takes its time over it.
// node unhurried-agent.mjs <tape> <milliseconds of a plan> [<file>]: with a file, a plan is at its end only once that is there.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const [tape, planMs, gate] = process.argv.slice(2);
const { DGS_PURPOSE: purpose = "", DGS_OUTBOX: outbox = "" } = process.env;
const entry = JSON.parse(readFileSync(tape, "utf8")).entries.find((each) => each.purpose === purpose);
if (entry === undefined) {
  console.error(`The tape has nothing for ${purpose}.`);
  process.exit(1);
}

const write = (folder, { path, text }) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const isPlan = purpose.startsWith("execute-plan");
const work = [
  ["reads the plan", () => undefined],
  ...entry.changes.map((change) => [`writes ${change.path}`, () => write(".", change)]),
  ...entry.changes.filter(({ path }) => path.startsWith("test/")).map(({ path }) => [`looks through ${path} once more`, () => undefined]),
  ["writes its summary", () => entry.outbox.forEach((file) => write(outbox, file))],
];
for (const [saying, act] of work) {
  console.log(saying);
  act();
  await sleep((isPlan ? Number(planMs) : Math.min(Number(planMs), 1_000)) / work.length);
}
while (isPlan && gate !== undefined && !existsSync(gate)) await sleep(50);
const { type, usage = { inputTokens: 3_100, outputTokens: 400 } } = entry.result;
writeFileSync(join(outbox, "result.json"), JSON.stringify({ status: type, usage: { ...usage, costUsd: 0.04 } }));
