import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGit } from "@dgs/git";
import { createProcesses } from "@dgs/process";
import type { ProcessSpec } from "@dgs/core";
import { afterEach, beforeEach, expect, it } from "vitest";

let tree: string;

beforeEach(() => {
  tree = realpathSync(mkdtempSync(join(tmpdir(), "dgs commit ")));
  git("init", "--quiet", "--initial-branch=main");
  git("config", "user.name", "T");
  git("config", "user.email", "t@example.org");
  writeFileSync(join(tree, "plan.md"), "1\n");
  git("add", "--all");
  git("commit", "--quiet", "-m", "first");
  writeFileSync(join(tree, "plan.md"), "2\n");
  writeFileSync(join(tree, "notes of a person.txt"), "not to be committed\n");
});

afterEach(() => { rmSync(tree, { recursive: true, force: true }); });

function git(...args: string[]): string {
  return execFileSync("git", ["-C", tree, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

/** What git does that has outlived a runner which was killed before it had written to its stdin. */
it("a runner that is killed as soon as git has started makes it take no file that was not chosen, and commit with no other message", async () => {
  const processes = createProcesses();
  const cutOff = { ...processes, run: (spec: ProcessSpec) => processes.run({ ...spec, stdin: "" }) };
  const sha = await createGit({ processes: cutOff, env: process.env }).commit({ tree, paths: ["plan.md"], message: "docs: the plan" });
  expect(sha).toMatch(/^[0-9a-f]{40}$/);
  expect(git("log", "-1", "--format=%s")).toBe("docs: the plan");
  expect(git("show", "--name-only", "--format=", "HEAD")).toBe("plan.md");
  expect(git("status", "--porcelain")).toBe('?? "notes of a person.txt"');
});
