import { createMilestoneJob, createPlanningFiles, isRefusal } from "@dgs/runtime";
import { join } from "node:path";
import type { EndState } from "../crash/end-of-product.js";
import type { Scenario } from "../crash/scenario.js";
import { completedSteps, startedSteps } from "./job.js";
import { makeRepo } from "./make-repo.js";

/** A plan that writes one file for one requirement. */
function plan(phase: string, file: string, requirement: string): string {
  return `---\nphase: ${phase}\nplan: 01\ntype: execute\nwave: 1\ndepends_on: []\nfiles_modified: [${file}]\nautonomous: true\nrequirements: [${requirement}]\n---\n\n<objective>\nWrite ${file}.\n</objective>\n\n<tasks>\n\n<task type="auto">\n  <name>Task 1: ${file}</name>\n  <files>${file}</files>\n  <action>Write it.</action>\n  <verify><automated>test -s ${file}</automated></verify>\n  <done>it is there</done>\n</task>\n\n</tasks>\n`;
}

function summary(phase: string, requirement: string): string {
  return `---\nphase: ${phase}\nplan: 01\nstatus: complete\nrequirements-completed: [${requirement}]\n---\n\n# Summary\n\n**Written**\n`;
}

const VERIFIED = "---\nstatus: passed\n---\n\n# Verification\n";

/** A milestone of one phase that is done and in the code: its job has nothing to do but the audit of the milestone. */
const FILES: Readonly<Record<string, string>> = {
  "README.md": "# app\n",
  "one.txt": "one\n",
  ".planning/config.json": '{\n  "model_profile": "budget"\n}\n',
  ".planning/STATE.md": "---\nmilestone: v1\n---\n\n# Project State\n",
  ".planning/ROADMAP.md":
    "# Roadmap\n\n## Milestones\n\n- 🚧 **v1 App** - Phases 1-1 (in progress)\n\n## Phases\n\n- [x] **Phase 1: Build** - all of it\n\n### Phase 1: Build\n**Goal**: It is built\n**Requirements**: BUILD-01\n**Plans**: 1 plan\n\nPlans:\n- [x] 01-01-PLAN.md — one\n\n## Progress\n\n| Phase | Plans Complete | Status | Completed |\n|-------|----------------|--------|-----------|\n| 1. Build | 1/1 | Complete | 2026-01-01 |\n",
  ".planning/REQUIREMENTS.md": "# Requirements\n\n## v1 Requirements\n\n- [x] **BUILD-01**: it is built, and can be called\n\n## Traceability\n\n| Requirement | Phase | Status |\n|---|---|---|\n| BUILD-01 | Phase 1 | Complete |\n",
  ".planning/phases/01-build/01-01-PLAN.md": plan("01-build", "one.txt", "BUILD-01"),
  ".planning/phases/01-build/01-01-SUMMARY.md": summary("01-build", "BUILD-01"),
  ".planning/phases/01-build/01-VERIFICATION.md": VERIFIED,
};

const VALIDATION = "# Phase 2 Validation\n\n| Task ID | Plan | Wave | Requirement | Automated Command | Status |\n|---|---|---|---|---|---|\n| 02-01-01 | 01 | 1 | BUILD-01 | `test -s call.txt` | pending |\n";

const FIX = "02-close-audit-gaps-2";

/** An agent that leaves files in its outbox, and may change some. */
function entry(purpose: string, outbox: Readonly<Record<string, string>>, changes: Readonly<Record<string, string>> = {}): object {
  const files = (all: Readonly<Record<string, string>>): object[] => Object.entries(all).map(([path, text]) => ({ path, text }));
  return { purpose, changes: files(changes), outbox: files(outbox), result: { type: "completed" } };
}

/** The integration checker finds what no phase has built; the planner, the executor and the verifier of the fix phase build it. */
const TAPE: readonly object[] = [
  entry("audit-milestone v1 0", { "findings.json": `${JSON.stringify({ gaps: [{ kind: "requirement", phase: "1", text: "BUILD-01 is not met: nothing calls one.txt" }], notes: "" })}\n` }),
  entry("research-phase 2", { "02-RESEARCH.md": "# Phase 2 Research\n\n## Common Pitfalls\n\n- one.txt is there and nothing calls it\n\n## Sources\n\n- one.txt\n" }),
  entry("plan-phase 2", { "02-01-PLAN.md": plan(FIX, "call.txt", "BUILD-01"), "02-VALIDATION.md": VALIDATION }),
  entry("check-plans 2 1", { "plan-check.json": '{"issues": []}\n' }),
  entry("execute-plan 02-01", { "02-01-SUMMARY.md": summary(FIX, "BUILD-01"), "tasks.json": JSON.stringify([{ task: 1, title: "write call.txt", files: ["call.txt"] }]) }, { "call.txt": "call one\n" }),
  entry("verify-phase 2 1", { "02-VERIFICATION.md": VERIFIED }),
  entry("audit-milestone v1 1", { "findings.json": '{"gaps": [], "notes": ""}\n' }),
];

async function makeProduct(folder: string): Promise<void> {
  makeRepo(join(folder, "app"), FILES);
  const root = join(folder, "app", ".planning");
  const ports = { files: createPlanningFiles({ root }), clock: { now: () => "2026-01-01T00:00:00.000Z" } };
  const created = await createMilestoneJob(ports, { base: join(folder, "app"), root, project: "" }, { check: true });
  if (isRefusal(created)) throw new Error(created.message);
}

function wrong(end: EndState, report: Readonly<Record<string, unknown>>): string[] {
  const job = end[".planning/jobs/completed/milestone-v1.md"] ?? "";
  return [
    ...(report["status"] === "completed" ? [] : ["the job did not come to its end"]),
    ...["plan-milestone-gaps --auto", "plan-phase 2", "execute-phase 2"].filter((step) => !job.includes(`- [x] \`/dgs:${step}`)).map((step) => `${step} is not a completed step`),
    ...(end[".planning/v1-MILESTONE-AUDIT.md"]?.includes("status: passed\n") === true ? [] : ["the last audit has not passed"]),
    ...(end["app: commits"]?.includes(" A\tcall.txt") === true ? [] : ["what closes the gap is not committed"]),
  ];
}

/** A job whose audit of the milestone finds a gap: it becomes a fix phase, which is planned and carried out, and the audit passes. */
export const milestoneCycleScenario: Scenario = {
  name: "run-job with a milestone cycle",
  make: makeProduct,
  root: "app",
  tape: () => TAPE,
  swept: { name: "runJob", input: { version: "v1", dryRun: false } },
  wrong,
  completed: completedSteps,
  done: startedSteps,
};
