import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MilestoneGap } from "../planning/milestone-audit.js";
import { GAPS_PER_PHASE, groupGaps } from "./gap-groups.js";

const gap = (id: string, kind: MilestoneGap["kind"], phase?: string, priority?: MilestoneGap["priority"]): MilestoneGap => ({ id, kind, phase, text: id, ...(priority === undefined ? {} : { priority }) });
const ids = (gaps: readonly MilestoneGap[]): string[][] => groupGaps(gaps).map((group) => group.gaps.map(({ id }) => id));

describe("groupGaps", () => {
  it("takes requirements first, then integration, then flows, and those of one phase together", () => {
    expect(ids([gap("f", "flow"), gap("i1", "integration", "1"), gap("r2", "requirement", "02"), gap("i2", "integration", "Phase 2"), gap("r1", "requirement", "1")])).toEqual([["r2", "i2", "r1", "i1", "f"]]);
  });

  it("never mixes priorities, and takes must first", () => {
    expect(ids([gap("n", "requirement", "1", "nice"), gap("s", "requirement", "1", "should"), gap("m", "flow", "1", "must"), gap("d", "integration", "1")])).toEqual([["d", "m"], ["s"], ["n"]]);
  });

  it("does not divide the gaps of a phase that fit into one group", () => {
    const of = (phase: string, count: number): MilestoneGap[] => Array.from({ length: count }, (_, at) => gap(`${phase}.${String(at)}`, "requirement", phase));
    expect(groupGaps([...of("1", 3), ...of("2", 3)]).map(({ gaps }) => gaps.length)).toEqual([3, 3]);
    expect(groupGaps(of("1", 12)).map(({ gaps }) => gaps.length)).toEqual([5, 5, 2]);
  });

  it("loses no gap, doubles none, and keeps to the limit", () => {
    const one = fc.record({ id: fc.uuid(), kind: fc.constantFrom("requirement" as const, "integration" as const, "flow" as const), phase: fc.option(fc.constantFrom("1", "02", "phase 3", "odd words"), { nil: undefined }), text: fc.string(), priority: fc.constantFrom("must" as const, "should" as const, "nice" as const) });
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: ({ id }) => id, maxLength: 30 }), (gaps) => {
        const groups = groupGaps(gaps);
        expect(groups.flatMap((group) => group.gaps.map(({ id }) => id)).sort()).toEqual(gaps.map(({ id }) => id).sort());
        for (const { priority, gaps: members } of groups) {
          expect(members.length).toBeGreaterThan(0);
          expect(members.length).toBeLessThanOrEqual(GAPS_PER_PHASE);
          expect(members.every((each) => each.priority === priority)).toBe(true);
        }
      }),
    );
  });
});
