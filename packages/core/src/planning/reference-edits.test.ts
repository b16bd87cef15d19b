import { describe, expect, it } from "vitest";
import { parsePhaseNumber, type PhaseNumber } from "../ids/phase-number.js";
import { applyEdits } from "../text/edit.js";
import { referenceEdits } from "./reference-edits.js";
import { renumberingAfter, respell } from "./renumbering.js";

const phase = (text: string): PhaseNumber => parsePhaseNumber(text) ?? ((): never => { throw new Error(text); })();
const PHASES = ["1", "2", "3", "3.1", "3.2", "3.10", "4", "5", "5.1", "6", "7", "8", "9", "10", "12A", "999.1"].map(phase);

function edited(text: string, removed = "4", instead: readonly string[] = []): string {
  const source = `before 9 ${text} after 9`;
  const place = { start: 9, end: 9 + text.length };
  return applyEdits(source, referenceEdits(source, place, renumberingAfter(phase(removed), PHASES), { instead: instead.map(phase) })).slice(9, -8);
}

describe("renumbering", () => {
  it("closes the gap behind a whole number, with what was inserted and what has a letter", () => {
    expect(Object.fromEntries(renumberingAfter(phase("4"), PHASES).numbers)).toEqual({ "05": "04", "05.1": "04.1", "06": "05", "07": "06", "08": "07", "09": "08", "10": "09", "12A": "11A" });
  });

  it("closes the gap among those that were inserted behind one phase, and nowhere else", () => {
    expect(Object.fromEntries(renumberingAfter(phase("3.1"), PHASES).numbers)).toEqual({ "03.2": "03.1", "03.10": "03.9" });
  });

  it("leaves all numbers where none can count on", () => {
    expect([...renumberingAfter(phase("12A"), PHASES).numbers]).toEqual([]);
    expect([...renumberingAfter("SETUP" as PhaseNumber, PHASES).numbers]).toEqual([]);
    expect([...renumberingAfter(phase("999.1"), PHASES).numbers]).toEqual([]);
  });

  it.each([["5", "4"], ["05", "04"], ["10", "9"], ["CK-05", "CK-04"], ["5.1", "4.1"]])("spells %s like before: %s", (spelled, after) => {
    const next = renumberingAfter(phase("4"), PHASES).numbers.get(phase(spelled.replace("CK-", "")));
    expect(next === undefined ? "" : respell(spelled, next)).toBe(after);
  });
});

describe("a text that names phases", () => {
  it.each([
    ["Phase 5", "Phase 4"],
    ["Phase 3", "Phase 3"],
    ["Phases 1-3", "Phases 1-3"],
    ["Phases 2-9", "Phases 2-8"],
    ["Phases 4-6", "Phases 4-5"],
    ["Phases 2 to 4", "Phases 2 to 3"],
    ["Phase 05 and Phase 5.1", "Phase 04 and Phase 4.1"],
    ["5, 6", "4, 5"],
    ["**Phase 6** (since 2026-05-06, v5.6, 5 files)", "**Phase 5** (since 2026-05-06, v5.6, 5 files)"],
    ["Phase 6 <!-- was Phase 7 -->", "Phase 5 <!-- was Phase 7 -->"],
    ["Nothing (first phase)", "Nothing (first phase)"],
    ["Phase 2026", "Phase 2026"],
  ])("%s becomes %s", (before, after) => { expect(edited(before)).toBe(after); });

  it.each([
    ["Phase 4", [], "Nothing"],
    ["Phase 4", ["3"], "Phase 3"],
    ["Phase 4", ["2", "3"], "Phase 2, Phase 3"],
    ["4", ["3"], "3"],
    ["Phase 4, Phase 6", [], "Phase 5"],
    ["Phases 4, 6", [], "Phases 5"],
    ["Phase 3, Phase 4", ["3"], "Phase 3"],
    ["Phase 3, Phase 4 and Phase 5", [], "Phase 3 and Phase 4"],
    ["Phase 4 (the parser)", [], "Nothing (the parser)"],
  ] as const)("%s, where phase 4 depended on %j, becomes %s", (before, instead, after) => { expect(edited(before, "4", instead)).toBe(after); });
});
