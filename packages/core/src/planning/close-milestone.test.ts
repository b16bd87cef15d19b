import { describe, expect, it } from "vitest";
import { outlineOf } from "../markdown/outline-of.js";
import type { MilestoneVersion } from "../ids/version.js";
import { applyEdits } from "../text/edit.js";
import { activeMilestone } from "./active-milestone.js";
import { closeMention } from "./close-mention.js";
import { milestoneMarks } from "./milestone-marks.js";
import { hasMilestoneEntry, milestoneEntryEdits, renderMilestones, type ShippedMilestone } from "./milestones-file.js";
import { closeMilestoneEdits, type RoadmapClosing } from "./roadmap-close.js";
import { readRoadmap } from "./roadmap.js";

const date = "2026-11-26";

describe("closeMention", () => {
  it.each([
    ["🚧 **v1.1 Security** - Phases 5-8 (in progress)", `✅ **v1.1 Security** - Phases 5-8 (shipped ${date})`],
    ["**v1.1 Security** - Phases 5-8", "✅ **v1.1 Security** - Phases 5-8"],
    ["📋 v1.1 Active users (planned for May)", `✅ v1.1 Active users (shipped ${date})`],
    ["v1.1 ACTIVE", "v1.1 SHIPPED"],
    ["✅ v1.0 MVP", "✅ v1.0 MVP"],
  ])("makes %j say that it is finished", (text, closed) => {
    expect(closeMention(text, date)).toBe(closed);
    expect(milestoneMarks(closed)).toEqual({ closed: true, active: false, planned: false });
    expect(closeMention(closed, date)).toBe(closed);
  });
});

const list = `# Roadmap

## Milestones

- ✅ **v1.0 MVP** - Phases 1-1 (shipped 2025-01-01)
- 🚧 **v1.1 Security** - Phases 2-3 (in progress)
- 📋 **v1.2 Speed** - Phase 4 (planned)

## Phases

- [x] **Phase 1: First** - one
- [x] **Phase 2: Keys** - two
- [x] **Phase 3: Locks** - three
- [ ] **Phase 4: Fast** - four

## Phase Details

### Phase 1: First
**Goal**: one

### Phase 2: Keys
**Goal**: two

### Phase 3: Locks
**Goal**: three

- a list at its end

### Phase 4: Fast
**Goal**: four

## Progress

| Phase | Plans Complete | Status | Completed |
|-------|----------------|--------|-----------|
| 2. Keys | 1/1 | Complete | 2026-01-01 |
`;

const headed = "# Roadmap\n\n## v1.0 MVP (shipped 2025-01-01)\n\n### Phase 1: First\n**Goal**: one\n\n## 🚧 v1.1 Security (In Progress)\n\n### Phase 2: Keys\n**Goal**: two\n\n### Phase 3: Locks\n**Goal**: three\n\n## v1.2 Speed\n\n### Phase 4: Fast\n**Goal**: four\n";
const bare = "# Roadmap\n\nWords.\n\n## Phases\n\n- [x] **Phase 1: First** - one\n- [x] **Phase 2: Keys** - two\n\n### Phase 1: First\n**Goal**: one\n\n### Phase 2: Keys\n**Goal**: two";

function close(source: string, version = "v1.1"): RoadmapClosing {
  const roadmap = readRoadmap(source, outlineOf(source), "ROADMAP.md");
  const { milestone } = activeMilestone(roadmap, version);
  if (milestone === undefined) throw new Error("no milestone is active");
  const closing = closeMilestoneEdits(source, "ROADMAP.md", { milestone, date });
  if (closing === undefined) throw new Error("it could not be closed");
  return closing;
}

const told = (source: string) => {
  const { milestones, phases, problems } = readRoadmap(source, outlineOf(source), "ROADMAP.md");
  return { milestones: milestones.map(({ version, name, state }) => [version, name, state]), phases: phases.map(({ number, name, milestone, entry }) => [number, name, milestone, entry?.ticked]), errors: problems.filter(({ severity }) => severity === "error") };
};

/** The text without what was put in; nothing else may be gone but marks. */
const without = (text: string): string => text.replace(/<details>[^]*?<\/summary>\s+/g, "").replace(/\s+<\/details>/g, "");

describe("closeMilestoneEdits", () => {
  it.each([["LF", list], ["CRLF", list.replaceAll("\n", "\r\n")]])("marks the bullet and folds the phases of a milestone without a heading, with %s", (_, source) => {
    const { type, edits } = close(source);
    const text = applyEdits(source, edits);
    expect(type).toBe("folded");
    const eol = source.includes("\r\n") ? "\r\n" : "\n";
    expect(text).toContain(`- ✅ **v1.1 Security** - Phases 2-3 (shipped ${date})${eol}`);
    expect(text).toContain(`<details>${eol}<summary>✅ v1.1 Security (Phases 2-3) - SHIPPED ${date}</summary>${eol}${eol}### Phase 2: Keys`);
    expect(text).toContain(`- a list at its end${eol}${eol}</details>${eol}${eol}### Phase 4: Fast`);
    expect(without(text)).toBe(without(source).replace("🚧", "✅").replace("(in progress)", `(shipped ${date})`));
    expect(told(text)).toEqual({ ...told(source), milestones: [["v1.0", "MVP", "closed"], ["v1.1", "Security", "closed"], ["v1.2", "Speed", "planned"]] });
    expect(closeMilestoneEdits(text, "ROADMAP.md", { milestone: { version: "v1.1" as MilestoneVersion, name: "Security", implicit: false, from: "state", closed: true }, date })).toEqual({ type: "closed", edits: [] });
  });

  it("folds the section of a milestone that has one, with its heading", () => {
    const { type, edits } = close(headed);
    const text = applyEdits(headed, edits);
    expect(type).toBe("folded");
    expect(text).toContain(`<details>\n<summary>✅ v1.1 Security (Phases 2-3) - SHIPPED ${date}</summary>\n\n## ✅ v1.1 Security (shipped ${date})\n\n### Phase 2: Keys`);
    expect(text).toContain("**Goal**: three\n\n</details>\n\n## v1.2 Speed");
    expect(told(text)).toEqual({ ...told(headed), milestones: [["v1.0", "MVP", "closed"], ["v1.1", "Security", "closed"], ["v1.2", "Speed", "open"]] });
  });

  it("adds the line of a milestone that the roadmap does not name", () => {
    const text = applyEdits(bare, close(bare, "v1.0").edits);
    expect(text).toContain(`# Roadmap\n\n## Milestones\n\n- ✅ **v1.0** - Phases 1-2 (shipped ${date})\n\nWords.\n`);
    expect(told(text)).toMatchObject({ milestones: [["v1.0", "", "closed"]], errors: [] });
    expect(readRoadmap(text, outlineOf(text), "ROADMAP.md").phases.map(({ milestone }) => milestone)).toEqual(["v1.0", "v1.0"]);
  });

  it("writes nothing that would not close it", () => {
    const odd = list.replace("## Progress", "## v1.1 notes (in progress) IN PROGRESS\n\nText.\n\n## Progress");
    const closing = close(odd);
    expect(told(applyEdits(odd, closing.edits)).milestones).toContainEqual(["v1.1", "Security", "closed"]);
  });
});

const shipped: ShippedMilestone = { version: "v1.1" as MilestoneVersion, name: "Security", date, phases: 2, plans: 3, tasks: 1, accomplishments: ["Keys\nrotate", "Locks hold"] };

describe("MILESTONES.md", () => {
  it("gets the newest entry first, once, and keeps the rest byte for byte", () => {
    const before = "# Milestones\r\n\r\nWords.\r\n\r\n## v1.0 MVP (Shipped: 2025-01-01)\r\n\r\n**Phases completed:** 1 phases\r\n\r\n---\r\n";
    const text = applyEdits(before, milestoneEntryEdits(before, shipped));
    expect(text).toBe(before.replace("## v1.0", `## v1.1 Security (Shipped: ${date})\r\n\r\n**Phases completed:** 2 phases, 3 plans, 1 task\r\n\r\n**Key accomplishments:**\r\n\r\n- Keys rotate\r\n- Locks hold\r\n\r\n---\r\n\r\n## v1.0`));
    expect(milestoneEntryEdits(text, shipped)).toEqual([]);
    expect(hasMilestoneEntry(text, "v1.10" as MilestoneVersion)).toBe(false);
  });

  it("is made where there is none, and added to where there is no entry", () => {
    const made = renderMilestones({ ...shipped, name: "", accomplishments: [] });
    expect(made).toBe(`# Milestones\n\n## v1.1 (Shipped: ${date})\n\n**Phases completed:** 2 phases, 3 plans, 1 task\n\n---\n`);
    expect(applyEdits("# Milestones", milestoneEntryEdits("# Milestones", { ...shipped, name: "", accomplishments: [] }))).toBe(made);
    expect(hasMilestoneEntry(made, "v1.1.0" as MilestoneVersion)).toBe(hasMilestoneEntry(made, "v1.1" as MilestoneVersion));
  });
});
