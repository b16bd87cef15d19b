import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findNodegit, nodegitFolder } from "@dgs/git";
import { whyNoNodegit, withNodegit } from "@dgs/testkit";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { codeFiles, planningFiles } from "../../../demo/sample-product.mjs";
import { tape } from "../../../demo/sample-tape.mjs";
import { type BuiltProgram, buildProgram, loadedBy } from "./built-program.js";

let program: BuiltProgram;
let folder: string;

beforeAll(() => { program = buildProgram(); }, 120_000);
afterAll(() => { program.remove(); });
beforeEach(() => { folder = realpathSync(mkdtempSync(path.join(tmpdir(), "dgs-engine-"))); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

/** Makes a repository of the demo's files. */
function makeRepo(name: string, files: Readonly<Record<string, string>>): string {
  const tree = path.join(folder, name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
    writeFileSync(path.join(tree, file), text);
  }
  for (const args of [["init", "-q", "-b", "main"], ["config", "user.name", "T"], ["config", "user.email", "t@example.invalid"], ["add", "-A"], ["commit", "-q", "-m", "Start"]]) {
    execFileSync("git", args, { cwd: tree, stdio: "ignore" });
  }
  return tree;
}

/** The product of the demo, whose configuration asks for nodegit, with its job; returns the arguments that play it from the tape. */
function prepare(): { readonly product: string; readonly args: readonly string[] } {
  makeRepo("durations", codeFiles);
  const config = JSON.parse((planningFiles as Record<string, string>)[".planning/config.json"] ?? "{}") as object;
  const product = makeRepo("product", { ...planningFiles, ".planning/config.json": `${JSON.stringify({ ...config, "git.engine": "nodegit" })}\n` });
  writeFileSync(path.join(folder, "tape.json"), JSON.stringify(tape));
  expect(program.run(["create-milestone-job", "--yes"], { cwd: product }).code).toBe(0);
  return { product, args: ["run-job", "v1.0", "--json", "--agent", "replay", "--tape", path.join(folder, "tape.json")] };
}

it("refuses to run with an engine that is not there, and changes nothing", () => {
  const { product, args } = prepare();
  const env = { DGS_NODEGIT_HOME: path.join(folder, "nowhere") };
  const before = execFileSync("git", ["status", "--porcelain"], { cwd: product, encoding: "utf8" });
  const { code, stdout } = program.run(args, { cwd: product, env });
  expect({ code, report: JSON.parse(stdout) as unknown }).toMatchObject({
    code: 2,
    report: { error: { code: "nodegit-not-built", message: expect.stringContaining(nodegitFolder(env)) as string, remedy: expect.stringContaining("npm run nodegit") as string } },
  });
  expect(execFileSync("git", ["status", "--porcelain"], { cwd: product, encoding: "utf8" })).toBe(before);
  expect(readdirSync(folder).sort()).toEqual(["durations", "product", "tape.json"]);
});

it("carries a job out with nodegit, and loads it for nothing else", (context) => {
  const missing = whyNoNodegit();
  if (missing !== undefined) context.skip(missing);
  const { product, args } = prepare();
  // The home of the tests is another one here.
  const env = { ...withNodegit({}), DGS_NODEGIT_HOME: path.dirname(nodegitFolder(process.env)) };
  const loads = (given: readonly string[]) => {
    const { end, files } = loadedBy(program, given, product, env);
    return { code: end.code, nodegit: files.some((file) => path.resolve(program.folder, file) === findNodegit(env)) };
  };
  expect(loads(["progress", "--json"])).toEqual({ code: 0, nodegit: false });
  expect(loads(args)).toEqual({ code: 0, nodegit: true });
  const commits = execFileSync("git", ["log", "--format=%s", "main..milestone/v1.0"], { cwd: path.join(folder, "durations"), encoding: "utf8" });
  expect(commits.split("\n").length).toBeGreaterThan(3);
}, 120_000);
