import { fast, type FastReport, isRefusal, type Refusal } from "@dgs/runtime";
import type { AgentRequest } from "@dgs/core";
import { execFileSync } from "node:child_process";
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createScriptedAgents, createTestPorts } from "../src/test-ports.js";
import { openFastProduct } from "./open-fast-product.js";

const product = openFastProduct();

const git = (...args: string[]): string => execFileSync("git", ["-C", product.repo, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
const title = (): string => readFileSync(join(product.repo, "README.md"), "utf8");

async function run(more: { description?: string; dryRun?: boolean; cutOff?: (to: string) => void } = {}): Promise<{ report: FastReport | Refusal; asked: readonly AgentRequest[] }> {
  const { cutOff, ...input } = more;
  const agents = createScriptedAgents((request, tools) => {
    const isSecond = request.purpose.includes("another");
    tools.write(isSecond ? "another.txt" : "README.md", isSecond ? "another\n" : "# app 2\n");
    if (!isSecond) tools.write("added.txt", "added\n");
    return "completed";
  });
  const { ports, place } = createTestPorts(product.repo, agents);
  const killed = cutOff === undefined ? ports : { ...ports, git: { ...ports.git, fastForward: ({ to }: { readonly to: string }) => { cutOff(to); return Promise.reject(new Error("killed")); } } };
  const report = await fast(killed, place, { description: "correct the title", dryRun: false, signal: new AbortController().signal, onEvent: () => undefined, ...input });
  return { report, asked: agents.asked };
}

/** What a git leaves that is killed while it moves the checkout forward. */
const LEFT: readonly (readonly [string, (to: string) => void])[] = [
  ["one file is written", () => { writeFileSync(join(product.repo, "README.md"), "# app 2\n"); }],
  ["every file is written and staged", (to) => { git("read-tree", "-m", "-u", "HEAD", to); }],
  ["the branch has moved", (to) => { git("merge", "--quiet", "--ff-only", to); }],
];

describe("a fast change that was cut off while it landed", () => {
  it.each(LEFT)("lands in the next run where %s; no agent is asked again, and nothing is left", async (_, leave) => {
    let commit = "";
    await expect(run({ cutOff: (to) => { commit = to; leave(to); } })).rejects.toThrow("killed");
    const { report, asked } = await run();
    expect(report).toMatchObject({ type: "fast", commit, subject: "fix: correct the title", files: ["README.md", "added.txt"], added: 2, removed: 1 });
    expect(asked).toEqual([]);
    expect([git("rev-parse", "main"), git("status", "--porcelain"), git("branch", "--format=%(refname:short)"), title()]).toEqual([commit, "", "main", "# app 2\n"]);
    expect(git("log", "-1", "--format=%(trailers:key=DGS-Fast,valueonly)")).toBe(isRefusal(report) ? "" : report.id);
    expect(readdirSync(product.folder).sort()).toEqual(["app", "tape.json"]);
  });

  it.each(LEFT)("lands before another one where %s", async (_, leave) => {
    let commit = "";
    await expect(run({ cutOff: (to) => { commit = to; leave(to); } })).rejects.toThrow("killed");
    const { report, asked } = await run({ description: "another one" });
    expect(report).toMatchObject({ type: "fast", subject: "fix: another one", files: ["another.txt"] });
    expect(asked).toHaveLength(1);
    expect([git("rev-parse", "main~1"), git("status", "--porcelain"), git("branch", "--format=%(refname:short)")]).toEqual([commit, "", "main"]);
  });

  it.each<[string, () => void]>([
    ["a file of it was changed since", () => { appendFileSync(join(product.repo, "README.md"), "mine\n"); }],
    ["another file is changed, too", () => { writeFileSync(join(product.repo, "mine.txt"), "mine"); }],
  ])("is left to a person where %s", async (_, change) => {
    await expect(run({ cutOff: () => { writeFileSync(join(product.repo, "README.md"), "# app 2\n"); } })).rejects.toThrow("killed");
    change();
    const before = [git("status", "--porcelain"), git("for-each-ref"), title()];
    const { report, asked } = await run();
    expect(report).toMatchObject({ type: "refused", code: "checkout-dirty" });
    expect(asked).toEqual([]);
    expect([git("status", "--porcelain"), git("for-each-ref"), title()]).toEqual(before);
  });

  it("names the lock that a killed git has left, and goes on when that is gone", async () => {
    await expect(run({ cutOff: (to) => { git("read-tree", "-m", "-u", "HEAD", to); writeFileSync(join(product.repo, ".git/HEAD.lock"), ""); } })).rejects.toThrow("killed");
    expect((await run()).report).toMatchObject({ type: "refused", code: "git-index-locked", remedy: expect.stringContaining(join(product.repo, ".git/HEAD.lock")) as string });
    rmSync(join(product.repo, ".git/HEAD.lock"));
    expect((await run()).report).toMatchObject({ type: "fast", subject: "fix: correct the title" });
    expect(git("status", "--porcelain")).toBe("");
  });

  it("is not brought there by a dry run, which says so", async () => {
    await expect(run({ cutOff: (to) => { git("read-tree", "-m", "-u", "HEAD", to); } })).rejects.toThrow("killed");
    const before = [git("status", "--porcelain"), git("for-each-ref"), title()];
    expect((await run({ dryRun: true })).report).toMatchObject({ type: "refused", code: "landing-cut-off", message: expect.stringContaining("fix: correct the title") as string });
    expect([git("status", "--porcelain"), git("for-each-ref"), title()]).toEqual(before);
  });

  it("is made anew where it had not begun to land, also when an earlier one was described alike", async () => {
    expect((await run()).report).toMatchObject({ type: "fast" });
    git("revert", "--no-edit", "HEAD");
    await expect(run({ cutOff: () => undefined })).rejects.toThrow("killed");
    const { report, asked } = await run();
    expect(report).toMatchObject({ type: "fast", commit: git("rev-parse", "HEAD") });
    expect(asked).toHaveLength(1);
    expect(title()).toBe("# app 2\n");
  });
});
