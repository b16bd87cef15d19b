// State of a big product: in this process, and by `dgs progress --json` as a whole process.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { runtime } from "../built.mjs";
import { alternate, median, ratioOf, time } from "../measure.mjs";

/** Bar for the state of 500 phases and 4,000 plans, in milliseconds. */
const BAR_MS = 150;

export async function measureState({ base, root, expected, rounds }) {
  const place = { base, root, project: "" };
  const files = runtime.createPlanningFiles({ root });
  const load = async () => check(await runtime.loadProduct(files, place), expected);
  const first = await time(load);
  const touched = await filesTouched(files, place);
  const times = await alternate({ load, bare: () => readBare(root, touched) }, { rounds, warmUp: 5 });
  const took = median(times.load);
  const { median: ratio } = ratioOf(times.load, times.bare);
  return {
    what: `state of ${expected.phases} phases / ${expected.plans} plans, in process, warm file cache`,
    result: `${took.toFixed(0)} ms (best ${Math.min(...times.load).toFixed(0)}, first call ${first.toFixed(0)})`,
    bar: `≤ ${BAR_MS} ms`,
    met: took <= BAR_MS,
    beside: `${ratio.toFixed(1)} × the bare reading of the same ${touched.read.length} files and ${touched.listed.length} folders (${median(times.bare).toFixed(0)} ms)`,
  };
}

/** A row about a product that was not read would be worth nothing. */
function check(loaded, expected) {
  if (!("product" in loaded)) throw new Error(`the product was refused: ${loaded.message}`);
  const { product, problems } = loaded;
  const all = [...product.phases, ...product.others];
  const found = { phases: all.length, plans: sum(all, "planCount"), plansDone: sum(all, "plansDone"), problems: problems.length };
  const wanted = { phases: expected.phases, plans: expected.plans, plansDone: expected.plansDone, problems: 0 };
  if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(`found ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}: ${problems[0]?.message ?? ""}`);
}

function sum(phases, key) {
  return phases.reduce((total, phase) => total + phase[key], 0);
}

/** What loading the product opens, by watching it once. */
async function filesTouched(files, place) {
  const touched = { listed: new Set(), read: new Set() };
  const note = (set, action) => (name) => {
    const result = action(name);
    if (result !== undefined) set.add(name);
    return result;
  };
  await runtime.loadProduct({ ...files, list: note(touched.listed, files.list), read: note(touched.read, files.read), head: note(touched.read, files.head) }, place);
  return { listed: [...touched.listed], read: [...touched.read] };
}

function readBare(root, { listed, read }) {
  for (const folder of listed) readdirSync(path.join(root, folder));
  for (const file of read) readFileSync(path.join(root, file));
}
