import { createMilestoneJob, isRefusal, previewRollback, rollbackJob, runJob, undoRollback, type RollbackPreview } from "@dgs/runtime";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";

let folder: string;
const git = (...args: string[]): string => execFileSync("git", ["-C", join(folder, "app"), ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
const planText = (phase: string, file: string): string => `---\nphase: ${phase}\nplan: 01\ntype: execute\nwave: 1\ndepends_on: []\nfiles_modified: [${file}]\nautonomous: true\n---\n\n<objective>\nWrite ${file}.\n</objective>\n\n<tasks>\n<task type="auto">\n  <name>Task 1: ${file}</name>\n  <files>${file}</files>\n  <action>Write it.</action>\n  <verify><automated>test -s ${file}</automated></verify>\n  <done>it is there</done>\n</task>\n</tasks>\n`;

const FILES: Readonly<Record<string, string>> = {
  "README.md": "# app\n",
  ".planning/config.json": '{"git": {"branching_strategy": "phase"}, "workflow": {"verifier": false}, "commit_docs": false}\n',
  ".planning/STATE.md": "---\nmilestone: v1\n---\n\n# Project State\n",
  ".planning/ROADMAP.md": "# Roadmap\n\n## Milestones\n\n- 🚧 **v1 App** - Phases 1-2 (in progress)\n\n## Phases\n\n- [ ] **Phase 1: Build** - all of it\n- [ ] **Phase 2: Ship** - out\n\n### Phase 1: Build\n**Goal**: It is built\n\nPlans:\n- [ ] 01-01-PLAN.md\n\n### Phase 2: Ship\n**Goal**: It is out\n\nPlans:\n- [ ] 02-01-PLAN.md\n",
  ".planning/phases/01-build/01-01-PLAN.md": planText("01-build", "one.txt"),
  ".planning/phases/01-build/01-VALIDATION.md": "---\nphase: 01\n---\n\n# Validation\n\n## Test Infrastructure\n\n| Property | Value |\n|----------|-------|\n| Full suite command | `test -s one.txt && echo 1 passed` |\n",
  ".planning/phases/02-ship/02-01-PLAN.md": planText("02-ship", "two.txt"),
  ".planning/phases/02-ship/02-VALIDATION.md": "---\nphase: 02\n---\n\n# Validation\n\n## Test Infrastructure\n\n| Property | Value |\n|----------|-------|\n| Full suite command | `test -s two.txt && echo 1 passed` |\n",
};

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs phase rollback ")));
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, "app", name)), { recursive: true });
    writeFileSync(join(folder, "app", name), text);
  }
  git("init", "--quiet", "--initial-branch=main");
  for (const [key, value] of [["user.name", "DGS test"], ["user.email", "test@example.invalid"], ["commit.gpgsign", "false"]] as const) git("config", key, value);
  git("add", "--all");
  git("commit", "--quiet", "--message", "Start");
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const good: ScriptedAgent = (request, tools) => {
  const id = /^execute-plan (\d+-\d+)$/.exec(request.purpose)?.[1];
  if (id === undefined) return "completed";
  tools.write(id === "01-01" ? "one.txt" : "two.txt", `${id}\n`);
  tools.leave(`${id}-SUMMARY.md`, `---\nphase: ${id.slice(0, 2)}\nplan: 01\nstatus: complete\n---\n\n# Summary\n\n**Done**\n`);
  return "completed";
};

const ports = (): ReturnType<typeof createTestPorts> => createTestPorts(join(folder, "app"), createScriptedAgents(good));
const branches = (): string => git("for-each-ref", "--format=%(refname:short) %(contents:subject)", "refs/heads/dgs");
const must = <Answer>(answer: Answer): Exclude<Answer, { readonly type: "refused" }> => {
  if (isRefusal(answer)) throw new Error(`${answer.code}: ${answer.message}`);
  return answer as Exclude<Answer, { readonly type: "refused" }>;
};

async function preview(): Promise<RollbackPreview> {
  const { ports: all, place } = ports();
  return must(await previewRollback(all, place, { version: "v1" })) as RollbackPreview;
}

it("puts the branches of all phases of a job back to where it started, under the strategy phase, and an undo brings all of them back", async () => {
  const { ports: all, place } = ports();
  must(await createMilestoneJob(all, place, { check: false }));
  const run = must(await runJob(all, place, { version: "v1", dryRun: false, signal: new AbortController().signal, onEvent: () => undefined }));
  expect(run).toMatchObject({ status: "completed" });
  const before = branches();
  expect(before).toMatch(/^dgs\/phase-01-build .*\ndgs\/phase-02-ship .*$/);
  const tips = git("rev-parse", "dgs/phase-01-build", "dgs/phase-02-ship");
  const start = git("rev-parse", "main");

  const shown = await preview();
  expect(shown).toMatchObject({ objections: [], repos: [{ branch: "dgs/phase-02-ship" }], notes: expect.arrayContaining([`app: dgs/phase-01-build goes back to ${start}, too`]) as string[] });
  must(await rollbackJob(all, place, { version: "v1", preview: shown }));
  expect(git("rev-parse", "dgs/phase-01-build", "dgs/phase-02-ship")).toBe(`${start}\n${start}`);
  const reachable = git("rev-list", "--all").split("\n");
  for (const tip of tips.split("\n")) expect(reachable).toContain(tip);

  must(await undoRollback(all, place, { version: "v1" }));
  expect(git("rev-parse", "dgs/phase-01-build", "dgs/phase-02-ship")).toBe(tips);
  expect(branches()).toBe(before);
});

it("leaves a branch that a person has moved on since as it is, and says where it was", async () => {
  const { ports: all, place } = ports();
  must(await createMilestoneJob(all, place, { check: false }));
  must(await runJob(all, place, { version: "v1", dryRun: false, signal: new AbortController().signal, onEvent: () => undefined }));
  const first = git("rev-parse", "dgs/phase-01-build");
  must(await rollbackJob(all, place, { version: "v1", preview: await preview() }));
  const own = git("commit-tree", "-p", "main", "-m", "mine", "main^{tree}");
  git("update-ref", "refs/heads/dgs/phase-01-build", own);
  const undone = must(await undoRollback(all, place, { version: "v1" }));
  expect(git("rev-parse", "dgs/phase-01-build")).toBe(own);
  const told = (undone as { readonly notes: readonly string[] }).notes.find((note) => note.includes("dgs/phase-01-build stays as it is"));
  expect(git("rev-parse", told?.split("is kept as ")[1] ?? "none")).toBe(first);
});
