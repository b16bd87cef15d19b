import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { outlineOf, readRequirements, readRoadmap, readStateFile } from "@dgs/core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram, type ProgramEnd } from "./built-program.js";
import { left, RESEARCH, tapeOf } from "./idea-tape.js";
import { hasTerminal, KEYS, onTerminal, type TypedAnswer } from "./on-terminal.js";

let program: BuiltProgram;
let around: string;
let base: string;

beforeAll(() => { program = buildProgram(); }, 240_000);
afterAll(() => { program.remove(); });
beforeEach(() => {
  around = realpathSync(mkdtempSync(path.join(tmpdir(), "dgs-milestone-")));
  base = path.join(around, "notes");
  mkdirSync(path.join(base, ".planning"), { recursive: true });
  git("init", "-q", "-b", "main");
  git("config", "user.name", "T");
  git("config", "user.email", "t@example.org");
});
afterEach(() => { rmSync(around, { recursive: true, force: true }); });

const dgs = (...args: string[]): ProgramEnd => program.run(args, { cwd: base });
const git = (...args: string[]): string => execFileSync("git", ["-C", base, ...args], { encoding: "utf8" });
const read = (file: string): string => readFileSync(path.join(base, ".planning", file), "utf8");
const put = (file: string, text: string): void => { writeFileSync(path.join(base, ".planning", file), text); };
const tape = (...entries: readonly object[]): string => {
  writeFileSync(path.join(around, "tape.json"), tapeOf(entries));
  return path.join(around, "tape.json");
};
const planning = (): Readonly<Record<string, string>> => Object.fromEntries(readdirSync(path.join(base, ".planning")).filter((name) => /\.(?:md|json)$/.test(name) && !name.startsWith(".")).map((name) => [name, read(name)]));

const REQUIREMENTS = "# Requirements\r\n\r\n## v1 Requirements\r\n\r\n- [ ] **NOTE-01**: written\r\n- [ ] **FIND-01**: found\r\n\r\n## v2 Requirements\r\n\r\n- **SHARE-01**: shared\r\n\r\n## Traceability\r\n\r\n| Requirement | Phase | Status |\r\n|---|---|---|\r\n| NOTE-01 | TBD | Pending |\r\n| FIND-01 | TBD | Pending |\r\n";

interface Drawn { readonly number: number; readonly requirements: string; readonly name?: string; readonly extra?: string }
const drawn = (version: string, phases: readonly Drawn[], attempt = 1, round = ""): object =>
  left(`create-roadmap ${version}${round}`, "roadmapper", {
    "ROADMAP.md": [
      `# Roadmap ${version}`, "", "## Phases", "",
      ...phases.map(({ number, name = `Part ${String(number)}` }) => `- [ ] **Phase ${String(number)}: ${name}** - people do it`), "", "## Phase Details", "",
      ...phases.flatMap(({ number, requirements, name = `Part ${String(number)}`, extra = "" }) => [`### Phase ${String(number)}: ${name}`, `**Goal**: People do ${String(number)} | \`<b>\` </details>`, "**Depends on**: Nothing", `**Requirements**: ${requirements}`, "**Success Criteria**:", "  1. It is so </details>", "  2. It stays <!-- so", "**Plans**: TBD", extra, ""]),
    ].join("\n"),
  }, { attempt });
const GOOD = drawn("v1.0", [{ number: 1, requirements: "NOTE-01" }, { number: 2, requirements: "FIND-01" }]);

describe("dgs new-milestone", { timeout: 120_000 }, () => {
  beforeEach(() => { put("REQUIREMENTS.md", REQUIREMENTS); });

  it("divides what is due into phases, writes it by edits in one commit, and everything is read back without a problem", () => {
    put("config.json", "{}\n");
    const end = dgs("new-milestone", "First steps", "--auto", "--json", "--tape", tape(GOOD));
    expect(end.code, end.stdout + end.stderr).toBe(0);
    expect(JSON.parse(end.stdout)).toMatchObject({ type: "milestone-created", version: "v1.0", name: "First steps", phases: [{ number: "1", requirements: ["NOTE-01"] }, { number: "2" }], next: { command: "dgs create-milestone-job v1.0" } });
    const source = read("ROADMAP.md");
    expect(readRoadmap(source, outlineOf(source), "r")).toMatchObject({ problems: [], milestones: [{ version: "v1.0", name: "First steps", state: "active" }], phases: [{ name: "Part 1" }, { name: "Part 2" }] });
    expect(read("REQUIREMENTS.md")).toBe(REQUIREMENTS.replace("NOTE-01 | TBD", "NOTE-01 | Phase 1").replace("FIND-01 | TBD", "FIND-01 | Phase 2"));
    expect(readStateFile(read("STATE.md"), "s")).toMatchObject({ problems: [], milestone: "v1.0", milestoneName: "First steps", phase: "01" });
    expect(git("log", "--format=%s")).toBe("docs(roadmap): plan v1.0 First steps in 2 phases\n");
    const health = dgs("health", "--json");
    expect([health.code, (JSON.parse(health.stdout) as { problems: unknown[] }).problems]).toEqual([0, []]);
    expect(dgs("create-milestone-job", "--dry-run").stdout).toMatch(/^Job v1\.0: /);
    const again = dgs("new-milestone", "--auto", "--tape", tape(GOOD));
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining("v1.0 is being built: 2 of its 2 phases are not complete")]);
  });

  it("goes on behind a milestone that is completed: the next version and number, with requirements that are named", () => {
    put("STATE.md", "---\nmilestone: v1.0\nstatus: completed\n---\n\n# Project State\n\n## Current Position\n\nPhase: 2 of 2 (B)\nPlan: 1 of 1 in current phase\nStatus: Complete\n");
    const before = "# Roadmap\n\n## Milestones\n\n- ✅ **v1.0 First** - Phases 1-2 (shipped 2026-01-01)\n\n## Phases\n\n- [x] **Phase 1: A** - a\n- [x] **Phase 2: B** - b\n\n## Phase Details\n\n<details>\n<summary>✅ v1.0 First (Phases 1-2) - SHIPPED 2026-01-01</summary>\n\n### Phase 1: A\n\n**Goal**: a\n\n### Phase 2: B\n\n**Goal**: b\n\n</details>\n";
    put("ROADMAP.md", before);
    const end = dgs("new-milestone", "Sharing", "--yes", "--requirements", "find-01,SHARE-01", "--json", "--tape", tape(drawn("v1.1", [{ number: 3, requirements: "SHARE-01, FIND-01" }])));
    expect(end.code, end.stdout + end.stderr).toBe(0);
    expect(JSON.parse(end.stdout)).toMatchObject({ version: "v1.1", name: "Sharing", phases: [{ number: "3", requirements: ["SHARE-01", "FIND-01"] }] });
    expect(read("ROADMAP.md").split("\n").filter((line) => !before.split("\n").includes(line))[0]).toBe("- 🚧 **v1.1 Sharing** - Phases 3-3 (in progress)");
    expect(readRequirements(read("REQUIREMENTS.md"), "r")).toMatchObject({ problems: [], requirements: [{ id: "NOTE-01", phases: "TBD" }, { phases: "Phase 3" }, { id: "SHARE-01", ticked: false, phases: "Phase 3", status: "Pending" }] });
    expect(JSON.parse(dgs("progress", "--json").stdout)).toMatchObject({ milestone: { version: "v1.1", name: "Sharing" }, phases: [{ number: "3" }] });
    expect(dgs("health").code).toBe(0);
  });

  it.each<[string, (attempt: number) => object, RegExp]>([
    ["leaves no file", (attempt) => left("create-roadmap v1.0", "roadmapper", { "NOTES.md": "hm" }, { attempt }), /The outbox has no ROADMAP\.md/],
    ["leaves prose", (attempt) => left("create-roadmap v1.0", "roadmapper", { "ROADMAP.md": "Here is your roadmap!" }, { attempt }), /No phase meets NOTE-01, FIND-01/],
    ["loses a requirement", (attempt) => drawn("v1.0", [{ number: 1, requirements: "NOTE-01" }], attempt), /No phase meets FIND-01/],
    ["gives one to two phases", (attempt) => drawn("v1.0", [{ number: 1, requirements: "NOTE-01, FIND-01" }, { number: 2, requirements: "FIND-01" }], attempt), /FIND-01 belongs to phase 1 already/],
    ["invents one", (attempt) => drawn("v1.0", [{ number: 1, requirements: "NOTE-01, FIND-01, SYNC-01" }], attempt), /SYNC-01.* is no requirement of the milestone/],
    ["counts otherwise", (attempt) => drawn("v1.0", [{ number: 7, requirements: "NOTE-01, FIND-01" }], attempt), /Count from 1 on without a gap/],
    ["makes a hundred phases", (attempt) => drawn("v1.0", Array.from({ length: 100 }, (_, index) => ({ number: index + 1, requirements: index === 0 ? "NOTE-01, FIND-01" : "TBD" })), attempt), /There are 100 phases/],
  ])("gives a roadmapper three runs that %s, says what is wrong, and writes nothing", (_, run, says) => {
    const before = planning();
    const end = dgs("new-milestone", "--auto", "--json", "--tape", tape(run(1), run(2), run(3)));
    expect(end.code).toBe(3);
    const { error } = JSON.parse(end.stdout) as { error: { code: string; message: string } };
    expect([error.code, error.message]).toEqual(["roadmap-not-made", expect.stringMatching(/not accepted after 3 runs/)]);
    expect(error.message).toMatch(says);
    expect(planning()).toEqual(before);
  });

  it("takes a roadmap that the second run has mended", () => {
    const end = dgs("new-milestone", "--auto", "--tape", tape(drawn("v1.0", [{ number: 1, requirements: "NOTE-01" }]), drawn("v1.0", [{ number: 1, requirements: "NOTE-01, FIND-01" }], 2)));
    expect([end.code, end.stderr]).toEqual([0, expect.stringContaining("No phase meets FIND-01")]);
    expect(end.stdout).toContain("Planned: v1.0 First release, 1 phase");
  });

  it.each([
    [["--auto", "--requirements", "NOPE-01"], "requirement-not-open"],
    [["--auto", "--milestone", "soon"], "version-unread"],
    [["v1.1"], "operand-unexpected"],
    [[], "confirmation-needed"],
  ])("refuses %j, and asks no agent", (args, code) => {
    const end = dgs("new-milestone", "--json", ...args, "--tape", tape());
    expect([end.code, JSON.parse(end.stdout)]).toMatchObject([2, { error: { code } }]);
  });

  it("refuses where nothing says what is to be built, and where the name would be read as another milestone", () => {
    const marked = dgs("new-milestone", "✅ Done", "--auto", "--json", "--tape", tape());
    expect([marked.code, JSON.parse(marked.stdout)]).toMatchObject([2, { error: { code: "name-unfit" } }]);
    rmSync(path.join(base, ".planning/REQUIREMENTS.md"));
    const end = dgs("new-milestone", "--auto", "--json", "--tape", tape(GOOD));
    expect([end.code, JSON.parse(end.stdout)]).toMatchObject([2, { error: { code: "requirements-missing", remedy: expect.stringContaining("dgs new-project") as string } }]);
  });
});

const { enter: ENTER, down: DOWN, interrupt: INTERRUPT } = KEYS;

describe.skipIf(!hasTerminal)("from an empty folder to a roadmap on a terminal", { timeout: 180_000 }, () => {
  const project: readonly TypedAnswer[] = [
    [/called\?/, `Notes${ENTER}`], [/for whom\?/, `A notebook${ENTER}`], [/must work/, `Nothing is lost${ENTER}`], [/What must the first/, `NOTE: notes are written${ENTER}`], [/Requirement 2/, `FIND: found | by </details>${ENTER}`], [/Requirement 3/, ENTER],
    [/not to do/, ENTER], [/Which constraints/, ENTER], [/How finely[^]*fine/, ENTER], [/Which models[^]*budget/, ENTER], [/research the project[^]*No/, ENTER], [/Is that the project\?[^]*again/, ENTER],
  ];

  it("asks, researches, draws, shows, changes on a wish, writes, and each can be broken off and gone on with", async () => {
    rmSync(path.join(base, ".planning"), { recursive: true });
    const tapes = ["--tape", tape(...RESEARCH, drawn("v1.0", [{ number: 1, requirements: "NOTE-01, FIND-01, CORE-01" }]), drawn("v1.0", [{ number: 1, requirements: "NOTE-01, CORE-01" }, { number: 2, requirements: "FIND-01" }], 1, " 2"))];
    const run = (args: readonly string[], answers: readonly TypedAnswer[]) => onTerminal(program, { cwd: base, args, answers });
    const made = await run(["new-project", "--commit-planning", "--branching", "none", ...tapes], project);
    expect([made.code, made.screen]).toEqual([0, expect.stringContaining("Next: dgs new-milestone --tape ")]);

    const questions: readonly TypedAnswer[] = [[/What is v1\.0 called\?/, `First ✎ steps${ENTER}`], [/A requirement that is missing/, `all of it is fast${ENTER}`], [/CORE-01 it is\. One more/, ENTER]];
    const cut = await run(["new-milestone", ...tapes], [...questions, [/Is that the roadmap\?[^]*Write nothing/, INTERRUPT]]);
    expect([cut.code, cut.screen]).toEqual([130, expect.stringContaining("the roadmap is kept")]);
    expect(cut.screen).toContain("  1. Part 1 (NOTE-01, FIND-01, CORE-01)");
    const taken = await run(["new-milestone", ...tapes], [[/Is that the roadmap\?[^]*Write nothing/, `${DOWN}${ENTER}`], [/What is to be different\?/, `find in a phase of its own${ENTER}`], [/2\. Part 2 \(FIND-01\)[^]*Is that the roadmap\?[^]*Write nothing/, ENTER]]);
    expect([taken.code, taken.screen]).toEqual([0, expect.stringContaining("Next: dgs create-milestone-job v1.0")]);
    expect(taken.screen).toContain("Planned: v1.0 First ✎ steps, 2 phases");
    expect(taken.screen).not.toContain("What is v1.0 called");

    expect(readRequirements(read("REQUIREMENTS.md"), "r")).toMatchObject({ problems: [], requirements: [{ id: "NOTE-01", phases: "Phase 1" }, { id: "FIND-01", phases: "Phase 2" }, { id: "CORE-01", text: "all of it is fast", phases: "Phase 1" }] });
    expect(git("log", "--format=%s")).toBe("docs(roadmap): plan v1.0 First ✎ steps in 2 phases\ndocs: start Notes\n");
    expect(git("status", "--porcelain")).toBe("");
    const health = dgs("health", "--json");
    expect([health.code, (JSON.parse(health.stdout) as { problems: unknown[] }).problems]).toEqual([0, []]);
    const shown = await run(["progress"], []);
    expect([shown.code, shown.screen]).toEqual([0, expect.stringMatching(/v1\.0[^]*First ✎ steps[^]*Part 1[^]*Part 2/)]);
  });

  it("writes nothing where the roadmap is not taken", async () => {
    put("REQUIREMENTS.md", REQUIREMENTS);
    const before = planning();
    const { code, screen } = await onTerminal(program, { cwd: base, args: ["new-milestone", "First", "--requirements", "NOTE-01,FIND-01", "--tape", tape(GOOD)], answers: [[/Is that the roadmap\?[^]*Write nothing/, `${DOWN}${DOWN}${ENTER}`]] });
    expect([code, screen]).toEqual([130, expect.stringContaining("the roadmap was not taken")]);
    expect(planning()).toEqual(before);
  });
});
