import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EndState } from "../crash/end-of-product.js";
import { gitOf } from "../crash/git-of.js";
import type { LogEvent, Scenario } from "../crash/scenario.js";
import { makeRepo, writeFiles } from "./make-repo.js";

const PHASE = ".planning/phases/01-build";

/** A task that writes one file. */
function task(number: number, file: string, verify: string): string {
  return `<task type="auto">\n  <name>Task ${String(number)}: ${file}</name>\n  <files>${file}</files>\n  <action>Write it.</action>\n  <verify><automated>${verify}</automated></verify>\n  <done>it is there</done>\n</task>\n`;
}

function plan(number: string, files: readonly string[], tasks: readonly string[], autonomous = true): string {
  return `---\nphase: 01-build\nplan: ${number}\ntype: execute\nwave: 1\ndepends_on: []\nfiles_modified: [${files.join(", ")}]\nautonomous: ${String(autonomous)}\n---\n\n<objective>\nWrite ${files.join(" and ")}.\n</objective>\n\n<tasks>\n\n${tasks.join("\n")}\n</tasks>\n`;
}

const DECISION = '<task type="checkpoint:decision">\n  <decision>Which store</decision>\n  <options>\n    <option id="sqlite"><name>A file</name></option>\n    <option id="pg"><name>A server</name></option>\n  </options>\n</task>\n';

/** The plans 01 and 02 change a line of shared.txt, which neither of them declares. */
const FILES: Readonly<Record<string, string>> = {
  "README.md": "# app\n",
  "shared.txt": "top\nmiddle\nbottom\n",
  ".planning/config.json": '{\n  "model_profile": "budget",\n  "parallelization": { "max_concurrent_agents": 3 }\n}\n',
  ".planning/STATE.md": "---\nmilestone: v1\n---\n\n# Project State\n",
  ".planning/ROADMAP.md":
    "# Roadmap\n\n## Milestones\n\n- 🚧 **v1 App** - Phases 1-1 (in progress)\n\n## Phases\n\n- [ ] **Phase 1: Build** - all of it\n\n### Phase 1: Build\n**Goal**: It is built\n**Plans**: 3 plans\n\nPlans:\n- [ ] 01-01-PLAN.md — one\n- [ ] 01-02-PLAN.md — two\n- [ ] 01-03-PLAN.md — three\n\n## Progress\n\n| Phase | Plans Complete | Status | Completed |\n|-------|----------------|--------|-----------|\n| 1. Build | 0/3 | Planned | - |\n",
  [`${PHASE}/01-01-PLAN.md`]: plan("01", ["one.txt"], [task(1, "one.txt", "grep -q one one.txt")]),
  [`${PHASE}/01-02-PLAN.md`]: plan("02", ["two.txt"], [task(1, "two.txt", "grep -q second shared.txt")]),
  [`${PHASE}/01-03-PLAN.md`]: plan("03", ["three.txt", "store.txt"], [task(1, "three.txt", "grep -q three three.txt"), DECISION, task(3, "store.txt", "grep -q pg store.txt")], false),
};

interface Written {
  readonly task: number;
  readonly files: Readonly<Record<string, string>>;
}

/** What an executor leaves: its files, which DGS commits, and a summary unless it stops at a checkpoint. */
function executed(purpose: string, id: string, { task: number, files }: Written, handBack?: string): object {
  const names = Object.keys(files);
  const deviations = names.includes("shared.txt") ? `Also changed shared.txt, task ${String(number)} needs it.` : "None.";
  const summary = { path: `${id}-SUMMARY.md`, text: `---\nphase: 01-build\nplan: ${id.slice(-2)}\nstatus: complete\n---\n\n# Phase 1 Plan ${id.slice(-2)} Summary\n\n**Written**\n\n## Deviations from Plan\n\n${deviations}\n` };
  const end = handBack === undefined ? summary : { path: `${id}-CHECKPOINT.md`, text: handBack };
  return {
    purpose,
    changes: names.map((path) => ({ path, text: files[path] })),
    outbox: [end, { path: "tasks.json", text: JSON.stringify([{ task: number, title: `write ${names.join(" and ")}`, files: names }]) }],
    result: { type: handBack === undefined ? "completed" : "checkpoint" },
  };
}

const HAND_BACK = "## CHECKPOINT REACHED\n\n**Type:** decision\n**Plan:** 01-03\n**Progress:** 1/3 tasks complete\n\n### Completed Tasks\n\n| Task | Name | Commit | Files |\n|---|---|---|---|\n| 1 | write three.txt | - | three.txt |\n\n### Current Task\n\n**Task 2:** Which store\n\n### Checkpoint Details\n\nWhat is to be known.\n\n### Awaiting\n\nSelect one.\n";

/** Plan 02 on the line of plan 01 writes what uniting both lines comes to: an agent that begins anew behind plan 01 would see that line. */
const UNITED = "top\nfirst and second\nbottom\n";

const TAPE: readonly object[] = [
  executed("execute-plan 01-01", "01-01", { task: 1, files: { "one.txt": "one\n", "shared.txt": "top\nfirst\nbottom\n" } }),
  executed("execute-plan 01-02", "01-02", { task: 1, files: { "two.txt": "two\n", "shared.txt": UNITED } }),
  executed("execute-plan 01-03", "01-03", { task: 1, files: { "three.txt": "three\n" } }, HAND_BACK),
  executed("continue-plan 01-03 1", "01-03", { task: 3, files: { "store.txt": "pg\n" } }),
  // Where a lock was in the way of what came behind the checkpoint, the work was put aside, and is begun with the first task: the second attempt is that.
  { ...executed("continue-plan 01-03 1", "01-03", { task: 1, files: { "three.txt": "three\n" } }), attempt: 2, expects: [{ path: "three.txt", absent: true }] },
  // Where a lock was in the way of plan 01, it comes in behind plan 02, and the conflict is its own.
  ...["01-02", "01-01"].map((id) => ({ purpose: `resolve-conflict ${id} app`, changes: [{ path: "shared.txt", text: UNITED }], outbox: [{ path: "resolution.md", text: "shared.txt: the lines of both plans.\n" }], result: { type: "completed" } })),
  { purpose: "verify-phase 1 3", changes: [], outbox: [{ path: "01-VERIFICATION.md", text: "---\nphase: 01-build\nstatus: passed\n---\n\n# Verification\n" }], result: { type: "completed" } },
];

/** Work of a person's in the checkout, which is none of the phase's. */
function dirtyCheckout(folder: string): void {
  const checkout = join(folder, "app");
  writeFiles(checkout, { "README.md": "# app\n\nA person works on this.\n", "staged.txt": "staged\n", "untracked ünï.txt": "mine\n" });
  gitOf(checkout, ["add", "staged.txt"]);
}

function wrong(end: EndState, report: Readonly<Record<string, unknown>>): string[] {
  const execution = end[`${PHASE}/01-EXECUTION.md`] ?? "";
  return [
    ...wrongInAnyOrder(end, report),
    ...(/\n- \[x\] resolve conflict `01-02`\n/.test(execution) ? [] : ["no conflict was resolved"]),
    ...(/\n- \[x\] continue `01-03`\n/.test(execution) ? [] : ["no checkpoint was answered"]),
  ];
}

/** A plan that a lock of git's stood in the way of fails alone, and comes in behind the others once the lock is gone: on what these have made of shared.txt. */
function wrongInAnyOrder(end: EndState, report: Readonly<Record<string, unknown>>): string[] {
  const refs = end["app: refs"] ?? "";
  const plans = ["01-01", "01-02", "01-03"];
  return [
    // A run that finds everything done has carried nothing out, and has no status.
    ...((report["status"] === "completed" || report["nothingToDo"] === true) && report["complete"] === true ? [] : ["the execution is not completed"]),
    ...plans.filter((id) => end[`${PHASE}/${id}-SUMMARY.md`] === undefined).map((id) => `plan ${id} has no summary`),
    ...plans.filter((id) => end[".planning/ROADMAP.md"]?.includes(`- [x] ${id}-PLAN.md`) !== true).map((id) => `plan ${id} is not ticked`),
    ...["one.txt", "two.txt", "three.txt", "store.txt"].filter((name) => countOf(end["app: commits"], ` A\t${name}`) !== 1).map((name) => `${name} was not made in one commit`),
    ...(/\n- \[[^x]\] /.test(end[`${PHASE}/01-EXECUTION.md`] ?? "- [ ] ") ? ["a stage did not come to its end"] : []),
    ...(end["beside the planning files"] === "app\napp--v1" ? [] : ["a worktree of a plan is there, or the milestone's is not"]),
    ...(/^refs\/heads\/milestone\/v1--|^refs\/dgs\/(?:attempts|accepted)\//m.test(refs) ? ["a branch or a mark of a plan is there"] : []),
    ...(end["app: merge commits"] === "0" ? [] : ["the history is not straight"]),
    ...(/^(?:!! \.dgs\/.*\n?)*$/.test(end["app--v1: status"] ?? "gone") ? [] : ["the milestone's worktree is not clean"]),
  ];
}

function countOf(text: string | undefined, part: string): number {
  return (text ?? "").split(part).length - 1;
}

/** Three plans of one wave side by side: two change the same line, and the second of them conflicts; the third stops at a checkpoint, and a person answers. */
export const executePhaseScenario: Scenario = {
  name: "execute-phase with three plans side by side, a checkpoint and a conflict",
  make: (folder) => { makeRepo(join(folder, "app"), FILES); },
  root: "app",
  tape: () => TAPE,
  meanwhile: dirtyCheckout,
  swept: { name: "executePhase", input: { phase: "1", gapsOnly: false, auto: false }, answers: { "01-03": "pg" } },
  wrong,
  unlocked: wrongInAnyOrder,
  completed: completedStages,
  done: startedStages,
};

/** The stages that the file of the execution says are completed, and of which none of the same name is still to come: a plan lands once more behind a conflict. */
function completedStages(folder: string): string[] {
  const path = join(folder, "app", PHASE, "01-EXECUTION.md");
  if (!existsSync(path)) return [];
  const stages = [...readFileSync(path, "utf8").matchAll(/^- \[(.)\] (.*)$/gm)];
  return stages.flatMap(([, mark, stage]) => (mark === "x" && stage !== undefined && !stages.some((other) => other[2] === stage && other[1] !== "x") ? [stage] : []));
}

/** The stages that a run has begun, as its log tells them. */
export function startedStages(log: readonly LogEvent[]): string[] {
  return log.filter((event) => event["type"] === "stage-started").map((event) => String(event["stage"]));
}
