import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isPlainIndex, readIndexTraits } from "./index-traits.js";

let tree: string;
const git = (...args: readonly string[]): string => execFileSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.invalid", ...args], { cwd: tree, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
const isPlain = async (): Promise<boolean> => (await readIndexTraits(path.join(tree, ".git"))).plain;

beforeEach(() => {
  tree = mkdtempSync(path.join(os.tmpdir(), "dgs-index-"));
  git("init", "--quiet");
  // Names of every length, so that every padding occurs.
  for (let length = 1; length <= 20; length++) writeFileSync(path.join(tree, "x".repeat(length)), "1");
  writeFileSync(path.join(tree, "run.sh"), "1");
  chmodSync(path.join(tree, "run.sh"), 0o755);
  symlinkSync("x", path.join(tree, "link"));
  mkdirSync(path.join(tree, "sub"));
  writeFileSync(path.join(tree, "sub/my.gitattributes"), "1");
  git("add", "--all");
  git("commit", "--quiet", "-m", "first");
});

afterEach(() => { rmSync(tree, { recursive: true, force: true }); });

it("an index of files and links is plain, and so is none at all", async () => {
  expect(await isPlain()).toBe(true);
  git("update-index", "--untracked-cache");
  git("status");
  expect(await isPlain()).toBe(true);
  rmSync(path.join(tree, ".git/index"));
  expect(await isPlain()).toBe(true);
});

describe("is not plain", () => {
  it.each([
    ["with an entry that is assumed unchanged", () => git("update-index", "--assume-unchanged", "xx")],
    ["with an entry that is skipped", () => git("update-index", "--skip-worktree", "xx")],
    ["with a file that is to be added", () => { writeFileSync(path.join(tree, "later"), "1"); git("add", "--intent-to-add", "later"); }],
    ["with attributes at the top", () => { writeFileSync(path.join(tree, ".gitattributes"), "1"); git("add", ".gitattributes"); }],
    ["with attributes in a folder", () => { writeFileSync(path.join(tree, "sub/.gitattributes"), "1"); git("add", "sub/.gitattributes"); }],
    ["with a submodule", () => git("update-index", "--add", "--cacheinfo", `160000,${git("rev-parse", "HEAD").trim()},module`)],
    ["in version 4", () => git("update-index", "--index-version", "4")],
    ["in two parts", () => git("update-index", "--split-index")],
    ["with a conflict", () => conflict()],
  ])("%s", async (_, spoil) => {
    spoil();
    expect(await isPlain()).toBe(false);
  });

  function conflict(): string {
    const blob = git("hash-object", "-w", "x").trim();
    return execFileSync("git", ["update-index", "--index-info"], { cwd: tree, encoding: "utf8", input: `0 ${"0".repeat(40)}\tzz\n100644 ${blob} 1\tzz\n100644 ${blob} 2\tzz\n` });
  }

  it("when it is cut off anywhere", () => {
    const bytes = readFileSync(path.join(tree, ".git/index"));
    for (let length = 0; length < bytes.length; length += 7) expect(isPlainIndex(bytes.subarray(0, length)), String(length)).toBe(false);
  });
});
