// `npm run nodegit`: builds nodegit for those who want `git.engine: nodegit`, outside the checkout. `--system` lets root install what the build needs.

import { mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { buildNodegit, isBuilt } from "./nodegit/build.mjs";
import { withLock } from "./nodegit/lock.mjs";
import { canInstall, describeMissing, missingNeeds } from "./nodegit/needs.mjs";
import { buildFolder, VERSION } from "./nodegit/places.mjs";
import { runLogged, tailOf } from "./nodegit/run.mjs";
import path from "node:path";

const { values } = parseArgs({ options: { system: { type: "boolean" }, where: { type: "boolean" }, minutes: { type: "string" } } });
const folder = buildFolder();
const started = Date.now();
const deadline = started + Number(values.minutes ?? 90) * 60_000;
const say = (what) => { console.log(`[${String(Math.round((Date.now() - started) / 1_000)).padStart(4)} s] ${what}`); };
for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]]) process.on(signal, () => process.exit(code));

if (values.where === true) console.log(folder);
else process.exitCode = await main();

async function main() {
  if (isBuilt(folder)) return tellDone();
  mkdirSync(path.dirname(folder), { recursive: true });
  return withLock(`${folder}.lock`, { onWait: (pid) => { say(`process ${String(pid)} is building it already; waiting for that`); } }, async () => {
    if (isBuilt(folder)) return tellDone();
    const obstacle = (await prepareSystem()) || (await buildNodegit(folder, { deadline, say }));
    if (obstacle === "") return tellDone();
    console.error(`nodegit ${VERSION} was not built.\n${obstacle}`);
    return 1;
  });
}

/** Sees to what the build needs of the system; resolves to what is wrong, "" for nothing. */
async function prepareSystem() {
  const missing = missingNeeds();
  if (missing.length === 0) return "";
  if (values.system !== true || !canInstall()) return describeMissing(missing);
  const packages = missing.map(({ debian }) => debian);
  say(`installing ${packages.join(", ")}`);
  const log = `${folder}.system.log`;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update", "-q"], ["install", "-y", "-q", ...packages]]) {
    const code = await runLogged("apt-get", args, { env, log, deadline });
    if (code !== 0) return `apt-get ${args.join(" ")}: exit code ${String(code)}\n${tailOf(log)}`;
  }
  const still = missingNeeds();
  return still.length === 0 ? "" : describeMissing(still);
}

function tellDone() {
  console.log(`nodegit ${VERSION} for Node ${process.versions.node} is ready in ${folder}`);
  return 0;
}
