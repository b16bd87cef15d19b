import { describe, expect, it } from "vitest";
import { deferredItems, knownStubs } from "./admitted-debts.js";

describe("knownStubs", () => {
  it.each([
    ["# S\n\n## Known Stubs\n\n- `src/a.ts:3` returns 0\n- TODO in b.ts\n  - nested\n\n## Next\n\n- other\n", ["`src/a.ts:3` returns 0", "TODO in b.ts"]],
    ["## Known Stubs\r\n\r\n| File | What |\r\n|---|---|\r\n| a.ts | empty |\r\n", ["a.ts, empty"]],
    ["## Known Stubs\n\nThe mailer\nsends nothing.\n\nMore.\n", ["The mailer sends nothing."]],
    ["## Known Stubs\n\nNone.\n", []],
    ["## Known Stubs\n\n- **None** - all wired\n", []],
    ["## Known Stubs\n", []],
    ["# S\n", []],
  ])("%j", (source, expected) => {
    expect(knownStubs(source)).toEqual(expected);
  });
});

describe("deferredItems", () => {
  it.each([
    ["---\ndeferred:\n  - truth: limits\n    addressed_in: Phase 3\n  - plain\n---\n\n## Deferred\n\n- other\n", ["limits", "plain"]],
    ["---\nstatus: passed\n---\n\n## Deferred\n\n- other\n", ["other"]],
    ["---\nstatus: passed\n---\n", []],
  ])("%j", (source, expected) => {
    expect(deferredItems(source, "v")).toEqual(expected);
  });
});
