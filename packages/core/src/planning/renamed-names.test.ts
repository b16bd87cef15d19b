import { describe, expect, it } from "vitest";
import { parsePhaseNumber, type PhaseNumber } from "../ids/phase-number.js";
import { outlineOf } from "../markdown/outline-of.js";
import { applyEdits } from "../text/edit.js";
import { renamedName, renamedNamesEdits, renumberTitleEdits } from "./renamed-names.js";
import { renumberingAfter } from "./renumbering.js";

const phase = (text: string): PhaseNumber => parsePhaseNumber(text) ?? ((): never => { throw new Error(text); })();
const renumbering = renumberingAfter(phase("5"), ["5", "6", "6.1", "7", "10"].map(phase));

describe("a name", () => {
  it.each([
    ["06-security", "6", "05-security"],
    ["6-security", "6", "5-security"],
    ["06", "6", "05"],
    ["06-01-PLAN.md", "6", "05-01-PLAN.md"],
    ["6-1-PLAN.md", "6", "5-1-PLAN.md"],
    ["CK-06-CONTEXT.md", "6", "CK-05-CONTEXT.md"],
    ["10-01-PLAN.md", "10", "09-01-PLAN.md"],
    ["06.1-02-PLAN.md", "6.1", "05.1-02-PLAN.md"],
    ["06-2026-photos", "6", "05-2026-photos"],
    ["PLAN.md", "6", "PLAN.md"],
    ["07-01-PLAN.md", "6", "07-01-PLAN.md"],
    ["notes-06.md", "6", "notes-06.md"],
  ])("%s of phase %s becomes %s", (before, of, after) => { expect(renamedName(before, phase(of), renumbering)).toBe(after); });
});

describe("a text that names what was renamed", () => {
  const names = new Map([["06-security", "05-security"], ["06-01", "05-01"], ["06-01-PLAN.md", "05-01-PLAN.md"], ["06-01-02", "05-01-02"], ["06-CONTEXT.md", "05-CONTEXT.md"]]);
  const edited = (text: string): string => applyEdits(text, renamedNamesEdits(text, outlineOf(text), names));

  it.each([
    ["@.planning/phases/06-security/06-01-PLAN.md", "@.planning/phases/05-security/05-01-PLAN.md"],
    ["---\ndepends_on: [\"06-01\", '07-01']\n---\n", "---\ndepends_on: [\"05-01\", '07-01']\n---\n"],
    ["| 06-01-02 | 01 |", "| 05-01-02 | 01 |"],
    ["see 06-01, then 06-CONTEXT.md.", "see 05-01, then 05-CONTEXT.md."],
  ])("has the new names: %s", (before, after) => { expect(edited(before)).toBe(after); });

  it.each([
    "on 2026-06-01 and 06-01-2026",
    "06-012, 106-01, v06-01.2, 06-01_a",
    "```\ncat 06-security/06-01-PLAN.md\n```",
    "6-1 and phase 6",
  ])("keeps what is none: %s", (text) => { expect(edited(text)).toBe(text); });
});

describe("the title of a document", () => {
  const edited = (text: string): string => applyEdits(text, renumberTitleEdits(text, outlineOf(text), phase("6"), renumbering));
  it.each([
    ["# Phase 6: Security - Context\n\nPhase 6 is late.\n", "# Phase 5: Security - Context\n\nPhase 6 is late.\n"],
    ["---\nphase: 06\n---\n\n# Phase 06 Research\n", "---\nphase: 06\n---\n\n# Phase 05 Research\n"],
    ["# Phase 7: Other\n", "# Phase 7: Other\n"],
    ["# Security, phase 6\n", "# Security, phase 6\n"],
  ])("is renumbered where it starts with the phase: %j", (before, after) => { expect(edited(before)).toBe(after); });
});
