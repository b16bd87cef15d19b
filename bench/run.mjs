// `npm run bench`: measures the budgets of speed and writes docs/performance.md. Needs the packages built.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync, readFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { DEFAULT_SHAPE, generateProduct } from "./generate-product.mjs";
import { describeMachine, liesInMemory } from "./machine.mjs";
import { keepNotes, renderDocument, renderText } from "./report.mjs";
import { measureCompletion } from "./rows/completion.mjs";
import { measureGitEngines } from "./rows/git-engines.mjs";
import { measureOutline } from "./rows/outline.mjs";
import { measureScheduling } from "./rows/scheduling.mjs";
import { measureServer } from "./rows/server.mjs";
import { measureState } from "./rows/state.mjs";
import { measureSteps } from "./rows/steps.mjs";
import { measureAgentRun, measureSupervision } from "./rows/supervision.mjs";
import { measureProgress, measureVersion } from "./rows/whole-process.mjs";

const rounds = { inProcess: 25, processes: 21, jobs: 3 };

const { values } = parseArgs({ options: { phases: { type: "string" }, plans: { type: "string" }, done: { type: "string" } } });
const shape = { phases: Number(values.phases ?? DEFAULT_SHAPE.phases), plansPerPhase: Number(values.plans ?? DEFAULT_SHAPE.plansPerPhase), done: Number(values.done ?? DEFAULT_SHAPE.done) };
const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "dgs-bench-")));
try {
  const rows = await measure();
  console.log(`\n${renderText(rows)}\n`);
  if (Object.values(values).length === 0) writeReport(rows);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure() {
  const base = path.join(folder, "product");
  const root = path.join(base, ".planning");
  mkdirSync(base);
  const expected = generateProduct(root, shape);
  const text = readFileSync(path.join(root, "ROADMAP.md"), "utf8");
  const rows = [];
  const say = (what) => process.stderr.write(`measuring ${what} …\n`);
  say("the state of a product");
  rows.push(await measureState({ base, root, expected, rounds: rounds.inProcess }));
  say("whole processes");
  rows.push(await measureProgress({ base, expected, rounds: rounds.processes }), await measureVersion({ rounds: rounds.processes }), await measureCompletion({ base, expected, rounds: rounds.processes }), await measureServer({ base, rounds: rounds.processes }));
  say("the steps of jobs");
  rows.push(...(await measureSteps({ folder, rounds: rounds.jobs, inMemory: liesInMemory(folder) })));
  say("outlines and supervision");
  rows.push(await measureOutline({ text, rounds: 5 }), await measureSupervision({ folder, rounds: rounds.inProcess }), await measureAgentRun({ folder, rounds: rounds.inProcess }));
  say("schedules");
  rows.push(...measureScheduling());
  say("the git engines");
  rows.push(...(await measureGitEngines({ folder, rounds: rounds.processes })));
  return rows;
}

function writeReport(rows) {
  const machine = describeMachine(folder);
  const [, load] = loadavg();
  const target = new URL("../docs/performance.md", import.meta.url);
  writeFileSync(target, keepNotes(readFileSync(target, "utf8"), renderDocument({ rows, rounds, machine: { ...machine, load, busy: load > machine.cores }, date: new Date().toISOString().slice(0, 10) })));
  console.log("written: docs/performance.md");
}
