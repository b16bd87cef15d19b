import { mkdtempSync, mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "./built-program.js";

let program: BuiltProgram;
beforeAll(() => { program = buildProgram(); }, 240_000);
afterAll(() => { program.remove(); });

type Planning = Readonly<Record<string, string>>;

const roadmap = (mark: string, phases: readonly (readonly [name: string, done: boolean])[]): string => {
  const lines = phases.map(([name, done], index) => `- [${done ? "x" : " "}] **Phase ${String(index + 1)}: ${name}** - ${name}`);
  const details = phases.map(([name], index) => `### Phase ${String(index + 1)}: ${name}\n\n**Goal**: ${name} is there\n`);
  return `# Roadmap\n\n## Milestones\n\n- ${mark} **v1.0 First** - Phases 1-${String(Math.max(1, phases.length))}\n\n## Phases\n\n${lines.join("\n")}\n\n## Phase Details\n\n${details.join("\n")}`;
};
const plan = (id: string): string => `---\nphase: 01-parser\nplan: ${id}\nwave: 1\ndepends_on: []\nfiles_modified: []\nautonomous: true\n---\n\n<objective>\nSmall.\n</objective>\n\n<tasks>\n<task type="auto">\n  <name>Task 1: do it</name>\n  <action>Do it.</action>\n  <verify>true</verify>\n  <done>It is done.</done>\n</task>\n</tasks>\n`;
const summary = "---\nphase: 01-parser\nplan: 01\ncompleted: 2026-01-01\n---\n\n# Summary\n\n**One line.**\n";
const verification = (status: string): string => `---\nstatus: ${status}\n---\n\n# Verification\n`;
const audit = (status: string, more = ""): string => `---\nmilestone: v1.0\naudited: 2100-01-01T00:00:00Z\nstatus: ${status}\n${more}---\n\n# Audit\n`;
const job = (folder: string, status: string, step = "[ ]"): Planning => ({ [`jobs/${folder}/milestone-v1.0.md`]: `# Job\n\n- **Version:** v1.0\n- **Status:** ${status}\n- **Check:** true\n- **Created:** 2026-01-01T00:00:00Z\n\n## Steps\n\n- ${step} \`/dgs:execute-phase 1 --non-interactive\`\n` });

const REQUIREMENTS = "# Requirements\n\n## v1 Requirements\n\n- [ ] **READ-01**: It reads\n";
const START: Planning = { "PROJECT.md": "# P\n", "STATE.md": "---\nmilestone: v1.0\nstatus: planning\n---\n\n# Project State\n", "config.json": "{}\n" };
const OPEN: Planning = { ...START, "ROADMAP.md": roadmap("🚧", [["Parser", false]]) };
const PLANNED: Planning = { ...OPEN, "phases/01-parser/01-01-PLAN.md": plan("01") };
const EXECUTED: Planning = { ...PLANNED, "phases/01-parser/01-01-SUMMARY.md": summary };
const DONE: Planning = { ...EXECUTED, "ROADMAP.md": roadmap("🚧", [["Parser", true]]), "phases/01-parser/01-VERIFICATION.md": verification("passed") };
const DISCUSSION = '{ "questions": [{ "id": "Q-01", "question": "What?", "answer": null }] }\n';
const completion = (status: string): Planning => ({ "milestones/v1.0-completion/v1.0-COMPLETION.md": `# Completion\n\n- **Status:** ${status}\n\n## Stages\n` });

/** Every state of a project, and what comes next in it. */
const STATES: readonly (readonly [state: string, files: Planning, next: string, or?: string])[] = [
  ["a planning folder with nothing in it", { "config.json": "{}\n" }, "dgs new-project"],
  ["a new project that was broken off", { "config.json": "{}\n", ".new-project.json": '{ "answers": [] }\n' }, "dgs new-project"],
  ["the same while its files were written", { ...START, "REQUIREMENTS.md": REQUIREMENTS, ".new-project.json": '{ "answers": [], "writtenOn": "2026-01-01" }\n' }, "dgs new-project"],
  ["a project with requirements and without a roadmap", { ...START, "REQUIREMENTS.md": REQUIREMENTS }, "dgs new-milestone"],
  ["a project that somebody wrote, without requirements", START, "dgs new-milestone"],
  ["a roadmap without a phase", { ...START, "REQUIREMENTS.md": REQUIREMENTS, "ROADMAP.md": roadmap("🚧", []) }, "dgs new-milestone"],
  ["a new milestone that nobody has taken yet", { ...START, ".new-milestone.json": "{}\n" }, "dgs new-milestone"],
  ["a milestone that is over", { ...START, "REQUIREMENTS.md": REQUIREMENTS, "ROADMAP.md": "# Roadmap\n\n## Milestones\n\n- ✅ **v1.0 One** - Phases 1-1 (shipped)\n" }, "dgs new-milestone"],
  ["a choice between two milestones that nobody made", { ...START, "STATE.md": "# State\n", "ROADMAP.md": "# Roadmap\n\n## Milestones\n\n- 🚧 **v1.0 One** - Phases 1-1\n- 🚧 **v2.0 Two** - Phases 2-2\n\n### Phase 1: A\n\n**Goal**: a\n" }, "dgs health"],
  ["a phase that is not planned", OPEN, "dgs create-milestone-job v1.0", "dgs discuss-phase 1"],
  ["the same, where phases are not discussed", { ...OPEN, "config.json": '{ "workflow": { "skip_discuss": true } }\n' }, "dgs create-milestone-job v1.0"],
  ["a phase that was discussed", { ...OPEN, "phases/01-parser/01-CONTEXT.md": "# C\n" }, "dgs create-milestone-job v1.0"],
  ["a discussion that was interrupted", { ...OPEN, "phases/01-parser/01-DISCUSS-CHECKPOINT.json": DISCUSSION }, "dgs discuss-phase 1"],
  ["the same, with a job that waits", { ...OPEN, ...job("pending", "pending"), "phases/01-parser/01-DISCUSS-CHECKPOINT.json": DISCUSSION }, "dgs discuss-phase 1"],
  ["a discussion of another tool", { ...OPEN, "phases/01-parser/01-DISCUSS-CHECKPOINT.json": '{ "phase": "1", "areas_completed": [] }\n' }, "dgs create-milestone-job v1.0"],
  ["plans that are half written", { ...PLANNED, "phases/01-parser/.planning-in-progress": "x\n" }, "dgs plan-phase 1"],
  ["plans that were refused", { ...OPEN, "phases/01-parser/01-CHECK.md": "# Check\n" }, "dgs plan-phase 1"],
  ["a phase that is planned", PLANNED, "dgs create-milestone-job v1.0"],
  ["a phase that is carried out", EXECUTED, "dgs create-milestone-job v1.0"],
  ["a phase with gaps", { ...EXECUTED, "phases/01-parser/01-VERIFICATION.md": verification("gaps_found") }, "dgs plan-phase 1 --gaps"],
  ["the same, with plans that close them", { ...EXECUTED, "phases/01-parser/01-VERIFICATION.md": verification("gaps_found"), "phases/01-parser/01-02-PLAN.md": plan("02") }, "dgs execute-phase 1"],
  ["a job that waits", { ...PLANNED, ...job("pending", "pending") }, "dgs run-job v1.0"],
  ["a job that has halted", { ...PLANNED, ...job("in-progress", "failed", "[!]") }, "dgs run-job v1.0"],
  ["every phase complete, nobody has looked at the whole", DONE, "dgs audit-milestone v1.0"],
  ["the same behind a job without an audit", { ...DONE, ...job("completed", "completed", "[x]") }, "dgs audit-milestone v1.0"],
  ["an audit with gaps", { ...DONE, "v1.0-MILESTONE-AUDIT.md": audit("gaps_found", "gaps:\n  integration:\n    - text: a is not called\n") }, "dgs plan-milestone-gaps"],
  ["an audit that waits for a person", { ...DONE, "v1.0-MILESTONE-AUDIT.md": audit("human_needed") }, "dgs audit-milestone v1.0"],
  ["an audit that says nothing", { ...DONE, "v1.0-MILESTONE-AUDIT.md": "# Audit\n" }, "dgs audit-milestone v1.0"],
  ["an audit that is older than the work", { ...DONE, "v1.0-MILESTONE-AUDIT.md": audit("passed").replace("2100", "2020") }, "dgs audit-milestone v1.0"],
  ["a milestone that is finished and audited", { ...DONE, "v1.0-MILESTONE-AUDIT.md": audit("passed") }, "dgs complete-milestone v1.0"],
  ["the same with work that was put off", { ...DONE, "v1.0-MILESTONE-AUDIT.md": audit("tech_debt") }, "dgs complete-milestone v1.0"],
  ["an issue of a person behind the audit", { ...DONE, "v1.0-MILESTONE-AUDIT.md": audit("passed"), "phases/01-parser/01-UAT.md": "---\nstatus: testing\nphase: 01-parser\n---\n\n## Tests\n\n### 1. It reads\nexpected: it reads\nresult: issue\nreported: it does not\nseverity: major\n" }, "dgs verify-work 1 --again"],
  ["a completion that was cut off", { ...DONE, ...completion("in-progress"), "v1.0-MILESTONE-AUDIT.md": audit("passed") }, "dgs complete-milestone v1.0"],
  ["the same behind the merge, before the archive", { ...DONE, ...completion("completed"), "v1.0-MILESTONE-AUDIT.md": audit("passed") }, "dgs complete-milestone v1.0"],
  ["a milestone that is over, with the next one in the roadmap", { ...START, "ROADMAP.md": "# Roadmap\n\n## Milestones\n\n- ✅ **v1.0 One** - Phases 1-1 (shipped)\n- 📋 **v2.0 Two** - Phases 2-2\n\n### Phase 2: A\n\n**Goal**: a\n" }, "dgs health"],
];

/** Makes the folder; what lies in it is from 2026, so that an audit of another year is older or newer. */
function inFolder<Answer>(files: Planning, ask: (cwd: string) => Answer): Answer {
  const cwd = mkdtempSync(path.join(tmpdir(), "dgs-next-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(cwd, ".planning", name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
      utimesSync(file, new Date("2026-01-01"), new Date("2026-01-01"));
    }
    return ask(cwd);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

const wordsOf = (command: string): readonly string[] => (command.match(/"[^"]*"|\S+/g) ?? []).slice(1).map((word) => word.replaceAll('"', ""));

it("behind dgs init nothing is written yet: the starters say nothing", () => {
  inFolder({}, (cwd) => {
    expect(program.run(["init"], { cwd }).code).toBe(0);
    expect(JSON.parse(program.run(["progress", "--json"], { cwd }).stdout)).toMatchObject({ next: { command: "dgs new-project" } });
  });
});

describe("what dgs progress names as next", { timeout: 120_000 }, () => {
  it.each(STATES.map(([state, files, next, or]) => ({ state, files, next, or })))("$state", ({ files, next, or }) => {
    inFolder(files, (cwd) => {
      const end = program.run(["progress", "--json"], { cwd });
      const report = JSON.parse(end.stdout) as { readonly next?: { readonly command: string; readonly why: string; readonly or?: { readonly command: string; readonly why: string } }; readonly error?: unknown };
      expect(report.error).toBeUndefined();
      expect([report.next?.command, report.next?.or?.command]).toEqual([next, or]);
      expect(report.next?.why).toMatch(/\w/);
      if (or !== undefined) expect(program.run(["progress"], { cwd }).stdout).toContain(`or, to decide yourself first: ${or}`);
    });
  });

  it("where there is no planning folder the refusal says what makes one", () => {
    const cwd = mkdtempSync(path.join(tmpdir(), "dgs-next-"));
    const end = program.run(["progress", "--json"], { cwd });
    rmSync(cwd, { recursive: true });
    expect(JSON.parse(end.stdout)).toMatchObject({ error: { code: "no-planning-folder", remedy: expect.stringMatching(/`dgs new-project`.*`dgs init`/) as string } });
  });

  it("is a command that is there, with the words it takes", () => {
    for (const command of new Set(["dgs init", "dgs new-project", ...STATES.flatMap(([, , next, or]) => [next, or ?? next])])) {
      const help = program.run([...wordsOf(command), "--help"], {});
      expect([command, help.code, help.stdout.includes(`dgs ${wordsOf(command)[0] ?? ""}`)]).toEqual([command, 0, true]);
    }
  });
});
