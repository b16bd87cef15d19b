import { fast, type FastReport, isRefusal, quick, type Refusal } from "@dgs/runtime";
import type { AgentRequest } from "@dgs/core";
import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";
import { openFastProduct } from "./open-fast-product.js";

const product = openFastProduct();

const gitIn = (tree: string, ...args: string[]): string => execFileSync("git", ["-C", tree, ...args], { encoding: "utf8" }).trim();
const git = (...args: string[]): string => gitIn(product.repo, ...args);
const config = (text: string): void => { writeFileSync(join(product.repo, ".planning", "config.json"), text); };

/** The checkout with everything in it, branches and worktrees; keep refs are not part of it. */
function state(): string {
  return [git("for-each-ref", "refs/heads"), git("worktree", "list", "--porcelain"), git("status", "--porcelain"), readdirSync(product.folder).sort().join("\n"), readFileSync(join(product.repo, "README.md"), "utf8")].join("\n");
}

const small: ScriptedAgent = (_request, tools) => {
  tools.write("README.md", "# app 2\n");
  return "completed";
};

async function run(script: ScriptedAgent = small, more: { description?: string; dryRun?: boolean; repo?: string; signal?: AbortSignal } = {}): Promise<{ report: FastReport | Refusal; asked: readonly AgentRequest[] }> {
  const agents = createScriptedAgents(script);
  const { ports, place } = createTestPorts(product.repo, agents);
  const report = await fast(ports, place, { description: "correct the title", dryRun: false, signal: new AbortController().signal, onEvent: () => undefined, ...more });
  return { report, asked: agents.asked };
}

describe("a fast change", () => {
  it("is one commit on the base branch and in the checkout, with its trailers; nothing else is left", async () => {
    const head = git("rev-parse", "HEAD");
    const { report, asked } = await run();
    expect(report).toMatchObject({ type: "fast", repo: "app", branch: "main", dryRun: false, subject: "fix: correct the title", files: ["README.md"], added: 1, removed: 1, commit: git("rev-parse", "HEAD") });
    expect(git("rev-parse", "HEAD~1")).toBe(head);
    expect(git("log", "-1", "--format=%(trailers:key=DGS-Fast,valueonly)")).toBe(isRefusal(report) ? "" : report.id);
    expect(readFileSync(join(product.repo, "README.md"), "utf8")).toBe("# app 2\n");
    expect(git("status", "--porcelain")).toBe("");
    expect(git("branch", "--format=%(refname:short)")).toBe("main");
    expect(readdirSync(product.folder).sort()).toEqual(["app", "tape.json"]);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.cwd).not.toBe(product.repo);
  });

  it("does not touch an active quick", async () => {
    const { ports, place } = createTestPorts(product.repo, createScriptedAgents((_request, tools) => { tools.write("q.txt", "q"); tools.leave("SUMMARY.md", "# Done\n\nIt is done.\n"); return "completed"; }));
    const active = await quick(ports, place, { title: "active", main: true, guidance: [], signal: new AbortController().signal, onEvent: () => undefined });
    if (isRefusal(active)) throw new Error(active.message);
    const tree = join(product.folder, "app--quick-active");
    writeFileSync(join(tree, "dirty.txt"), "dirty");
    const file = readFileSync(join(product.repo, ".planning", active.path), "utf8");
    const before = [gitIn(tree, "rev-parse", "HEAD"), gitIn(tree, "status", "--porcelain")];
    expect((await run()).report).toMatchObject({ type: "fast" });
    expect([gitIn(tree, "rev-parse", "HEAD"), gitIn(tree, "status", "--porcelain")]).toEqual(before);
    expect(readFileSync(join(product.repo, ".planning", active.path), "utf8")).toBe(file);
  });

  it("as a dry run shows the patch, commits nothing, and keeps the change under a ref", async () => {
    const before = git("rev-parse", "HEAD");
    const { report } = await run(small, { dryRun: true });
    expect(report).toMatchObject({ type: "fast", dryRun: true, diff: expect.stringContaining("-# app\n+# app 2\n") as string, kept: expect.stringMatching(/^refs\/dgs\/keep\/fast\//) as string });
    expect(git("rev-parse", "HEAD")).toBe(before);
    expect(readFileSync(join(product.repo, "README.md"), "utf8")).toBe("# app\n");
    expect(git("branch", "--format=%(refname:short)")).toBe("main");
    expect(readdirSync(product.folder).sort()).toEqual(["app", "tape.json"]);
    expect(git("show", `${"kept" in report ? (report.kept ?? "") : ""}:README.md`)).toBe("# app 2");
  });

  it.each<[string, ScriptedAgent, string]>([
    ["changes nothing", () => "completed", "nothing was changed"],
    ["commits itself", (request, tools) => { tools.write("README.md", `# ${String(request.attempt)}\n`); gitIn(request.cwd, "commit", "--quiet", "--all", "--message", "mine"); return "completed"; }, "commits were made"],
    ["changes planning files", (_request, tools) => { tools.write(".planning/STATE.md", "mine"); return "completed"; }, "planning files"],
    ["changes too much", (_request, tools) => { tools.write("long.txt", "line\n".repeat(51)); return "completed"; }, "dgs quick"],
    ["crashes half-way", (_request, tools) => { tools.write("half.txt", "half"); return "crashed"; }, "crashed"],
    ["is red under the gate", (_request, tools) => { tools.write("red.txt", "red"); return "completed"; }, "test ! -e red.txt"],
  ])("whose agent %s leaves the checkout as it was, and what it made is kept", async (name, script, said) => {
    config('{"workflow": {"test_command": "test ! -e red.txt"}}');
    const before = state();
    const { report } = await run(script);
    expect(report).toMatchObject({ type: "refused", code: "fast-failed" });
    expect(isRefusal(report) && report.message).toContain(said);
    expect(state()).toBe(before);
    const kept = git("for-each-ref", "--format=%(refname)", "refs/dgs/keep");
    if (name === "changes nothing") expect(kept).toBe("");
    else expect(kept).toMatch(/^refs\/dgs\/keep\/fast\//);
  });

  it.each([
    ["says that no test ran", "echo '  0 passing (0ms)'", "no test ran"],
    ["tells of failures", "printf 'Test Suites: 1 failed, 1 total\\nTests:       1 failed, 1 total\\n'", "tells of failures"],
  ])("whose gate %s with exit 0 is not made", async (_, command, said) => {
    config(JSON.stringify({ workflow: { test_command: command } }));
    const before = state();
    const { report } = await run((_request, tools) => { tools.write("README.md", "# app 3\n"); return "completed"; });
    expect(report).toMatchObject({ type: "refused", code: "fast-failed" });
    expect(isRefusal(report) && report.message).toContain(said);
    expect(state()).toBe(before);
  });

  it("that is stopped leaves the checkout as it was", async () => {
    const before = state();
    const stop = new AbortController();
    const { report } = await run((_request, tools) => { tools.write("half.txt", "half"); stop.abort(); return "cancelled"; }, { signal: stop.signal });
    expect(report).toMatchObject({ type: "refused", exit: "cancelled" });
    expect(state()).toBe(before);
  });

  it("clears away what a killed one left: it is kept", async () => {
    let left = "";
    await run((request, tools) => { left = request.cwd; tools.write("half.txt", "half"); return "crashed"; });
    const branch = "dgs/fast-" + left.slice(-8);
    const { ports } = createTestPorts(product.repo, createScriptedAgents(small));
    const base = await ports.git.head(product.repo);
    if (typeof base === "object") throw new Error(base.message);
    expect(await ports.git.addWorktree({ repo: product.repo, path: left, branch, base })).toEqual({ type: "added" });
    writeFileSync(join(left, "orphan.txt"), "orphan\n");
    expect((await run()).report).toMatchObject({ type: "fast" });
    expect(existsSync(left)).toBe(false);
    expect(git("for-each-ref", "--format=%(refname)", "refs/dgs/keep").split("\n").some((ref) => ref.includes("-before") && git("show", `${ref}^3:orphan.txt`) === "orphan")).toBe(true);
  });

  it("is kept when the base branch moved meanwhile", async () => {
    const { report } = await run((request, tools) => {
      git("commit", "--quiet", "--allow-empty", "--message", "in between");
      return small(request, tools);
    });
    expect(report).toMatchObject({ type: "refused", exit: "conflict", message: expect.stringMatching(/main has moved meanwhile; its work is kept: refs\/dgs\/keep\/fast\//) as string });
    expect(git("log", "-1", "--format=%s")).toBe("in between");
    expect(readFileSync(join(product.repo, "README.md"), "utf8")).toBe("# app\n");
  });

  it.each<[string, () => void, string]>([
    ["the checkout has changes", () => { appendFileSync(join(product.repo, "README.md"), "mine\n"); }, "checkout-dirty"],
    ["a file is untracked", () => { writeFileSync(join(product.repo, "mine.txt"), "mine"); }, "checkout-dirty"],
    ["HEAD is detached", () => { git("checkout", "--quiet", "--detach"); }, "detached"],
    ["another branch is checked out", () => { git("switch", "--quiet", "--create", "other"); config('{"git": {"base_branch": "main"}}'); }, "not-on-base-branch"],
  ])("is refused where %s, and nothing is written", async (_, make, code) => {
    make();
    const before = state();
    const { report, asked } = await run();
    expect(report).toMatchObject({ type: "refused", code });
    expect(asked).toEqual([]);
    expect(state()).toBe(before);
    expect(existsSync(join(product.repo, ".planning", "jobs"))).toBe(false);
  });

  it.each(["$(touch pwned)", "--upload-pack=touch pwned", "a\u0000b\nDGS-Fast: forged", "x".repeat(300), "🚀"])("described as %j is data", async (description) => {
    const { report } = await run(small, { description });
    expect(report).toMatchObject({ type: "fast" });
    expect(git("log", "-1", "--format=%s").length).toBeLessThanOrEqual(80);
    expect(git("log", "-1", "--format=%(trailers:key=DGS-Fast,valueonly)")).toBe("id" in report ? report.id : "");
    expect(existsSync(join(product.repo, "pwned"))).toBe(false);
    expect(readdirSync(product.folder).sort()).toEqual(["app", "tape.json"]);
  });
});
