import { describe, expect, it } from "vitest";
import { applyEdits } from "../text/edit.js";
import { fieldEdit, readFields } from "./field.js";
import { scanOutline } from "./scan-outline.js";

function read(source: string): string[] {
  return readFields(source, scanOutline(source), { start: 0, end: source.length }).map(
    ({ keyText, key, value, plain }) => `${source.slice(key.start, key.end) === keyText ? keyText : "?"}=${source.slice(value.start, value.end)}${plain ? " (plain)" : ""}`,
  );
}

describe("readFields", () => {
  it.each([
    ["**Goal:** Ship it", ["Goal=Ship it"]],
    ["**Goal**: Ship it  ", ["Goal=Ship it"]],
    ["**Goal**  : x", ["Goal=x"]],
    ["- **Depends on:** Phase 4", ["Depends on=Phase 4"]],
    ["* **Status**:\tdone", ["Status=done"]],
    ["  - **Plans:** 0/3", ["Plans=0/3"]],
    ["**Requirements:** A-01 <!-- A-02 -->", ["Requirements=A-01 <!-- A-02 -->"]],
    ["**Goal:**", ["Goal="]],
    ["Goal: Ship it", ["Goal=Ship it (plain)"]],
    ["**Canonical refs:** `a: b`", ["Canonical refs=`a: b`"]],
    ["- [ ] **Phase 1: A** - text", []],
    ["- **Phase 5: Security** - text", []],
    ["**Success Criteria** (what must be TRUE):", []],
    ["see https://a.b", []],
    ["| a: b |", []],
    ["## Goal: x", []],
    ["```\n**Goal:** x\n```", []],
    ["<!--\n**Goal:** x\n-->", []],
    ["> **Goal:** x", []],
    ["---\nwave: 1\n---", []],
    ["**A:** 1\r\n**B**: 2\r\n", ["A=1", "B=2"]],
    ["**Ziel:** größer 🚧", ["Ziel=größer 🚧"]],
  ])("reads %j", (source, expected) => {
    expect(read(source)).toEqual(expected);
  });

  it("takes no value from the next line", () => {
    expect(read("**Goal:**\nShip it\n")).toEqual(["Goal="]);
  });

  it("reads the lines of a part only", () => {
    const source = "**A:** 1\n## B\n**A:** 2\n";
    const fields = readFields(source, scanOutline(source), { start: source.indexOf("##"), end: source.length });
    expect(fields.map((field) => source.slice(field.value.start, field.value.end))).toEqual(["2"]);
  });
});

describe("fieldEdit", () => {
  it.each([
    ["**Status:** Planned\n", "Done", "Planned", "Done"],
    ["\uFEFF- **Status**: Planned", "Done", "Planned", "Done"],
    ["a\r\n**Status:**   Planned  \r\nb\r\n", "Done", "Planned", "Done"],
    ["```\n**Status:** Planned\n```\n\n* **Status:** Open\n", "Done", "Open", "Done"],
    ["**Status:** $1 & $& `x`\n", "$& $1", "$1 & $& `x`", "$& $1"],
    ["**Status:**\n", "Done", "**Status:**", "**Status:** Done"],
    ["**Status**: \n", "Done", "**Status**: ", "**Status**: Done"],
    ["**Status:** Planned\n", "", "Planned", ""],
    ["**Status:**\n", "", "**Status:**", "**Status:**"],
  ])("changes nothing in %j but the value", (input, value, old, now) => {
    const field = readFields(input, scanOutline(input), { start: 0, end: input.length }).find(({ keyText }) => keyText === "Status");
    const edited = applyEdits(input, field === undefined ? [] : [fieldEdit(field, value)]);
    expect(edited).toBe(input.replace(old, () => now));
  });

  it("keeps a value on its line", () => {
    const input = "**Error:** none\n";
    const field = readFields(input, scanOutline(input), { start: 0, end: input.length })[0];
    expect(applyEdits(input, field === undefined ? [] : [fieldEdit(field, "a\r\n  b\nc\n")])).toBe(input.replace("none", "a b c"));
  });
});
