import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { codeFiles, planningFiles } from "../../../demo/sample-product.mjs";
import { tape } from "../../../demo/sample-tape.mjs";
import { type BuiltProgram, buildProgram, type ProgramEnd } from "./built-program.js";

let program: BuiltProgram;
let folder: string;

beforeAll(() => { program = buildProgram(); }, 120_000);
afterAll(() => { program.remove(); });

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "dgs-execute-"));
  for (const [name, files] of [["product", planningFiles], ["durations", codeFiles]] as const) {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name, file)), { recursive: true });
      writeFileSync(path.join(folder, name, file), text);
    }
    for (const args of [["init", "-q", "-b", "main"], ["config", "user.name", "T"], ["config", "user.email", "t@example.org"], ["add", "-A"], ["commit", "-qm", "Start"]]) execFileSync("git", ["-C", path.join(folder, name), ...args]);
  }
  record(() => true);
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

/** Writes the tape with some of its entries; none takes time. */
function record(keep: (purpose: string) => boolean, change: (text: string) => string = (text) => text): void {
  const entries = tape.entries.filter((entry) => keep(entry.purpose)).map((entry) => ({ ...entry, delayMs: 0 }));
  writeFileSync(path.join(folder, "tape.json"), change(JSON.stringify({ ...tape, entries })));
}

const run = (...args: string[]): ProgramEnd => program.run(["execute-phase", ...args, "--tape", "../tape.json"], { cwd: path.join(folder, "product") });
const planning = (file: string): string => readFileSync(path.join(folder, "product", ".planning", file), "utf8");

describe("dgs execute-phase", { timeout: 120_000 }, () => {
  it("carries a phase out, says what it builds and has built, and what comes next; asked again there is nothing left", () => {
    const first = run("01");
    expect(first.code, first.stderr).toBe(0);
    for (const line of ["Found 3 plans in phases/01-parse", "Phase 1: Parse — 3 plans across 2 waves", "| 1    | 01-01, 01-02 | Know the seconds of each unit; Split a text into amounts and units |", "Wave 1 of 2 Complete", "  A table of units with its test"]) expect(first.stderr).toContain(line);
    for (const line of ["Plans completed: 3 of 3", "| 2    | 01-03        | ✓ Complete |", "✓ Phase goal verified: 1/1 must-haves verified", "Phase 2: Format — Seconds are written as people write durations"]) expect(first.stdout).toContain(line);
    expect(planning("ROADMAP.md")).toContain("- [x] **Phase 1: Parse**");
    const again = run("1");
    expect([again.code, again.stdout.split(":")[0]]).toEqual([0, "No matching incomplete plans"]);
  });

  it("gives scripts one object on stdout and events as JSON lines on stderr", () => {
    const { code, stdout, stderr } = run("1", "--json", "--schedule", "dag", "--max-parallel", "2");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ type: "execute-phase", phase: "1", exit: "ok", status: "completed", verdict: "passed", plans: { done: 3, total: 3 }, waves: [{ number: 1, standing: "complete" }, { number: 2 }], planningCommit: "docs(phase-1): complete phase execution", next: { phase: { number: "2" } } });
    const types = stderr.trimEnd().split("\n").map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types).toEqual(expect.arrayContaining(["note", "phase-opened", "wave-started", "stage-started", "agent-started", "committed", "tested", "stage-ended", "wave-ended"]));
  });

  it("halts with exit code 3 where a plan fails, and goes on once it can", () => {
    record((purpose) => purpose !== "execute-plan 01-02");
    const halted = run("1", "--non-interactive");
    expect(halted.code).toBe(3);
    expect(halted.stdout).toContain("Phase 1: Parse Execution Halted");
    expect(halted.stdout).toContain("Plans completed: 1 of 3");
    expect(planning("ROADMAP.md")).toContain("- [x] 01-01-PLAN.md");
    record(() => true);
    const gone = run("1", "--non-interactive");
    expect(gone.code, gone.stderr).toBe(0);
    expect(gone.stderr).not.toContain("agent execute-plan 01-01");
  });

  it("ends with exit code 3 where the verifier found gaps, and says what is missing", () => {
    record(() => true, (text) => text.replace("status: passed\\nscore: 1/1 must-haves verified\\n", "status: gaps_found\\nscore: 0/1 must-haves verified\\ngaps:\\n  - truth: weeks are read\\n    reason: nobody wrote them\\n"));
    const { code, stdout } = run("1");
    expect(code).toBe(3);
    for (const line of ["⚠ Phase 1: Parse — Gaps Found", "Score: 0/1 must-haves verified", "Report: .planning/phases/01-parse/01-VERIFICATION.md", "- weeks are read: nobody wrote them", "Next: dgs plan-phase 1 --gaps"]) expect(stdout).toContain(line);
    expect(planning("ROADMAP.md")).toContain("- [ ] **Phase 1: Parse**");
  });

  it("refuses what cannot be meant, and starts nothing", () => {
    expect(run("1", "--max-parallel", "0").code).toBe(2);
    expect(run("9").stderr).toContain("has no phase 9: its phases are 1, 2");
    const broken = planning("config.json").replace("balanced", "cheap");
    writeFileSync(path.join(folder, "product", ".planning", "config.json"), broken);
    const { code, stderr } = run("1");
    expect([code, /config\.json:\d+:\d+/.test(stderr)]).toEqual([2, true]);
    expect(execFileSync("git", ["-C", path.join(folder, "product"), "log", "--format=%s"], { encoding: "utf8" })).toBe("Start\n");
  });

  it("goes on without STATE.md where nobody can be asked, and says so", () => {
    rmSync(path.join(folder, "product", ".planning", "STATE.md"));
    const { code, stderr } = run("1");
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("STATE.md is missing though planning artifacts exist");
  });
});
