import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { findChangesetFaults } from "../scripts/releases/find-changeset-faults.mjs";
import { changesetsIn } from "../scripts/releases/plan-release.mjs";
import { findRepositoryFaults } from "../scripts/releases/repository.mjs";
import { describeInstall, findTooLarge, measureInstall, SIZE_BOUNDS } from "../scripts/workspace/install-size.mjs";
import { readText, root, workspacePackages } from "./checkout.js";

interface Step { readonly uses?: string; readonly run?: string; readonly with?: Readonly<Record<string, unknown>>; readonly env?: Readonly<Record<string, string>> }
interface Job { readonly "runs-on": string; readonly "timeout-minutes": number; readonly permissions?: Readonly<Record<string, string>>; readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> }; readonly steps: readonly Step[] }
interface Workflow { readonly on: Readonly<Record<string, unknown>>; readonly permissions: Readonly<Record<string, string>>; readonly jobs: Readonly<Record<string, Job>> }
interface Manifest { readonly publishConfig?: unknown; readonly repository: { readonly type: string; readonly url: string; readonly directory: string } }

const folder = mkdtempSync(path.join(os.tmpdir(), "dgs-releases-"));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

const manifestOf = (home: string): Manifest => JSON.parse(readText(`${home}/package.json`)) as Manifest;
const workflow = (name: string): Workflow => parse(readText(`.github/workflows/${name}`)) as Workflow;
const { scripts } = JSON.parse(readText("package.json")) as { scripts: Readonly<Record<string, string>> };

describe.each(["ci.yml", "release.yml"])("the workflow %s", (name) => {
  const jobs = Object.entries(workflow(name).jobs);

  it("gives its jobs no rights that they do not name, and an end", () => {
    expect(workflow(name).permissions).toEqual(name === "ci.yml" ? { contents: "read" } : {});
    for (const [, job] of jobs) expect(job).toMatchObject({ "runs-on": "ubuntu-latest", "timeout-minutes": expect.any(Number) as number });
  });

  it("runs what is there", () => {
    const run = jobs.flatMap(([, { steps }]) => steps.flatMap((step) => [step.run, step.with?.["version"], step.with?.["publish"]])).filter((line) => line !== undefined);
    expect(run.length).toBeGreaterThan(0);
    // What a machine of GitHub lacks comes by its own tools, and needs nothing of the checkout.
    for (const line of (run as string[]).filter((each) => !each.startsWith("sudo apt-get "))) {
      const script = /^npm run ([\w:-]+)(?: -- ([a-z]+))?$/.exec(line);
      if (script === null) expect(existsSync(path.join(root, line))).toBe(true);
      else expect(Object.keys(scripts)).toContain(script[1]);
      if (script?.[2] !== undefined) expect(readText("scripts/release.mjs")).toMatch(new RegExp(`^  (?:async )?${script[2]}\\b`, "m"));
    }
  });

  it("uses actions by a version, and has each step do one thing", () => {
    for (const [, { steps }] of jobs) for (const step of steps) expect([step.uses, step.run].filter((each) => each !== undefined)).toHaveLength(1);
    for (const [, { steps }] of jobs) for (const { uses } of steps) expect(uses ?? "x@v1").toMatch(/^[\w./-]+@v\d+$/);
  });
});

it("checks on each Node that is promised", () => {
  expect(workflow("ci.yml").jobs["check"]?.strategy?.matrix).toEqual({ node: [20, 22, 24] });
});

it("publishes by the identity of the workflow, without a token, from main only, once it was built and checked", () => {
  const { on, jobs } = workflow("release.yml");
  expect(on).toEqual({ push: { branches: ["main"] } });
  expect(jobs["release"]?.permissions).toEqual({ contents: "write", "pull-requests": "write", "id-token": "write" });
  const steps = jobs["release"]?.steps ?? [];
  expect(steps.map(({ run, uses = "" }) => run ?? uses.replace(/@.*/, ""))).toEqual(["actions/checkout", "actions/setup-node", "npm run build", "npm run check", "changesets/action"]);
  expect(steps.at(-1)?.env).toMatchObject({ NPM_CONFIG_PROVENANCE: "true" });
  expect(readText(".github/workflows/release.yml")).not.toMatch(/NPM_TOKEN|NODE_AUTH_TOKEN/);
});

describe.each(workspacePackages())("$name", ({ folder: home, isPrivate }) => {
  const { publishConfig, repository } = manifestOf(home);

  it("says where it comes from, in the form that npm compares", () => {
    expect(repository).toMatchObject({ type: "git", directory: home });
    expect(repository.url).toMatch(/^git\+https:\/\/(?:example\.invalid\/dgs|github\.com\/[\w.-]+\/[\w.-]+)\.git$/);
  });

  // Provenance is asked for by the workflow: npm takes what a package says about it before any variable, and refuses to publish by hand then.
  it("is published for everybody, or not at all", () => {
    expect(publishConfig).toEqual(isPrivate ? undefined : { access: "public" });
  });
});

it("says the same repository in every package", () => {
  expect(new Set(workspacePackages().map(({ folder: home }) => manifestOf(home).repository.url)).size).toBe(1);
});

describe("before something is published", () => {
  const packed = (url: string): Parameters<typeof findRepositoryFaults>[1] => [{ name: "@dgs/x", folder: "packages/x", manifest: { repository: { url } } }];

  it.each([
    [undefined, "git+https://github.com/a/b.git", /GITHUB_REPOSITORY is not set/],
    ["a/b", "git+https://example.invalid/dgs.git", /no repository yet: run `npm run release -- repository a\/b`/],
    ["a/c", "git+https://github.com/a/b.git", /comes from .*a\/b\.git, and is published from .*a\/c\.git/],
    ["a/b", "git+https://github.com/a/b.git", /^$/],
  ])("the repository %s is held against %s", (repository, url, says) => {
    expect(findRepositoryFaults(repository, packed(url)).join("\n")).toMatch(says);
  });

  it.each([[[]], [["nonsense"]], [["repository"]], [["repository", "not a name"]], [["publish"]]])("release %j is refused, and does nothing", (args) => {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== "GITHUB_REPOSITORY"));
    const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, "scripts/release.mjs"), ...args], { encoding: "utf8", env });
    expect({ status, stdout }).toEqual({ status: args.length > 0 && args[0] !== "nonsense" ? 1 : 2, stdout: "" });
    expect(stderr).not.toBe("");
  });
});

describe("changesets", () => {
  const packages = [
    { name: "@dgs/core", folder: "packages/core", isPrivate: false },
    { name: "@dgs/cli", folder: "apps/cli", isPrivate: false },
    { name: "@dgs/render", folder: "packages/render", isPrivate: true },
    { name: "@dgs/testkit", folder: "packages/testkit", isPrivate: true },
  ];
  const faults = (named: Readonly<Record<string, string>>, files: readonly string[] = [], text = "It does more."): string =>
    findChangesetFaults([{ file: "a.md", named, text }], packages, [{ files: [".changeset/a.md", ...files] }]).join("\n");

  it.each([
    ["in order", faults({ "@dgs/core": "minor" }, ["packages/core/src/a.ts"]), /^$/],
    ["of nothing", faults({}), /names no package/],
    ["without a word", faults({ "@dgs/core": "minor" }, [], ""), /says nothing/],
    ["of an unknown package", faults({ "@dgs/none": "minor" }), /@dgs\/none, which is no package/],
    ["of a private package", faults({ "@dgs/cli": "minor", "@dgs/render": "minor" }), /@dgs\/render, which is private/],
    ["that break something before 1.0", faults({ "@dgs/core": "major" }), /before 1\.0/],
    ["that hide what came with them", faults({ "@dgs/core": "minor" }, ["packages/render/src/a.ts"]), /came with packages\/render\/src\/a\.ts/],
    ["that tell it in a face", faults({ "@dgs/cli": "patch" }, ["packages/render/src/a.ts"]), /^$/],
    ["with tests of private code only", faults({ "@dgs/core": "minor" }, ["packages/render/src/a.test.ts", "packages/testkit/src/a.ts"]), /^$/],
  ])("%s are told", (_, found, says) => {
    expect(found).toMatch(says);
  });

  it("are read as they are written", () => {
    mkdirSync(path.join(folder, "sets"));
    writeFileSync(path.join(folder, "sets", "a.md"), '---\n"@dgs/core": minor\n"@dgs/cli": patch\n---\n\nOne.\n\nTwo.\n');
    writeFileSync(path.join(folder, "sets", "README.md"), "# Changesets\n");
    expect(changesetsIn(path.join(folder, "sets"))).toEqual([{ file: "a.md", named: { "@dgs/core": "minor", "@dgs/cli": "patch" }, text: "One.\n\nTwo." }]);
  });
});

it("measures an install, and says what is too large", () => {
  mkdirSync(path.join(folder, "installed/dist"), { recursive: true });
  writeFileSync(path.join(folder, "installed/dist/a.js"), "x".repeat(1500));
  writeFileSync(path.join(folder, "installed/b"), "x");
  writeFileSync(path.join(folder, "a.tgz"), "x".repeat(900));
  const size = measureInstall(path.join(folder, "a.tgz"), path.join(folder, "installed"));
  expect(size).toEqual({ packedKB: 1, unpackedKB: 2, files: 2 });
  expect(describeInstall("@dgs/x", size)).toContain("2 files, 1 KB packed, 2 KB installed");
  expect(findTooLarge("@dgs/x", size)).toEqual([]);
  expect(findTooLarge("@dgs/x", { ...size, files: SIZE_BOUNDS.files + 1 })).toEqual([expect.stringMatching(/files is \d+, and may be \d+/)]);
});
