import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tapeOf } from "../fixtures/play-scene.js";
import { keepPlayedRuns } from "./played-runs.js";

let repo: string;
let folder: string;
beforeEach(() => {
  repo = mkdtempSync(path.join(tmpdir(), "dgs-played-"));
  folder = path.join(repo, "jobs", ".tapes");
  execFileSync("git", ["init", "--quiet"], { cwd: repo });
});
afterEach(() => { rmSync(repo, { recursive: true, force: true }); });

const seen = (): string => execFileSync("git", ["status", "--porcelain", "--untracked-files=all"], { cwd: repo, encoding: "utf8" });
const tape = tapeOf({});

describe("git never sees what was played", () => {
  it("nothing is made before there is something to count", () => {
    expect(keepPlayedRuns(folder, tape).count("execute-plan 01-01 1")).toBe(0);
    expect(existsSync(folder)).toBe(false);
  });

  it.each([["empty", ""], ["half of it", "*"]])("where a killed run left the ignore file %s, it is mended before anybody looks", (_name, text) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, ".gitignore"), text);
    const played = keepPlayedRuns(folder, tape);
    expect(seen()).toBe("");
    played.put("execute-plan 01-01 1", 1);
    expect(seen()).toBe("");
    expect(readFileSync(path.join(folder, ".gitignore"), "utf8")).toBe("*\n");
    expect(keepPlayedRuns(folder, tape).count("execute-plan 01-01 1")).toBe(1);
  });

  it("where the ignore file is a link, it is replaced and nothing is written through it", () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(repo, "mine.txt"), "mine");
    symlinkSync(path.join(repo, "mine.txt"), path.join(folder, ".gitignore"));
    keepPlayedRuns(folder, tape).put("execute-plan 01-01 1", 1);
    expect(readFileSync(path.join(repo, "mine.txt"), "utf8")).toBe("mine");
    expect(seen()).toBe("?? mine.txt\n");
  });
});
