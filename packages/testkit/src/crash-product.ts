import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeRepo } from "./scenarios/make-repo.js";

const plan = (number: string, wave: number, dependsOn: string, file: string, verify: string, gapClosure = false): string =>
  `---\nphase: 01-build\nplan: ${number}\ntype: execute\nwave: ${String(wave)}\ndepends_on: [${dependsOn}]\nfiles_modified: [${file}]\nautonomous: true\n${gapClosure ? "gap_closure: true\n" : ""}---\n\n<objective>\nWrite ${file}.\n</objective>\n\n<tasks>\n\n<task type="auto">\n  <name>Task 1: ${file}</name>\n  <files>${file}</files>\n  <action>Write it.</action>\n  <verify><automated>${verify}</automated></verify>\n  <done>it is there</done>\n</task>\n\n</tasks>\n`;

const FILES: Readonly<Record<string, string>> = {
  "README.md": "# app\n",
  ".planning/config.json": '{\n  "model_profile": "budget"\n}\n',
  ".planning/STATE.md": "---\nmilestone: v1\n---\n\n# Project State\n",
  ".planning/ROADMAP.md":
    "# Roadmap\r\n\r\n## Milestones\r\n\r\n- 🚧 **v1 App** - Phases 1-1 (in progress)\r\n\r\n## Phases\r\n\r\n* [ ] **Phase 1: Build** - all of it\r\n\r\n### Phase 1: Build\r\n**Goal**: It is built\r\n**Plans**: 2 plans\r\n\r\nPlans:\r\n* [ ] 01-01-PLAN.md — one\r\n* [ ] 01-02-PLAN.md — two\r\n\r\n## Progress\r\n\r\n| Phase | Plans Complete | Status | Completed |\r\n|-------|----------------|--------|-----------|\r\n| 1. Build | 0/2 | Planned | - |\r\n",
  ".planning/phases/01-build/01-01-PLAN.md": plan("01", 1, "", "one.txt", "grep -q one one.txt"),
  ".planning/phases/01-build/01-02-PLAN.md": plan("02", 2, '"01-01"', "result.txt", "grep -q result result.txt"),
  ".planning/phases/01-build/01-VALIDATION.md": "---\nphase: 01\n---\n\n# Validation\n\n## Test Infrastructure\n\n| Property | Value |\n|----------|-------|\n| Full suite command | `grep -q good result.txt` |\n",
};

const summary = (id: string): { path: string; text: string } => ({ path: `${id}-SUMMARY.md`, text: `---\nphase: 01-build\nplan: ${id.slice(-2)}\nstatus: complete\n---\n\n# Phase 1 Plan ${id.slice(-2)} Summary\n\n**Written**\n` });

const executed = (id: string, path: string, text: string): object => ({
  purpose: `execute-plan ${id}`,
  changes: [{ path, text }],
  outbox: [summary(id), { path: "tasks.json", text: JSON.stringify([{ task: 1, title: `write ${path}`, files: [path] }]) }],
  result: { type: "completed" },
});

const verified = (done: number): object => ({
  purpose: `verify-phase 1 ${String(done)}`,
  changes: [],
  outbox: [{ path: "01-VERIFICATION.md", text: "---\nphase: 01-build\nstatus: passed\n---\n\n# Verification\n" }],
  result: { type: "completed" },
});

/** An agent that reads, and leaves one file. */
const left = (purpose: string, path: string, text: string): object => ({ purpose, changes: [], outbox: [{ path, text }], result: { type: "completed" } });

/** The tape of its job. */
export const CRASH_TAPE = {
  version: 1,
  name: "one phase, one gap-fix cycle",
  entries: [
    executed("01-01", "one.txt", "one\n"),
    executed("01-02", "result.txt", "result: bad\n"),
    verified(2),
    left("verify-structure 1 1", "structure.json", '{"checked": ["01-01", "01-02"], "gaps": []}\n'),
    left("diagnose 1 1 G-01", "diagnosis.json", `${JSON.stringify({ gaps: [{ id: "G-01", root_cause: "result.txt:1 says bad", certainty: "proved", evidence: ["grep finds nothing"] }] })}\n`),
    left("plan-fixes 1 1 1", "01-03-PLAN.md", plan("03", 1, "", "result.txt", "grep -q good result.txt", true)),
    left("check-fixes 1 1 1", "plan-check.json", '{"issues": []}\n'),
    executed("01-03", "result.txt", "result: good\n"),
    verified(3),
    left("verify-structure 1 2", "structure.json", '{"checked": ["01-01", "01-02", "01-03"], "gaps": []}\n'),
    { purpose: "audit-milestone v1 0", changes: [], outbox: [{ path: "findings.json", text: '{"gaps": [], "notes": ""}\n' }], result: { type: "completed" } },
  ],
};

/** A small product whose job has two plans, an audit that finds a gap, and a cycle that closes it. */
export interface CrashProduct {
  /** The repository, with the planning folder in it. */
  readonly repo: string;
  readonly tape: string;
}

/** Makes the product below a folder: one git repository with one commit. `config` says more than the model profile. */
export function makeCrashProduct(folder: string, config?: object): CrashProduct {
  const repo = join(folder, "app");
  const configured = config === undefined ? {} : { ".planning/config.json": `${JSON.stringify({ model_profile: "budget", ...config })}\n` };
  makeRepo(repo, { ...FILES, ...configured });
  const tape = join(folder, "tape.json");
  writeFileSync(tape, JSON.stringify(CRASH_TAPE));
  return { repo, tape };
}
