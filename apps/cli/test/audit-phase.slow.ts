import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeFiles, planningFiles } from "../../../demo/sample-product.mjs";
import { tape } from "../../../demo/sample-tape.mjs";
import { type BuiltProgram, buildProgram, type ProgramEnd, programEnvironment } from "./built-program.js";

const PHASE = "phases/02-format";
let program: BuiltProgram;
let folder: string;

// One product for all: each test goes on where the one before it has left the phase.
beforeAll(() => {
  program = buildProgram();
  folder = mkdtempSync(path.join(tmpdir(), "dgs-audit-"));
  const planned = tape.entries.find(({ purpose }) => purpose === "plan-phase 2")?.outbox ?? [];
  const inProduct = { ...planningFiles, ...Object.fromEntries(planned.map(({ path: name, text }) => [`.planning/${PHASE}/${name}`, text])) };
  for (const [name, files] of [["product", inProduct], ["durations", codeFiles]] as const) {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name, file)), { recursive: true });
      writeFileSync(path.join(folder, name, file), text);
    }
    for (const args of [["init", "-q", "-b", "main"], ["config", "user.name", "T"], ["config", "user.email", "t@example.org"], ["add", "-A"], ["commit", "-qm", "Start"]]) execFileSync("git", ["-C", path.join(folder, name), ...args]);
  }
  const entries = tape.entries.map((entry) => ({ ...entry, delayMs: 0 }));
  writeFileSync(path.join(folder, "tape.json"), JSON.stringify({ ...tape, entries }));
}, 240_000);
afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true, force: true });
});

const product = (): string => path.join(folder, "product");
const run = (...args: string[]): ProgramEnd => program.run([...args, "--tape", "../tape.json"], { cwd: product() });
const planning = (file: string): string => path.join(product(), ".planning", file);
const read = (file: string): string => readFileSync(planning(file), "utf8");
const audits = (): string[] => readdirSync(planning(PHASE)).filter((name) => name.includes("AUDIT"));
const git = (...args: string[]): string => execFileSync("git", ["-C", product(), ...args], { encoding: "utf8" }).trim();

/** Runs the program and kills it with everything it started as soon as it has said something. */
function killAt(text: string, ...args: string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program.main, ...args, "--tape", "../tape.json"], { cwd: product(), env: programEnvironment(), stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (data: Buffer) => {
      said += data.toString("utf8");
      if (said.includes(text)) child.kill("SIGKILL");
    });
    child.on("close", () => { resolve(said); });
  });
}

describe("dgs audit-phase", () => {
  it.each([
    [["audit-phase"], 2, "phase"],
    [["audit-phase", "9"], 2, "the active milestone has no phase 9: its phases are 1, 2"],
    [["audit-phase", "2"], 2, "phase 2 has plans that are not done: 02-01, 02-02"],
    [["audit-phase", "2", "--gaps-only"], 2, "--gaps-only"],
  ])("refuses %j with exit code %i, and writes nothing", (args, code, says) => {
    const end = run(...args);
    expect([end.code, end.stderr.includes(says), end.stderr]).toEqual([code, true, end.stderr]);
    expect([audits(), git("status", "--porcelain")]).toEqual([[], ""]);
  });

  it("refuses a rerun where nothing was audited, once the phase is carried out", () => {
    for (const phase of ["1", "2"]) expect(run("execute-phase", phase, "--non-interactive").code).toBe(0);
    const end = run("audit-phase", "2", "--rerun-failed", "--json");
    expect([end.code, JSON.parse(end.stdout)]).toMatchObject([2, { error: { code: "no-earlier-audit", exit: "usage", at: `.planning/${PHASE}`, remedy: "Run the whole audit: `dgs audit-phase 2`." } }]);
  });

  it("killed while a command runs it goes on with the same audit; gaps end with exit code 3, with all that it wrote in one commit", async () => {
    expect(await killAt("test `1`", "audit-phase", "2")).toContain("test `1`");
    const { code, stdout, stderr } = run("audit-phase", "2");
    expect(code, stderr).toBe(3);
    for (const line of ["test again `1`", "test on base `1`", "agent verify-structure 2 1 (phase-verifier", "diagnose `G-01`", "plan fixes: planned: 02-03"]) expect(stderr).toContain(line);
    expect(stdout).toBe(`Phase 2: Format — Gaps Diagnosed

Tests
  1. node --test  failed: exit 1; 9 passed, 3 failed (node:test); on the base: exit 0; 4 passed, 0 failed (node:test)  (the full suite of VALIDATION.md)
  2. node --test test/format.test.js  passed
  3. node --test test/index.test.js  passed

Gaps
  G-01 \`node --test\` passes  (major, test)
       exit 1; 9 passed, 3 failed (node:test); on the base: exit 0; 4 passed, 0 failed (node:test)
       cause: src/format.js:8 leaves the hours in the rest, so minutes are counted twice from one hour on

Plans that close the gaps
  - 02-03

Files
  .planning/phases/02-format/02-AUDIT.md
  .planning/phases/02-format/02-UAT.md
  .planning/phases/02-format/02-UAT-LOG.md
  .planning/phases/02-format/02-VERIFICATION.md
  .planning/phases/02-format/02-03-PLAN.md
  .planning/ROADMAP.md

Planning files: docs(phase-2): audit: diagnosed

Next: dgs execute-phase 2 --gaps-only --tape ../tape.json (it carries out the plans that close the gaps; then dgs audit-phase 2 --rerun-failed)
`);
    expect(JSON.parse(program.run(["show-phase", "2", "--json"], { cwd: product() }).stdout)).toMatchObject({
      type: "show-phase", status: "partial", waves: [{ standing: "partial", plans: [{ id: "02-01", standing: "complete" }, { id: "02-03", standing: "open" }] }, { standing: "complete", plans: [{ id: "02-02" }] }],
      audit: { path: `${PHASE}/02-AUDIT.md`, verdict: "diagnosed", gaps: [{ id: "G-01", rootCause: "src/format.js:8 leaves the hours in the rest, so minutes are counted twice from one hour on" }], plans: [{ id: "02-03", done: false }] },
      next: { command: "dgs execute-phase 2 --gaps-only" },
    });
    expect(audits()).toEqual(["02-AUDIT.md"]);
    expect([git("log", "-1", "--format=%s"), git("show", "--name-only", "--format=").split("\n").map((file) => path.basename(file)), git("status", "--porcelain")]).toEqual(["docs(phase-2): audit: diagnosed", ["ROADMAP.md", "02-03-PLAN.md", "02-AUDIT.md", "02-UAT-LOG.md", "02-UAT.md", "02-VERIFICATION.md"], ""]);
  });

  it("passes with exit code 0 once its plan is carried out, and runs only what had not passed", () => {
    expect(run("execute-phase", "2", "--gaps-only", "--non-interactive").code).toBe(0);
    const { code, stdout, stderr } = run("audit-phase", "2", "--rerun-failed");
    expect(code, stderr).toBe(0);
    expect(stdout).toContain("Phase 2: Format — Passed\n");
    expect(read(`${PHASE}/02-UAT.md`)).toMatch(/^status: passed$/m);
  });

  it("never passes over what a person has reported: exit code 4, and their words stay", () => {
    const mine = read(`${PHASE}/02-UAT.md`).replace("\n## Summary", "\n### 9. Weeks\nexpected: 2w is written\nresult: issue\nreported: it says 336h\n\nA note of mine.\n\n## Summary");
    writeFileSync(planning(`${PHASE}/02-UAT.md`), mine);
    const { code, stdout, stderr } = run("audit-phase", "2", "--rerun-failed", "--json");
    expect(code, stderr).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({ type: "phase-audit", exit: "human-needed", status: "human_needed", rerunFailed: true, humanNeeded: ["a person has reported an issue at test 9, Weeks: it says 336h"], next: { command: "dgs verify-work 2 --again" } });
    expect(read(`${PHASE}/02-UAT.md`).split("### 9.")[1]?.split("## Summary")[0]).toBe(mine.split("### 9.")[1]?.split("## Summary")[0]);
    const types = stderr.trimEnd().split("\n").map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types).toEqual(expect.arrayContaining(["stage-started", "stage-ended", "agent-started", "agent-ended", "committed"]));
  });
});
