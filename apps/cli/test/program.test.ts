import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMMANDS } from "../src/commands.js";
import { type BuiltProgram, buildProgram, loadedBy, type ProgramEnd, type RunOptions } from "./built-program.js";
import { makeProduct, type SampleProduct } from "./sample-product.js";

let program: BuiltProgram;
let product: SampleProduct;
let empty: string;

beforeAll(() => {
  program = buildProgram();
  product = makeProduct();
  empty = mkdtempSync(path.join(tmpdir(), "dgs-empty-"));
}, 120_000);

afterAll(() => {
  program.remove();
  product.remove();
  rmSync(empty, { recursive: true, force: true });
});

const run = (args: readonly string[], options: RunOptions = {}): ProgramEnd => program.run(args, { cwd: product.base, ...options });

/** Reads the one JSON object that stdout holds. */
function json(end: ProgramEnd): Record<string, unknown> {
  expect(end.stdout).toMatch(/^\{[^\n]*\}\n$/);
  return JSON.parse(end.stdout) as Record<string, unknown>;
}

function error(end: ProgramEnd): { code: string; at: string; exit: string } {
  expect(end.stderr).toBe("");
  return json(end)["error"] as { code: string; at: string; exit: string };
}

/** Runs something with a product of its own. */
function withProduct<T>(work: (own: SampleProduct) => T, files: Readonly<Record<string, string>> = {}): T {
  const own = makeProduct(files);
  try {
    return work(own);
  } finally {
    own.remove();
  }
}

describe("the help", () => {
  it("names every command with an example, and every exit code", () => {
    const { code, stdout, stderr } = run(["--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const { name } of COMMANDS) expect(stdout.match(new RegExp(`^  (dgs )?${name}\\b`, "gm"))?.length).toBe(2);
    for (const exit of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 130]) expect(stdout).toMatch(new RegExp(`^ +${String(exit)}  [a-z-]+: `, "m"));
  });

  it.each(COMMANDS.map(({ name }) => name))("of %s is the same by both ways, and shows how to call it", (name) => {
    const { code, stdout } = run(["help", name]);
    expect(code).toBe(0);
    expect(stdout).toBe(run([name, "--help"]).stdout);
    expect(stdout).toMatch(new RegExp(`^  dgs ${name} .*\\[options\\]`, "m"));
    expect(stdout).toMatch(new RegExp(`^Examples\n  dgs ${name}\\b`, "m"));
  });

  it("is JSON where that is asked for", () => {
    expect(json(run(["--help", "--json"]))).toMatchObject({ type: "help", commands: COMMANDS.map(({ name }) => ({ name })) });
  });
});

describe("the version", () => {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };

  it.each([["--version"], ["-v"]])("is said by %s", (flag) => {
    expect(run([flag])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("is JSON where that is asked for", () => {
    expect(json(run(["--version", "--json"]))).toEqual({ type: "version", version });
  });
});

describe("a wrong command line", () => {
  it.each([
    [["progres"], "dgs: there is no command \"progres\"\n  at: the command line, argument 1: progres\n  do: Did you mean `dgs progress`? `dgs --help` shows all commands.\n"],
    [["run-job"], "dgs: dgs run-job needs a version\n  at: the command line\n  do: Usage: dgs run-job <version> [options] [-- program [argument…]]\n"],
    [["progress", "--nope"], "dgs: dgs progress has no option --nope\n  at: the command line, argument 2: --nope\n  do: `dgs help progress` shows its options.\n"],
  ])("%j ends with exit code 2 and three lines", (args, stderr) => {
    expect(run(args)).toEqual({ code: 2, stdout: "", stderr });
  });

  it("is told as JSON where that is asked for", () => {
    const end = run(["progres", "--json"]);
    expect(end.code).toBe(2);
    expect(error(end)).toMatchObject({ code: "unknown-command", exit: "usage", remedy: expect.stringContaining("dgs progress") as string });
  });
});

const inPlace = [["progress"], ["create-milestone-job", "--dry-run"], ["run-job", "v1.0"], ["list-jobs"], ["cancel-job", "v1.0"]];

describe("a bad root", () => {
  it.each(inPlace)("is refused by %s: no planning folder", (...args) => {
    const end = run([...args, "--json"], { cwd: empty });
    expect(end.code).toBe(2);
    expect(error(end)).toMatchObject({ code: "no-planning-folder", at: ".", exit: "usage" });
    expect(readdirSync(empty)).toEqual([]);
  });

  it.each(inPlace)("is refused by %s: two planning folders", (...args) => {
    withProduct(({ base }) => {
      mkdirSync(path.join(base, ".gsd"));
      const end = run([...args, "--json"], { cwd: base });
      expect(end.code).toBe(2);
      expect(error(end)).toMatchObject({ code: "two-planning-folders", at: ".", exit: "usage" });
    });
  });

  it("is told in three lines", () => {
    const { code, stdout, stderr } = run(["progress", "--root", path.join(empty, "nowhere")]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^dgs: .+\n {2}at: .+\n {2}do: .+\n$/);
  });

  it("may be chosen by --root, which counts before DGS_ROOT, which counts before the working folder", () => {
    withProduct((other) => {
      expect(json(run(["progress", "--json", "--root", other.base], { env: { DGS_ROOT: empty } }))["root"]).toBe(other.planning);
      expect(json(run(["progress", "--json"], { env: { DGS_ROOT: other.base } }))["root"]).toBe(other.planning);
      expect(json(run(["progress", "--json"], { env: { DGS_ROOT: "" } }))["root"]).toBe(product.planning);
    });
  });
});

describe("dgs progress", () => {
  it("shows the phases and the next command last", () => {
    const { code, stdout, stderr } = run(["progress"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^v1\.0 {2}First release\n\.planning\n/);
    expect(stdout).toMatch(/^ +1 {2}complete +1\/1 {2}Parser$/m);
    expect(stdout).toMatch(/^ +2 {2}planned +0\/2 {2}Printer$/m);
    expect(stdout).toMatch(/\n\nNext: dgs [a-z-]+.* \(.+\)\n$/);
  });

  it("says the same as JSON", () => {
    const report = json(run(["progress", "--json"]));
    expect(report).toMatchObject({ type: "progress", root: product.planning, phases: [{ number: "1", plans: { done: 1, total: 1 } }, { number: "2" }, { number: "3" }] });
  });

  it("has colours only where they are wanted", () => {
    const escapes = (env: Record<string, string>): boolean => run(["progress"], { env }).stdout.includes("\u001b[");
    expect(escapes({})).toBe(false);
    expect(escapes({ FORCE_COLOR: "1" })).toBe(true);
    expect(escapes({ FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(false);
  });

  it("passes no escape of a planning file on", () => {
    const evil = "Evil \u001b]0;title\u0007\u202enoitcerid\u001b[2J";
    const roadmap = readFileSync(path.join(product.planning, "ROADMAP.md"), "utf8").replaceAll("Printer", evil).replaceAll("First release", evil);
    withProduct(({ base }) => {
      for (const args of [["progress"], ["progress", "--json"], ["create-milestone-job", "--dry-run"]]) {
        const { stdout, stderr } = run(args, { cwd: base });
        expect(stdout + stderr).toContain(args.length === 1 ? "Evil" : "");
        expect((stdout + stderr).replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]/u);
      }
    }, { "ROADMAP.md": roadmap });
  });

  it("tells where bad bytes are", () => {
    withProduct(({ base, planning }) => {
      writeFileSync(path.join(planning, "ROADMAP.md"), Buffer.from([0x23, 0x20, 0x41, 0x0a, 0xff]));
      const end = run(["progress", "--json"], { cwd: base });
      expect(end.code).toBe(2);
      expect(error(end)).toMatchObject({ code: "not-utf8", at: expect.stringContaining(path.join(".planning", "ROADMAP.md")) as string, message: expect.stringContaining("line 2, column 1") as string });
    });
  });
});

describe("dgs init", () => {
  it("makes a planning folder that the other commands work with, and leaves what is there", () => {
    const base = mkdtempSync(path.join(tmpdir(), "dgs-init-"));
    try {
      expect(run(["init"], { cwd: base })).toMatchObject({ code: 0, stderr: "", stdout: expect.stringContaining(path.join(".planning", "ROADMAP.md")) as string });
      writeFileSync(path.join(base, ".planning", "PROJECT.md"), "# Mine\n");
      expect(json(run(["init", "--json"], { cwd: base }))).toMatchObject({ type: "initialised", root: path.join(base, ".planning"), created: [], assumed: [] });
      expect(readFileSync(path.join(base, ".planning", "PROJECT.md"), "utf8")).toBe("# Mine\n");
      expect(run(["progress"], { cwd: base }).code).toBe(0);
    } finally {
      rmSync(base, { recursive: true, force: true });
    }
  });

  it("makes .gsd where that is asked for", () => {
    const base = mkdtempSync(path.join(tmpdir(), "dgs-init-"));
    try {
      expect(run(["init", "--folder", ".gsd"], { cwd: base }).code).toBe(0);
      expect(readdirSync(base)).toEqual([".gsd"]);
    } finally {
      rmSync(base, { recursive: true, force: true });
    }
  });
});

describe("dgs create-milestone-job", () => {
  const jobFile = (planning: string): string => path.join(planning, "jobs", "pending", "milestone-v1.0.md");

  it("shows the steps in a dry run and writes nothing", () => {
    const { code, stdout } = run(["create-milestone-job", "--dry-run"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Job v1\.0: \d+ steps\n {2}\[ \] \/dgs:execute-phase 2\b/);
    expect(existsSync(path.join(product.planning, "jobs"))).toBe(false);
  });

  it.each([[["--json"]], [[]]])("writes nothing where nobody can be asked: %j", (more) => {
    const end = run(["create-milestone-job", ...more]);
    expect(end.code).toBe(2);
    expect(end.stdout + end.stderr).toContain("--yes");
    expect(existsSync(path.join(product.planning, "jobs"))).toBe(false);
  });

  it("writes the job with --yes, once", () => {
    withProduct(({ base, planning }) => {
      const created = json(run(["create-milestone-job", "v1.0", "--yes", "--no-check", "--json"], { cwd: base }));
      expect(created).toMatchObject({ type: "created", version: "v1.0", check: false });
      const before = readFileSync(jobFile(planning), "utf8");
      const again = run(["create-milestone-job", "--yes", "--json"], { cwd: base });
      expect(again.code).toBe(2);
      expect(error(again)).toMatchObject({ code: "job-exists" });
      expect(readFileSync(jobFile(planning), "utf8")).toBe(before);
    });
  });

  it("refuses a version that the roadmap does not have", () => {
    const end = run(["create-milestone-job", "v9", "--dry-run", "--json"]);
    expect(end.code).toBe(2);
    expect(error(end)).toMatchObject({ code: "unknown-version" });
  });
});

describe("jobs", () => {
  it("are listed, previewed, and not run without agents", () => {
    withProduct(({ base, planning }) => {
      expect(run(["create-milestone-job", "--yes"], { cwd: base })).toMatchObject({ code: 0, stdout: expect.stringContaining("Next: dgs run-job v1.0") as string });
      expect(run(["list-jobs"], { cwd: base }).stdout).toMatch(/^Pending\n {2}v1\.0 {2}\(0\/\d+ steps\) {2}pending$/m);
      expect(run(["run-job", "v1.0", "--dry-run"], { cwd: base })).toMatchObject({ code: 0, stdout: expect.stringMatching(/A run would start at step 1: /) as string });
      const end = run(["run-job", "v1.0", "--json"], { cwd: base });
      expect(end.code).toBe(2);
      expect(error(end)).toMatchObject({ code: "agents-not-configured", at: path.join(".planning", "config.json") });
      expect(readdirSync(path.join(planning, "jobs", "pending"))).toEqual(["milestone-v1.0.md"]);
    });
  });

  it("are refused where there is none", () => {
    for (const args of [["run-job", "v1.0", "--dry-run"], ["cancel-job", "v1.0"]]) {
      const end = run([...args, "--json"]);
      expect(end.code).toBe(2);
      expect(error(end).exit).toBe("usage");
    }
  });
});

describe.skipIf(process.platform === "win32")("a place that is not fit to work in", () => {
  const shell = (script: string): ProgramEnd => {
    const { status, stdout, stderr } = spawnSync("/bin/sh", ["-c", script, "sh", process.execPath, program.main], { cwd: product.base, encoding: "utf8" });
    return { code: status, stdout, stderr };
  };

  it("is told: a working folder that is gone", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "dgs-gone-"));
    const end = shell(`cd '${folder}' && rmdir '${folder}' && "$1" "$2" progress --json`);
    expect(end.code).toBe(2);
    expect(error(end)).toMatchObject({ code: "working-folder-gone" });
  });

  it("is told: a full disk behind stdout", ({ skip }) => {
    skip(!existsSync("/dev/full"), "this system has no /dev/full");
    const { code, stderr } = shell('"$1" "$2" progress > /dev/full');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^dgs: the result could not be written: ENOSPC/);
  });

  it("does not matter: a reader that went away", () => {
    expect(shell('{ "$1" "$2" --help; echo "code $?" >&2; } | true')).toEqual({ code: 0, stdout: "", stderr: "code 0\n" });
  });
});

describe("an error that nobody expected", () => {
  const broken = (env: Record<string, string>, ...args: string[]): ProgramEnd => {
    const preload = path.join(program.folder, "broken.mjs");
    writeFileSync(preload, 'import fs from "node:fs";\nimport { syncBuiltinESMExports } from "node:module";\nfs.readdirSync = () => { throw new Error("boom"); };\nsyncBuiltinESMExports();\n');
    return run(["progress", ...args], { env: { NODE_OPTIONS: `--import=${pathToFileURL(preload).href}`, ...env } });
  };

  it("ends with exit code 1 and three lines", () => {
    const { code, stdout, stderr } = broken({});
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^dgs: .*boom\n {2}at: inside dgs\n {2}do: .*DGS_DEBUG=1.*\n$/);
  });

  it("shows where it came from when that is asked for, beside the JSON", () => {
    const end = broken({ DGS_DEBUG: "1" }, "--json");
    expect(end.code).toBe(1);
    expect(json(end)["error"]).toMatchObject({ code: "internal", exit: "internal" });
    expect(end.stderr).toMatch(/^Error: boom\n {4}at /);
  });
});

describe("what is loaded", () => {
  it("is one file for the version", () => {
    expect(loadedBy(program, ["--version"], product.base).files).toEqual(["main.js"]);
  });

  it.each([[["progress", "--json"]], [["list-jobs"]]])("holds no parser, no question, no git and no agent for %j", (args) => {
    const { end, modules } = loadedBy(program, args, product.base);
    expect(end.code).toBe(0);
    expect(modules.some((module) => module.includes("packages/runtime/src/"))).toBe(true);
    expect(modules.filter((module) => module.includes("node_modules/") || /packages\/(git|agents|process)\//.test(module))).toEqual([]);
  });

  it("can all be loaded, also what only another system needs", () => {
    const chunks = readdirSync(path.join(program.folder, "chunks")).map((name) => pathToFileURL(path.join(program.folder, "chunks", name)).href);
    expect(chunks.some((chunk) => chunk.includes("cross-spawn"))).toBe(true);
    const script = `for (const chunk of ${JSON.stringify(chunks)}) await import(chunk);`;
    expect(spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
  });

  it("comes with the licence of each package whose code is in it", () => {
    const notices = readFileSync(path.join(program.folder, "THIRD-PARTY-NOTICES.txt"), "utf8");
    const chunks = readdirSync(path.join(program.folder, "chunks")).map((name) => readFileSync(path.join(program.folder, "chunks", name), "utf8"));
    const names = new Set(chunks.flatMap((chunk) => [...chunk.matchAll(/^\s*(?:\/\/|") ?\S*node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\/[^\n]*\.[cm]?js"?/gm)].map((match) => match[1] ?? "")));
    expect([...names]).toEqual(expect.arrayContaining(["@clack/prompts", "yaml"]));
    for (const name of names) expect(notices).toMatch(new RegExp(`^-+\\n${name} \\d.*\\n\\n[^]*?Permission`, "m"));
  });
});
