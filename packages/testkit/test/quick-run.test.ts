import { isRefusal, quick, type QuickReport, type Refusal, type RunEvent } from "@dgs/runtime";
import type { AgentRequest, Guidance } from "@dgs/core";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeCrashProduct } from "../src/crash-product.js";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";

let folder: string;
let repo: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs quick ")));
  ({ repo } = makeCrashProduct(folder));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const planning = (...path: string[]): string => join(repo, ".planning", ...path);
const gitIn = (tree: string, ...args: string[]): string => execFileSync("git", ["-C", tree, ...args], { encoding: "utf8" }).trim();
const git = (...args: string[]): string => gitIn(repo, ...args);
const worktree = (slug: string, name = "app"): string => join(folder, `${name}--quick-${slug}`);
const quickFolder = (): string => planning("quick", readdirSync(planning("quick"))[0] ?? "");
const quickFile = (): string => readFileSync(join(quickFolder(), readdirSync(quickFolder()).find((name) => name.endsWith("-QUICK.md")) ?? ""), "utf8");

const SUMMARY = "---\nstatus: complete\n---\n\n# Summary\n\n**Done**\n";

/** An agent that changes one file and says so. */
const good: ScriptedAgent = (_request, tools) => {
  tools.write("fix.txt", "fixed\n");
  tools.leave("SUMMARY.md", SUMMARY);
  return "completed";
};

interface Options {
  readonly main?: boolean;
  readonly guidance?: readonly Guidance[];
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}

async function tryQuick(title: string | undefined, script: ScriptedAgent = good, options: Options = {}): Promise<{ report: QuickReport | Refusal; asked: readonly AgentRequest[] }> {
  const agents = createScriptedAgents(script);
  const { ports, place } = createTestPorts(repo, agents);
  const report = await quick(ports, place, { ...(title === undefined ? {} : { title }), main: options.main ?? false, guidance: options.guidance ?? [], signal: options.signal ?? new AbortController().signal, onEvent: options.onEvent ?? (() => undefined) });
  return { report, asked: agents.asked };
}

async function run(title: string | undefined, script: ScriptedAgent = good, options: Options = {}): Promise<{ report: QuickReport; asked: readonly AgentRequest[] }> {
  const { report, asked } = await tryQuick(title, script, options);
  if (isRefusal(report)) throw new Error(`${report.code}: ${report.message}`);
  return { report, asked };
}

/** Takes the milestone away: quicks are product-level then. */
function endMilestone(): void {
  rmSync(planning("ROADMAP.md"));
  git("commit", "--quiet", "--all", "--message", "No roadmap");
}

describe("a product-level quick", () => {
  it("takes away what a run has left that was killed before it had written the quick down, and nothing of others", async () => {
    endMilestone();
    const left = ["260101-001-fix-it/.260101-001-QUICK.md.dgs-tmp", "260101-002-other/.260101-002-QUICK.md.dgs-tmp"];
    for (const file of left) {
      mkdirSync(dirname(planning("quick", file)), { recursive: true });
      writeFileSync(planning("quick", file), "# Quick\n");
    }
    await run("Fix it");
    expect(left.map((file) => existsSync(planning("quick", file)))).toEqual([false, true]);
  });

  it("works in a worktree of its own and is ready: the checkout is as before, the commit has its trailers", async () => {
    endMilestone();
    const head = git("rev-parse", "HEAD");
    const { report, asked } = await run("Fix auth token validation");
    expect(report).toMatchObject({ kind: "product-level", status: "ready", exit: "ok", slug: "fix-auth-token-validation", branch: "quick/fix-auth-token-validation", base: "main", next: { command: "dgs complete-quick" } });
    expect(report.worktrees).toEqual([{ repo: "app", path: worktree("fix-auth-token-validation") }]);
    expect(asked.map(({ purpose, role, cwd }) => ({ purpose, role, cwd }))).toEqual([{ purpose: "quick fix-auth-token-validation", role: "executor", cwd: worktree("fix-auth-token-validation") }]);
    expect(gitIn(worktree("fix-auth-token-validation"), "log", "-1", "--format=%s|%(trailers:key=DGS-Quick,valueonly,separator=%x2C)|%(trailers:key=DGS-Run,valueonly,separator=%x2C)")).toBe(`feat(quick): Fix auth token validation|${report.id}|test-0`);
    expect(gitIn(worktree("fix-auth-token-validation"), "rev-parse", "HEAD~1")).toBe(head);
    expect(git("rev-parse", "HEAD")).toBe(head);
    expect(git("status", "--porcelain", "--", ".", ":!.planning")).toBe("");
    expect(readFileSync(planning(report.summaryPath ?? ""), "utf8")).toBe(SUMMARY);
    expect(quickFile()).toContain(`- [x] create worktree \`app\`\n`);
    expect(git("for-each-ref", "refs/dgs/attempts")).toBe("");
  });
});
