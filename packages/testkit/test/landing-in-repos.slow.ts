import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createMilestoneJob, isRefusal, type Ports, runJob, type RunJobReport } from "@dgs/runtime";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";

const REPOS = ["api", "web"];

let folder: string;
const at = (...path: string[]): string => join(folder, ...path);
const put = (file: string, text: string): void => {
  mkdirSync(dirname(at(file)), { recursive: true });
  writeFileSync(at(file), text);
};
const git = (repo: string, ...args: string[]): string => execFileSync("git", ["-C", at(repo), ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();

/** Two repos beside the planning folder, and one plan that changes both. */
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs repos ")));
  for (const repo of REPOS) {
    put(`${repo}/README.md`, `# ${repo}\n`);
    git(repo, "init", "--quiet", "--initial-branch=main");
    for (const [key, value] of [["user.name", "DGS test"], ["user.email", "test@example.invalid"], ["commit.gpgsign", "false"]] as const) git(repo, "config", key, value);
    git(repo, "add", "--all");
    git(repo, "commit", "--quiet", "--message", "Start");
  }
  put("product/.planning/config.json", '{"workflow": {"verifier": false}, "commit_docs": false}\n');
  put("product/.planning/REPOS.md", `| Name | Path |\n|---|---|\n${REPOS.map((name) => `| ${name} | ../${name} |\n`).join("")}`);
  put("product/.planning/STATE.md", "---\nmilestone: v1\n---\n\n# Project State\n");
  put("product/.planning/ROADMAP.md", "# Roadmap\n\n## Milestones\n\n- 🚧 **v1 App** - Phases 1-1 (in progress)\n\n## Phases\n\n- [ ] **Phase 1: Build** - all of it\n\n### Phase 1: Build\n**Goal**: It is built\n\nPlans:\n- [ ] 01-01-PLAN.md\n");
  put("product/.planning/phases/01-build/01-01-PLAN.md", "---\nphase: 01-build\nplan: 01\ntype: execute\nwave: 1\ndepends_on: []\nfiles_modified: [api.txt, web.txt]\nautonomous: true\n---\n\n<objective>\nWrite both sides.\n</objective>\n\n<tasks>\n\n<task type=\"auto\">\n  <name>Task 1: both sides</name>\n  <files>api.txt, web.txt</files>\n  <action>Write them.</action>\n  <done>they are there</done>\n</task>\n\n</tasks>\n");
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const agent: ScriptedAgent = (request, tools) => {
  if (request.role !== "executor") return "completed";
  for (const repo of REPOS) writeFileSync(at(`${repo}--v1--01-01`, `${repo}.txt`), `${repo}\n`);
  tools.leave("01-01-SUMMARY.md", "---\nphase: 01-build\nplan: 01\nstatus: complete\n---\n\n# Summary\n\n**Both sides**\n");
  return "completed";
};

async function run(script: ScriptedAgent, change: (ports: Ports) => Ports = (ports) => ports): Promise<{ readonly report: RunJobReport; readonly asked: readonly string[] }> {
  const agents = createScriptedAgents(script);
  const { ports, place } = createTestPorts(at("product"), agents);
  const report = await runJob(change(ports), place, { version: "v1", dryRun: false, signal: new AbortController().signal, onEvent: () => undefined });
  if (isRefusal(report)) throw new Error(`${report.code}: ${report.message}`);
  return { report, asked: agents.asked.map((request) => request.purpose) };
}

const landed = (repo: string): readonly string[] => git(repo, "log", "--format=%(trailers:key=DGS-Plan,valueonly)", "main..milestone/v1").split("\n").filter((line) => line !== "");

/** The ports of a runner that dies as it moves the milestone's branch forward for the n-th time. */
const dyingAt = (n: number) => (ports: Ports): Ports => {
  let moves = 0;
  return { ...ports, git: { ...ports.git, fastForward: (spec) => (++moves === n ? Promise.reject(new Error("killed")) : ports.git.fastForward(spec)) } };
};

it("brings a plan into two repos; cut off between them, the next run does the second alone and nothing twice", async () => {
  const { ports, place } = createTestPorts(at("product"), createScriptedAgents(agent));
  const created = await createMilestoneJob(ports, place, { check: false });
  if (isRefusal(created)) throw new Error(created.message);
  await expect(run(agent, dyingAt(2))).rejects.toThrow("killed");
  expect(REPOS.map(landed)).toEqual([["01-01"], []]);
  const heads = git("api", "rev-parse", "milestone/v1");

  const { report, asked } = await run(agent);
  expect(report).toMatchObject({ status: "completed", exit: "ok" });
  expect(asked.filter((purpose) => purpose.startsWith("execute-plan"))).toEqual([]);
  expect(REPOS.map(landed)).toEqual([["01-01"], ["01-01"]]);
  expect(git("api", "rev-parse", "milestone/v1")).toBe(heads);
  for (const repo of REPOS) {
    expect(git(repo, "show", `milestone/v1:${repo}.txt`)).toBe(repo);
    expect(git(repo, "for-each-ref", "--format=%(refname)", "refs/dgs/attempts", "refs/dgs/accepted", "refs/heads/milestone")).toBe("refs/heads/milestone/v1");
    expect(git(repo, "fsck", "--unreachable", "--no-reflogs", "--no-progress")).not.toContain("commit");
  }
  expect(readdirSync(folder).filter((name) => name.includes("--v1--"))).toEqual([]);
  expect(existsSync(at("product/.planning/phases/01-build/01-01-SUMMARY.md"))).toBe(true);
});

it("says what kept the plan out of the second repo, and once that is gone lands it there without asking an agent again", async () => {
  const { ports, place } = createTestPorts(at("product"), createScriptedAgents(agent));
  const created = await createMilestoneJob(ports, place, { check: false });
  if (isRefusal(created)) throw new Error(created.message);
  const hook = at("web/.git/hooks/reference-transaction");
  // The second repo lets nobody move the milestone's branch from the commit that it starts at.
  const start = git("web", "rev-parse", "main");
  put("web/.git/hooks/reference-transaction", `#!/bin/sh\n[ "$1" = prepared ] || exit 0\nwhile read -r old new ref; do\n  [ "$ref" = refs/heads/milestone/v1 ] && [ "$new" != ${start} ] && { echo "nobody moves it" >&2; exit 1; }\ndone\nexit 0\n`);
  execFileSync("chmod", ["755", hook]);
  const first = await run(agent);
  expect(first.report).toMatchObject({ status: "failed", error: expect.stringContaining("nobody moves it") as string });
  expect(landed("web")).toEqual([]);
  rmSync(hook);
  const { report, asked } = await run(agent);
  expect(report).toMatchObject({ status: "completed", exit: "ok" });
  expect(asked.filter((purpose) => purpose.startsWith("execute-plan"))).toEqual([]);
  expect(REPOS.map(landed)).toEqual([["01-01"], ["01-01"]]);
});
