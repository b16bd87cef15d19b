import type { Reason } from "@dgs/core";
import { createPlanningFiles, isRefusal, why, type WhyPorts, type WhyReport } from "@dgs/runtime";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram } from "./built-program.js";
import { OPEN, type Planning, PLANNED, planText, STATES } from "./why-states.js";

let program: BuiltProgram;
let folder: string;
beforeAll(() => {
  program = buildProgram();
  folder = mkdtempSync(path.join(tmpdir(), "dgs-why-"));
}, 240_000);
afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true, force: true });
});

let made = 0;
function write(files: Planning): string {
  const cwd = path.join(folder, String(made++));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(cwd, ".planning", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return cwd;
}

const all = (reasons: readonly Reason[]): readonly Reason[] => reasons.flatMap((each) => [each, ...all(each.because)]);

/** Without a process of its own for each of many states. */
async function ask(cwd: string, subject: string): Promise<WhyReport> {
  const root = path.join(cwd, ".planning");
  const git = { topLevel: () => Promise.resolve(undefined) } as unknown as WhyPorts["git"];
  const ports: WhyPorts = { files: createPlanningFiles({ root }), clock: { now: () => "2026-01-02T00:00:00.000Z" }, git, liveness: { current: () => ({ pid: 1, host: "here", identity: {} }), check: () => "dead" } };
  const report = await why(ports, { base: cwd, root, project: "" }, { subject });
  if (isRefusal(report)) throw new Error(`${report.code}: ${report.message}`);
  return report;
}

describe("what dgs why says of a state", () => {
  it.each(STATES)("$state", async ({ files, subject, verdict, says, at: [file, line], way }) => {
    const cwd = write(files);
    const report = await ask(cwd, subject);
    const told = JSON.stringify(report, null, 1);
    expect(report.verdict, told).toBe(verdict);
    const found = all(report.reasons).filter((each) => says.test(each.says));
    const places = found.map(({ at }) => (at?.type === "file" ? { path: at.path, text: at.line === undefined ? "" : (readFileSync(path.join(cwd, ".planning", at.path), "utf8").split("\n")[at.line - 1] ?? "?") } : undefined));
    expect(places.some((place) => place?.path === file && line.test(place.text)), told).toBe(true);
    expect(report.way.map(({ command }) => command ?? "-")).toEqual(way);
  });
});

/** The files of a state by its name. */
const stateOf = (state: string): Planning => STATES.find((each) => each.state === state)?.files ?? {};

describe("what dgs why leads to behind what is done", () => {
  const next = async (files: Planning, subject: string): Promise<unknown> => {
    const { verdict, way, next: after } = await ask(write(files), subject);
    return [verdict, way, after?.command];
  };

  it.each(["1", "01-01"])("is the command of the project: %s", async (subject) => {
    expect(await next(stateOf("a phase that is complete"), subject)).toEqual(["done", [], "dgs audit-milestone v1.0"]);
  });

  it("is the job that is open, behind a step that had nothing to do", async () => {
    expect(await next(stateOf("a step that had nothing to do"), "v1.0 1")).toEqual(["skipped", [], "dgs run-job v1.0"]);
  });

  it("is the command of its phase, behind a plan of one that is not done", async () => {
    const summary = stateOf("a phase that is carried out")["phases/01-parser/01-01-SUMMARY.md"] ?? "";
    expect(await next({ ...PLANNED, "phases/01-parser/01-01-SUMMARY.md": summary, "phases/01-parser/01-02-PLAN.md": planText("02") }, "01-01")).toEqual(["done", [], "dgs execute-phase 1"]);
    expect(await next(stateOf("a verification with gaps"), "01-01")).toEqual(["done", [], "dgs plan-phase 1 --gaps"]);
  });

  it("is the first command of a way on which a person has to mend something first", async () => {
    const { way, next: after } = await ask(write(stateOf("a plan that depends on nothing that is there")), "1");
    expect([way[0]?.command, after]).toEqual([undefined, { command: "dgs execute-phase 1", why: "once what is named before it is put right" }]);
  });
});

describe("dgs why", () => {
  it("refuses what is not there, with names that are near, and writes nothing", () => {
    const cwd = write({ ...PLANNED, "phases/01-parser/01-02-PLAN.md": planText("02") });
    const refusal = (...words: string[]): unknown => {
      const end = program.run(["why", ...words, "--json"], { cwd });
      const { error } = JSON.parse(end.stdout) as { readonly error: { readonly code: string; readonly remedy: string } };
      return [end.code, error.code, error.remedy];
    };
    expect(refusal("01-03")).toEqual([2, "plan-missing", expect.stringMatching(/^Did you mean 01-0\d\? Its plans are 01-01, 01-02\.$/)]);
    expect(refusal("pasrer")).toEqual([2, "phase-missing", expect.stringContaining("Did you mean 1 (Parser)?")]);
    expect(refusal("7")).toEqual([2, "phase-missing", "`dgs progress` lists the phases."]);
    expect(refusal("v3.0")).toEqual([2, "no-such-job", expect.anything()]);
    expect(refusal("step", "2")).toEqual([2, "no-open-job", expect.anything()]);
    expect(refusal("v1.0", "4")).toEqual([2, "no-such-job", expect.anything()]);
    expect(refusal("v1.0", "step", "x")).toEqual([2, "why-unread", expect.anything()]);
    expect(refusal("../x")).toEqual([2, "why-unread", expect.anything()]);
  });

  it("finds a phase by its name, a plan by its file, and says the same with and without a word in front", () => {
    const cwd = write(PLANNED);
    const ask = (...words: string[]): unknown => (JSON.parse(program.run(["why", ...words, "--json"], { cwd }).stdout) as WhyReport).subject;
    for (const words of [["1"], ["01"], ["phase", "1"], ["parser"]]) expect(ask(...words)).toMatchObject({ type: "phase", id: "1" });
    for (const words of [["01-01"], ["1-1"], ["plan", "01-01"], [".planning/phases/01-parser/01-01-PLAN.md"], ["01-01-units"]]) expect(ask(...words)).toMatchObject({ type: "plan", id: "01-01" });
  });

  it("refuses a name that several phases have, and names them by their numbers", () => {
    const files = stateOf("a plan that waits for one of another phase");
    const end = program.run(["why", "parser", "--json"], { cwd: write({ ...files, "ROADMAP.md": (files["ROADMAP.md"] ?? "").replaceAll("Format", "Parser") }) });
    expect([end.code, (JSON.parse(end.stdout) as { readonly error: object }).error]).toMatchObject([2, { code: "why-unread", message: '2 phases are called "parser": 1, 2' }]);
  });

  it("prints one object with --json, and ends with 0 whatever it says", () => {
    const end = program.run(["why", "--json"], { cwd: write(PLANNED) });
    expect([end.code, Object.keys(JSON.parse(end.stdout) as object)]).toEqual([0, ["type", "subject", "version", "verdict", "status", "reasons", "way", "next"]]);
    expect(JSON.parse(end.stdout)).toMatchObject({ subject: { type: "phase", id: "1", name: "Parser" }, verdict: "ready", status: "planned", way: [{ command: "dgs create-milestone-job v1.0" }] });
  });

  it("shows a tree that a narrow terminal can show, and lets no title steer it", () => {
    const hostile = { ...OPEN, "ROADMAP.md": (OPEN["ROADMAP.md"] ?? "").replaceAll("Parser", "Parser\u001b]0;stolen\u0007\u202e `x`") };
    const shown = program.run(["why", "1"], { cwd: write(hostile) });
    // eslint-disable-next-line no-control-regex -- control characters are exactly what must not be there
    expect(shown.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(shown.stdout).toMatch(/^Phase 1: Parser.* — ready \(unplanned\)\nv1\.0\n\n- it has no plan {2}\.planning\/ROADMAP\.md:9:1\n\nNext: dgs discuss-phase 1 \(/);
  });
});
