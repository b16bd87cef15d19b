import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "./built-program.js";
import { makeProduct, type SampleProduct } from "./sample-product.js";

let program: BuiltProgram;
let product: SampleProduct;
let lib: string;

const ROADMAP = "# Roadmap\n\n## Milestones\n\n- 🚧 **v1.0 First release** - Phases 1-1 (in progress)\n\n## Phases\n\n- [x] **Phase 1: Parser** - reads durations\n\n### Phase 1: Parser\n\n**Goal**: Durations are read\n";

beforeAll(() => { program = buildProgram(); }, 240_000);
afterAll(() => { program.remove(); });
beforeEach(() => {
  product = makeProduct({ "ROADMAP.md": ROADMAP });
  lib = `${product.base}-lib`;
  mkdirSync(lib);
  writeFileSync(path.join(lib, "l.txt"), "l\n");
  writeFileSync(path.join(product.planning, "REPOS.md"), `| Name | Path |\n|---|---|\n| app | . |\n| lib | ../${path.basename(lib)} |\n`);
  for (const repo of [product.base, lib]) for (const args of [["init", "-q", "-b", "main"], ["config", "user.name", "T"], ["config", "user.email", "t@example.org"], ["add", "-A"], ["commit", "-qm", "Start"]]) git(repo, ...args);
});
afterEach(() => {
  product.remove();
  rmSync(lib, { recursive: true, force: true });
});

const git = (repo: string, ...args: string[]): string => execFileSync("git", ["-C", repo, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
const dgs = (...args: string[]) => program.run(["complete-milestone", "v1.0", ...args], { cwd: product.base });
const repos = (): readonly string[] => [product.base, lib];

/** Builds the milestone on a branch of both checkouts, and audits what is committed then. */
function build(branch: string | undefined, settings: Readonly<Record<string, unknown>>): void {
  for (const repo of repos()) {
    if (branch !== undefined) git(repo, "switch", "-qc", branch);
    writeFileSync(path.join(repo, "work.txt"), "work\n");
    if (repo === product.base) writeFileSync(path.join(product.planning, "config.json"), JSON.stringify({ workflow: { verifier: false }, git: { worktrees: false, ...settings } }));
    git(repo, "add", "-A");
    git(repo, "commit", "-qm", "Work");
  }
  const heads = repos().map((repo, index) => `  ${index === 0 ? "app" : "lib"}: ${git(repo, "rev-parse", "HEAD").trim()}\n`).join("");
  writeFileSync(path.join(product.planning, "v1.0-MILESTONE-AUDIT.md"), `---\nmilestone: v1.0\naudited: 2036-01-01T00:00:00Z\nstatus: passed\nheads:\n${heads}---\n`);
  git(product.base, "add", "-A");
  git(product.base, "commit", "-qm", "Audit");
}

function expectCompleted(): void {
  for (const repo of repos()) {
    expect(git(repo, "cat-file", "-t", "v1.0").trim()).toBe("tag");
    expect(git(repo, "rev-parse", "v1.0^{commit}")).toBe(git(repo, "rev-parse", "main"));
    expect(git(repo, "show", "main:work.txt")).toBe("work\n");
    expect(git(repo, "status", "--porcelain")).toBe("");
  }
  expect(existsSync(path.join(product.planning, "milestones/v1.0-MILESTONE-AUDIT.md"))).toBe(true);
  expect(readFileSync(path.join(product.planning, "ROADMAP.md"), "utf8")).toContain("✅ **v1.0 First release**");
  expect(readFileSync(path.join(product.planning, "MILESTONES.md"), "utf8")).toContain("## v1.0 First release (Shipped: ");
}

describe("dgs complete-milestone without worktrees, in two repos", () => {
  it("archives and tags what is on the base branch already (none)", () => {
    build(undefined, { branching_strategy: "none" });
    const end = dgs("--yes", "--json");
    expect(end.code, end.stderr + end.stdout).toBe(0);
    expectCompleted();
  });

  it("refuses where the code of the second repo is another one than was audited, or is in no commit", () => {
    build(undefined, { branching_strategy: "none" });
    writeFileSync(path.join(lib, "more.txt"), "more\n");
    expect(dgs("--yes")).toMatchObject({ code: 4, stderr: expect.stringContaining("lib/more.txt") as unknown });
    git(lib, "add", "-A");
    git(lib, "commit", "-qm", "More");
    expect(dgs("--yes")).toMatchObject({ code: 3, stderr: expect.stringContaining("older than the code") as unknown });
    expect(existsSync(path.join(product.planning, "milestones"))).toBe(false);
    expect(repos().map((repo) => git(repo, "tag"))).toEqual(["", ""]);
  });

  it.each([
    ["milestone", "release/v1.0", { milestone_branch_template: "release/{milestone}" }],
    ["phase", "phase-work/01", { phase_branch_template: "phase-work/{phase}" }],
  ])("merges no branch of a person's checkout: it says what to type, and goes on behind that (%s)", (strategy, branch, template) => {
    build(branch, { branching_strategy: strategy, ...template });
    const before = repos().map((repo) => git(repo, "for-each-ref"));
    expect(dgs("--yes")).toMatchObject({ code: 4, stderr: expect.stringContaining("git.base_branch") as unknown });
    writeFileSync(path.join(product.planning, "config.json"), JSON.stringify({ workflow: { verifier: false }, git: { worktrees: false, base_branch: "main", branching_strategy: strategy, ...template } }));
    const told = dgs("--yes");
    expect(told).toMatchObject({ code: 4, stderr: expect.stringContaining(`git switch main && git merge ${branch}`) as unknown });
    expect(repos().map((repo) => git(repo, "for-each-ref"))).toEqual(before);
    git(product.base, "commit", "-qam", "Name the base branch");
    for (const repo of repos()) {
      git(repo, "switch", "-q", "main");
      git(repo, "merge", "-q", branch);
    }
    const end = dgs("--yes");
    expect(end.code, end.stderr + end.stdout).toBe(0);
    expectCompleted();
  });
});
