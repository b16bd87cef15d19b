import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConfig, readRepos } from "@dgs/core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "./built-program.js";
import { hasTerminal, KEYS, onTerminal } from "./on-terminal.js";

let program: BuiltProgram;
let around: string;

beforeAll(() => { program = buildProgram(); }, 240_000);
afterAll(() => { program.remove(); });
beforeEach(() => { around = realpathSync(mkdtempSync(path.join(tmpdir(), "dgs-init-"))); });
afterEach(() => { rmSync(around, { recursive: true, force: true }); });

function repo(name: string, files: Readonly<Record<string, string>> = {}): string {
  const folder = path.join(around, name);
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
  execFileSync("git", ["init", "-q", "-b", "trunk", folder]);
  return folder;
}

const dgs = (cwd: string, ...args: string[]) => program.run(args, { cwd });
const report = (cwd: string, ...args: string[]): Record<string, unknown> => JSON.parse(dgs(cwd, "init", "--json", ...args).stdout) as Record<string, unknown>;
const read = (folder: string, file: string): string => readFileSync(path.join(folder, file), "utf8");
const commits = (folder: string): boolean => readConfig(read(folder, ".planning/config.json"), "c").config.commit_docs;

describe("dgs init in a repo", { timeout: 120_000 }, () => {
  it("finds the repo, its branch, its tests and its neighbours, and without a terminal takes what loses nothing and says so", () => {
    const web = repo("web", { "package.json": '{ "description": "The pages", "scripts": { "test": "vitest" } }' });
    repo("api");
    mkdirSync(path.join(around, "notes"));
    expect(report(web)).toMatchObject({
      found: { repo: { name: "web", path: ".", branch: "trunk", description: "The pages" }, others: [{ name: "api", path: "../api" }], isIgnored: false, tests: { command: "npm test", from: "package.json" } },
      created: ["PROJECT.md", "REQUIREMENTS.md", "ROADMAP.md", "STATE.md", "config.json"],
      assumed: [expect.stringContaining("committed"), expect.stringContaining("--repo ../api"), expect.stringContaining("--branching")],
    });
    expect(existsSync(path.join(web, ".gitignore"))).toBe(false);
    expect(existsSync(path.join(web, ".planning/REPOS.md"))).toBe(false);
  });

  it("registers the repos that are named, and reads them back without a problem; a second call adds the missing one and nothing else", () => {
    const web = repo("web", { "package.json": '{ "description": "Pages | and <details>" }' });
    repo("api");
    repo("docs");
    expect(report(web, "--repo", "../api")).toMatchObject({ created: expect.arrayContaining(["REPOS.md"]) as unknown, repos: [{ name: "web", path: "." }, { name: "api", path: "../api" }] });
    const first = read(web, ".planning/REPOS.md");
    expect(readRepos(first, "r")).toMatchObject({ problems: [], repos: [{ name: "web", path: ".", description: "Pages | and &lt;details>", setup: undefined }, { name: "api", path: "../api" }] });
    expect(report(web, "--repo", "../api", "--repo=../docs")).toMatchObject({ created: [] });
    const second = read(web, ".planning/REPOS.md");
    expect(second.startsWith(first.trimEnd())).toBe(true);
    expect(readRepos(second, "r")).toMatchObject({ problems: [], repos: [{ name: "web" }, { name: "api" }, { name: "docs", path: "../docs" }] });
    expect(report(web, "--repo", "../docs")).toMatchObject({ created: [] });
    expect(read(web, ".planning/REPOS.md")).toBe(second);
  });

  it("leaves planning files out by a line in .gitignore that keeps every other byte, and never twice", () => {
    const web = repo("web", { ".gitignore": "dist\r\nnode_modules\r\n" });
    expect(report(web, "--ignore-planning")).toMatchObject({ ignoredIn: ".gitignore" });
    expect(read(web, ".gitignore")).toBe("dist\r\nnode_modules\r\n/.planning/\r\n");
    expect(commits(web)).toBe(false);
    expect(report(web, "--ignore-planning")).toMatchObject({ created: [], found: { isIgnored: true } });
    expect(read(web, ".gitignore")).toBe("dist\r\nnode_modules\r\n/.planning/\r\n");
    expect(execFileSync("git", ["-C", web, "status", "--porcelain"], { encoding: "utf8" })).toBe("?? .gitignore\n");
  });

  it("commits nothing where git leaves the folder out already, and says so", () => {
    const web = repo("web", { ".gitignore": ".planning\n" });
    expect(report(web)).toMatchObject({ found: { isIgnored: true }, assumed: expect.arrayContaining(["planning files are not committed, as git ignores their folder"]) as unknown });
    expect(commits(web)).toBe(false);
  });

  it.each([
    [["--repo", "../none"], "repo-not-found", "../none is no git repository"],
    [["--ignore-planning", "--commit-planning"], "option-unfit", "contradict"],
    [["--branching", "sideways"], "option-value-unknown", "cannot be"],
  ])("refuses %j and makes nothing", (args, code, says) => {
    const web = repo("web");
    const end = dgs(web, "init", "--json", ...args);
    expect(end.code).toBe(2);
    expect(JSON.parse(end.stdout)).toMatchObject({ error: { code, message: expect.stringContaining(says) as string } });
    expect(existsSync(path.join(web, ".planning"))).toBe(false);
  });

  it("offers the repos in a folder that is in none", () => {
    repo("api");
    repo("web");
    expect(report(around, "--repo", "api", "--repo", "web")).toMatchObject({ repos: [{ name: "api", path: "api" }, { name: "web", path: "web" }] });
    expect(readRepos(read(around, ".planning/REPOS.md"), "r").problems).toEqual([]);
  });
});

describe.skipIf(!hasTerminal)("dgs init on a terminal", () => {
  it("asks only what was left open, and again where a name is none of those found", async () => {
    const web = repo("web");
    repo("api");
    const { code, screen } = await onTerminal(program, {
      cwd: web,
      args: ["init"],
      answers: [[/Repos beside this one: api\. Which of them[^]*\n/, `apo${KEYS.enter}`], [/apo is none of api/, `api${KEYS.enter}`], [/Are the planning files committed\?[^]*Ignore/, `${KEYS.down}${KEYS.enter}`], [/Where do agents work\?[^]*A branch for each phase/, `${KEYS.down}${KEYS.down}${KEYS.enter}`]],
    });
    expect([code, screen]).toEqual([0, expect.stringContaining("Product: web (.), api (../api)")]);
    expect(read(web, ".gitignore")).toBe("/.planning/\n");
    expect(readConfig(read(web, ".planning/config.json"), "c").config).toMatchObject({ commit_docs: false, "git.branching_strategy": "phase" });
  });

  it("makes nothing when a question is broken off", async () => {
    const web = repo("web");
    const { code } = await onTerminal(program, { cwd: web, args: ["init"], answers: [[/Are the planning files committed\?/, KEYS.interrupt]] });
    expect(code).toBe(130);
    expect(existsSync(path.join(web, ".planning"))).toBe(false);
  });
});
