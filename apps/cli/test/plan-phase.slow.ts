import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { codeFiles, planningFiles } from "../../../demo/sample-product.mjs";
import { tape } from "../../../demo/sample-tape.mjs";
import { type BuiltProgram, buildProgram, type ProgramEnd, programEnvironment } from "./built-program.js";

interface Entry {
  readonly purpose: string;
  readonly outbox: readonly { readonly path: string; readonly text: string }[];
}

let program: BuiltProgram;
let folder: string;
beforeAll(() => { program = buildProgram(); }, 240_000);
afterAll(() => { program.remove(); });

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "dgs-plan-"));
  for (const [name, files] of [["product", planningFiles], ["durations", codeFiles]] as const) {
    for (const [file, text] of Object.entries(files)) put(path.join(name, file), text);
    for (const args of [["init", "-q", "-b", "main"], ["config", "user.name", "T"], ["config", "user.email", "t@example.org"], ["add", "-A"], ["commit", "-qm", "Start"]]) execFileSync("git", ["-C", path.join(folder, name), ...args]);
  }
  play(tape.entries);
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

function put(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}
const play = (entries: readonly Entry[]): void => { put("tape.json", JSON.stringify({ ...tape, entries: entries.map((entry) => ({ ...entry, delayMs: 0 })) })); };
const product = (): string => path.join(folder, "product");
const run = (...args: string[]): ProgramEnd => program.run(["plan-phase", ...args, "--tape", "../tape.json"], { cwd: product() });
const planning = (file: string): string => path.join(product(), ".planning", file);
const read = (file: string): string => readFileSync(planning(file), "utf8");
const git = (...args: string[]): string => execFileSync("git", ["-C", product(), ...args], { encoding: "utf8" }).trim();
const json = (end: ProgramEnd): Record<string, unknown> => JSON.parse(end.stdout) as Record<string, unknown>;
const ENTRIES: readonly Entry[] = tape.entries;
/** The tape with other files in the entry for a purpose, and the same in the second try of the planner. */
const entry = (purpose: string, change: (text: string, file: string) => string): Entry[] => {
  const changed = ENTRIES.map((each) => (each.purpose === purpose ? { ...each, outbox: each.outbox.map(({ path: name, text }) => ({ path: name, text: change(text, name) })) } : each));
  return changed.flatMap((each) => (each.purpose === "plan-phase 2" ? [each, { ...each, attempt: 2 }] : [each]));
};
const PHASE = "phases/02-format";

describe("dgs plan-phase", () => {
  it.each([
    [[], 2, "phase"],
    [["9"], 2, "the active milestone has no phase 9"],
    [["2", "--research", "--skip-research"], 2, "contradict each other"],
    [["2", "--gaps-only"], 2, "--gaps-only"],
  ])("%j is refused with exit code %i", (args, code, message) => {
    const end = run(...args);
    expect(end).toMatchObject({ code });
    expect(end.stderr).toContain(message);
  });

  it("looks into the phase, plans it, has the plans checked, and commits all of it once", () => {
    const end = run("2", "--json");
    expect(end.code).toBe(0);
    expect(json(end)).toMatchObject({ type: "plan-phase", outcome: "planned", researched: true, plans: [{ id: "02-01", wave: 1, tasks: 1 }, { id: "02-02", wave: 2 }], rounds: [{ number: 1, findings: [] }], planningCommit: "docs(2): plan phase 2", next: { command: "dgs execute-phase 2" } });
    expect(git("log", "-1", "--format=%s")).toBe("docs(2): plan phase 2");
    expect(git("show", "--name-only", "--format=", "HEAD").split("\n").map((file) => path.basename(file)).sort()).toEqual(["02-01-PLAN.md", "02-02-PLAN.md", "02-RESEARCH.md", "02-VALIDATION.md", "ROADMAP.md"]);
    expect(git("status", "--porcelain")).toBe("");
    // Phase 1 is still to be carried out: who plans ahead is where they were.
    expect(read("STATE.md")).toContain("Phase: 1 of 2 (Parse)");
    expect(read("ROADMAP.md")).toContain("- [ ] 02-01-PLAN.md — Write seconds as a duration");
    const again = run("2");
    expect(again).toMatchObject({ code: 0 });
    expect(again.stdout).toContain("is planned already; its plans stay as they are");
    expect(git("status", "--porcelain")).toBe("");
  });

  it("says the same to a person, without a terminal asks nothing, and is read as sound by dgs health", () => {
    const end = run("2");
    expect(end.stdout).toMatch(/Phase 2[^\n]*planned\n\nPlans\n {2}02-01 {2}wave 1, 1 task {2}Write seconds as a duration\./);
    expect(program.run(["health"], { cwd: product() }).stdout).not.toMatch(/02-format/);
  });

  it("--skip-research, --skip-verify: fewer agents; --research: one that looks again; --auto: one that decides first", () => {
    const asked = (end: ProgramEnd): readonly string[] => [...new Set([...end.stderr.matchAll(/"purpose":"([^"]+)"/g)].map(([, purpose = ""]) => purpose))];
    const few = run("2", "--skip-research", "--skip-verify", "--json");
    expect(json(few)).toMatchObject({ outcome: "planned", researched: false });
    expect(existsSync(planning(`${PHASE}/02-RESEARCH.md`))).toBe(false);
    expect(asked(few).filter((purpose) => /research|check/.test(purpose))).toEqual([]);
    execFileSync("git", ["-C", product(), "reset", "-q", "--hard", "HEAD~1"]);
    put(`product/.planning/${PHASE}/02-RESEARCH.md`, "# Old\n");
    expect(json(run("2", "--json"))).toMatchObject({ outcome: "planned", researched: false });
    expect(read(`${PHASE}/02-RESEARCH.md`)).toBe("# Old\n");
    for (const name of ["02-01-PLAN.md", "02-02-PLAN.md"]) rmSync(planning(`${PHASE}/${name}`));
    const all = run("2", "--research", "--auto", "--json");
    expect(json(all)).toMatchObject({ outcome: "planned", researched: true, humanNeeded: [expect.stringContaining("decisions were assumed")] });
    expect(read(`${PHASE}/02-RESEARCH.md`)).toContain("# Phase 2 Research");
    expect(read(`${PHASE}/02-CONTEXT.md`)).toContain("(assumed)");
  });

  it("waves that do not follow are mended, and told", () => {
    play(entry("plan-phase 2", (text, name) => (name === "02-02-PLAN.md" ? text.replace("wave: 2", "wave: 5") : text)));
    const end = run("2");
    expect(end).toMatchObject({ code: 0 });
    expect(end.stdout).toContain("02-02  5 → 2");
    expect(read(`${PHASE}/02-02-PLAN.md`)).toContain("wave: 2\n");
  });

  it("plans that code refuses are not written: exit code 3, the findings in the report and in a file", () => {
    play(entry("plan-phase 2", (text) => text.replace("requirements: [FORMAT-01]", "requirements: [FORMAT-09]")));
    const end = run("2", "--json");
    expect(end.code).toBe(3);
    expect(json(end)).toMatchObject({ outcome: "refused", plans: [], check: `${PHASE}/02-CHECK.md`, rounds: [{ findings: [{ by: "code", kind: "plan-requirement-unknown", where: expect.stringMatching(/^02-02-PLAN\.md:\d+:1$/) as string }, { kind: "plan-requirement-uncovered" }] }, {}] });
    expect(read(`${PHASE}/02-CHECK.md`)).toContain("plan-requirement-unknown");
    expect(existsSync(planning(`${PHASE}/02-01-PLAN.md`))).toBe(false);
    // What was found is gone once plans are there.
    play(tape.entries);
    expect(run("2").code).toBe(0);
    expect(existsSync(planning(`${PHASE}/02-CHECK.md`))).toBe(false);
    expect(git("status", "--porcelain")).toBe("");
  });

  it("blockers of the plan checker refuse, where nobody can be asked; warnings do not", () => {
    const issue = (severity: string): string => JSON.stringify({ issues: [{ plan: "02-01", severity, kind: "wiring", text: "nobody calls format", fix: "export it" }] });
    const check = (severity: string): Entry[] => entry("check-plans 2 1", () => issue(severity)).flatMap((each) => (each.purpose === "check-plans 2 1" ? [each, { ...each, purpose: "check-plans 2 2" }] : [each]));
    play(check("blocker"));
    const refused = run("2", "--non-interactive");
    expect(refused.code).toBe(3);
    expect(refused.stdout).toContain("blocker wiring  02-01: nobody calls format (export it)");
    play(check("warning"));
    const warned = run("2", "--json");
    expect(warned.code).toBe(0);
    expect(json(warned)).toMatchObject({ outcome: "planned", warnings: [{ kind: "wiring", severity: "warning" }] });
  });

  it("--gaps: there are none; then those of the verification, behind the plans that are there", () => {
    expect(run("2").code).toBe(0);
    expect(json(run("2", "--gaps", "--json"))).toMatchObject({ outcome: "there" });
    for (const id of ["01", "02"]) put(`product/.planning/${PHASE}/02-${id}-SUMMARY.md`, `---\nphase: 02-format\nplan: ${id}\nstatus: complete\n---\n\n# Summary\n\n**Done**\n`);
    expect(json(run("2", "--gaps", "--json"))).toMatchObject({ outcome: "no-gaps", exit: "ok" });
    put(`product/.planning/${PHASE}/02-VERIFICATION.md`, '---\nphase: 02-format\nstatus: gaps_found\ngaps:\n  - truth: "what is written can be read again"\n    status: failed\n    reason: "src/format.js loses the minutes"\n---\n\n# Verification\n');
    const fixes = ENTRIES.find(({ purpose }) => purpose === "plan-fixes 2 1 1");
    play([...ENTRIES, { ...fixes!, purpose: "plan-phase 2 gaps 02-03" }, { ...ENTRIES.find(({ purpose }) => purpose === "check-fixes 2 1 1")!, purpose: "check-plans 2 gaps 02-03 1" }]);
    const end = run("2", "--gaps", "--json");
    expect(json(end)).toMatchObject({ outcome: "planned", gaps: true, plans: [{ id: "02-03" }], planningCommit: "docs(2): plan what closes the gaps of phase 2" });
    expect(read(`${PHASE}/02-03-PLAN.md`)).toContain("gap_closure: true");
  });

  it("killed while the planner runs, it goes on: research that is there stays", async () => {
    const slow = ENTRIES.map((each) => ({ ...each, delayMs: each.purpose === "plan-phase 2" ? 60_000 : 0 }));
    put("tape.json", JSON.stringify({ ...tape, entries: slow }));
    await new Promise<void>((resolve) => {
      const child = spawn(process.execPath, [program.main, "plan-phase", "2", "--tape", "../tape.json"], { cwd: product(), env: programEnvironment(), stdio: "ignore" });
      const look = setInterval(() => { if (existsSync(planning(`${PHASE}/02-RESEARCH.md`))) child.kill("SIGKILL"); }, 50);
      child.on("close", () => { clearInterval(look); resolve(); });
    });
    expect(existsSync(planning(`${PHASE}/02-01-PLAN.md`))).toBe(false);
    play(tape.entries);
    const end = run("2", "--json");
    expect(json(end)).toMatchObject({ outcome: "planned", researched: false });
    expect(git("status", "--porcelain")).toBe("");
  });
});
