import { describe, expect, it } from "vitest";
import { milestoneMarks } from "./milestone-marks.js";
import { phasesIn } from "./phase-list.js";
import { parsePhaseEntry, parsePhaseHeading } from "./phase-title.js";

describe("parsePhaseHeading", () => {
  it.each([
    ["Phase 5: Security", "05", "Security"], ["Phase 05: Security ✅", "05", "Security"], ["Phase 5.1: Hotfix (INSERTED)", "05.1", "Hotfix"],
    ["Phase 26 (Cluster B): Title", "26", "Title"], ["**Phase 8: x**", "08", "x"], ["[x] Phase 11: x", "11", "x"], ["✅ Phase 13: x", "13", "x"],
    ["Phase CK-01: Billing", "01", "Billing"], ["phase 2: lower", "02", "lower"], ["Phase 5:", "05", ""], ["Phase 3： 安全", "03", "安全"],
    ["Phase 12A.1: x: y", "12A.1", "x: y"], ["Phase SETUP: Tools", "SETUP", "Tools"], ["**Phase 8**: x", "08", "x"],
  ])("%j", (text, number, name) => { expect(parsePhaseHeading(text)).toMatchObject({ number, name }); });

  it.each(["Phase 1 - x", "Phase 3", "Phase 1-3: x", "Phase 5 notes"])("%j looks like one but is not read", (text) => { expect(parsePhaseHeading(text)).toBe("unread"); });

  it.each(["Phases", "Phase Details", "Phase Details: all", "Phases 1-3: x", "Progress", "The Phase 5: x"])("%j is none", (text) => { expect(parsePhaseHeading(text)).toBeUndefined(); });

  it("tells inserted, backlog and retired phases", () => {
    expect(parsePhaseHeading("Phase 5.1 (INSERTED): Hotfix")).toMatchObject({ inserted: true, backlog: false, name: "Hotfix" });
    expect(parsePhaseHeading("Phase 999.1: Someday (BACKLOG)")).toMatchObject({ backlog: true, name: "Someday" });
    expect(parsePhaseHeading("~~Phase 4: X~~")).toMatchObject({ retired: true, name: "X" });
    expect(parsePhaseHeading("Phase AUTH-101: Login", "custom")).toMatchObject({ number: "AUTH-101" });
  });
});

describe("parsePhaseEntry", () => {
  it.each([
    ["**Phase 5: Security** - lock it", "05", "Security"], ["Phase 5: Security - lock it", "05", "Security"], ["**Phase 5**: Security — lock", "05", "Security"],
    ["**Phase 5** - Security", "05", "Security"], ["**Phase 2: B** (after Phase 1: A)", "02", "B"], ["**Phase 5.1: Hotfix (INSERTED)** - urgent", "05.1", "Hotfix"],
    ["Phase 3: Storage (2/3 plans)", "03", "Storage"], ["**Phase 1: A - B** - c", "01", "A - B"], ["Phase 4 (BACKLOG): x", "04", "x"], ["**Phase 7**", "07", ""],
    ["[Phase 5: Security](#phase-5) - x", "05", "Security"],
  ])("%j", (text, number, name) => { expect(parsePhaseEntry(text)).toMatchObject({ number, name }); });

  it("knows a struck-through phase", () => {
    expect(parsePhaseEntry("~~Phase 4: X~~ — folded into 5")).toMatchObject({ number: "04", name: "X", retired: true });
    expect(parsePhaseEntry("**~~Phase 4: X~~** — folded")).toMatchObject({ number: "04", retired: true });
  });

  it.each(["05-01-PLAN.md — prepares Phase 1: A", "Works after Phase 2: B", "TBD", ""])("%j is none", (text) => { expect(parsePhaseEntry(text)).toBeUndefined(); });

  it("reports what only looks like one", () => { expect(parsePhaseEntry("Phase 5 is still open")).toBe("unread"); });
});

describe("phasesIn", () => {
  it.each([
    ["Phase 4", ["04"]], ["Nothing (first phase)", []], ["None", []], ["Phase 5, Phase 5.1", ["05", "05.1"]], ["Phases 1-3", ["01", "02", "03"]], ["4, 5", ["04", "05"]],
    ["Phase 12A", ["12A"]], ["Phase 12 (needs CI)", ["12"]], ["v2.0 complete", []], ["Phase 3 (shipped 2025-11-01)", ["03"]], ["Phase 4, 2025-11-01", ["04"]],
    ["Phases 2 and 4 to 6", ["02", "04", "05", "06"]], ["Phase CK-05", ["05"]], ["3", ["03"]], ["the 3 services", []], ["Phase 2.1 & Phase 2.10", ["02.1", "02.10"]], ["Phases 1–4", ["01", "02", "03", "04"]],
    ["**Phase 4** <!-- not Phase 9 -->", ["04"]],
  ])("%j names %j", (text, phases) => { expect(phasesIn(text)).toEqual(phases); });
});

describe("milestoneMarks", () => {
  it.each([
    ["✅ **v1.0 MVP** - Phases 1-4 (shipped 2025-11-01)", "closed"], ["🚧 v1.1 Security (In Progress)", "active"], ["📋 v2.0", "planned"], ["v1.0 MVP - SHIPPED 2025", "closed"],
    ["v2.0 Closed beta", ""], ["v2.0 (Closed 2025)", "closed"], ["v3 WIP", "active"], ["v1.1 Active directory", ""], ["v1 (planned)", "planned"],
  ])("%j is %j", (text, mark) => {
    const marks = milestoneMarks(text);
    expect(Object.entries(marks).filter(([, on]) => on).map(([name]) => name).join()).toBe(mark);
  });
});
