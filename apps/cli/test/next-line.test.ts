import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { NEXT_RULES } from "@dgs/render";
import { afterEach, describe, expect, it } from "vitest";
import { answerCall } from "../src/answer-call.js";
import { COMMANDS } from "../src/commands.js";
import type { Io } from "../src/io.js";
import { parseArguments } from "../src/parse-arguments.js";
import { makeProduct, type SampleProduct } from "./sample-product.js";

let product: SampleProduct | undefined;
const more: string[] = [];
const base = (): string => product?.base ?? "";
afterEach(() => {
  product?.remove();
  for (const folder of more.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** These have agents work for long: that they do not refuse is tried by the tests of jobs and of the demo, which run them. */
const STARTS_AGENTS = new Set(["run-job", "execute-phase", "discuss-phase", "plan-phase"]);

const output = { write: () => undefined, isTerminal: false, columns: () => 80 };
const ioFor = (args: readonly string[], cwd: string): Io => ({ args, cwd, env: { PATH: process.env["PATH"], HOME: cwd }, stdout: output, stderr: output });

interface Said {
  readonly refused?: string;
  readonly lines: readonly string[];
  readonly report: object;
}

async function say(args: readonly string[], cwd: string = base()): Promise<Said> {
  const answer = await answerCall(ioFor(args, cwd), "0.0.0");
  if (answer.type === "refused") return { refused: answer.refusal.code, lines: [], report: {} };
  return answer.type === "reported" ? { lines: answer.text().split("\n"), report: answer.report } : { lines: [], report: {} };
}

/** The command in a last line, and the other one beside it, as a shell would split them. */
function namedIn(line: string): readonly (readonly string[])[] {
  const split = (command: string): string[] => (command.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^(['"])(.*)\1$/, "$2"));
  const [, first = ""] = /^Next: (dgs .+?)(?: \([^]*\))?$/.exec(line) ?? [];
  const [, other] = /; or, [^:]+: (dgs .+)\)$/.exec(line) ?? [];
  return [first, ...(other === undefined ? [] : [other])].map(split);
}

function makeRepo(): void {
  const made = makeProduct({ "config.json": '{ "agents": { "adapter": "command", "command": ["false"] }, "workflow": { "verifier": false } }\n' });
  product = made;
  const git = (...args: string[]): unknown => execFileSync("git", ["-C", made.base, "-c", "user.name=T", "-c", "user.email=t@example.org", ...args]);
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("commit", "--quiet", "-m", "first");
}

const CONTEXT = "---\nphase: 03-program\n---\n\n# Phase 3: Program - Context\n\n<domain>\n## Phase Boundary\n\nBoth are joined.\n\n</domain>\n\n<decisions>\n## Implementation Decisions\n\n- **D-01:** One program.\n\n</decisions>\n";

/** A call of each command that asks no agent and reports, and the calls that have to come before it. */
const CALLS: readonly (readonly [call: string, ...before: string[]])[] = [
  ["init"],
  ["agents"],
  ["install claude --dry-run"],
  ["install claude --yes --command path"],
  ["install claude --remove --yes"],
  ["settings"],
  ["settings set-profile quality --dry-run"],
  ["settings set-profile quality --yes"],
  ["progress"],
  ["progress", "create-milestone-job --yes"],
  ["show-phase 1"],
  ["show-phase 2"],
  ["show-phase 3"],
  ["show-phase 1", "create-milestone-job --yes"],
  ["why"],
  ["why 1"],
  ["why 01-01"],
  ["why", "create-milestone-job --yes"],
  ["why v1.0 2", "create-milestone-job --yes"],
  ["health"],
  ["health --repair"],
  ["add-phase Packaging --goal 'it is packed'"],
  ["insert-phase 1 Between --goal 'it is there'"],
  ["remove-phase 3 --dry-run"],
  ["remove-phase 3 --yes"],
  ["submit 3 03-CONTEXT.md --dry-run"],
  ["submit 3 03-CONTEXT.md"],
  ["create-milestone-job --dry-run"],
  ["create-milestone-job v1.0 --yes"],
  ["run-job v1.0 --dry-run", "create-milestone-job --yes"],
  ["answer"],
  ["list-jobs"],
  ["list-jobs", "create-milestone-job --yes"],
  ["cost"],
  ["worktrees"],
  ["worktrees prune --dry-run"],
  ["recover"],
];

const wordsOf = (call: string): string[] => (call.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll("'", ""));

describe("the last line", { timeout: 120_000 }, () => {
  it("has a rule for each command, or a reason why there is none", () => {
    const names = COMMANDS.map(({ name }) => name);
    expect(names.filter((name) => NEXT_RULES[name] === undefined)).toEqual([]);
    for (const rule of Object.values(NEXT_RULES)) if ("data" in rule) expect(rule.data).toMatch(/\w+ \w+/);
  });

  it.each(CALLS.map(([call, ...before]) => [`dgs ${call}${before.length === 0 ? "" : ` behind dgs ${before.join(", ")}`}`, call, before] as const))("of %s names a command that does not refuse", async (_, call, before) => {
    makeRepo();
    writeFileSync(path.join(base(), "03-CONTEXT.md"), CONTEXT);
    for (const each of before) expect(await say(wordsOf(each))).not.toHaveProperty("refused");
    const said = await say(wordsOf(call));
    expect(said.refused).toBeUndefined();
    const last = said.lines.at(-1) ?? "";
    expect(said.lines.filter((line) => /^Next:/.test(line))).toEqual([last]);
    expect(said.lines.at(-2)).toBe("");
    expect(said.report).toHaveProperty("next.command", expect.stringMatching(/^dgs [a-z-]+/));
    for (const [program, ...words] of namedIn(last)) {
      expect([last, program, parseArguments(words).type]).toEqual([last, "dgs", "call"]);
      if (STARTS_AGENTS.has(words[0] ?? "")) continue;
      // A person is asked, and there is none here.
      const { refused } = await say(words);
      expect([undefined, "confirmation-needed"], last).toContain(refused);
    }
  });

  it("says again where the call was about, and behind a preview the call itself", async () => {
    makeRepo();
    const elsewhere = realpathSync(mkdtempSync(path.join(tmpdir(), "dgs it's-")));
    more.push(elsewhere);
    const root = path.relative(elsewhere, base());
    const last = async (...args: string[]): Promise<string> => (await say(args, elsewhere)).lines.at(-1) ?? "";
    expect(await last("list-jobs", "--root", root)).toBe(`Next: dgs progress --root ${root} (it says where the project stands and what comes next)`);
    expect(await last("--root", root, "create-milestone-job", "--dry-run", "--no-check")).toBe(`Next: dgs --root ${root} create-milestone-job --no-check (it writes the job)`);
    expect(await last("settings", "--root", root, "set-profile", "budget", "--dry-run")).toBe(`Next: dgs settings --root ${root} set-profile budget (it does what was shown)`);
    const strange = path.join(elsewhere, "a b's");
    execFileSync("cp", ["-r", base(), strange]);
    expect(await last("list-jobs", "--root", "a b's")).toContain("Next: dgs progress --root 'a b'\\''s' (");
    const said = await say(["run-job", "v1.0", "--root", root, "--agent", "command", "--dry-run", "--", "./agent.sh", "--fast now"], elsewhere);
    expect(said.refused).toBe("no-such-job");
    await say(["create-milestone-job", "--yes", "--root", root], elsewhere);
    expect(await last("run-job", "v1.0", "--root", root, "--dry-run", "--", "./agent.sh", "--fast now")).toBe(`Next: dgs run-job v1.0 --root ${root} -- ./agent.sh '--fast now' (it carries them out)`);
  });

  it("is not there where the output is data, help or a version, and is a field in JSON", async () => {
    makeRepo();
    for (const args of [["--help"], ["help", "progress"], ["--version"]]) expect((await say(args)).lines.filter((line) => line.startsWith("Next:"))).toEqual([]);
    expect((await say(["progress", "--json"])).report).toMatchObject({ type: "progress", next: { command: "dgs create-milestone-job v1.0" } });
    expect((await say(["cost", "--json"])).report).toMatchObject({ type: "cost", next: { command: "dgs progress" } });
  });

  it("of a refusal says what to do, and names only commands that there are", async () => {
    makeRepo();
    const refusals: string[] = [];
    for (const { name, operands } of COMMANDS.filter((command) => command.name !== "mcp")) {
      const isAbout = ["version", "phase"].includes(operands[0]?.name ?? "");
      for (const args of [[name, "--nonsense"], [name, "nothing of the kind", "--root", "/nowhere"], ...(isAbout ? [[name, "v9.9"], [name, "99"]] : [])]) {
        const answer = await answerCall(ioFor(args, base()), "0.0.0");
        if (answer.type === "refused") refusals.push(answer.refusal.remedy);
      }
    }
    expect(refusals.length).toBeGreaterThan(COMMANDS.length);
    for (const remedy of refusals) {
      expect(remedy).toMatch(/\w/);
      for (const [, name = ""] of remedy.matchAll(/`dgs (?:help )?([a-z][a-z-]*)/g)) expect(COMMANDS.map((command) => command.name)).toContain(name);
    }
  });
});
