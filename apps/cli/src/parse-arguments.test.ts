import { describe, expect, it } from "vitest";
import { isJsonAsked, parseArguments } from "./parse-arguments.js";

const call = (command: string, more: object = {}): object => ({ type: "call", command, operands: {}, values: {}, flags: new Set(), program: [], ...more });

describe("a command line", () => {
  it.each([
    [["progress"], call("progress")],
    [["--json", "progress"], call("progress", { flags: new Set(["json"]) })],
    [["--root", "x", "progress", "--project=billing"], call("progress", { values: { root: "x", project: "billing" } })],
    [["run-job", "v2"], call("run-job", { operands: { version: "v2" } })],
    [["run-job", "--dry-run", "2.10"], call("run-job", { operands: { version: "2.10" }, flags: new Set(["dry-run"]) })],
    [["create-milestone-job"], call("create-milestone-job")],
    [["create-milestone-job", "v2", "--no-check", "-y"], call("create-milestone-job", { operands: { version: "v2" }, flags: new Set(["no-check", "yes"]) })],
    [["run-job", "v2", "--", "./agent.sh", "--json", "a b"], call("run-job", { operands: { version: "v2" }, program: ["./agent.sh", "--json", "a b"] })],
    [["run-job", "v2", "--tape=-odd"], call("run-job", { operands: { version: "v2" }, values: { tape: "-odd" } })],
    [["progress", "--project", "007"], call("progress", { values: { project: "007" } })],
    [["worktrees"], call("worktrees")],
    [["answer", "03-01", "sqlite,", "one", "writer is enough"], call("answer", { operands: { target: "03-01", answer: "sqlite, one writer is enough" } })],
    [["submit", "2", "my drafts/a.md", "b.md", "--dry-run"], call("submit", { operands: { phase: "2", file: "my drafts/a.md\nb.md" }, flags: new Set(["dry-run"]) })],
    [["answer", "03-01"], call("answer", { operands: { target: "03-01" } })],
    [["answer"], call("answer")],
    [["worktrees", "prune", "-y"], call("worktrees", { operands: { action: "prune" }, flags: new Set(["yes"]) })],
    [["worktrees", "setup", "../app--v2"], call("worktrees", { operands: { action: "setup", path: "../app--v2" } })],
    [["progress", "--json", "--json"], call("progress", { flags: new Set(["json"]) })],
  ])("%j is understood", (args, parsed) => {
    expect(parseArguments(args)).toEqual(parsed);
  });

  it.each([[["--help"]], [["-h"]], [["help"]], [["help", "--json"]]])("%j asks for the help", (args) => {
    expect(parseArguments(args)).toEqual({ type: "help" });
  });

  it.each([[["help", "run-job"]], [["run-job", "--help"]], [["run-job", "v2", "-h"]], [["--help", "run-job"]]])("%j asks for the help of one command", (args) => {
    expect(parseArguments(args)).toMatchObject({ type: "help", command: { name: "run-job" } });
  });

  it.each([[["--version", "--json"]], [["progress", "-v"]]])("%j asks for the version", (args) => {
    expect(parseArguments(args)).toEqual({ type: "version" });
  });
});

describe("a wrong command line", () => {
  const wrong: readonly (readonly [string[], string, RegExp])[] = [
    [[], "command-missing", /dgs --help/],
    [["--json"], "command-missing", /dgs --help/],
    [["progres"], "unknown-command", /Did you mean `dgs progress`\?/],
    [["deploy"], "unknown-command", /dgs --help/],
    [["help", "run-jb"], "unknown-command", /Did you mean `dgs run-job`\?/],
    [["progress", "--jsn"], "unknown-option", /Did you mean --json\?/],
    [["progress", "-x"], "unknown-option", /dgs help progress/],
    [["progress", "--dry-run"], "unknown-option", /dgs help progress/],
    [["progress", "--no-json"], "unknown-option", /dgs help progress/],
    [["progress", "--__proto__"], "unknown-option", /dgs help progress/],
    [["progress", "--root"], "option-value-missing", /--root <folder>/],
    [["progress", "--root", "--json"], "option-value-missing", /--root=<folder>/],
    [["progress", "--root", ""], "option-value-missing", /--root <folder>/],
    [["progress", "--root="], "option-value-missing", /--root <folder>/],
    [["progress", "--json=yes"], "option-value-unexpected", /--json alone/],
    [["execute-phase", "2", "--schedule", "dga"], "option-value-unknown", /Did you mean `--schedule dag`\? Choose waves or dag\./],
    [["worktrees", "prnue"], "operand-unknown", /Did you mean `dgs worktrees prune`\? Choose list or setup or prune\./],
    [["install", "cladue"], "operand-unknown", /Did you mean `dgs install claude`\?/],
    [["completion", "pwsh"], "operand-unknown", /^Choose bash or zsh or fish or powershell\.$/],
    [["run-job", "v2", "--agent", "magic"], "option-value-unknown", /command or replay/],
    [["progress", "--root", "a", "--root", "b"], "option-repeated", /Leave one/],
    [["run-job"], "operand-missing", /Usage: dgs run-job <version>/],
    [["run-job", ""], "operand-missing", /Usage: dgs run-job <version>/],
    [["create-milestone-job", ""], "operand-missing", /Usage: dgs create-milestone-job \[version\]/],
    [["worktrees", "prun"], "operand-unknown", /Did you mean `dgs worktrees prune`\?/],
    [["worktrees", "../app--v2"], "operand-unknown", /list or setup or prune/],
    [["worktrees", ""], "operand-missing", /Usage: dgs worktrees \[list\|setup\|prune\] \[path\]/],
    [["worktrees", "setup", "a", "b"], "operand-unexpected", /Usage: dgs worktrees/],
    [["progress", "v2"], "operand-unexpected", /Usage: dgs progress/],
    [["progress", "--", "x"], "operand-unexpected", /Usage: dgs progress/],
  ];

  it.each(wrong)("%j is refused as %s", (args, code, remedy) => {
    const parsed = parseArguments(args);
    expect(parsed).toMatchObject({ type: "refused", code, exit: "usage", remedy: expect.stringMatching(remedy) as string });
  });

  it("tells which argument is meant", () => {
    expect(parseArguments(["progress", "--root", "x", "--nope"])).toMatchObject({ at: "the command line, argument 4: --nope" });
  });
});

it("finds --json in a command line that is wrong, and not in the program's arguments", () => {
  expect(isJsonAsked(["nonsense", "--json"])).toBe(true);
  expect(isJsonAsked(["run-job", "v2", "--", "x", "--json"])).toBe(false);
});
