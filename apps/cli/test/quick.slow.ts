import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "./built-program.js";

let program: BuiltProgram;
beforeAll(() => {
  program = buildProgram();
}, 120_000);
afterAll(() => {
  program.remove();
});

let folder: string;
let repo: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "dgs quick cli ")));
  repo = path.join(folder, "app");
  mkdirSync(path.join(repo, ".planning"), { recursive: true });
  writeFileSync(path.join(repo, "agent.sh"), '#!/bin/sh\ncat > /dev/null\necho fixed > fix.txt\nprintf "# Summary\\n\\nFixed.\\n" > "$DGS_OUTBOX/SUMMARY.md"\n', { mode: 0o755 });
  writeFileSync(path.join(repo, ".planning", "config.json"), '{"agents": {"adapter": "command", "command": ["./agent.sh"]}}\n');
  git("init", "--quiet", "--initial-branch=main");
  for (const [key, value] of [["user.name", "DGS test"], ["user.email", "test@example.invalid"], ["commit.gpgsign", "false"]] as const) git("config", key, value);
  git("add", "--all");
  git("commit", "--quiet", "--message", "Start");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const git = (...args: string[]): string => execFileSync("git", ["-C", repo, ...args], { encoding: "utf8" }).trim();
const dgs = (...args: string[]): ReturnType<BuiltProgram["run"]> => program.run(args, { cwd: repo });
const json = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

describe("dgs quick, dgs abandon-quick, dgs fast", () => {
  it("start a quick, name it in progress, make a fast change beside it, and throw it away after a yes only", () => {
    const started = dgs("quick", "fix auth", "--json");
    expect({ code: started.code, report: json(started.stdout) }).toMatchObject({ code: 0, report: { type: "quick", status: "ready", branch: "quick/fix-auth" } });
    expect(json(dgs("progress", "--json").stdout)).toMatchObject({ quicks: [{ slug: "fix-auth", status: "ready" }], next: { command: "dgs complete-quick" } });
    const second = dgs("quick", "another");
    expect(second.code).toBe(2);
    expect(second.stderr).toContain("dgs complete-quick");
    const fast = dgs("fast", "write the fix", "--json");
    expect({ code: fast.code, report: json(fast.stdout) }).toMatchObject({ code: 0, report: { type: "fast", commit: git("rev-parse", "main"), files: ["fix.txt"] } });
    expect(json(dgs("abandon-quick", "--json").stdout)).toMatchObject({ error: { code: "confirmation-needed" } });
    expect(existsSync(path.join(folder, "app--quick-fix-auth"))).toBe(true);
    const gone = dgs("abandon-quick", "--yes");
    expect(gone.code).toBe(0);
    expect(gone.stdout).toContain("Quick 'fix-auth' abandoned. Worktree and branch removed. Its work is kept under refs/dgs/keep/");
    expect(readdirSync(folder)).toEqual(["app"]);
    expect(git("branch", "--format=%(refname:short)")).toBe("main");
  }, 120_000);

  it.each(["$(touch pwned)", "; touch pwned", "`touch pwned`", "../../pwned", "überfällig 🚀", "x".repeat(300), "!?"])("take %j for a title and nothing else", (title) => {
    const { code, stdout } = dgs("quick", title, "--json");
    expect({ code, report: json(stdout) }).toMatchObject({ code: 0, report: { status: "ready" } });
    expect(readdirSync(folder)).toHaveLength(2);
    expect(existsSync(path.join(repo, "pwned"))).toBe(false);
    expect(dgs("abandon-quick", "--yes").code).toBe(0);
    expect(readdirSync(folder)).toEqual(["app"]);
  }, 120_000);

  it.each([["--upload-pack=touch pwned"], ["-x"], ["--main"]])("refuse %j, which names no quick, and write nothing", (word) => {
    const before = git("for-each-ref") + git("status", "--porcelain");
    const { code, stderr } = dgs("quick", word);
    expect(code).toBe(2);
    expect(stderr).not.toBe("");
    expect(git("for-each-ref") + git("status", "--porcelain")).toBe(before);
    expect(existsSync(path.join(repo, "pwned"))).toBe(false);
  });
});
