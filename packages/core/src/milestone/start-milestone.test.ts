import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePhaseNumber } from "../ids/phase-number.js";
import { parseVersion } from "../ids/version.js";
import { outlineOf } from "../markdown/outline-of.js";
import { activeMilestone, phasesOfMilestone } from "../planning/active-milestone.js";
import { closeMilestoneEdits } from "../planning/roadmap-close.js";
import { readPhaseDetails } from "../planning/roadmap-section.js";
import { readRoadmap } from "../planning/roadmap.js";
import { readRequirements } from "../planning/requirements.js";
import type { PhaseToAdd } from "../planning/render-phase-section.js";
import { applyEdits } from "../text/edit.js";
import { assignRequirementsEdits } from "./assign-requirements.js";
import { nextMilestoneVersion } from "./next-version.js";
import { openRequirements } from "./open-requirements.js";
import { fitsMilestone, holdsMilestone, renderRoadmap, startMilestoneEdits } from "./start-milestone.js";

const v = (text: string) => parseVersion(text)!;
const phase = (number: number, more: Partial<PhaseToAdd> = {}): PhaseToAdd => ({ number: parsePhaseNumber(String(number))!, name: `Part ${String(number)}`, goal: `People do ${String(number)}`, dependsOn: number > 5 ? [parsePhaseNumber(String(number - 1))!] : [], requirements: [`R-0${String(number)}`], criteria: ["It is so", "It is not otherwise"], gapClosure: undefined, ...more });
const first = { version: v("v1.0"), name: "First release", phases: [phase(1), phase(2)] };
const second = { version: v("v1.1"), name: "Sharing", phases: [phase(3), phase(4), phase(5)] };

const start = (source: string, milestone = second): string | undefined => {
  const edits = startMilestoneEdits(source, "ROADMAP.md", milestone);
  return edits === undefined ? undefined : applyEdits(source, edits);
};
const activeIn = (source: string, state?: string): string[] => {
  const roadmap = readRoadmap(source, outlineOf(source), "ROADMAP.md");
  const { milestone } = activeMilestone(roadmap, state);
  return milestone === undefined ? [] : phasesOfMilestone(roadmap, milestone).filter(({ backlog }) => !backlog).map(({ number }) => number);
};

/** Every line that was there is there, in its order. */
function keepsLines(before: string, after: string): boolean {
  let at = 0;
  const lines = after.split(/\r?\n/);
  return before.split(/\r?\n/).every((line) => {
    const found = lines.indexOf(line, at);
    at = found + 1;
    return found >= 0;
  });
}

describe("a new roadmap", () => {
  it("is read back without a problem", () => {
    const source = renderRoadmap("Notes", first);
    const roadmap = readRoadmap(source, outlineOf(source), "ROADMAP.md");
    expect(roadmap.problems).toEqual([]);
    expect(roadmap.milestones).toMatchObject([{ version: "v1.0", name: "First release", state: "active", phases: ["01", "02"] }]);
    expect(roadmap.phases.map(({ name, row, entry }) => [name, row !== undefined, entry?.ticked])).toEqual([["Part 1", true, false], ["Part 2", true, false]]);
  });

  it("goes on with a second milestone once the first is finished: folded away, and its phases stay its own", () => {
    const whole = renderRoadmap("Notes", first).replaceAll("- [ ]", "- [x]");
    const roadmap = readRoadmap(whole, outlineOf(whole), "ROADMAP.md");
    const closing = closeMilestoneEdits(whole, "ROADMAP.md", { milestone: activeMilestone(roadmap).milestone!, date: "2026-01-02" })!;
    const closed = applyEdits(whole, closing.edits);
    const after = start(closed)!;
    expect(keepsLines(closed, after)).toBe(true);
    expect(activeIn(after, "v1.1")).toEqual(["03", "04", "05"]);
    expect(readRoadmap(after, outlineOf(after), "ROADMAP.md").problems).toEqual([]);
    expect(after).toContain("- 🚧 **v1.1 Sharing** - Phases 3-5 (in progress)\n");
  });

  const text = fc.array(fc.oneof(fc.constantFrom("<", "</details>", "<details>", "<!--", "-->", "|", "`", "**", "\n", "\n### Phase 9: X\n", "## Progress", "#", "- [x] ", "(INSERTED)", "v2.0", "✅", "\\", "&lt;", "**Goal**: ", " Plans: "), fc.string({ unit: "grapheme", maxLength: 5 })), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(""));
  const phases = fc.array(fc.record({ name: text, goal: text, criteria: fc.array(text.filter((each) => /\p{L}/u.test(each)), { minLength: 1, maxLength: 3 }) }), { minLength: 1, maxLength: 4 });

  it("holds whatever agents write, or is not written at all", () => {
    let held = 0;
    fc.assert(fc.property(phases, (all) => {
      const milestone = { ...first, phases: all.map((each, index) => phase(index + 1, { ...each, name: `Part ${each.name}` })) };
      const source = renderRoadmap("Notes", milestone);
      if (!holdsMilestone(source, "ROADMAP.md", milestone)) return;
      held++;
      const outline = outlineOf(source);
      const roadmap = readRoadmap(source, outline, "ROADMAP.md");
      expect(roadmap.phases.map(({ section }) => readPhaseDetails(source, outline, section!).requirements)).toEqual(milestone.phases.map(({ requirements }) => requirements));
      expect(roadmap.problems.filter(({ severity }) => severity === "error")).toEqual([]);
    }), { numRuns: 300 });
    expect(held).toBeGreaterThan(200);
  });
});

describe("a milestone in a roadmap that is there", () => {
  it.each([
    ["with headings for milestones", "# Roadmap\n\n## ✅ v1.0 First\n\n### Phase 1: A\n**Goal**: a\n\n### Phase 2: B\n**Goal**: b\n\n## Progress\n\n| Phase | Milestone | Plans Complete | Status | Completed |\n|---|---|---|---|---|\n| 1. A | v1.0 | 1/1 | Complete | 2026-01-01 |\n"],
    ["with sub-headings in its lists", "# Roadmap\n\n## Phases\n\n### ✅ v1.0 First (Phases 1-2)\n\n- [x] **Phase 1: A** - a\n- [x] **Phase 2: B** - b\n\n## Phase Details\n\n### ✅ v1.0 First\n\n### Phase 1: A\n**Goal**: a\n\n### Phase 2: B\n**Goal**: b\n"],
    ["without anything but a bullet", "# Roadmap\n\n- ✅ **v1.0 First** - Phases 1-2 (shipped 2026-01-01)\n"],
    ["with a planned bullet of its own", "# Roadmap\n\n## Milestones\n\n- ✅ **v1.0 First** - Phases 1-2 (shipped 2026-01-01)\n- 📋 **v1.1 Sharing** (planned)\n- 📋 **v2.0 Later** (planned)\n\n## Backlog\n\n### Phase 999.1: Some day (BACKLOG)\n**Goal**: x\n"],
    ["as init has made it, and somebody has begun to write", "# My roadmap\n\n## Milestones\n\n- 🚧 **v1.1 Sharing** - Phases 3-5 (in progress)\n\n## Phases\n\n<!-- One line per phase, for example:\n\n- [ ] **Phase 1: Parser** - reads what people write\n-->\n\n## Phase Details\n\n<!-- One section per phase, for example:\n\n### Phase 1: Parser\n\n**Goal**: x\n-->\n\n## Progress\n\n| Phase | Plans Complete | Status | Completed |\n|-------|----------------|--------|-----------|\n"],
    ["folded, without a final line end", "# Roadmap\n\n## Milestones\n\n- ✅ **v1.0 First** - Phases 1-2 (shipped 2026-01-01)\n\n<details>\n<summary>✅ v1.0 First (Phases 1-2) - SHIPPED 2026-01-01</summary>\n\n### Phase 1: A\n**Goal**: a\n\n### Phase 2: B\n**Goal**: b\n\n</details>"],
  ])("begins %s, and every other line stays", (_, before) => {
    for (const source of [before, before.replaceAll("\n", "\r\n")]) {
      const after = start(source);
      expect(after).toBeDefined();
      expect(activeIn(after!, "v1.1")).toEqual(["03", "04", "05"]);
      expect(keepsLines(source.replace("- 📋 **v1.1 Sharing** (planned)", "- 🚧 **v1.1 Sharing** - Phases 3-5 (in progress)"), after!)).toBe(true);
      if (source.includes("\r\n")) expect(after!.replaceAll("\r\n", "")).not.toContain("\n");
      const problems = (text: string): string[] => readRoadmap(text, outlineOf(text), "r").problems.map(({ code }) => code);
      expect(problems(after!).filter((code) => !problems(source).includes(code))).toEqual([]);
    }
  });
});

const shared = path.resolve(fileURLToPath(new URL("../../../../", import.meta.url)), "../shared/corpus");
const roadmaps = existsSync(shared) ? readdirSync(shared, { recursive: true, encoding: "utf8" }).filter((file) => /(?:^|\/)ROADMAP\.md$/.test(file)) : [];

it.runIf(roadmaps.length > 0).each(roadmaps)("a milestone begins in %s, and no line of it goes", (file) => {
  const source = readFileSync(path.join(shared, file), "utf8");
  const milestone = { ...second, version: v("v97.0"), phases: [phase(901), phase(902)] };
  const after = start(source, milestone);
  expect(after).toBeDefined();
  expect(keepsLines(source, after!)).toBe(true);
  expect(activeIn(after!, "v97.0").filter((number) => number.startsWith("9"))).toEqual(["901", "902"]);
});

describe("the requirements of a milestone", () => {
  const SOURCE = "# Requirements\n\n## v1 Requirements\n\n- [x] **A-01**: done\n- [ ] **A-02**: open\n- [ ] **A-03**: taken\n\n## v2 Requirements\n\n- **B-01**: later\n\n## Out of Scope\n\n- **C-01**: never\n\n## Traceability\n\n| Requirement | Phase | Status |\n|---|---|---|\n| A-01 | Phase 1 | Complete |\n| A-02 | TBD | Pending |\n| A-03 | Phase 2 | Pending |\n";

  it("are those that are due and in no phase; later ones are offered, and what is out of scope is not", () => {
    const { due, offered } = openRequirements(readRequirements(SOURCE, "r").requirements, v("v1.1"));
    expect([due.map(({ id }) => id), offered.map(({ id }) => id)]).toEqual([["A-02"], ["B-01"]]);
    expect(openRequirements(readRequirements(SOURCE, "r").requirements, v("v2.0")).due.map(({ id }) => id)).toEqual(["A-02", "B-01"]);
  });

  it.each(["\n", "\r\n"])("get their phases, boxes and rows, and new ones a part of their own", (eol) => {
    const source = SOURCE.replaceAll("\n", eol);
    const edits = assignRequirementsEdits(source, { version: v("v1.1"), phases: [{ phase: "3", requirements: ["A-02"] }, { phase: "4", requirements: ["B-01", "D-01"] }], added: [{ id: "D-01", category: "D|E", text: "new </details> | one" }] });
    const after = applyEdits(source, edits);
    expect(readRequirements(after, "r")).toMatchObject({
      problems: [],
      requirements: [{ id: "A-01" }, { id: "A-02", phases: "Phase 3", status: "Pending" }, { id: "A-03", phases: "Phase 2" }, { id: "D-01", section: "v1.1 Requirements", ticked: false, phases: "Phase 4" }, { id: "B-01", ticked: false, phases: "Phase 4", status: "Pending" }, { id: "C-01", phases: undefined }],
    });
    if (eol === "\r\n") expect(after.replaceAll("\r\n", "")).not.toContain("\n");
    expect(applyEdits("- [ ] **A-02**: x", assignRequirementsEdits("- [ ] **A-02**: x", { version: v("v1.0"), phases: [{ phase: "1", requirements: ["A-02"] }], added: [] }))).toContain("| A-02 | Phase 1 | Pending |");
  });
});

it.each([[[], "v1.0"], [["v1.0"], "v1.1"], [["v1.9", "v1.10"], "v1.11"], [["v6"], "v6.1"], [["v1.2.1", "v1.2"], "v1.3"]])("behind %j comes %s", (finished, next) => {
  expect(nextMilestoneVersion(finished.map(v))).toBe(next);
});

it.each([["", true], ["Sharing", true], ["Sharing (beta)", true], ["Größe & `code` ✎", true], ["✅ done", false], ["v2.0 again", true], ["x (shipped)", false], ["Phases 3-9", false], ["📋 planned", true]])("the name %j stands in a bullet as what it is: %s", (name, fits) => {
  expect(fitsMilestone(v("v1.0"), name)).toBe(fits);
});
