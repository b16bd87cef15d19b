// Makes a planning root of any size, the same each time: `node bench/generate-product.mjs <new folder> [--phases 500] [--plans 8] [--done 0.6]`.

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

/** What a product is made of, where nobody says otherwise. */
export const DEFAULT_SHAPE = { phases: 500, plansPerPhase: 8, done: 0.6 };

/**
 * Writes a planning root without a fault in it, and returns what a reader has to find there.
 *
 * The first quarter of the phases is a shipped milestone, folded away in a details block; its folders still lie among
 * the live ones, as most tools leave them. The others belong to the active milestone. Plans have the size of real ones.
 */
export function generateProduct(root, shape = {}) {
  const { phases: total, plansPerPhase, done } = { ...DEFAULT_SHAPE, ...shape };
  const shipped = Math.floor(total / 4);
  const finished = Math.max(shipped, Math.round(total * done));
  const phases = Array.from({ length: total }, (_, index) => phaseOf(index + 1, plansPerPhase, index < finished ? "done" : index === finished ? "begun" : "planned"));
  mkdirSync(root, { recursive: true });
  writeFileSync(path.join(root, "config.json"), `${JSON.stringify({ workflow: { verifier: true } }, null, 2)}\n`);
  writeFileSync(path.join(root, "STATE.md"), stateFile(finished, total));
  writeFileSync(path.join(root, "ROADMAP.md"), roadmap(phases, shipped));
  let files = 3;
  for (const phase of phases) files += writePhase(root, phase);
  return { phases: total, plans: total * plansPerPhase, plansDone: phases.reduce((sum, { summaries }) => sum + summaries, 0), files };
}

function phaseOf(number, plans, progress) {
  const id = String(number).padStart(2, "0");
  const name = titleOf(number);
  const summaries = progress === "done" ? plans : progress === "begun" ? Math.floor(plans / 2) : 0;
  return { id, number, name, folder: `${id}-${name.toLowerCase().replaceAll(" ", "-")}`, plans, summaries, done: progress === "done" };
}

function writePhase(root, phase) {
  const folder = path.join(root, "phases", phase.folder);
  mkdirSync(folder, { recursive: true });
  const write = (name, text) => writeFileSync(path.join(folder, `${phase.id}-${name}.md`), text);
  write("CONTEXT", prose(phase.number, 1200));
  for (let plan = 1; plan <= phase.plans; plan++) write(`${twoDigits(plan)}-PLAN`, planFile(phase, plan));
  for (let plan = 1; plan <= phase.summaries; plan++) write(`${twoDigits(plan)}-SUMMARY`, summaryFile(phase, plan));
  if (phase.done) write("VERIFICATION", verificationFile(phase));
  return 1 + phase.plans + phase.summaries + (phase.done ? 1 : 0);
}

function stateFile(finished, total) {
  return `---\nmilestone: v2.0\nstatus: executing\n---\n\n# State\n\nPhase: ${finished + 1} of ${total}\nStatus: Executing\n`;
}

function roadmap(phases, shipped) {
  const [old, live] = [phases.slice(0, shipped), phases.slice(shipped)];
  const folded = old.length === 0 ? [] : [
    "<details>", `<summary>✅ v1.0 Foundations (Phases 1-${shipped}) - SHIPPED 2025-06-01</summary>`, "",
    ...old.map(checklistLine), "", ...old.flatMap(phaseSection), "</details>", "",
  ];
  return [
    "# Roadmap: Sample", "", prose(0, 600), "", "## Milestones", "",
    ...(old.length === 0 ? [] : [`- ✅ **v1.0 Foundations** - Phases 1-${shipped} (shipped 2025-06-01)`]),
    `- 🚧 **v2.0 Growth** - Phases ${shipped + 1}-${phases.length} (in progress)`, "",
    ...folded,
    "### 🚧 v2.0 Growth (In Progress)", "", ...live.map(checklistLine), "",
    ...live.flatMap(phaseSection),
    "## Progress", "", "| Phase | Plans Complete | Status | Completed |", "|---|---|---|---|", ...phases.map(progressRow), "",
  ].join("\n");
}

function checklistLine({ id, name, done }) {
  return `- [${done ? "x" : " "}] **Phase ${id}: ${name}** - ${prose(name.length, 50)}`;
}

function phaseSection({ id, number, name, plans, summaries }) {
  const listed = Array.from({ length: plans }, (_, index) => `- [${index < summaries ? "x" : " "}] ${id}-${twoDigits(index + 1)}-PLAN.md — ${prose(number + index, 40)}`);
  const depends = number === 1 ? "Nothing (first phase)" : `Phase ${number - 1}`;
  return [
    `#### Phase ${id}: ${name}`, "", `**Goal:** ${prose(number, 110)}`, `**Depends on:** ${depends}`, `**Requirements:** REQ-${id}, REQ-${id}1`,
    "**Success Criteria** (what must be TRUE):", `  1. ${prose(number + 3, 80)}`, `  2. ${prose(number + 7, 80)}`, `**Plans:** ${summaries}/${plans} plans`, "",
    "Plans:", ...listed, "",
  ];
}

function progressRow({ number, name, plans, summaries, done }) {
  const status = done ? "Complete" : summaries > 0 ? "In Progress" : "Not started";
  return `| ${number}. ${name} | ${summaries}/${plans} | ${status} | ${done ? "2025-06-01" : "-"} |`;
}

function planFile({ id, folder, number }, plan) {
  const file = `src/part-${id}/module-${twoDigits(plan)}.ts`;
  const front = [
    `phase: ${folder}`, `plan: ${twoDigits(plan)}`, "type: execute", `wave: ${Math.ceil(plan / 4)}`, plan > 4 ? `depends_on: [${id}-${twoDigits(plan - 4)}]` : "depends_on: []",
    "files_modified:", `  - ${file}`, `  - ${file.replace(".ts", ".test.ts")}`, "autonomous: true", "must_haves:", "  truths:", `    - "${prose(number + plan, 60)}"`, `    - "${prose(number + plan + 5, 60)}"`,
    "  artifacts:", `    - path: ${file}`, `      provides: "${prose(plan, 40)}"`,
  ];
  const tasks = [1, 2, 3].map((task) => `<task type="auto">\n  <name>Task ${task}: ${prose(task + plan, 40)}</name>\n  <files>${file}</files>\n  <action>\n${prose(number * 7 + plan * 3 + task, 420)}\n\n\`\`\`ts\nexport const part${task} = (value: number): number => value + ${task};\n\`\`\`\n  </action>\n  <verify>node --test</verify>\n  <done>${prose(task, 60)}</done>\n</task>`);
  return `---\n${front.join("\n")}\n---\n\n<objective>\n${prose(number + plan, 300)}\n</objective>\n\n<context>\n@ROADMAP.md\n@STATE.md\n</context>\n\n<tasks>\n\n${tasks.join("\n\n")}\n\n</tasks>\n\n<verification>\n- [ ] ${prose(plan, 60)}\n</verification>\n`;
}

function summaryFile({ id, folder, number }, plan) {
  const front = [`phase: ${folder}`, `plan: ${twoDigits(plan)}`, "subsystem: core", "tags: [sample, growth]", "key-files:", "  created:", `    - src/part-${id}/module-${twoDigits(plan)}.ts`, "duration: 12min", "completed: 2025-06-01"];
  return `---\n${front.join("\n")}\n---\n\n# Phase ${id} Plan ${plan}: Summary\n\n**${prose(plan, 70)}**\n\n## Accomplishments\n\n- ${prose(number + plan, 90)}\n- ${prose(number + plan + 1, 90)}\n\n## Task Commits\n\n1. **Task 1** - \`abc1234\`\n2. **Task 2** - \`def5678\`\n\n## Decisions Made\n\n${prose(number * 3 + plan, 700)}\n\n## Deviations from Plan\n\nNone.\n\n## Issues\n\n${prose(number * 5 + plan, 400)}\n`;
}

function verificationFile({ id, folder, number, plans }) {
  const rows = Array.from({ length: plans * 2 }, (_, index) => `| ${index + 1} | ${prose(number + index, 60)} | ✓ VERIFIED | \`src/part-${id}/module.ts:${index + 1}\` |`);
  return `---\nphase: ${folder}\nverified: 2025-06-01T10:00:00Z\nstatus: passed\nscore: ${plans * 2}/${plans * 2} must-haves verified\n---\n\n# Phase ${id}: Verification\n\n## Observable Truths\n\n| # | Truth | Status | Evidence |\n|---|---|---|---|\n${rows.join("\n")}\n\n${prose(number, 500)}\n`;
}

const WORDS = "engine cache query worker storage reader writer index token schema session router parser ledger signal buffer record filter stream policy".split(" ");

/** Text of some length that depends on nothing but its arguments. */
function prose(seed, length) {
  let state = (seed + 1) * 2654435761;
  const words = [];
  for (let size = 0; size < length; ) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    const word = WORDS[(state >>> 8) % WORDS.length];
    words.push(word);
    size += word.length + 1;
  }
  return words.join(" ").replace(/(.{60,75}) (?=.{20})/g, length > 200 ? "$1\n" : "$1 ");
}

function titleOf(number) {
  return prose(number, 14).split(" ").slice(0, 2).map((word) => word[0].toUpperCase() + word.slice(1)).join(" ");
}

function twoDigits(number) {
  return String(number).padStart(2, "0");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { phases: { type: "string" }, plans: { type: "string" }, done: { type: "string" } } });
  const [folder] = positionals;
  if (folder === undefined) {
    console.error("usage: node bench/generate-product.mjs <new folder> [--phases 500] [--plans 8] [--done 0.6]");
    process.exitCode = 2;
  } else {
    const number = (text, otherwise) => (text === undefined ? otherwise : Number(text));
    const shape = { phases: number(values.phases, DEFAULT_SHAPE.phases), plansPerPhase: number(values.plans, DEFAULT_SHAPE.plansPerPhase), done: number(values.done, DEFAULT_SHAPE.done) };
    console.log(JSON.stringify(generateProduct(path.resolve(folder), shape)));
  }
}
