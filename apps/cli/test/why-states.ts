import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import path from "node:path";

/** Planning files by their paths in the planning folder. */
export type Planning = Readonly<Record<string, string>>;

const roadmap = (ticks: readonly boolean[]): string => {
  const names = ["Parser", "Format"].slice(0, ticks.length);
  const lines = names.map((name, index) => `- [${ticks[index] === true ? "x" : " "}] **Phase ${String(index + 1)}: ${name}** - ${name}`);
  const details = names.map((name, index) => `### Phase ${String(index + 1)}: ${name}\n\n**Goal**: ${name} is there\n`);
  return `# Roadmap\n\n## Milestones\n\n- 🚧 **v1.0 First** - Phases 1-${String(names.length)}\n\n## Phases\n\n${lines.join("\n")}\n\n## Phase Details\n\n${details.join("\n")}`;
};

export const planText = (id: string, more = "", phase = "01-parser"): string => `---\nphase: ${phase}\nplan: "${id}"\nwave: 1\n${more === "" ? "depends_on: []\n" : more}files_modified: [src/a.js]\nautonomous: true\n---\n\n<objective>\nSmall.\n</objective>\n\n<tasks>\n<task type="auto">\n  <name>Task 1: do it</name>\n  <files>src/a.js</files>\n  <action>Do it.</action>\n  <verify><automated>true</automated></verify>\n  <done>It is done.</done>\n</task>\n</tasks>\n`;
const summary = "---\nphase: 01-parser\nplan: \"01\"\ncompleted: 2026-01-01\n---\n\n# Summary\n\n**One line.**\n";
const verification = (status: string): string => `---\nphase: 01-parser\nstatus: ${status}\n---\n\n# Verification\n`;
const milestoneAudit = (status: string, more = ""): string => `---\nmilestone: v1.0\naudited: 2100-01-01T00:00:00Z\nstatus: ${status}\n${more}---\n\n# Audit\n`;
const job = (folder: string, status: string, steps: readonly string[], more = ""): Planning => ({ [`jobs/${folder}/milestone-v1.0.md`]: `# Job\n\n- **Version:** v1.0\n- **Status:** ${status}\n- **Check:** no\n- **Created:** 2026-01-01T00:00:00Z\n${more}\n## Steps\n\n${steps.join("\n")}\n` });
const EXECUTE = "`/dgs:execute-phase 1 --non-interactive`";

const START: Planning = { "PROJECT.md": "# P\n", "STATE.md": "---\nmilestone: v1.0\nstatus: planning\n---\n\n# Project State\n", "config.json": "{}\n", "REQUIREMENTS.md": "# Requirements\n\n## v1 Requirements\n\n- [ ] **READ-01**: It reads\n" };
export const OPEN: Planning = { ...START, "ROADMAP.md": roadmap([false]) };
export const PLANNED: Planning = { ...OPEN, "phases/01-parser/01-01-PLAN.md": planText("01") };
const TWO: Planning = { ...START, "ROADMAP.md": roadmap([false, false]), "phases/01-parser/01-01-PLAN.md": planText("01"), "phases/02-format/02-01-PLAN.md": planText("01", 'depends_on: ["01-01"]\n', "02-format") };
const EXECUTED: Planning = { ...PLANNED, "phases/01-parser/01-01-SUMMARY.md": summary };
const DONE: Planning = { ...EXECUTED, "ROADMAP.md": roadmap([true]), "phases/01-parser/01-VERIFICATION.md": verification("passed") };

const execution = (status: string, steps: string): Planning => ({ "phases/01-parser/01-EXECUTION.md": `# Execution of phase 1: Parser\n\n- **Phase:** 01\n- **Status:** ${status}\n- **Schedule:** waves\n- **Agents:** 1\n- **On-Failure:** halt\n- **Created:** 2026-01-01T00:00:00Z\n- **Started:** 2026-01-01T00:00:00Z\n\n## Steps\n\n${steps}` });
const REST = "- [ ] land `01-01`\n- [ ] verify\n- [ ] record\n";
const audit = (verdict: string, steps: string, status = "completed"): Planning => ({ "phases/01-parser/01-AUDIT.md": `# Audit of phase 1: Parser\n\n- **Phase:** 01\n- **Status:** ${status}\n${verdict === "" ? "" : `- **Verdict:** ${verdict}\n`}- **Rerun-Failed:** no\n- **Agents:** 1\n- **Heads:** {}\n- **Base:** {}\n- **Created:** 2026-01-01T00:00:00Z\n- **Started:** 2026-01-01T00:00:00Z\n\n## Steps\n\n${steps}` });
const red = (rest: string): string => `- [x] test \`1\`\n  - command: false\n  - origin: plan 01-01\n  - outcome: failed\n  - exit: 1\n  - note: exit 1\n- [x] diagnose \`G-01\`\n  - truth: \`false\` passes\n  - source: test\n  - severity: major\n  - why: exit 1\n  - test: 1\n  - root-cause: it is false\n- [x] look\n  - held: 1\n  - gate: untouched\n- [x] verify structure\n- [x] merge\n${rest}- [x] record\n`;

/** One state of a project, a subject, and what is said of it. */
export interface WhyState {
  readonly state: string;
  readonly files: Planning;
  readonly subject: string;
  readonly verdict: string;
  /** What a sentence of the tree says. */
  readonly says: RegExp;
  /** The place of such a sentence, and what stands in that line. */
  readonly at: readonly [path: string, line: RegExp];
  /** The commands in order; `-` where a person has to do something first. */
  readonly way: readonly string[];
}

const state = (name: string, files: Planning, subject: string, verdict: string, says: RegExp, at: readonly [string, RegExp], ...way: readonly string[]): WhyState => ({ state: name, files, subject, verdict, says, at, way });
const P = "phases/01-parser";

/** The states that `dgs why` tells apart; each command of a way is accepted where it stands first. */
export const STATES: readonly WhyState[] = [
  state("a phase that is not planned", OPEN, "1", "ready", /it has no plan/, ["ROADMAP.md", /Phase 1/], "dgs discuss-phase 1"),
  state("a phase that was discussed", { ...OPEN, [`${P}/01-CONTEXT.md`]: "# C\n" }, "1", "ready", /was decided/, [`${P}/01-CONTEXT.md`, /^/], "dgs plan-phase 1"),
  state("plans that were refused", { ...OPEN, [`${P}/01-CHECK.md`]: "# Check\n" }, "1", "failed", /plans were refused/, [`${P}/01-CHECK.md`, /^/], "dgs plan-phase 1"),
  state("a discussion that was interrupted", { ...OPEN, [`${P}/01-DISCUSS-CHECKPOINT.json`]: '{ "questions": [{ "id": "Q-01", "question": "What?", "answer": null }] }\n' }, "1", "waiting", /begun to decide/, [`${P}/01-DISCUSS-CHECKPOINT.json`, /^/], "dgs discuss-phase 1"),
  state("a phase that is planned", PLANNED, "1", "ready", /01-01 has no summary/, [`${P}/01-01-PLAN.md`, /^/], "dgs execute-phase 1"),
  state("a plan that waits for another one", { ...PLANNED, [`${P}/01-02-PLAN.md`]: planText("02", 'depends_on: ["01-01"]\n') }, "01-02", "waiting", /comes after 01-01/, [`${P}/01-02-PLAN.md`, /depends_on: \["01-01"\]/], "dgs execute-phase 1"),
  state("plans that change one file", { ...PLANNED, [`${P}/01-02-PLAN.md`]: planText("02") }, "01-02", "ready", /both change src\/a\.js/, [`${P}/01-02-PLAN.md`, /files_modified/], "dgs execute-phase 1"),
  state("a plan that waits for one of another phase", TWO, "02-01", "blocked", /01-01 of another phase/, ["phases/02-format/02-01-PLAN.md", /depends_on/], "dgs execute-phase 1"),
  state("a plan that depends on nothing that is there", { ...PLANNED, [`${P}/01-01-PLAN.md`]: planText("01", 'depends_on: ["01-09"]\n') }, "1", "blocked", /no plan 01-09/, [`${P}/01-01-PLAN.md`, /01-09/], "-", "dgs execute-phase 1"),
  state("a plan that was given up", { ...PLANNED, [`${P}/01-01-PLAN.md`]: planText("01").replace("wave: 1", "status: superseded\nwave: 1") }, "01-01", "given-up", /was given up/, [`${P}/01-01-PLAN.md`, /superseded/], "dgs discuss-phase 1"),
  state("a summary that says itself that it is not done", { ...PLANNED, [`${P}/01-01-SUMMARY.md`]: "---\nstatus: halted\n---\n\n# S\n" }, "01-01", "ready", /was not finished/, [`${P}/01-01-SUMMARY.md`, /^/], "-", "dgs execute-phase 1"),
  state("a plan that failed", { ...PLANNED, ...execution("failed", `- [!] run \`01-01\`\n  - wave: 1\n  - reason: failed\n  - error: \`npm test\`: exit 1\n${REST}`) }, "01-01", "failed", /`npm test`: exit 1/, [`${P}/01-EXECUTION.md`, /error: `npm test`/], "dgs execute-phase 1"),
  state("a plan whose runner was killed", { ...PLANNED, ...execution("in-progress", `- [>] run \`01-01\`\n  - wave: 1\n  - started: 2026-01-01T00:00:00Z\n${REST}`) }, "01-01", "cut-off", /did not end/, [`${P}/01-EXECUTION.md`, /started/], "dgs execute-phase 1"),
  state("a checkpoint that waits", { ...PLANNED, ...execution("waiting", `- [x] run \`01-01\`\n  - wave: 1\n- [ ] checkpoint \`01-01\`\n  - kind: human-action\n  - task: 1\n  - waiting: 2026-01-02T00:00:00Z\n- [ ] continue \`01-01\`\n${REST}`) }, "01-01", "waiting", /task 1 since 2026-01-02/, [`${P}/01-EXECUTION.md`, /waiting: 2026-01-02/], "dgs answer 01-01"),
  state("a phase that is carried out", EXECUTED, "1", "ready", /was not verified yet/, ["ROADMAP.md", /Phase 1/], "dgs execute-phase 1"),
  state("a verification with gaps", { ...EXECUTED, [`${P}/01-VERIFICATION.md`]: verification("gaps_found\ngaps:\n  - truth: it reads\n    status: failed\n    reason: it does not") }, "1", "failed", /it reads — is not so: it does not/, [`${P}/01-VERIFICATION.md`, /truth: it reads/], "dgs plan-phase 1 --gaps"),
  state("the same, with a plan that closes them", { ...EXECUTED, [`${P}/01-VERIFICATION.md`]: verification("gaps_found"), [`${P}/01-02-PLAN.md`]: planText("02") }, "1", "ready", /found gaps/, [`${P}/01-VERIFICATION.md`, /status/], "dgs execute-phase 1"),
  state("a verification that needs a person", { ...EXECUTED, [`${P}/01-VERIFICATION.md`]: verification("human_needed\nhuman_verification:\n  - test: look at it\n    expected: green") }, "1", "waiting", /look at it/, [`${P}/01-VERIFICATION.md`, /look at it/], "dgs answer 1"),
  state("a verification that says nothing", { ...EXECUTED, [`${P}/01-VERIFICATION.md`]: verification("verified") }, "1", "ready", /counts as nothing/, [`${P}/01-VERIFICATION.md`, /status: verified/], "dgs execute-phase 1"),
  state("an audit that found a gap and made no plan", { ...EXECUTED, ...audit("gaps_found", red("")) }, "1", "failed", /ended with exit code 1/, [`${P}/01-AUDIT.md`, /exit: 1/], "dgs audit-phase 1 --rerun-failed"),
  state("an audit that was cut off", { ...EXECUTED, ...audit("", "- [x] look\n  - held: 1\n  - gate: untouched\n- [>] verify structure\n- [ ] merge\n- [ ] record\n", "in-progress") }, "1", "cut-off", /verify structure/, [`${P}/01-AUDIT.md`, /verify structure/], "dgs audit-phase 1"),
  state("a plan that came in behind an audit", { ...EXECUTED, ...audit("gaps_found", red("")), [`${P}/01-02-PLAN.md`]: planText("02") }, "1", "ready", /01-02 has no summary/, [`${P}/01-02-PLAN.md`, /^/], "dgs execute-phase 1"),
  state("a phase that is complete", DONE, "1", "done", /verification passed/, [`${P}/01-VERIFICATION.md`, /passed/]),
  state("a plan that is done", DONE, "01-01", "done", /its summary completes/, [`${P}/01-01-SUMMARY.md`, /^/]),
  state("a job that waits", { ...PLANNED, ...job("pending", "pending", [`- [ ] ${EXECUTE}`]) }, "", "ready", /is not started/, ["jobs/pending/milestone-v1.0.md", /pending/], "dgs run-job v1.0"),
  state("a job that has halted", { ...PLANNED, ...job("in-progress", "failed", [`- [!] ${EXECUTE}\n  - started: 2026-01-01T00:00:00Z\n  - reason: failed\n  - error: broke`], "- **Started:** 2026-01-01T00:00:00Z\n- **Halted:** 2026-01-01T00:00:00Z\n") }, "v1.0", "failed", /it halted the job: broke/, ["jobs/in-progress/milestone-v1.0.md", /error: broke/], "dgs run-job v1.0"),
  state("a job whose runner was killed", { ...PLANNED, ...job("in-progress", "in-progress", [`- [>] ${EXECUTE}\n  - started: 2026-01-01T00:00:00Z`], "- **Started:** 2026-01-01T00:00:00Z\n- **StartShas:** {}\n") }, "step 1", "cut-off", /did not end/, ["jobs/in-progress/milestone-v1.0.md", /started/], "dgs run-job v1.0"),
  state("a step behind one that failed", { ...PLANNED, ...job("in-progress", "failed", [`- [!] ${EXECUTE}\n  - started: 2026-01-01T00:00:00Z\n  - reason: budget\n  - error: used up`, "- [ ] `/dgs:audit-phase 1`"], "- **Started:** 2026-01-01T00:00:00Z\n") }, "v1.0 2", "waiting", /step 1.*comes first/, ["jobs/in-progress/milestone-v1.0.md", /execute-phase 1/], "dgs run-job v1.0"),
  state("a step that had nothing to do", { ...PLANNED, ...job("in-progress", "failed", ["- [x] `/dgs:discuss-phase 1 --auto`\n  - started: 2026-01-01T00:00:00Z\n  - finished: 2026-01-01T00:00:00Z\n  - note: CONTEXT.md is there already", `- [ ] ${EXECUTE}`], "- **Started:** 2026-01-01T00:00:00Z\n") }, "v1.0 1", "skipped", /CONTEXT\.md is there already/, ["jobs/in-progress/milestone-v1.0.md", /note: CONTEXT/]),
  state("a job without progress", { ...EXECUTED, ...audit("gaps_found", red("")), ...job("in-progress", "failed", ["- [x] `/dgs:audit-phase 1`\n  - started: 2026-01-01T00:00:00Z\n  - evidence: 00112233aabbccdd", "- [!] `/dgs:audit-phase 1 --rerun-failed`\n  - inserted: phase 1 cycle 1\n  - started: 2026-01-01T00:00:00Z\n  - reason: blocked\n  - error: no progress: the same 1 gap with the same evidence after cycle 1"], '- **Started:** 2026-01-01T00:00:00Z\n- **PhaseFixCycle:** {"1":1}\n') }, "v1.0", "blocked", /fingerprint 00112233aabbccdd/, ["jobs/in-progress/milestone-v1.0.md", /evidence: 00112233aabbccdd/], "dgs audit-phase 1 --rerun-failed", "dgs run-job v1.0"),
  state("a job with a line that is no step", { ...PLANNED, ...job("pending", "pending", ["- [ ] `/dgs:fly 1`"]) }, "v1.0", "blocked", /unknown command/, ["jobs/pending/milestone-v1.0.md", /fly/], "-", "dgs run-job v1.0"),
  state("a job of another milestone", { ...PLANNED, "STATE.md": "---\nmilestone: v2.0\n---\n", "ROADMAP.md": `${roadmap([false])}\n`.replace("🚧 **v1.0 First** - Phases 1-1", "🚧 **v1.0 First** - Phases 1-1\n- 🚧 **v2.0 Second** - Phases 2-2"), ...job("pending", "pending", [`- [ ] ${EXECUTE}`]) }, "v1.0", "blocked", /v2\.0 is the active milestone/, ["STATE.md", /^/], "-", "dgs run-job v1.0"),
  state("a job that was rolled back", { ...PLANNED, ...job("completed", "rolled_back", [`- [ ] ${EXECUTE}`], "- **RolledBack:** 2026-01-01T00:00:00Z\n") }, "v1.0", "given-up", /rolled back on 2026/, ["jobs/completed/milestone-v1.0.md", /RolledBack/], "dgs create-milestone-job v1.0"),
  state("a milestone that nobody has looked at as a whole", DONE, "", "ready", /all of its 1 phase are complete|phase/, ["ROADMAP.md", /^/], "dgs audit-milestone v1.0"),
  state("a milestone whose audit found gaps", { ...DONE, "v1.0-MILESTONE-AUDIT.md": milestoneAudit("gaps_found", "gaps:\n  integration:\n    - text: a is not called\n") }, "", "ready", /complete/, ["ROADMAP.md", /^/], "dgs plan-milestone-gaps"),
];

/** Makes a git repository with the planning files in it, and an agent that only ends with an error. */
export function inState<Answer>(files: Planning, ask: (cwd: string) => Answer): Answer {
  const cwd = mkdtempSync(path.join(tmpdir(), "dgs-why-"));
  try {
    const agent = path.join(cwd, "agent.mjs");
    const all = { ...files, "config.json": files["config.json"] === "{}\n" ? JSON.stringify({ agents: { adapter: "command", command: [process.execPath, agent] }, git: { worktrees: true } }) : (files["config.json"] ?? "{}\n") };
    writeFileSync(agent, "process.stdin.resume(); process.stdin.on('end', () => { console.log('no'); process.exit(3); });\n");
    for (const [name, text] of Object.entries(all)) {
      const file = path.join(cwd, ".planning", name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@example.com", GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@example.com" };
    for (const args of [["init", "-q", "-b", "main"], ["config", "user.name", "a"], ["config", "user.email", "a@example.com"], ["add", "-A"], ["commit", "-qm", "start"]]) {
      const { status, stderr } = spawnSync("git", args, { cwd, env, encoding: "utf8" });
      if (status !== 0) throw new Error(stderr);
    }
    const head = spawnSync("git", ["rev-parse", "HEAD"], { cwd, env, encoding: "utf8" }).stdout.trim();
    for (const [name, text] of Object.entries(all)) {
      // An audit names the commits that it looks at.
      if (name.endsWith("-AUDIT.md")) writeFileSync(path.join(cwd, ".planning", name), text.replaceAll(/(Heads|Base):\*\* \{\}/g, `$1:** ${JSON.stringify({ [path.basename(cwd)]: head })}`));
    }
    return ask(cwd);
  } finally {
    rmSync(cwd, { recursive: true, force: true, maxRetries: 3 });
  }
}
