import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outlineOf } from "../markdown/outline-of.js";
import { activeMilestone, phasesOfMilestone } from "./active-milestone.js";
import { readRoadmap } from "./roadmap.js";
import { readPhaseDetails } from "./roadmap-section.js";
import type { PhaseDetails, Roadmap, RoadmapPhase } from "./roadmap-types.js";

const read = (...lines: readonly string[]): Roadmap => readText(lines.join("\n"));
const readText = (source: string): Roadmap => readRoadmap(source, outlineOf(source), "ROADMAP.md");
const shape = ({ phases }: Roadmap): string[] => phases.map(({ milestone, number, name, entry }) => `${milestone ?? "-"} ${number} ${name}${entry === undefined ? "" : entry.ticked ? " [x]" : " [ ]"}`);
const codes = ({ problems }: Pick<Roadmap, "problems">): string[] => problems.map(({ code, at }) => `${code}${at === undefined ? "" : `:${String(at.line)}`}`);
const only = (roadmap: Roadmap): RoadmapPhase => {
  const [phase] = roadmap.phases;
  if (phase === undefined) throw new Error("no phase");
  return phase;
};

describe("phases", () => {
  it("joins checklist and sections, however they are spelled", () => {
    const roadmap = read("# Roadmap: X", "## Phases", "- [x] **Phase 1: A** - one (completed 2025-11-20)", "* [X] **Phase 02: B**", "1. [ ] Phase 2.1: Hot (INSERTED)", "+ [ ] **Phase 2.10**: Ten", "## Phase Details", "### Phase 01: A", "### Phase 2: B", "### Phase 2.1: Hot (INSERTED)", "### Phase 2.10: Ten");
    expect(shape(roadmap)).toEqual(["- 01 A [x]", "- 02 B [x]", "- 02.1 Hot [ ]", "- 02.10 Ten [ ]"]);
    expect(roadmap.phases.map(({ entry, inserted, spelled }) => [spelled, entry?.completed, inserted])).toEqual([["01", "2025-11-20", false], ["2", undefined, false], ["2.1", undefined, true], ["2.10", undefined, false]]);
    expect(roadmap.title).toBe("Roadmap: X");
    expect(codes(roadmap)).toEqual([]);
  });

  it("does not see phases in fences, comments, quotations and other people's lines", () => {
    const roadmap = read("# R", "```", "### Phase 9: Fenced", "- [x] **Phase 1: A**", "```", "<!--", "### Phase 8: Commented", "-->", "> ### Phase 7: Quoted", "", "- [ ] **Phase 1: A**", "", "### Phase 1: A", "- [x] 01-01-PLAN.md — prepares Phase 2: B", "", "### Phase 2: B", "- [ ] works after Phase 1: A");
    expect(shape(roadmap)).toEqual(["- 01 A [ ]", "- 02 B"]);
  });

  it("ticks only the phase that a line starts with", () => {
    expect(shape(read("- [x] **Phase 2: B** (after Phase 1: A)", "- [ ] **Phase 1: A**"))).toEqual(["- 02 B [x]", "- 01 A [ ]"]);
  });

  it("keeps phases that stand in one place only, and orders them by number where neither place is whole", () => {
    const roadmap = read("- [x] **Phase 1: A**", "- [ ] **Phase 3: C**", "", "### Phase 2: B", "### Phase 3: C");
    expect(shape(roadmap)).toEqual(["- 01 A [x]", "- 02 B", "- 03 C [ ]"]);
    expect(codes(roadmap)).toEqual(["phase-without-section:1"]);
  });

  it("knows retired phases and backlog", () => {
    const roadmap = read("- [x] ~~Phase 4: X~~ — folded into 5", "- [ ] **Phase 5: Y**", "### Phase 5: Y", "## Backlog", "### Phase 999.1: Someday (BACKLOG)", "### Phase 12: Maybe (BACKLOG)");
    expect(roadmap.phases.map(({ number, retired, backlog }) => [number, retired, backlog])).toEqual([["04", true, false], ["05", false, false], ["12", false, true], ["999.1", false, true]]);
  });

  it("reports what looks like a phase and is not read", () => {
    const roadmap = read("# Phase 0: Title", "### Phase 1 - x", "### Phase 3", "##Phase 4: x", "- [ ] Phase 5 is open", "- [~] **Phase 6: Odd**", "### Phase 6: Odd", "- [ ] **Phase 7: Stray**", "", "<details>", "<summary>more</summary>", "### Phase 8: Hidden", "</details>");
    expect(shape(roadmap)).toEqual(["- 06 Odd [ ]"]);
    expect(codes(roadmap)).toEqual(["phase-heading-unread:1", "phase-heading-unread:2", "phase-heading-unread:3", "phase-heading-unread:4", "phase-entry-unread:5", "checkbox-mark-unknown:6", "phase-entry-in-section:8", "phase-in-html:12"]);
  });

  it("keeps the first of two phases with one number, and says so", () => {
    const roadmap = read("- [ ] **Phase 1: A**", "- [x] **Phase 1: A**", "", "### Phase 1: A", "### Phase 01: Again");
    expect(shape(roadmap)).toEqual(["- 01 A [ ]"]);
    expect(codes(roadmap)).toEqual(["duplicate-phase-entry:2", "duplicate-phase:5"]);
  });

  it("says that a roadmap without phases is empty", () => {
    expect(codes(read(""))).toEqual(["roadmap-empty"]);
    expect(codes(read("# R", "", "| Phase | Status |", "|---|---|", "| 1. A | Complete |"))).toEqual(["roadmap-empty"]);
  });

  it("reads setext headings, levels two to six, CRLF, tabs, a byte order mark and a missing last line end alike", () => {
    const source = "\uFEFF# R\n\n- [x] **Phase 1: A 🚀**\n\nPhase 1: A 🚀\n---\n\n###### Phase 2: 安全\n**Goal**: e\u0301 عربى\n";
    expect(shape(readText(source))).toEqual(["- 01 A [x]", "- 02 安全"]);
    expect(shape(readText(source.replaceAll("\n", "\r\n").trimEnd()))).toEqual(["- 01 A [x]", "- 02 安全"]);
  });
});

describe("milestones", () => {
  const layered = [
    "# Roadmap", "## Milestones", "- ✅ **v1.0 MVP** - Phases 1-2 (shipped 2025-11-01)", "- 🚧 **v1.1 Security** - Phases 3-4 (in progress)", "- 📋 **v1.10 Later** - Phases 5-6 (planned)", "",
    "<details>", "<summary>✅ v1.0 MVP (Phases 1-2) - SHIPPED 2025-11-01</summary>", "", "### Phase 1: A", "### Phase 2: B", "", "</details>", "",
    "### 🚧 v1.1 Security (In Progress)", "- [ ] **Phase 3: C**", "#### Phase 3: C", "#### Phase 4: D", "", "## Progress", "", "### Phase 5: E",
  ];

  it("joins bullets, headings and details of one version, and keeps v1.1 and v1.10 apart", () => {
    const roadmap = read(...layered);
    expect(roadmap.milestones.map(({ version, name, state, phases }) => [version, name, state, phases.join()])).toEqual([
      ["v1.0", "MVP", "closed", "01,02"], ["v1.1", "Security", "active", "03,04"], ["v1.10", "Later", "planned", "05,06"],
    ]);
    expect(shape(roadmap)).toEqual(["v1.0 01 A", "v1.0 02 B", "v1.1 03 C [ ]", "v1.1 04 D", "v1.10 05 E"]);
  });

  it("keeps phases of one number in two milestones apart, each with its own box", () => {
    const roadmap = read(
      "<details>", "<summary>✅ v1.0 (Phases 1-1)</summary>", "", "- [x] **Phase 1: Old**", "", "### Phase 1: Old", "", "</details>", "",
      "## 🚧 v2.0 New", "- [ ] **Phase 1: New**", "", "## Phase Details", "### Phase 1: New",
    );
    expect(shape(roadmap)).toEqual(["v1.0 01 Old [x]", "v2.0 01 New [ ]"]);
    expect(codes(roadmap)).toEqual([]);
  });

  it("finds an active milestone that is folded, open or nested", () => {
    const source = ["<details open class=\"x\">", "<summary>🚧 v1.1 Now</summary>", "", "### Phase 5: A", "", "<details>", "<summary>✅ v1.0 Then</summary>", "", "### Phase 1: Z", "", "</details>", "", "### Phase 6: B", "", "</details>"].join("\n");
    const roadmap = readText(source);
    expect(shape(roadmap)).toEqual(["v1.1 05 A", "v1.0 01 Z", "v1.1 06 B"]);
    expect(roadmap.phases.map(({ section }) => source.slice(section?.range.start, section?.range.end).trim())).toEqual(["### Phase 5: A", "### Phase 1: Z", "### Phase 6: B"]);
  });

  it("takes phases at the level of their milestone's heading for its own", () => {
    expect(shape(read("### v1.0", "### Phase 1: A", "### v1.1", "### Phase 2: B", "## Notes", "### Phase 3: C"))).toEqual(["v1.0 01 A", "v1.1 02 B", "- 03 C"]);
  });

  it("leaves phases before the first milestone to whichever is active", () => {
    const roadmap = read("### Phase 1: A", "## 🚧 v1.1", "### Phase 2: B");
    expect(shape(roadmap)).toEqual(["- 01 A", "v1.1 02 B"]);
    const { milestone } = activeMilestone(roadmap);
    expect(milestone === undefined ? [] : phasesOfMilestone(roadmap, milestone).map(({ number }) => number)).toEqual(["01", "02"]);
  });

  it("is not misled by a progress heading, a phase's name or a bullet that names a version", () => {
    const roadmap = read("## v1.1 Security", "### Phase 1: Move to v2.0 API", "#### v3 notes", "- v4.0 is shipped later", "", "## Progress (v1.0)", "### Phase 2: B", "", "- v9 of the API");
    expect(roadmap.milestones.map(({ version }) => version)).toEqual(["v1.1"]);
    expect(shape(roadmap)).toEqual(["v1.1 01 Move to v2.0 API", "- 02 B"]);
  });

  it("reports a milestone that is finished in one place and in progress in another", () => {
    expect(codes(read("- ✅ **v1.0 A** - Phases 1-1", "", "## 🚧 v1.0 A", "### Phase 1: X"))).toEqual(["milestone-marks-disagree:1"]);
  });

  it("lets the document's title name the milestone only where nothing else does", () => {
    expect(shape(read("# Roadmap: App v3.0", "### Phase 1: A"))).toEqual(["v3.0 01 A"]);
    expect(shape(read("# Roadmap: App v3.0", "- **v1.0** - Phases 1-1", "", "### Phase 1: A"))).toEqual(["v1.0 01 A"]);
  });
});

describe("activeMilestone", () => {
  const of = (state: string | undefined, ...lines: readonly string[]): string => {
    const roadmap = read(...lines);
    const { milestone, problems } = activeMilestone(roadmap, state);
    return `${milestone?.version ?? "none"} ${milestone?.from ?? "-"} ${problems.map(({ code }) => code).join()} ${milestone === undefined ? "" : phasesOfMilestone(roadmap, milestone).map(({ number }) => number).join()}`.replace(/\s+/g, " ").trim();
  };
  const two = ["## 🚧 v1.1", "### Phase 5: A", "## v1.10", "### Phase 6: B"];

  it.each([
    ["v1.1", two, "v1.1 state 05"], ['"v1.10"', two, "v1.10 state 06"], ["1.10", two, "v1.10 state 06"], [undefined, two, "v1.1 mark 05"],
    ["v9", two, "v1.1 mark state-milestone-unknown 05"],
    [undefined, ["## v1.0 SHIPPED", "### Phase 1: A", "## v1.1", "### Phase 2: B"], "v1.1 only-open 02"],
    [undefined, ["### Phase 1: A"], "v1.0 implicit 01"], ["v4.2", ["### Phase 1: A"], "v4.2 implicit 01"], ["rubbish", ["### Phase 1: A"], "v1.0 implicit 01"],
    [undefined, ["## v1.0", "### Phase 1: A", "## v1.1", "### Phase 2: B"], "none - active-milestone-unknown"],
    [undefined, ["## v1.0 SHIPPED", "### Phase 1: A"], "none - active-milestone-unknown"],
    ["v1.0", ["## v1.0 SHIPPED", "### Phase 1: A"], "v1.0 state state-milestone-closed 01"],
    ["v1.1", ["<details>", "<summary>✅ v1.0</summary>", "", "### Phase 1: A", "", "</details>", "", "## Phases", "### Phase 2: B"], "v1.1 implicit 02"],
    [undefined, ["<details>", "<summary>✅ v1.0</summary>", "", "### Phase 1: A", "", "</details>", "", "## Phases", "### Phase 2: B"], "none - active-milestone-unknown"],
  ])("STATE names %j", (state, lines, expected) => { expect(of(state, ...lines)).toBe(expected); });
});

describe("what a section says", () => {
  const details = (...lines: readonly string[]): PhaseDetails => {
    const source = ["### Phase 5: X", ...lines, "", "## Next", "**Goal**: of something else"].join("\n");
    const outline = outlineOf(source);
    const { section } = only(readRoadmap(source, outline, "ROADMAP.md"));
    if (section === undefined) throw new Error("no section");
    return readPhaseDetails(source, outline, section);
  };

  it.each([["**Goal**: safe"], ["**Goal:** safe"], ["- **Goal**: safe"], ["**Goal** : safe"], ["**Goal:**\nsafe"], ["**Goal**: safe <!-- note -->"], ["```\n**Goal**: fenced\n```\n**Goal**: safe"]])("reads the goal of %j", (line) => {
    expect(details(line).goal).toBe("safe");
  });

  it("finds no goal where there is none", () => {
    expect(details("text").goal).toBeUndefined();
    expect(details("**Goal**:", "**Depends on**: Phase 4").goal).toBeUndefined();
  });

  it("reads dependencies, requirements and the line of plans", () => {
    const found = details("**Depends on**: Phases 1-3 (since 2024), Phase 4.1", "**Requirements**: [SEC-01, SEC-02..04] <!-- not OLD-01 -->", "**Plans:** 3 plans");
    expect(found.dependsOn).toEqual({ text: "Phases 1-3 (since 2024), Phase 4.1", phases: ["01", "02", "03", "04.1"] });
    expect(found.requirements).toEqual(["SEC-01", "SEC-02", "SEC-03", "SEC-04"]);
    expect(details("**Requirements**: TBD").requirements).toEqual([]);
    expect(found.plansLine).toBeDefined();
  });

  const wanted = ["Login is limited", "Passwords are hashed with a long line that goes on"];
  it.each([
    ["**Success Criteria** (what must be TRUE):\n  1. Login is limited\n  2. Passwords are hashed with a long line\n     that goes on\n**Plans**: 1"],
    ["**Success Criteria:**\n- Login is limited\n- Passwords are hashed with a long line\nthat goes on\n\nOther text"],
    ["**Success Criteria**:\n\n* Login is limited\n\n* Passwords are hashed with a long line\n  that goes on\n\nPlans:\n- [ ] 05-01: x"],
    ["- **Success Criteria**:\n  - [ ] Login is limited\n  - [ ] Passwords are hashed with a long line that goes on"],
  ])("reads the criteria of %j", (text) => { expect(details(text).criteria).toEqual(wanted); });

  it("lists the plans of this phase only, in every spelling", () => {
    const roadmap = read("### Phase 5: X", "Plans:", "- [x] 05-01-PLAN.md — rate limiter", "- [ ] 5-2: hash", "* [X] **05-03** wire", "- [ ] [05-04-extra-PLAN.md](x/05-04-extra-PLAN.md) - extra", "- [ ] TBD (later)", "- [ ] 06-01: other", "- 05-10: no box", "- [ ] 2025-11-20 is a date", "**Wave 2**", "- [ ] `05-02b-PLAN.md`");
    expect(only(roadmap).section?.plans.map(({ id, ticked }) => [id, ticked])).toEqual([["05-01", true], ["05-02", false], ["05-03", true], ["05-04", false], ["05-10", undefined], ["05-02b", false]]);
  });
});

describe("progress rows", () => {
  const table = (...rows: readonly string[]): string[] => ["", "## Progress", "", "| Phase | Milestone | Plans Complete | Status | Completed |", "|---|---|---|---|---|", ...rows];
  const rowsOf = (source: string): (string | undefined)[] => readText(source).phases.map(({ row }) => (row === undefined ? undefined : source.slice(row.row.range.start, row.row.range.end)));

  it("belong to the phase of their number, not to one that starts alike", () => {
    const rows = ["| 1. A | v1 | 0/1 | Not started | - |", "| 10. J | v1 | 0/1 | Not started | - |", "| **1.1** Hot \\| x | v1 | 1/1 | Complete | - |"];
    expect(rowsOf(["### Phase 1: A", "### Phase 1.1: Hot", "### Phase 10: J", ...table(...rows)].join("\n"))).toEqual([rows[0], rows[2], rows[1]]);
  });

  it("belong to the milestone that they name", () => {
    const rows = ["| 1. Old | v1.0 | 1/1 | Complete | - |", "| 1. New | v2.0 | 0/1 | Not started | - |"];
    const source = ["## v1.0 SHIPPED", "### Phase 1: Old", "## v2.0", "### Phase 1: New", ...table(...rows)].join("\n");
    expect(rowsOf(source)).toEqual(rows);
    expect(rowsOf(source.replace(/\| Milestone |\| v[12]\.0 (?=\|)/g, "").replace("|---|---", "|---"))).toEqual([undefined, undefined]);
  });

  it("are reported where they have too many cells", () => {
    expect(codes(read("### Phase 1: A", ...table("| 1. A | B | v1 | 0/1 | x | - |")))).toEqual(["progress-row-cells:7"]);
  });
});

it("never throws, whatever the text is", () => {
  const piece = fc.constantFrom("### Phase 1: A\n", "- [x] **Phase 2: B**\n", "<details>\n", "<summary>✅ v1.0</summary>\n\n", "</details>\n", "## v1.1\n", "| Phase | Status |\n|--|--|\n| 1. A | x |\n", "**Goal**: x\n", "**Success Criteria**:\n1. x\n", "```\n", "- [ ] 01-01: x\n", "\r\n", "---\n", "<!--", "-->", "\t", "Phase ", "v2 ", "\uFEFF", "~~");
  fc.assert(fc.property(fc.array(fc.oneof(piece, fc.string({ unit: "binary", maxLength: 12 })), { maxLength: 30 }), (pieces) => {
    const source = pieces.join("");
    const outline = outlineOf(source);
    const roadmap = readRoadmap(source, outline, "ROADMAP.md");
    activeMilestone(roadmap, "v1.1");
    for (const { section } of roadmap.phases) if (section !== undefined) readPhaseDetails(source, outline, section);
    const keys = roadmap.phases.map(({ milestone, number }) => `${milestone ?? "-"} ${number.toUpperCase()}`);
    expect(new Set(keys).size).toBe(keys.length);
  }), { numRuns: 300 });
});

it("reads long lines and many phases in a time that grows with the text", () => {
  const blanks = " ".repeat(50_000);
  const hostile = [`**${blanks}x`, `**Goal**${blanks}: g`, `- [ ] Phase 1${blanks}x`, `## v1.0${blanks}(x`, `- ${"[ ]".repeat(300)}v1`, `- v1 ${"(".repeat(20_000)}`, `### Phase 2: ${"✅ ".repeat(20_000)}x`, `**Requirements**: ${"A-".repeat(20_000)}`, `**Depends on**: ${"1 ".repeat(20_000)}, ${"1".repeat(20_000)}`];
  const source = ["### Phase 1: A", ...hostile, ...Array.from({ length: 2000 }, (_, i) => `### Phase ${String(i + 3)}: N`)].join("\n");
  const outline = outlineOf(source);
  const roadmap = readRoadmap(source, outline, "ROADMAP.md");
  expect(roadmap.phases).toHaveLength(2002);
  for (const { section } of roadmap.phases.slice(0, 2)) if (section !== undefined) expect(readPhaseDetails(source, outline, section).criteria).toEqual([]);
});
