import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram, type ProgramEnd } from "./built-program.js";

let program: BuiltProgram;
let folder: string;

beforeAll(() => { program = buildProgram(); }, 240_000);
afterAll(() => { program.remove(); });

const CHECKPOINTS: Readonly<Record<string, { readonly kind: string; readonly task: string }>> = {
  "01": { kind: "decision", task: '<decision>Which store</decision><options><option id="sqlite"><name>A file</name></option><option id="pg"><name>A server</name></option></options>' },
  "02": { kind: "human-verify", task: "<what-built>The page</what-built><how-to-verify>Open it</how-to-verify>" },
  "03": { kind: "human-action", task: "<action>Make an account</action>" },
};

const auto = (number: number, file: string): string => `<task type="auto">\n  <name>Task ${String(number)}: ${file}</name>\n  <files>${file}</files>\n  <action>Write it.</action>\n  <verify><automated>test -s ${file}</automated></verify>\n  <done>it is there</done>\n</task>`;

function planText(number: string): string {
  const { kind = "", task = "" } = CHECKPOINTS[number] ?? {};
  const more = number === "02" ? ", ../outside.txt" : "";
  return `---\nphase: 01-build\nplan: ${number}\nwave: 1\ndepends_on: []\nfiles_modified: [${number}.txt, ${number}-more.txt${more}]\nautonomous: false\n---\n\n<objective>\nBuild part ${number} of it.\n</objective>\n\n<tasks>\n${auto(1, `${number}.txt`)}\n<task type="checkpoint:${kind}">${task}</task>\n${auto(3, `${number}-more.txt`)}\n</tasks>\n`;
}

/** Does the first task and stops; asked to go on it does the rest, but shows the page again while it is not approved. */
const AGENT = `
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
const prompt = readFileSync(0, "utf8");
const { DGS_PURPOSE: purpose, DGS_OUTBOX: outbox } = process.env;
const [what, plan] = purpose.split(" ");
const number = plan.slice(-2);
const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, purpose.replaceAll(" ", "-") + ".txt"), prompt);
const leave = (name, text) => writeFileSync(join(outbox, name), text);
const stop = (kind) => leave(plan + "-CHECKPOINT.md", "## CHECKPOINT REACHED\\n\\n**Type:** " + kind + "\\n**Plan:** " + plan + "\\n**Progress:** 1/3 tasks complete\\n\\n### Completed Tasks\\n\\n| Task | Name | Commit | Files |\\n|---|---|---|---|\\n| 1 | first | - | " + number + ".txt |\\n\\n### Current Task\\n\\n**Task 2:** the person's\\n\\n### Checkpoint Details\\n\\nWhat is to be known.\\n\\n### Awaiting\\n\\nSay it.\\n");
const kinds = { "01": "decision", "02": "human-verify", "03": "human-action" };
if (what === "execute-plan") {
  writeFileSync(number + ".txt", number + "\\n");
  leave("tasks.json", JSON.stringify([{ task: 1, title: "first " + number, files: [number + ".txt"] }]));
  stop(kinds[number]);
} else if (prompt.includes("the logo is cut") && purpose.endsWith(" 1")) {
  writeFileSync(number + ".txt", number + ", the logo whole\\n");
  leave("tasks.json", JSON.stringify([{ task: 1, title: "mend the logo", files: [number + ".txt"] }]));
  stop("human-verify");
} else {
  writeFileSync(number + "-more.txt", "more\\n");
  leave("tasks.json", JSON.stringify([{ task: 3, title: "third " + number, files: [number + "-more.txt"] }]));
  leave(plan + "-SUMMARY.md", "---\\nphase: 01-build\\nplan: " + number + "\\nstatus: complete\\n---\\n\\n# Summary\\n\\n**Built " + number + "**\\n\\n## Deviations from Plan\\n\\nNone.\\n");
}
`;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), "dgs-checkpoint-")));
  const files: Readonly<Record<string, string>> = {
    "README.md": "# app\n",
    ".planning/config.json": `${JSON.stringify({ agents: { adapter: "command", command: [process.execPath, path.join(folder, "agent.mjs"), path.join(folder, "prompts")] }, workflow: { verifier: false } })}\n`,
    ".planning/STATE.md": "---\nmilestone: v1\n---\n\n# Project State\n",
    ".planning/ROADMAP.md": "# Roadmap\n\n## Milestones\n\n- 🚧 **v1 App** - Phases 1-1 (in progress)\n\n## Phases\n\n- [ ] **Phase 1: Build** - all of it\n\n### Phase 1: Build\n**Goal**: It is built\n",
    ...Object.fromEntries(Object.keys(CHECKPOINTS).map((number) => [`.planning/phases/01-build/01-${number}-PLAN.md`, planText(number)])),
  };
  writeFileSync(path.join(folder, "agent.mjs"), AGENT);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, "app", name)), { recursive: true });
    writeFileSync(path.join(folder, "app", name), text);
  }
  for (const args of [["init", "-q", "-b", "main"], ["config", "user.name", "T"], ["config", "user.email", "t@example.org"], ["add", "-A"], ["commit", "-qm", "Start"]]) execFileSync("git", ["-C", path.join(folder, "app"), ...args]);
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const dgs = (...args: string[]): ProgramEnd => program.run(args, { cwd: path.join(folder, "app") });
const promptOf = (purpose: string): string => readFileSync(path.join(folder, "prompts", `${purpose}.txt`), "utf8");

/** All planning files, by name. */
function planningFiles(): Readonly<Record<string, string>> {
  const root = path.join(folder, "app", ".planning");
  const names = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return Object.fromEntries(names.map((name) => [path.relative(root, name), readFileSync(name, "utf8")]));
}

describe("a phase whose plans stop for a person", { timeout: 400_000 }, () => {
  it("ends with exit code 4 while nobody answers, takes answers by dgs answer, refuses bad ones, and ends with 0 once all are given", () => {
    const first = dgs("execute-phase", "1", "--non-interactive", "--json");
    expect(first.code, first.stderr).toBe(4);
    const report = JSON.parse(first.stdout) as { waiting: readonly { plan: string; kind: string }[] };
    expect(report).toMatchObject({ type: "execute-phase", exit: "human-needed", status: "waiting", complete: false });
    expect(report.waiting.map(({ plan, kind }) => [plan, kind])).toEqual([["01-01", "decision"], ["01-02", "human-verify"], ["01-03", "human-action"]]);
    const events = first.stderr.trimEnd().split("\n").map((line) => JSON.parse(line) as { type: string });
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(["phase-opened", "wave-started", "stage-started", "agent-ended", "stage-ended", "wave-ended"]));

    const waits = dgs("answer", "--json");
    expect(waits.code, waits.stderr).toBe(0);
    expect((JSON.parse(waits.stdout) as { waiting: readonly { target: string }[] }).waiting.map(({ target }) => target)).toEqual(["01-01", "01-02", "01-03"]);

    const before = planningFiles();
    for (const [args, says] of [
      [["01-01", "mysql"], /"mysql" names none of the options of plan 01-01.*sqlite/s],
      [["01-09", "approved"], /phase 1 has no plan 01-09/],
      [["7", "approved"], /the active milestone has no phase 7/],
      [["the page", "approved"], /is neither the id of a plan nor the number of a phase/],
      [["1", "approved"], /nothing waits for an answer to 1/],
    ] as const) {
      const refused = dgs("answer", ...args);
      expect([args, refused.code]).toEqual([args, 2]);
      expect(refused.stderr).toMatch(says);
      expect(planningFiles()).toEqual(before);
    }

    for (const args of [["01-01", "sqlite,", "one", "writer", "is", "enough"], ["01-02", "the logo is cut"], ["01-03", "done"]]) {
      const answered = dgs("answer", ...args);
      expect(answered.code, answered.stderr).toBe(0);
    }
    const again = dgs("answer", "01-01", "pg");
    expect([again.code, /nothing waits for an answer to 01-01/.test(again.stderr)]).toEqual([2, true]);

    const second = dgs("execute-phase", "1", "--non-interactive", "--json");
    expect(second.code, second.stderr).toBe(4);
    expect((JSON.parse(second.stdout) as { waiting: unknown }).waiting).toMatchObject([{ plan: "01-02", kind: "human-verify" }]);
    expect(promptOf("continue-plan-01-01-1")).toContain("sqlite, one writer is enough");

    expect(dgs("answer", "01-02", "approved").code).toBe(0);
    const last = dgs("execute-phase", "1", "--non-interactive");
    expect(last.code, last.stderr).toBe(0);
    expect(last.stdout).toContain("Plans completed: 3 of 3");
    expect(last.stderr).toContain('01-02: The plan names "../outside.txt", which lies outside of the repository: it may change nothing there.');
    expect(last.stdout).toContain("(plan-file-outside)");
    const subjects = execFileSync("git", ["-C", path.join(folder, "app"), "log", "--format=%s", "milestone/v1", "--not", "main~1"], { encoding: "utf8" });
    for (const [title, times] of [["first 01", 1], ["third 01", 1], ["first 02", 1], ["mend the logo", 1], ["third 02", 1], ["third 03", 1]] as const) expect([title, subjects.split(title).length - 1]).toEqual([title, times]);
  });
});
