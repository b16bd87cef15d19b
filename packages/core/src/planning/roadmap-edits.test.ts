import { describe, expect, it } from "vitest";
import { planId, type PlanId } from "../ids/plan-id.js";
import { parsePhaseNumber, type PhaseNumber } from "../ids/phase-number.js";
import { outlineOf } from "../markdown/outline-of.js";
import { applyEdits } from "../text/edit.js";
import { activeMilestone, phasesOfMilestone } from "./active-milestone.js";
import { readRoadmap } from "./roadmap.js";
import { addPhasesEdits, nextPhaseNumber } from "./roadmap-add-phases.js";
import { phaseEdits, type PhaseUpdate } from "./roadmap-edits.js";
import { listPlansEdits } from "./roadmap-list-plans.js";
import type { PhaseToAdd } from "./render-phase-section.js";

const phaseNumber = (text: string): PhaseNumber => {
  const number = parsePhaseNumber(text);
  if (number === undefined) throw new Error(text);
  return number;
};
const plans = (phase: string, ...done: readonly boolean[]): { id: PlanId; done: boolean }[] => done.map((is, i) => ({ id: planId(phaseNumber(phase), String(i + 1)), done: is }));

/** Edits the phase of a number in the active milestone of a text. */
function update(source: string, number: string, change: Partial<PhaseUpdate>, state?: string): string {
  const outline = outlineOf(source);
  const roadmap = readRoadmap(source, outline, "ROADMAP.md");
  const { milestone } = activeMilestone(roadmap, state);
  const phase = milestone === undefined ? undefined : phasesOfMilestone(roadmap, milestone).find((candidate) => candidate.number === number);
  if (phase === undefined) throw new Error(`no phase ${number}`);
  return applyEdits(source, phaseEdits(source, outline, phase, { plans: [], status: "complete", tick: true, date: "2025-11-20", ...change }));
}

const TICKED = " (completed 2025-11-20)";

describe("a phase's line", () => {
  it.each([
    ["an asterisk for a bullet", "* [ ] **Phase 1: A** - one\n* [ ] **Phase 2: B**\n", "* [ ] **Phase 1: A** - one", `* [x] **Phase 1: A** - one${TICKED}`],
    ["an example in a fence before the list", "```\n- [ ] **Phase 1: A**\n```\n\n- [ ] **Phase 1: A**\n", "```\n\n- [ ] **Phase 1: A**", `\`\`\`\n\n- [x] **Phase 1: A**${TICKED}`],
    ["an example in a comment", "<!-- - [ ] **Phase 1: A** -->\n\n- [ ] **Phase 1: A**\n", "\n\n- [ ] **Phase 1: A**", `\n\n- [x] **Phase 1: A**${TICKED}`],
    ["CRLF and blanks at the line's end", "- [ ] **Phase 1: A**  \r\n- [ ] **Phase 2: B**\r\n", "- [ ] **Phase 1: A**", `- [x] **Phase 1: A**${TICKED}`],
    ["no line end at the end", "- [ ] **Phase 2: B**\n- [ ] **Phase 1: A**", "- [ ] **Phase 1: A**", `- [x] **Phase 1: A**${TICKED}`],
    ["a number that starts alike", "- [ ] **Phase 10: J**\n- [ ] **Phase 1.1: H**\n- [ ] **Phase 1: A**\n", "- [ ] **Phase 1: A**", `- [x] **Phase 1: A**${TICKED}`],
    ["another phase that names it", "- [ ] **Phase 2: B** (after Phase 1: A)\n- [ ] **Phase 1: A**\n", "\n- [ ] **Phase 1: A**", `\n- [x] **Phase 1: A**${TICKED}`],
    ["a byte order mark and a numbered list", "\uFEFF1. [ ] Phase 1: A\n", "[ ] Phase 1: A", `[x] Phase 1: A${TICKED}`],
    ["a date that is there already", "- [ ] **Phase 1: A** (completed 2025-01-01)\n", "[ ]", "[x]"],
  ])("with %s", (_, source, before, after) => { expect(update(source, "01", {})).toBe(source.replace(before, () => after)); });

  it("is ticked in the active milestone, not in the archive, though the numbers are the same", () => {
    const source = "<details>\n<summary>✅ v1.0</summary>\n\n- [ ] **Phase 1: A**\n\n### Phase 1: A\nPlans:\n- [ ] 01-01: x\n\n</details>\n\n## 🚧 v2.0\n\n- [ ] **Phase 1: A**\n\n### Phase 1: A\nPlans:\n- [ ] 01-01: x\n";
    const [head = "", tail = ""] = source.split("## 🚧 v2.0");
    expect(update(source, "01", { plans: plans("1", true) })).toBe(`${head}## 🚧 v2.0${tail.replace("- [ ] **Phase 1: A**", `- [x] **Phase 1: A**${TICKED}`).replace("- [ ] 01-01", "- [x] 01-01")}`);
  });

  it("is ticked where the active milestone itself is folded", () => {
    const source = "<details open>\n<summary>🚧 v1.1 Now</summary>\n\n- [ ] **Phase 5: A**\n\n### Phase 5: A\n\n</details>\n\n<details>\n<summary>✅ v1.0</summary>\n\n### Phase 1: Z\n\n</details>\n";
    expect(update(source, "05", {})).toBe(source.replace("- [ ] **Phase 5: A**", `- [x] **Phase 5: A**${TICKED}`));
  });

  it("stays as a person ticked it, and is unticked with its date only when asked", () => {
    const source = "- [X] **Phase 1: A** - one (completed 2025-01-01)\n";
    expect(update(source, "01", {})).toBe(source);
    expect(update(source, "01", { tick: undefined, status: "partial" })).toBe(source);
    expect(update(source, "01", { tick: false, status: "partial" })).toBe("- [ ] **Phase 1: A** - one\n");
  });
});

describe("a phase's section", () => {
  it("has the boxes of its done plans ticked, and no others", () => {
    const source = "### Phase 5: X\nPlans:\n- [ ] 05-01-PLAN.md — a\n- [ ] 05-10-PLAN.md — j\n* [ ] **05-02** b\n\n### Phase 6: Y\n- [ ] 06-01: z\n- [ ] 05-01: not here\n";
    expect(update(source, "05", { plans: plans("5", true, true), status: "partial" })).toBe(source.replace("- [ ] 05-01-PLAN", "- [x] 05-01-PLAN").replace("* [ ] **05-02", "* [x] **05-02"));
  });

  it("has them unticked again when the plans are not done", () => {
    const source = "### Phase 5: X\n- [x] 05-01: a\n- [X] 05-02: b\n";
    expect(update(source, "05", { plans: plans("5", false, true), status: "partial" })).toBe(source.replace("- [x] 05-01", "- [ ] 05-01"));
  });

  it.each([
    ["**Plans:** 3 plans", "**Plans:** 2/2 plans complete"], ["**Plans**: TBD", "**Plans**: 2/2 plans complete"], ["**Plans:**", "**Plans:** 2/2 plans complete"], ["**Plans:** TBD <!-- keep -->", "**Plans:** 2/2 plans complete <!-- keep -->"],
    ["**Plans:** 2/2 plans complete", "**Plans:** 2/2 plans complete"],
  ])("has its line %j brought up to date", (line, wanted) => {
    const source = `### Phase 5: X\r\n**Goal**: g\r\n${line}\r\n\r\n### Phase 6: Y\r\n**Plans:** 3 plans\r\n`;
    expect(update(source, "05", { plans: plans("5", true, true) })).toBe(source.replace(line, () => wanted));
  });

  it("says how many plans there are before any is done", () => {
    expect(update("### Phase 5: X\n**Plans:** TBD\n", "05", { plans: plans("5", false, false), status: "planned", tick: undefined })).toBe("### Phase 5: X\n**Plans:** 2 plans\n");
    expect(update("### Phase 5: X\n**Plans:** 2 plans (one wave)\n", "05", { plans: plans("5", false, false), status: "planned", tick: undefined })).toBe("### Phase 5: X\n**Plans:** 2 plans (one wave)\n");
  });
});

describe("a progress row", () => {
  const four = "### Phase 1: A\n### Phase 10: J\n\n| Phase | Plans Complete | Status | Completed |\n|-------|---|---|---|\n| 10. J | 0/1 | Not started | - |\n| 1. A | 0/2 | Not started | - |\n";

  it("of four columns gets its cells, and no other row does", () => {
    expect(update(four, "01", { plans: plans("1", true, true) })).toBe(four.replace("| 1. A | 0/2 | Not started | - |", "| 1. A | 2/2 | Complete | 2025-11-20 |"));
    expect(update(four, "01", { plans: plans("1", true, false), status: "partial" })).toBe(four.replace("| 1. A | 0/2 | Not started | - |", "| 1. A | 1/2 | In Progress | - |"));
  });

  it("of five columns, and one more, with a pipe in a cell, keeps every other cell", () => {
    const source = "### Phase 1: A\n\n| Phase | Milestone | Plans Complete | Status | Completed | Notes |\n|--|--|--|--|--|--|\n| 1. A \\| B | v1.1 |0/2|In progress   |  | a \\| b |\n";
    expect(update(source, "01", { plans: plans("1", true, true) })).toBe(source.replace("|0/2|In progress   |  | a", "|2/2|Complete   | 2025-11-20 | a"));
  });

  it("goes back when the phase does, and leaves words of somebody's own", () => {
    const source = "### Phase 1: A\n\n| Phase | Plans | Status | Completed |\n|--|--|--|--|\n| 1. A | 2/2 | Complete | 2025-01-01 |\n";
    expect(update(source, "01", { plans: plans("1", false, false), status: "planned" })).toBe(source.replace("| 2/2 | Complete | 2025-01-01 |", "| 0/2 | Planned | - |"));
    const deferred = source.replace("Complete | 2025-01-01", "Deferred | -");
    expect(update(deferred, "01", { plans: plans("1", false, false), status: "planned" })).toBe(deferred.replace("2/2", "0/2"));
  });
});

describe("listPlansEdits", () => {
  const list = (source: string, ...titles: readonly string[]): string => {
    const outline = outlineOf(source);
    const [phase] = readRoadmap(source, outline, "ROADMAP.md").phases;
    if (phase === undefined) throw new Error("no phase");
    return applyEdits(source, listPlansEdits(source, outline, phase, titles.map((title, i) => ({ id: planId(phase.number, String(i + 1)), title, done: i === 0 }))));
  };
  const lines = "- [x] 05-01-PLAN.md — a\n- [ ] 05-02-PLAN.md — b";

  it.each([
    ["### Phase 5: X\n**Plans:** TBD\n\nPlans:\n- [ ] TBD (later)\n\n### Phase 6: Y\n", "- [ ] TBD (later)", lines],
    ["### Phase 5: X\n\nPlans:\n\n### Phase 6: Y\n", "Plans:", `Plans:\n${lines}`],
    ["### Phase 5: X\n**Goal**: g\n\n---\n\n## Progress\n", "**Goal**: g", `**Goal**: g\n\nPlans:\n${lines}`],
    ["### Phase 5: X\n  * [x] 05-01: mine\n", "mine", "mine\n  * [ ] 05-02-PLAN.md — b"],
    ["### Phase 5: X", "X", `X\n\nPlans:\n${lines}`],
  ])("in %j", (source, before, after) => { expect(list(source, "a", "b")).toBe(source.replace(before, () => after)); });

  it("keeps the line ends, and adds nothing that is listed", () => {
    const source = "### Phase 5: X\r\n- [x] 05-01: a\r\n";
    expect(list(source, "a", "b")).toBe("### Phase 5: X\r\n- [x] 05-01: a\r\n- [ ] 05-02-PLAN.md — b\r\n");
    expect(list(source, "a")).toBe(source);
  });
});

describe("addPhasesEdits", () => {
  const phase = (number: string, rest: Partial<PhaseToAdd> = {}): PhaseToAdd => ({ number: phaseNumber(number), name: "Fix", goal: "Close the gaps", dependsOn: [], requirements: [], criteria: [], gapClosure: undefined, ...rest });
  const add = (source: string, ...added: readonly PhaseToAdd[]): string => {
    const outline = outlineOf(source);
    const roadmap = readRoadmap(source, outline, "ROADMAP.md");
    const { milestone } = activeMilestone(roadmap);
    if (milestone === undefined) throw new Error("no milestone");
    return applyEdits(source, addPhasesEdits(source, outline, roadmap, milestone, added));
  };
  const body = "**Goal**: Close the gaps\n**Depends on**: Nothing\n**Requirements**: TBD\n**Plans**: TBD";

  it("adds a line, a section, a row and the end of the range, in the milestone and its style", () => {
    const source = [
      "- ✅ **v1.0** - Phases 1-1", "- 🚧 **v1.1** - Phases 2-3 (in progress)", "", "<details>", "<summary>✅ v1.0 (Phases 1-1)</summary>", "", "### Phase 1: Z", "", "</details>", "",
      "### 🚧 v1.1", "", "* [x] **Phase 2: A** - a", "* [ ] **Phase 3: B** - b", "", "#### Phase 2: A", "**Goal**: a", "", "#### Phase 3: B", "**Goal**: b", "", "---", "", "## Progress", "",
      "| Phase | Milestone | Plans Complete | Status | Completed |", "|--|--|--|--|--|", "| 3. B | v1.1 | 0/1 | Not started | - |", "", "## Backlog", "### Phase 999.1: Later (BACKLOG)", "",
    ].join("\n");
    const wanted = source
      .replace("Phases 2-3", "Phases 2-4")
      .replace("* [ ] **Phase 3: B** - b", "* [ ] **Phase 3: B** - b\n* [ ] **Phase 4: Fix** - Close the gaps")
      .replace("**Goal**: b", `**Goal**: b\n\n#### Phase 4: Fix\n${body}`)
      .replace("| 3. B | v1.1 | 0/1 | Not started | - |", "| 3. B | v1.1 | 0/1 | Not started | - |\n| 4. Fix | v1.1 | 0/0 | Not started | - |");
    expect(add(source, phase("4"))).toBe(wanted);
  });

  it("adds several, numbered on, with everything they say, in the file's line ends", () => {
    const source = "1. [ ] Phase 1: A\r\n\r\n## Phase Details\r\n\r\n### Phase 1: A\r\n**Goal:** a\r\n";
    const result = add(source, phase("2", { dependsOn: [phaseNumber("1"), phaseNumber("1.1")], requirements: ["A-01"], criteria: ["It works"], gapClosure: "A-01 from the audit" }), phase("3", { name: "More\n**things** <b>" }));
    expect(result).toBe([
      "1. [ ] Phase 1: A", "2. [ ] Phase 2: Fix - Close the gaps", "3. [ ] Phase 3: More things b - Close the gaps", "", "## Phase Details", "", "### Phase 1: A", "**Goal:** a", "",
      "### Phase 2: Fix", "**Goal:** Close the gaps", "**Depends on:** Phase 1, Phase 1.1", "**Requirements:** A-01", "**Gap Closure:** A-01 from the audit", "**Success Criteria:**", "  1. It works", "**Plans:** TBD", "",
      "### Phase 3: More things b", "**Goal:** Close the gaps", "**Depends on:** Nothing", "**Requirements:** TBD", "**Plans:** TBD", "",
    ].join("\r\n"));
    const again = readRoadmap(result, outlineOf(result), "ROADMAP.md");
    expect(again.phases.map(({ number, name, entry, section }) => [number, name, entry !== undefined, section !== undefined])).toEqual([["01", "A", true, true], ["02", "Fix", true, true], ["03", "More things b", true, true]]);
    expect(again.problems).toEqual([]);
  });

  it("puts a section at the end of the milestone where it has none yet", () => {
    expect(add("## 🚧 v1.1\n\n- [ ] **Phase 1: A**\n\n## Notes\n", phase("2"))).toBe(`## 🚧 v1.1\n\n- [ ] **Phase 1: A**\n- [ ] **Phase 2: Fix** - Close the gaps\n\n### Phase 2: Fix\n${body}\n\n## Notes\n`);
  });

  it("numbers on from the highest of roadmap and disk, leaving backlog aside", () => {
    const numbers = ["1", "2.1", "999.1"].map((number) => ({ number: phaseNumber(number) }));
    expect(nextPhaseNumber(numbers, [])).toBe("03");
    expect(nextPhaseNumber(numbers, [{ phase: phaseNumber("7") }, { phase: phaseNumber("1000") }])).toBe("08");
    expect(nextPhaseNumber([], [])).toBe("01");
  });
});
