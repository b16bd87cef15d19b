import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parsePhaseNumber, type PhaseNumber } from "../ids/phase-number.js";
import { outlineOf } from "../markdown/outline-of.js";
import { applyEdits, type TextEdit } from "../text/edit.js";
import { activeMilestone, phasesOfMilestone } from "./active-milestone.js";
import type { PhaseToAdd } from "./render-phase-section.js";
import { addPhasesEdits, insertPhaseEdits, nextInsertedNumber, nextPhaseNumber } from "./roadmap-add-phases.js";
import { removePhaseEdits } from "./roadmap-remove-phase.js";
import { readRoadmap } from "./roadmap.js";
import type { RoadmapPhase } from "./roadmap-types.js";

const phase = (text: string): PhaseNumber => parsePhaseNumber(text) ?? ((): never => { throw new Error(text); })();
const toAdd = (number: PhaseNumber): PhaseToAdd => ({ number, name: "New | one", goal: "It works", dependsOn: [], requirements: [], criteria: [], gapClosure: undefined });

interface Read {
  readonly phases: readonly RoadmapPhase[];
  readonly edits: (make: (input: Parameters<typeof addPhasesEdits>) => TextEdit[], added: PhaseToAdd) => string;
}

function readText(source: string): Read | undefined {
  const outline = outlineOf(source);
  const roadmap = readRoadmap(source, outline, "ROADMAP.md");
  const { milestone } = activeMilestone(roadmap, undefined);
  if (milestone === undefined) return undefined;
  return { phases: phasesOfMilestone(roadmap, milestone), edits: (make, added) => applyEdits(source, make([source, outline, roadmap, milestone, [added]])) };
}

const added = (source: string, number?: PhaseNumber): string => {
  const read = readText(source);
  return read?.edits((input) => addPhasesEdits(...input), toAdd(number ?? nextPhaseNumber(read.phases, []))) ?? source;
};
const inserted = (source: string, behind: string): string => {
  const read = readText(source);
  return read?.edits(([text, outline, roadmap, milestone, [first]]) => (first === undefined ? [] : insertPhaseEdits(text, outline, roadmap, milestone, first)), toAdd(nextInsertedNumber(phase(behind), read.phases, []))) ?? source;
};
function removed(source: string, number: string): string {
  const found = readText(source)?.phases.find((each) => each.number === phase(number));
  return found === undefined ? source : applyEdits(source, removePhaseEdits(source, outlineOf(source), found));
}

const SOURCE = `# Roadmap

## v1.0 First

- [x] **Phase 1: A** - one
  more of it
- [ ] **Phase 2: B**

### Phase 1: A
**Goal**: a

---

### Phase 2: B
**Goal**: b

---

## Progress

| Phase | Plans Complete | Status | Completed |
|---|---|---|---|
| 1. A | 1/1 | Complete | 2026-01-01 |
| 2. B | 0/1 | Not started | - |

Words behind it, on 2026-02-02.
`;

describe("a phase that is inserted", () => {
  it("stands behind the other in the checklist, the sections and the table", () => {
    expect(inserted(SOURCE, "1")).toBe(
      SOURCE.replace("  more of it\n", "  more of it\n- [ ] **Phase 1.1: New | one (INSERTED)** - It works\n")
        .replace("**Goal**: a\n", "**Goal**: a\n\n### Phase 1.1: New | one (INSERTED)\n**Goal**: It works\n**Depends on**: Nothing\n**Requirements**: TBD\n**Plans**: TBD\n")
        .replace("2026-01-01 |\n", "2026-01-01 |\n| 1.1. New \\| one | 0/0 | Not started | - |\n"),
    );
  });

  it("stands behind those that were inserted there before", () => {
    const twice = inserted(inserted(SOURCE, "1"), "1");
    expect(readText(twice)?.phases.map(({ number }) => number)).toEqual(["01", "01.1", "01.2", "02"]);
    expect(twice.indexOf("1.1. New")).toBeLessThan(twice.indexOf("1.2. New"));
    expect(twice.indexOf("1.2. New")).toBeLessThan(twice.indexOf("2. B"));
  });
});

describe("a phase that is removed", () => {
  it("goes from the checklist, the sections and the table, and nothing else does", () => {
    expect(removed(SOURCE, "2")).toBe(SOURCE.replace("\n- [ ] **Phase 2: B**", "").replace("\n\n---\n\n### Phase 2: B\n**Goal**: b", "").replace("\n| 2. B | 0/1 | Not started | - |", ""));
    expect(removed(SOURCE, "1")).toBe(SOURCE.replace("\n- [x] **Phase 1: A** - one\n  more of it", "").replace("\n\n### Phase 1: A\n**Goal**: a", "").replace("\n| 1. A | 1/1 | Complete | 2026-01-01 |", ""));
  });

  it.each([
    ["as it is", (text: string): string => text],
    ["with CRLF", (text: string): string => text.replaceAll("\n", "\r\n")],
    ["with a byte order mark", (text: string): string => `\uFEFF${text}`],
    ["without a last line end", (text: string): string => text.trimEnd()],
    ["without a table", (text: string): string => text.slice(0, text.indexOf("\n\n---\n\n## Progress"))],
    ["without a checklist", (text: string): string => text.replace(/^- \[.*\n(?: {2}.*\n)?/gm, "")],
    ["with a numbered checklist", (text: string): string => text.replace(/^- \[/gm, "1. [")],
    ["with a foot below a rule", (text: string): string => `${text}\n---\n*Last updated: 2026-01-01*\n`],
  ])("leaves the bytes that were there before it came, %s", (_, form) => {
    const source = form(SOURCE);
    const more = added(source);
    expect(more).not.toBe(source);
    expect(removed(more, "3")).toBe(source);
    const between = inserted(source, "1");
    expect(between).not.toBe(source);
    expect(removed(between, "1.1")).toBe(source);
  });
});

const corpus = path.resolve(fileURLToPath(new URL("../../../../", import.meta.url)), "../shared/corpus");
const roadmaps = (existsSync(corpus) ? readdirSync(corpus) : []).map((name) => path.join(corpus, name, ".planning/ROADMAP.md")).filter((file) => existsSync(file));

describe("every roadmap of the corpus", () => {
  it("is there", (test) => {
    if (roadmaps.length === 0) test.skip("there are no roadmaps in ../shared/corpus");
    expect(roadmaps.length).toBeGreaterThanOrEqual(2);
  });

  it.each(roadmaps)("has its bytes again after a phase came and went: %s", (file) => {
    const source = readFileSync(file, "utf8");
    const read = readText(source);
    if (read === undefined) return;
    const next = nextPhaseNumber(read.phases, []);
    expect(removed(added(source, next), next)).toBe(source);
    for (const { number } of read.phases) {
      const between = inserted(source, number);
      expect(removed(between, nextInsertedNumber(number, read.phases, []))).toBe(source);
    }
  });
});
