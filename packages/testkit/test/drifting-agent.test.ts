import { createMilestoneJob, isRefusal, runJob, type RunJobReport } from "@dgs/runtime";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { makeCrashProduct } from "../src/crash-product.js";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";

let folder: string;
let repo: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs drift ")));
  ({ repo } = makeCrashProduct(folder));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const git = (...args: string[]): string => gitAs({}, ...args);
const gitAs = (more: { readonly reflogAction?: string }, ...args: string[]): string =>
  execFileSync("git", ["-C", repo, "-c", "user.name=A", "-c", "user.email=a@example.org", ...args], {
    encoding: "utf8",
    env: { ...process.env, ...(more.reflogAction === undefined ? {} : { GIT_REFLOG_ACTION: more.reflogAction }) },
  }).trim();

async function run(script: ScriptedAgent): Promise<{ readonly report: RunJobReport; readonly executors: number }> {
  const agents = createScriptedAgents(script);
  const { ports, place } = createTestPorts(repo, agents);
  const created = await createMilestoneJob(ports, place, { check: false });
  if (isRefusal(created)) throw new Error(created.message);
  const report = await runJob(ports, place, { version: "v1", dryRun: false, signal: new AbortController().signal, onEvent: () => undefined });
  if (isRefusal(report)) throw new Error(report.message);
  return { report, executors: agents.asked.filter(({ role }) => role === "executor").length };
}

it("a job halts when an agent commits in the checkout, whatever else it did, and says what moved and where it was", async () => {
  const before = git("rev-parse", "main");
  const { report, executors } = await run((request, tools) => {
    if (request.role !== "executor") return "completed";
    tools.write("one.txt", "one\n");
    tools.leave("01-01-SUMMARY.md", "---\nphase: 01\nplan: 01\nstatus: complete\n---\n\n# Summary\n\n**Done**\n");
    gitAs(request, "commit", "--quiet", "--allow-empty", "-m", "in the wrong place");
    return "completed";
  });
  const after = git("log", "-1", "--format=%H", "--grep=in the wrong place", "main");
  expect(report).toMatchObject({ exit: "conflict", error: expect.stringContaining(`the branch main was at ${before} and is at ${after}`) as string });
  expect(executors).toBe(1);
  // Nothing is put back, nothing of it counts, and nothing is lost.
  expect(git("log", "--format=%s", `${before}..main`)).toContain("in the wrong place");
  expect(git("rev-parse", "milestone/v1")).toBe(before);
  expect(git("for-each-ref", "--format=%(refname)", `--points-at=${before}`, "refs/dgs/keep/")).toMatch(/-moved\//);
  expect(readFileSync(join(repo, ".planning/ROADMAP.md"), "utf8")).not.toContain("[x]");
});

it("a job goes on when a person commits and switches branches in the checkout while an agent works", async () => {
  const before = git("rev-parse", "main");
  const { report } = await run((request, tools) => {
    if (request.purpose !== "execute-plan 01-01") return "completed";
    tools.write("one.txt", "one\n");
    tools.leave("01-01-SUMMARY.md", "---\nphase: 01\nplan: 01\nstatus: complete\n---\n\n# Summary\n\n**Done**\n");
    git("commit", "--quiet", "--allow-empty", "-m", "by day");
    git("switch", "--quiet", "-c", "by-day");
    return "completed";
  });
  expect(report.error ?? "").not.toContain("outside of its worktree");
  expect(git("log", "--format=%s", "milestone/v1")).toContain("01-01");
  expect(git("branch", "--show-current")).toBe("by-day");
  expect(git("for-each-ref", "--format=%(refname)", `--points-at=${before}`, "refs/dgs/keep/")).toMatch(/-moved\//);
});

it("what moved is told, too, when the agent failed", async () => {
  const { report } = await run((request) => {
    if (request.role === "executor") gitAs(request, "branch", "--quiet", "--move", "main", "renamed");
    return request.role === "executor" ? "crashed" : "completed";
  });
  expect(report.error).toContain("was on main and is on renamed");
});
