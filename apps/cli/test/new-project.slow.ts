import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConfig, readRequirements, readStateFile } from "@dgs/core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram, type ProgramEnd, programEnvironment } from "./built-program.js";
import { left, RESEARCH, researched, summed, tapeOf } from "./idea-tape.js";
import { hasTerminal, KEYS, onTerminal, type TypedAnswer } from "./on-terminal.js";

let program: BuiltProgram;
let around: string;
let base: string;

beforeAll(() => { program = buildProgram(); }, 240_000);
afterAll(() => { program.remove(); });
beforeEach(() => {
  around = realpathSync(mkdtempSync(path.join(tmpdir(), "dgs-idea-")));
  base = path.join(around, "notes");
  mkdirSync(base);
});
afterEach(() => { rmSync(around, { recursive: true, force: true }); });

const dgs = (...args: string[]): ProgramEnd => program.run(args, { cwd: base });
const read = (file: string): string => readFileSync(path.join(base, ".planning", file), "utf8");
const git = (...args: string[]): string => execFileSync("git", ["-C", base, ...args], { encoding: "utf8" });
const tape = (entries: readonly object[]): string => {
  writeFileSync(path.join(around, "tape.json"), tapeOf(entries));
  return path.join(around, "tape.json");
};
const startRepo = (): void => {
  execFileSync("git", ["init", "-q", "-b", "main", base]);
  for (const args of [["config", "user.name", "T"], ["config", "user.email", "t@example.org"]]) git(...args);
};

const IDEA = "# Notes\n\nPeople take notes and find them again by a word. Export as Markdown would be nice some day. No accounts.\n";
const PROJECT = {
  name: "Notes",
  what: "A notebook for people who forget.",
  core_value: "A note that was written is found again.",
  requirements: [
    { id: "NOTE-01", category: "Notes", text: "A note can be written | with </details> in it", source: "People take notes" },
    { id: "FIND-01", category: "Find", text: "A note is found by a word in it", source: "find them again by a word" },
  ],
  later: [{ id: "OUT-01", category: "Export", text: "Notes are exported as Markdown", source: "Export as Markdown would be nice some day" }],
  out_of_scope: [{ what: "Accounts", why: "no accounts" }],
};
const described = (project: object, attempt = 1): object => left("describe-project", "roadmapper", { "project.json": JSON.stringify(project) }, { attempt });

describe("dgs new-project from a document", () => {
  it("writes the project down, researched, in one commit, and nothing in it is a problem but the roadmap that is still to come", () => {
    startRepo();
    writeFileSync(path.join(base, "idea.md"), IDEA);
    const end = dgs("new-project", "--auto", "@idea.md", "--json", "--tape", tape([described(PROJECT), ...RESEARCH]));
    expect(end.code, end.stdout + end.stderr).toBe(0);
    expect(JSON.parse(end.stdout)).toMatchObject({ type: "project-created", name: "Notes", requirements: [{ id: "NOTE-01" }, { id: "FIND-01" }], later: [{ id: "OUT-01" }], research: { kept: [] }, next: { command: "dgs new-milestone" } });
    expect(git("log", "--format=%s")).toBe("docs: start Notes\n");
    expect(git("status", "--porcelain").split("\n").filter((line) => !line.endsWith("idea.md") && line !== "")).toEqual([]);
    expect(git("ls-files", ".planning").trim().split("\n")).toEqual(["PROJECT.md", "REQUIREMENTS.md", "STATE.md", "config.json", "research/ARCHITECTURE.md", "research/FEATURES.md", "research/PITFALLS.md", "research/STACK.md", "research/SUMMARY.md"].map((file) => `.planning/${file}`));
    expect(readRequirements(read("REQUIREMENTS.md"), "r")).toMatchObject({ problems: [], requirements: [{ id: "NOTE-01", ticked: false, status: "Pending" }, { id: "FIND-01" }, { id: "OUT-01", ticked: undefined, section: "v2 Requirements" }] });
    expect(readStateFile(read("STATE.md"), "s")).toMatchObject({ problems: [], milestone: "v1.0" });
    const health = JSON.parse(dgs("health", "--json").stdout) as { problems: { code: string }[] };
    expect(health.problems.map(({ code }) => code)).toEqual(["roadmap-missing"]);
    const again = dgs("new-project", "--auto", "@idea.md", "--tape", tape([]));
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining("dgs new-milestone")]);
  });

  it("sends what nobody asked for back, and gives up after three runs with nothing written", () => {
    writeFileSync(path.join(base, "idea.md"), IDEA);
    const invented = { ...PROJECT, requirements: [{ id: "note 1", category: "", text: "Dark mode", source: "users want dark mode" }] };
    const mended = dgs("new-project", "--auto", "idea.md", "--skip-research", "--tape", tape([described(invented), described(PROJECT, 2)]));
    expect([mended.code, mended.stderr]).toEqual([0, expect.stringContaining("does not stand in the document")]);
    rmSync(path.join(base, ".planning"), { recursive: true });
    const never = dgs("new-project", "--auto", "idea.md", "--json", "--tape", tape([1, 2, 3].map((attempt) => described(invented, attempt))));
    expect(never.code).toBe(3);
    expect(JSON.parse(never.stdout)).toMatchObject({ error: { code: "project-not-read", message: expect.stringMatching(/not accepted after 3 runs: .*no id of a requirement.*does not stand in the document/) as string } });
    expect(readdirSync(path.join(base, ".planning")).filter((name) => name.endsWith(".md"))).toEqual([]);
  });

  it("keeps each document of the research, and makes only the missing ones when it is run again", () => {
    startRepo();
    writeFileSync(path.join(base, "idea.md"), IDEA);
    const short = ["stack", "features", "architecture"].map(researched);
    const nothing = [1, 2, 3].map((attempt) => left("research-project pitfalls", "project-researcher", { "PITFALLS.md": "# Pitfalls\n" }, { attempt }));
    const first = dgs("new-project", "--auto", "@idea.md", "--tape", tape([described(PROJECT), ...short, ...nothing]));
    expect([first.code, first.stderr]).toEqual([3, expect.stringContaining("--skip-research")]);
    expect(existsSync(path.join(base, ".planning/PROJECT.md"))).toBe(false);
    expect(readdirSync(path.join(base, ".planning/research"))).toEqual(["ARCHITECTURE.md", "FEATURES.md", "STACK.md"]);
    const second = dgs("new-project", "--json", "--tape", tape([researched("pitfalls"), summed]));
    expect(second.code, second.stdout + second.stderr).toBe(0);
    expect(JSON.parse(second.stdout)).toMatchObject({ research: { kept: ["research/STACK.md", "research/FEATURES.md", "research/ARCHITECTURE.md"] } });
    expect(readdirSync(path.join(base, ".planning")).filter((name) => name.startsWith("."))).toEqual([]);
  });

  it.each(["--auto=-", "--auto -", "--auto @-"])("reads the document from stdin: %s", (words) => {
    const args = [program.main, "new-project", ...words.split(" "), "--skip-research", "--tape", tape([described(PROJECT)])];
    const end = spawnSync(process.execPath, args, { cwd: base, encoding: "utf8", input: IDEA, env: programEnvironment() });
    expect([end.status, end.stdout]).toEqual([0, expect.stringContaining("Written down: Notes")]);
  });

  it.each([
    [["--auto", "@none.md"], "document-unreadable"],
    [["--auto", "@empty.md"], "document-unreadable"],
    [["--auto", "@idea.md"], "agents-not-configured"],
    [[], "nobody-to-ask"],
    [["--research", "--skip-research"], "option-unfit"],
  ])("refuses %j", (args, code) => {
    writeFileSync(path.join(base, "empty.md"), "\n");
    writeFileSync(path.join(base, "idea.md"), IDEA);
    const end = dgs("new-project", "--json", ...args);
    expect([end.code, JSON.parse(end.stdout)]).toMatchObject([2, { error: { code } }]);
    expect(existsSync(path.join(base, ".planning/PROJECT.md"))).toBe(false);
  });

  it("takes the place of starters that nobody touched, and of nothing else", () => {
    writeFileSync(path.join(base, "idea.md"), IDEA);
    expect(dgs("init").code).toBe(0);
    expect(dgs("new-project", "--auto", "@idea.md", "--skip-research", "--tape", tape([described(PROJECT)])).code).toBe(0);
    expect(read("PROJECT.md")).toContain("# Notes\n");
    expect(existsSync(path.join(base, ".planning/ROADMAP.md"))).toBe(false);
    rmSync(path.join(base, ".planning"), { recursive: true });
    expect(dgs("init").code).toBe(0);
    writeFileSync(path.join(base, ".planning/REQUIREMENTS.md"), "# Mine\n");
    const end = dgs("new-project", "--auto", "@idea.md", "--skip-research", "--tape", tape([described(PROJECT)]));
    expect([end.code, end.stderr]).toEqual([2, expect.stringContaining("REQUIREMENTS.md is there already")]);
    expect(read("REQUIREMENTS.md")).toBe("# Mine\n");
  });
});

const { enter: ENTER, down: DOWN, interrupt: INTERRUPT } = KEYS;
const FIRST: readonly TypedAnswer[] = [[/What is the project called\?/, `Notes${ENTER}`], [/for whom\?/, `A notebook, for me${ENTER}`], [/Which one thing must work/, `Nothing is lost${ENTER}`], [/What must the first version do\?/, `NOTE: notes are written${ENTER}`]];
const REST: readonly TypedAnswer[] = [
  [/Requirement 2/, `FIND: notes are found | by a word${ENTER}`], [/Requirement 3/, ENTER], [/What is it not to do\?/, `accounts${ENTER}`], [/What else not\?/, ENTER], [/Which constraints/, ENTER],
  [/How finely[^]*fine/, `${DOWN}${ENTER}`], [/Which models[^]*budget/, `${DOWN}${DOWN}${ENTER}`], [/research the project[^]*No/, ENTER], [/Is that the project\?[^]*again/, ENTER],
];

describe.skipIf(!hasTerminal)("dgs new-project on a terminal", () => {
  it("asks, keeps each answer, goes on where it was broken off, has it researched, and writes it down", async () => {
    startRepo();
    const args = ["new-project", "--tape", tape(RESEARCH), "--commit-planning", "--branching", "none"];
    const first = await onTerminal(program, { cwd: base, args, answers: [...FIRST, [/Requirement 2/, INTERRUPT]] });
    expect([first.code, first.screen]).toEqual([130, expect.stringContaining("4 answers are kept")]);
    const second = await onTerminal(program, { cwd: base, args, answers: REST });
    expect([second.code, second.screen]).toEqual([0, expect.stringContaining("Gone on with: 4 answers are kept from before.")]);
    expect(second.screen).toContain("  FIND-01  notes are found | by a word");
    expect(second.screen).toContain("Researched: 5 documents");
    expect(second.screen).toContain("Next: dgs new-milestone");
    expect(readRequirements(read("REQUIREMENTS.md"), "r").requirements.map(({ id, text }) => `${id} ${text}`)).toEqual(["NOTE-01 notes are written", "FIND-01 notes are found | by a word"]);
    expect(readConfig(read("config.json"), "c").config).toMatchObject({ granularity: "coarse", model_profile: "budget", "workflow.research": true });
    expect(git("log", "--format=%s")).toBe("docs: start Notes\n");
  });

  it("asks again where an answer says nothing, and everything again where the person wants that", async () => {
    const short: readonly TypedAnswer[] = [[/Which constraints/, ENTER], [/How finely/, ENTER], [/Which models/, ENTER]];
    const answers: readonly TypedAnswer[] = [
      [/called\?/, ENTER], [/for whom\?/, ENTER], [/A sentence is needed here[^]*for whom\?/, `A notebook${ENTER}`], [/must work/, `All${ENTER}`], [/What must the first/, ENTER], [/One requirement is needed[^]*What must the first/, `notes${ENTER}`], [/Requirement 2/, ENTER], [/not to do/, ENTER], ...short,
      [/Is that the project\?[^]*again/, `${DOWN}${ENTER}`],
      [/called\?/, `Other${ENTER}`], [/for whom\?/, `A notebook${ENTER}`], [/must work/, `All${ENTER}`], [/What must the first/, `notes${ENTER}`], [/Requirement 2/, ENTER], [/not to do/, ENTER], ...short, [/Is that the project\?[^]*again/, ENTER],
    ];
    const { code, screen } = await onTerminal(program, { cwd: base, args: ["new-project"], answers });
    expect([code, screen]).toEqual([0, expect.stringContaining("Written down: Other")]);
    expect(readConfig(read("config.json"), "c").config).toMatchObject({ granularity: "standard", model_profile: "balanced", "workflow.research": true });
  });
});
