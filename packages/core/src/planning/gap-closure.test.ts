import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatGapClosure, readGapClosure } from "./gap-closure.js";
import { renderPhaseSection } from "./render-phase-section.js";
import { parsePhaseNumber } from "../ids/phase-number.js";

describe("readGapClosure", () => {
  it("reads back what is written, in both styles of a section", () => {
    const ids = fc.array(fc.oneof(fc.constantFrom("AUTH-01", "phase-2.1", "uat-1-G-01", "two words", "a,b", ""), fc.string()), { maxLength: 4 });
    fc.assert(
      fc.property(ids, fc.boolean(), (given, colonInside) => {
        const gapClosure = formatGapClosure({ audited: "2026-01-02T10:00:00.000Z", ids: given });
        const section = renderPhaseSection({ number: parsePhaseNumber("2")!, name: "Fix", goal: "g", dependsOn: [], requirements: [], criteria: [], gapClosure }, { level: 3, colonInside });
        expect(readGapClosure(section)).toEqual({ audited: "2026-01-02T10:00:00.000Z", ids: given.filter((id) => /^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u.test(id)) });
      }),
    );
  });

  it.each([
    ["### Phase 2: Fix\n**Goal**: g\n", undefined],
    ["### Phase 2: Fix\n**Gap Closure:** Closes gaps from audit\n", { audited: undefined, ids: [] }],
    ["### Phase 2: Fix\r\n- **Gap Closure**: closes the gaps of the audit of unknown time\r\n", { audited: "unknown time", ids: [] }],
  ])("%j", (section, expected) => {
    expect(readGapClosure(section)).toEqual(expected);
  });
});
