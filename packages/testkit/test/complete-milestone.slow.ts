import { type Files } from "@dgs/core";
import { completeMilestone, type CompletionPreview, type CompletionReport, isRefusal, type Ports, previewCompletion, type Refusal } from "@dgs/runtime";
import { createGit } from "@dgs/git";
import { createProcesses } from "@dgs/process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSandbox, type Sandbox } from "../src/git-contract/sandbox.js";
import { createScriptedAgents, createTestPorts } from "../src/test-ports.js";

let sandbox: Sandbox;
let app: string;
let lib: string;
afterEach(() => { sandbox.dispose(); });

const PLAN = "---\nphase: 01-build\nplan: 01\nwave: 1\ndepends_on: []\nfiles_modified: [one.txt]\nautonomous: true\n---\n\n<objective>\nOne.\n</objective>\n\n<tasks>\n<task type=\"auto\">\n  <name>Task 1: one</name>\n  <files>one.txt</files>\n  <action>Write it.</action>\n  <verify><automated>grep -q one one.txt</automated></verify>\n  <done>it is there</done>\n</task>\n</tasks>\n";
const FILES: Readonly<Record<string, string>> = {
  "config.json": "{}\n",
  "REPOS.md": "| Name | Path |\n|---|---|\n| app | . |\n| lib | ../lib |\n",
  "STATE.md": "---\nmilestone: v1.1\nstatus: executing\n---\n\n# Project State\n\n## Current Position\n\nPhase: 1 of 1 (Build)\nStatus: In progress\n",
  "ROADMAP.md": "# Roadmap\n\n## Milestones\n\n- 🚧 **v1.1 Security** - Phases 1-1 (in progress)\n- 📋 **v1.2 Speed** - Phase 2 (planned)\n\n## Phases\n\n- [x] **Phase 1: Build** - all of it\n- [ ] **Phase 2: Fast** - later\n\n### Phase 1: Build\n**Goal**: It is built\n\n### Phase 2: Fast\n**Goal**: It is fast\n",
  "REQUIREMENTS.md": "# Requirements\r\n\r\n- [x] **A-01**: odd bytes \u00e9\r\n",
  "phases/01-build/01-01-PLAN.md": PLAN,
  "phases/01-build/01-01-SUMMARY.md": "---\nphase: 01-build\nplan: 01\nstatus: complete\n---\n\n# Summary\n\n**One is there**\n",
  "phases/01-build/01-VERIFICATION.md": "---\nstatus: passed\n---\n",
  "phases/01-build/notes.bin": "\u0000odd",
  "phases/02-fast/02-CONTEXT.md": "# Later\n",
};

const AUDIT = "v1.1-MILESTONE-AUDIT.md";
/** Says that everything was looked at as it is now. */
function audit(status = "passed", more = "", audited = "2036-01-01T00:00:00Z"): void {
  const heads = [app, lib].map((repo) => `  ${path.basename(repo)}: ${sandbox.sha(`${repo}--v1.1`, "HEAD")}\n`).join("");
  put(AUDIT, `---\nmilestone: v1.1\naudited: ${audited}\nstatus: ${status}\nheads:\n${heads}${more}---\n`);
  put("v1.1-MILESTONE-AUDIT-LOG.md", "# Test log of milestone v1.1\n");
  lastAudit = text(AUDIT);
}
let lastAudit = "";
const planning = (file: string): string => path.join(app, ".planning", file);
function put(file: string, text: string): void {
  mkdirSync(path.dirname(planning(file)), { recursive: true });
  writeFileSync(planning(file), text);
}
const text = (file: string): string => readFileSync(planning(file), "utf8");

beforeEach(async () => {
  sandbox = createSandbox({});
  app = sandbox.repo("app", { "a.txt": "a\n" });
  lib = sandbox.repo("lib", { "l.txt": "l\n" });
  for (const [file, content] of Object.entries(FILES)) put(file, content);
  sandbox.git(app, "add", "--all");
  sandbox.git(app, "commit", "--quiet", "--message", "plan");
  for (const repo of [app, lib]) {
    sandbox.git(sandbox.folder, "clone", "--quiet", "--bare", repo, `${repo}.git`);
    sandbox.git(repo, "remote", "add", "origin", `file://${repo}.git`);
    sandbox.git(repo, "fetch", "--quiet", "origin");
    sandbox.git(repo, "branch", "--quiet", "--set-upstream-to=origin/main", "main");
    const engine = createGit({ processes: createProcesses({ leftovers: "leave" }), env: sandbox.env });
    const added = await engine.addWorktree({ repo, path: `${repo}--v1.1`, branch: "milestone/v1.1", base: sandbox.sha(repo, "main") });
    if (added.type !== "added") throw new Error(JSON.stringify(added));
    writeFileSync(path.join(`${repo}--v1.1`, "one.txt"), "one\n");
    sandbox.git(`${repo}--v1.1`, "add", "--all");
    sandbox.git(`${repo}--v1.1`, "commit", "--quiet", "--message", "feat: one");
  }
  audit();
  sandbox.git(app, "add", "--all");
  sandbox.git(app, "commit", "--quiet", "--message", "audit");
});

function commitIn(tree: string, files: Readonly<Record<string, string>>): void {
  for (const [file, content] of Object.entries(files)) writeFileSync(path.join(tree, file), content);
  sandbox.git(tree, "add", "--all");
  sandbox.git(tree, "commit", "--quiet", "--message", "later");
}

class Killed extends Error {}

/** The ports of a run that is killed right before its n-th write of planning files, or its n-th tag. */
function ports(killAt = Number.POSITIVE_INFINITY): { readonly ports: Omit<Ports, "agents">; readonly place: ReturnType<typeof createTestPorts>["place"]; readonly count: () => number } {
  const { ports: every, place } = createTestPorts(path.join(app, ".planning"), createScriptedAgents(() => { throw new Error("no agent"); }));
  const { agents, ...all } = every;
  expect(agents).toBeDefined();
  const engine = createGit({ processes: createProcesses({ leftovers: "leave" }), env: sandbox.env });
  let count = 0;
  const step = (): void => { if (++count >= killAt) throw new Killed(); };
  const files: Files = { ...all.files, write: async (changes) => { for (const change of changes) { step(); const written = await all.files.write([change]); if (written !== "written") return written; } return "written"; } };
  const git = { ...engine, commit: (spec: Parameters<typeof engine.commit>[0]) => { step(); return engine.commit(spec); }, createTag: (spec: Parameters<typeof engine.createTag>[0]) => { step(); return engine.createTag(spec); } };
  return { ports: { ...all, files, git }, place, count: () => count };
}

async function preview(version = "v1.1"): Promise<CompletionPreview | Refusal> {
  const { ports: all, place } = ports();
  return previewCompletion(all, place, { version });
}

async function complete(killAt?: number): Promise<CompletionReport | Refusal> {
  const seen = await preview();
  if (isRefusal(seen)) return seen;
  const { ports: all, place } = ports(killAt);
  return completeMilestone(all, place, { version: "v1.1", preview: seen, signal: new AbortController().signal, onEvent: () => undefined });
}

/** Everything that has to be so once it is done. */
function expectCompleted(): void {
  for (const repo of [app, lib]) {
    expect(existsSync(`${repo}--v1.1`)).toBe(false);
    expect(sandbox.git(repo, "branch", "--list", "milestone/*").trim()).toBe("");
    expect(sandbox.git(`${repo}.git`, "log", "--format=%s", "main")).toContain("feat: one");
    expect(sandbox.git(repo, "cat-file", "-t", "refs/tags/v1.1").trim()).toBe("tag");
    expect(sandbox.git(repo, "rev-parse", "v1.1^{commit}")).toBe(sandbox.git(repo, "rev-parse", "main"));
  }
  expect(sandbox.git(app, "log", "--format=%s", "main").split("\n").filter((line) => line === "docs(v1.1): complete milestone")).toHaveLength(1);
  expect(sandbox.git(app, "status", "--porcelain")).toBe("");
  expect(text("milestones/v1.1-ROADMAP.md")).toBe(FILES["ROADMAP.md"]);
  expect(text("milestones/v1.1-REQUIREMENTS.md")).toBe(FILES["REQUIREMENTS.md"]);
  expect(text("milestones/v1.1-MILESTONE-AUDIT.md")).toBe(lastAudit);
  expect(existsSync(planning("milestones/v1.1-MILESTONE-AUDIT-LOG.md"))).toBe(true);
  for (const file of [AUDIT, "v1.1-MILESTONE-AUDIT-LOG.md"]) expect(existsSync(planning(file))).toBe(false);
  expect(readdirSync(planning("milestones/v1.1-phases/01-build")).sort()).toEqual(["01-01-PLAN.md", "01-01-SUMMARY.md", "01-VERIFICATION.md", "notes.bin"]);
  for (const file of ["01-01-PLAN.md", "01-01-SUMMARY.md", "notes.bin"]) expect(text(`milestones/v1.1-phases/01-build/${file}`)).toBe(FILES[`phases/01-build/${file}`]);
  expect(readdirSync(planning("phases"))).toEqual(["02-fast"]);
  expect(text("MILESTONES.md").match(/^## v1\.1 Security \(Shipped: \d{4}-\d\d-\d\d\)$/gm)).toHaveLength(1);
  expect(text("MILESTONES.md")).toContain("**Phases completed:** 1 phase, 1 plan, 1 task\n\n**Key accomplishments:**\n\n- One is there\n");
  expect(text("ROADMAP.md")).toMatch(/- ✅ \*\*v1\.1 Security\*\* - Phases 1-1 \(shipped .*\)\n- 📋/);
  expect(text("ROADMAP.md").match(/<details>/g)).toHaveLength(1);
  expect(text("STATE.md")).toContain("Status: Milestone complete");
}

describe("complete-milestone", { timeout: 300_000 }, () => {
  it("shows everything first and writes nothing; then merges, archives, commits and tags, and has nothing left to do", async () => {
    const seen = await preview();
    expect(seen).toMatchObject({
      type: "completion-preview", version: "v1.1", name: "Security", resumes: false, phases: ["01 Build"], techDebt: [], humanNeeded: [], tag: "v1.1",
      repos: [{ name: "app", branch: "milestone/v1.1", base: "main", commits: 1 }, { name: "lib", commits: 1 }], gate: { app: ["grep -q one one.txt"], lib: [] },
    });
    expect(sandbox.git(app, "status", "--porcelain")).toBe("");
    expect(await complete()).toMatchObject({ type: "milestone-completion", exit: "ok", status: "completed", merged: expect.stringContaining("Milestone v1.1 Security merged to main") as unknown, planning: { type: "committed" } });
    expectCompleted();
    const heads = sandbox.git(app, "rev-parse", "main");
    expect(await complete()).toMatchObject({ exit: "ok", status: "completed", planning: { type: "nothing" } });
    expectCompleted();
    expect(sandbox.git(app, "rev-parse", "main")).toBe(heads);
  });

  it.each<[string, () => void, string]>([
    ["a phase that is not complete", () => { put("phases/01-build/01-VERIFICATION.md", "---\nstatus: gaps_found\n---\n"); }, "phases-open"],
    ["no audit", () => { rmSync(planning(AUDIT)); }, "milestone-not-audited"],
    ["an empty audit", () => { put(AUDIT, ""); }, "milestone-audit-not-passed"],
    ["an audit with gaps", () => { audit("gaps_found"); }, "milestone-audit-not-passed"],
    ["an audit that passed and lists a gap", () => { audit("passed", "gaps:\n  flows: [nobody calls it]\n"); }, "milestone-audit-not-passed"],
    ["an audit that waits for a person", () => { audit("human_needed", "human_needed: [look]\n"); }, "milestone-audit-not-passed"],
    ["an audit that passed and lists what waits for a person", () => { audit("tech_debt", "human_needed: [look]\n"); }, "milestone-audit-not-passed"],
    ["an audit that says when only by a word", () => { audit("passed", "", "lately"); }, "milestone-audit-undated"],
    ["an audit that says of no commit that it has looked at it", () => { put(AUDIT, "---\nstatus: passed\naudited: 2036-01-01T00:00:00Z\n---\n"); }, "milestone-audit-commit-unknown"],
    ["an audit of a commit that there is not", () => { put(AUDIT, text(AUDIT).replace(/lib: \S+/, `lib: ${"0".repeat(39)}1`)); }, "milestone-audit-commit-unknown"],
    ["an audit older than the code of the second repo", () => { commitIn(`${lib}--v1.1`, { "later.txt": "later\n" }); }, "milestone-audit-stale"],
    ["a worktree with a change in no commit", () => { writeFileSync(path.join(`${app}--v1.1`, "one.txt"), "changed\n"); }, "milestone-dirty"],
    ["a worktree with a new file in no commit", () => { writeFileSync(path.join(`${lib}--v1.1`, "new.txt"), "new\n"); }, "milestone-dirty"],
    ["an audit older than a summary", () => { utimesSync(planning("phases/01-build/01-01-SUMMARY.md"), new Date("2037-01-01"), new Date("2037-01-01")); }, "milestone-audit-stale"],
    ["a job that is not done", () => { put("jobs/in-progress/milestone-v1.1.md", "# Job\n\n- **Version:** v1.1\n- **Status:** in-progress\n- **Check:** true\n\n## Steps\n\n- [ ] `/dgs:execute-phase 1`\n"); }, "job-in-progress"],
    ["an issue of a person", () => { put("phases/01-build/01-UAT.md", "---\nstatus: gaps_found\n---\n\n## Tests\n\n### 1. It says one\nexpected: one\nresult: issue\n"); }, "uat-issues-open"],
    ["an archive of that name", () => { put("milestones/v1.1-ROADMAP.md", "mine"); }, "archive-exists"],
    ["a tag of that name", () => { sandbox.git(lib, "tag", "v1.1"); }, "tag-exists"],
  ])("refuses %s, and changes nothing", async (_, spoil, code) => {
    spoil();
    const [heads, status] = [[app, lib].map((repo) => sandbox.git(repo, "rev-parse", "main")), sandbox.git(app, "status", "--porcelain")];
    expect(await complete()).toMatchObject({ type: "refused", code });
    expect([app, lib].map((repo) => sandbox.git(repo, "rev-parse", "main"))).toEqual(heads);
    expect(sandbox.git(app, "status", "--porcelain")).toBe(status);
  });

  it("says by its exit code what is missing: gaps 3, a person 4", async () => {
    audit("gaps_found");
    expect(await complete()).toMatchObject({ code: "milestone-audit-not-passed", exit: "gaps" });
    audit("human_needed", "human_needed: [look]\n");
    expect(await complete()).toMatchObject({ code: "milestone-audit-not-passed", exit: "human-needed" });
    audit();
    writeFileSync(path.join(`${app}--v1.1`, "new.txt"), "new\n");
    expect(await complete()).toMatchObject({ code: "milestone-dirty", exit: "human-needed", message: expect.stringContaining("app/new.txt") as unknown });
  });

  it("takes an audit for one of this code where only planning files were committed since", async () => {
    commitIn(`${app}--v1.1`, { ".planning/NOTE.md": "note\n" });
    expect(await preview()).toMatchObject({ type: "completion-preview" });
  });

  it("shows what waits for a person: tests without an answer, passed without a test, and put off", async () => {
    put("phases/01-build/01-UAT.md", "---\nstatus: testing\n---\n\n## Tests\n\n### 1. It says one\nexpected: one\nresult: [pending]\n\n### 2. It is quick\nexpected: quick\nresult: pass\nreason: not tested: passed by verify-work --auto, run by x@y\n");
    audit("tech_debt", "tech_debt:\n  - phase: 01\n    items: [no icons]\n");
    expect(await preview()).toMatchObject({ techDebt: ["phase 1: no icons"], humanNeeded: ["phase 1, test 1: It says one (pending)", "phase 1, test 2: It is quick (passed without a test)"] });
  });

  it("merges nothing in any repo where the gate fails in one, and goes on once it is mended", async () => {
    writeFileSync(path.join(`${app}--v1.1`, "one.txt"), "two\n");
    sandbox.git(`${app}--v1.1`, "commit", "--quiet", "--all", "--message", "fix: two");
    audit();
    const before = [app, lib].map((repo) => sandbox.git(repo, "rev-parse", "main"));
    expect(await complete()).toMatchObject({ exit: "gaps", status: "merging", next: { command: "dgs complete-milestone v1.1" } });
    expect([app, lib].map((repo) => sandbox.git(repo, "rev-parse", "main"))).toEqual(before);
    expect(existsSync(planning("milestones/v1.1-ROADMAP.md"))).toBe(false);
    writeFileSync(path.join(`${app}--v1.1`, "one.txt"), "one\n");
    sandbox.git(`${app}--v1.1`, "commit", "--quiet", "--all", "--message", "fix: one again");
    expect(await complete()).toMatchObject({ exit: "ok", status: "completed" });
    expectCompleted();
  });

  it("names itself in the commands of a conflict", async () => {
    for (const [tree, said] of [[app, "main"], [`${app}--v1.1`, "milestone"]] as const) {
      writeFileSync(path.join(tree, "a.txt"), `${said}\n`);
      sandbox.git(tree, "commit", "--quiet", "--all", "--message", said);
    }
    audit();
    expect(await complete()).toMatchObject({ exit: "conflict", conflict: { repo: "app", files: ["a.txt"], commands: expect.arrayContaining(["dgs complete-milestone v1.1"]) as unknown } });
  });

  it("takes away temporary files that a killed run has left, and commits what that one had staged already", async () => {
    const seen = await preview();
    if (isRefusal(seen)) throw new Error(seen.message);
    const { ports: all, place } = ports();
    const killed = { ...all, git: { ...all.git, commit: () => Promise.reject(new Killed()) } };
    await expect(completeMilestone(killed, place, { version: "v1.1", preview: seen, signal: new AbortController().signal, onEvent: () => undefined })).rejects.toBeInstanceOf(Killed);
    sandbox.git(app, "add", "--all", ".planning");
    for (const file of [".MILESTONES.md.dgs-tmp", "milestones/.v1.1-ROADMAP.md.dgs-tmp"]) put(file, "half");
    expect(await complete()).toMatchObject({ exit: "ok", status: "completed", planning: { type: "committed" } });
    expectCompleted();
    expect([planning(""), planning("milestones")].flatMap((folder) => readdirSync(folder)).filter((name) => name.endsWith(".dgs-tmp"))).toEqual([]);
  });

  it("killed before any of its writes it goes on where it was, and comes to the same end", async () => {
    let killed = 0;
    // Three writes are a run's word that it goes on, the start of a stage and its end: fewer cut a stage off in its middle.
    for (let run = 0; ; run++) {
      const end = await complete([3, 4, 5, 4][run % 4]).catch((error: unknown) => { if (!(error instanceof Killed)) throw error; return "killed" as const; });
      if (end !== "killed") {
        expect(end).toMatchObject({ exit: "ok", status: "completed" });
        break;
      }
      killed++;
      if (run > 100) throw new Error("it comes to no end");
    }
    expect(killed).toBeGreaterThan(8);
    expectCompleted();
  });
});
