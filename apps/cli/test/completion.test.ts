import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMMANDS } from "../src/commands.js";
import { SHELLS } from "../src/completion/shells.js";
import { type BuiltProgram, buildProgram, loadedBy, type RunOptions } from "./built-program.js";
import { makeProduct, type SampleProduct } from "./sample-product.js";

/** Slugs that would do something if a shell read them as more than letters; each would leave a file `pwned`. */
const HOSTILE = ["$(touch pwned)", "`touch pwned`", "'; touch pwned; '", '"; touch pwned; "', "x\ntouch pwned\n", "x\u001b]0;t\u0007\u001b[31m", "a:b", "a\\b", "*", "~", "-rf", "a b"];

let program: BuiltProgram;
let product: SampleProduct;
let home: string;
let hostile: string;

beforeAll(() => {
  program = buildProgram();
  product = makeProduct();
  home = realpathSync(mkdtempSync(path.join(tmpdir(), "dgs-completion-")));
  hostile = path.join(home, "hostile");
  for (const [at, slug] of HOSTILE.entries()) {
    mkdirSync(path.join(hostile, `.planning/phases/0${String(at + 1)}-${slug}`.slice(0, 200)), { recursive: true });
    const quick = path.join(hostile, `.planning/quick/2501${String(at).padStart(2, "0")}-aaa-${slug}`);
    mkdirSync(quick, { recursive: true });
    writeFileSync(path.join(quick, "x-QUICK.md"), "# Quick\n");
  }
}, 120_000);

afterAll(() => {
  program.remove();
  product.remove();
  rmSync(home, { recursive: true, force: true });
});

/** What a shell is answered, line by line. */
const ask = (shell: string, words: readonly string[], options: RunOptions = {}): string[] => {
  const { code, stdout, stderr } = program.run(["__complete", shell, ...words], { cwd: product.base, ...options });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout === "" ? [] : stdout.trimEnd().split("\n");
};
const fish = (typed: string, ...before: string[]): string[] => ask("fish", [`=${typed}`, ...before]);

describe("the script", () => {
  it.each(SHELLS)("of %s is printed on stdout, and asks dgs", (shell) => {
    const { code, stdout, stderr } = program.run(["completion", shell]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(new RegExp(`dgs __complete ${shell} `));
    expect(JSON.parse(program.run(["completion", shell, "--json"]).stdout)).toEqual({ type: "completion", shell, script: stdout });
  });

  it("of PowerShell puts names that it would act on in quotes, and hands every word over as an argument", () => {
    const { stdout } = program.run(["completion", "powershell"]);
    expect(stdout).toContain("EscapeSingleQuotedStringContent($name)");
    expect(stdout).toContain("$name -notmatch '^[A-Za-z0-9_./:=+-]+$'");
    expect(stdout).toContain('& dgs __complete powershell "=$typed" @before');
    expect(stdout.match(/Invoke-Expression|iex\b/g)).toBeNull();
  });

  it("evaluates nothing", () => {
    for (const shell of SHELLS) expect(program.run(["completion", shell]).stdout).not.toMatch(/\beval\b/);
  });
});

describe("an answer", () => {
  it("names commands, options and values with what they are", () => {
    expect(fish("")).toEqual(["names", ...COMMANDS.map(({ name, summary }) => `${name}\t${Array.from(summary).length > 72 ? `${Array.from(summary).slice(0, 71).join("").trimEnd()}…` : summary}`), "help\tshow how a command is called"]);
    expect(fish("--", "run-job")).toContain("--tape\tthe tape that replay plays");
    expect(fish("", "install")).toEqual(["names", "claude", "codex", "gemini", "vscode", "cursor", "opencode", "copilot"]);
  });

  it("names what the product has, in the folder, by --root and by DGS_ROOT", () => {
    const phases = ["names", "1\tParser", "2\tPrinter", "3\tProgram"];
    expect(fish("", "plan-phase")).toEqual(phases);
    expect(ask("fish", ["=", "plan-phase", "--root", product.base], { cwd: home })).toEqual(phases);
    expect(ask("fish", ["=", `--root=${product.base}`, "plan-phase"], { cwd: home })).toEqual(phases);
    expect(ask("fish", ["=", "plan-phase"], { cwd: home, env: { DGS_ROOT: product.base } })).toEqual(phases);
    expect(ask("fish", ["=", "plan-phase", "--root", "~/x"], { cwd: home, env: { HOME: home } })).toEqual(["names"]);
    expect(fish("", "run-job")[1]).toMatch(/^v1\.0\t/);
  });

  it("leaves files and folders to the shell", () => {
    expect(fish("", "run-job", "--tape")).toEqual(["files"]);
    expect(fish("", "--root")).toEqual(["folders"]);
  });

  it("is chosen by what was typed for bash, in the words that bash replaces", () => {
    expect(ask("bash", ["dgs run-job v1 --ag", "--ag"])).toEqual(["names", "--agent"]);
    expect(ask("bash", ["dgs run-job v1 --agent=cl", "cl"])).toEqual(["names", "claude"]);
    expect(ask("bash", ["dgs run-job v1 --agent=cl", "--agent=cl"])).toEqual(["names", "--agent=claude"]);
    expect(ask("bash", ["dgs show-phase '", ""])).toEqual(["names", "1", "2", "3"]);
  });

  it("escapes for zsh what its list means something by", () => {
    expect(ask("zsh", ["=--tape", "run-job"]).find((line) => line.startsWith("--root"))).toBe("--root:the planning root, or the folder that holds it; DGS_ROOT says the same");
    expect(ask("zsh", ["=", "complete-quick"], { cwd: hostile })).toContain("a\\:b:250106-aaa-a\\:b");
  });

  it("is nothing, and no error, where nothing can be known", () => {
    expect(ask("fish", ["=", "plan-phase"], { cwd: home })).toEqual(["names"]);
    expect(ask("fish", ["=", "plan-phase", "--root", "/nowhere/at/all"])).toEqual(["names"]);
    expect(ask("fish", [])).toEqual(["names", ...fish("").slice(1)]);
    expect(ask("elvish", ["="])).toEqual([]);
    expect(program.run(["__complete"])).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("holds one line for a name, whatever a folder is called", () => {
    for (const shell of ["zsh", "fish", "powershell"]) {
      const lines = ask(shell, ["=", "show-phase"], { cwd: hostile });
      expect(lines).toHaveLength(1 + HOSTILE.filter((slug) => !/[\n\\]/.test(slug)).length);
      for (const line of lines.slice(1)) expect(line).toMatch(/^\d+[\t:][^\p{Cc}]*$/u);
      for (const line of ask(shell, ["=", "complete-quick"], { cwd: hostile })) expect(line.replace("\t", "")).not.toMatch(/\p{Cc}/u);
    }
  });

  it("is quoted for bash, which inserts it as it is", () => {
    expect(ask("bash", ["dgs complete-quick ", ""], { cwd: hostile })).toEqual(expect.arrayContaining(["\\$\\(touch\\ pwned\\)", "\\`touch\\ pwned\\`", "\\'\\;\\ touch\\ pwned\\;\\ \\'", "\\*", "\\~", "a\\ b"]));
    expect(ask("bash", ["dgs complete-quick \"", ""], { cwd: hostile })).toEqual(["names", "a:b"]);
  });

  it("takes no more than what it needs", () => {
    const loaded = (...words: string[]): string[] => loadedBy(program, ["__complete", "fish", "=", ...words], product.base).modules;
    const everywhere = [...loaded(), ...loaded("run-job", "v1.0"), ...loaded("plan-phase"), ...loaded("run-job")];
    expect(everywhere).toEqual(expect.arrayContaining([expect.stringContaining("find-wanted.ts"), expect.stringContaining("roadmap-names.ts")]));
    expect(everywhere.filter((module) => /answer-call|parse-arguments|job-machine|roadmap\.ts|scan-outline|document\.ts|packages\/(?:git|agents|process|host)\//.test(module))).toEqual([]);
    // Texts without control characters are made by a file that needs nothing else.
    expect(loaded("run-job", "v1.0").filter((module) => /packages\/(?:core(?!\/src\/text\/plain-text)|runtime)\//.test(module))).toEqual([]);
  });
});
