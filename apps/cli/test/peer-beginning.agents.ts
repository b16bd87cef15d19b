import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PEER } from "../../../scripts/peer/pin.mjs";
import { askPeer, peer } from "./ask-peer.js";
import { type BuiltProgram, buildProgram } from "./built-program.js";
import { left, RESEARCH, tapeOf } from "./idea-tape.js";

const PROJECT = {
  name: "Notes",
  what: "A notebook for people who forget.",
  core_value: "A note that was written is found again.",
  requirements: [
    { id: "NOTE-01", category: "Notes", text: "A note can be written", source: "People take notes" },
    { id: "FIND-01", category: "Find", text: "A note is found by a word in it", source: "find them again by a word" },
  ],
  later: [],
  out_of_scope: [{ what: "Accounts", why: "no accounts" }],
};
const section = (number: number, name: string, requirement: string): readonly string[] => [`### Phase ${String(number)}: ${name}`, `**Goal**: People have ${name.toLowerCase()}`, "**Depends on**: Nothing", `**Requirements**: ${requirement}`, "**Success Criteria**:", "  1. It is there", "  2. It stays", "**Plans**: TBD", ""];
const ROADMAP = ["# Roadmap v1.0", "", "## Phases", "", "- [ ] **Phase 1: Notes** - written", "- [ ] **Phase 2: Search** - found", "", "## Phase Details", "", ...section(1, "Notes", "NOTE-01"), ...section(2, "Search", "FIND-01")].join("\n");
const CONTEXT = "# Phase 1: Notes - Context\n\n<domain>\nNotes.\n</domain>\n\n<decisions>\n- **D-01:** Notes are files (assumed)\n</decisions>\n\n<specifics>\nNone.\n</specifics>\n\n<canonical_refs>\nNone.\n</canonical_refs>\n\n<code_context>\nNone.\n</code_context>\n\n<deferred>\nNone.\n</deferred>\n";
const TAPE = [left("describe-project", "roadmapper", { "project.json": JSON.stringify(PROJECT) }), ...RESEARCH, left("create-roadmap v1.0", "roadmapper", { "ROADMAP.md": ROADMAP }), left("discuss-phase 1", "discussion", { "01-CONTEXT.md": CONTEXT })];

interface Stage {
  readonly name: string;
  readonly run: readonly string[];
  /** The numbers and names of the phases behind it. */
  readonly phases: readonly (readonly [number: string, name: string])[];
}
const TWO = [["1", "Notes"], ["2", "Search"]] as const;
const STAGES: readonly Stage[] = [
  { name: "new-milestone", run: ["new-milestone", "First steps", "--auto"], phases: TWO },
  { name: "discuss-phase", run: ["discuss-phase", "1", "--auto"], phases: TWO },
  { name: "add-phase", run: ["add-phase", "Export"], phases: [...TWO, ["3", "Export"]] },
  { name: "insert-phase", run: ["insert-phase", "1", "Titles"], phases: [["1", "Notes"], ["1.1", "Titles"], ["2", "Search"], ["3", "Export"]] },
  { name: "remove-phase", run: ["remove-phase", "2", "--yes"], phases: [["1", "Notes"], ["1.1", "Titles"], ["2", "Export"]] },
];

let program: BuiltProgram;
let around: string;
let base: string;
const dgs = (...args: readonly string[]): Readonly<Record<string, unknown>> => {
  const { code, stdout, stderr } = program.run([...args, "--json"], { cwd: base });
  if (code !== 0) throw new Error(`dgs ${args.join(" ")}: exit code ${String(code)}: ${stdout}${stderr}`);
  return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
};
const ask = (...args: readonly string[]): Readonly<Record<string, unknown>> => askPeer(base, around, ...args);

describe.skipIf(peer === undefined)(`what ${PEER.package} ${PEER.version} makes of a project that begins with DGS`, () => {
  beforeAll(() => {
    program = buildProgram();
    around = realpathSync(mkdtempSync(path.join(tmpdir(), "dgs-peer-")));
    base = path.join(around, "notes");
    mkdirSync(base);
    execFileSync("git", ["init", "-q", "-b", "main", base]);
    for (const args of [["config", "user.name", "T"], ["config", "user.email", "t@example.org"]]) execFileSync("git", ["-C", base, ...args]);
    writeFileSync(path.join(around, "tape.json"), tapeOf(TAPE));
  }, 240_000);
  afterAll(() => {
    program.remove();
    rmSync(around, { recursive: true, force: true });
  });

  it("new-project: takes the project, its requirements and its settings", () => {
    writeFileSync(path.join(base, "idea.md"), "# Notes\n\nPeople take notes and find them again by a word. There are no accounts.\n");
    dgs("new-project", "--auto", "@idea.md", "--research", "--tape", "../tape.json");
    expect(ask("validate", "health")).toMatchObject({ errors: [{ code: "E003" }] });
    expect(ask("state-snapshot")).toMatchObject({ status: "planning" });
  });

  it.each(STAGES)("$name: sees the phases as DGS does, finds nothing wrong, and DGS has no problem", ({ run, phases }) => {
    dgs(...run, ...(["new-milestone", "discuss-phase"].includes(run[0] ?? "") ? ["--tape", "../tape.json"] : []));
    expect(dgs("health")).toMatchObject({ problems: [] });
    const seen = ask("roadmap", "analyze") as { phases: readonly Record<string, unknown>[] };
    expect(seen.phases.map(({ number, name }) => [number, name])).toEqual(phases);
    expect(ask("validate", "consistency")).toMatchObject({ passed: true, errors: [] });
    expect(ask("validate", "health")).toMatchObject({ errors: [] });
  });
});

if (peer === undefined) {
  it("the peer tool is there", (context) => {
    context.skip(`${PEER.package} ${PEER.version} is not there: npm run test:agents fetches it`);
  });
}
