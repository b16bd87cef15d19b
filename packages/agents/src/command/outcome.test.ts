import type { ProcessResult } from "@dgs/core";
import { expect, it } from "vitest";
import { outcomeOf } from "./outcome.js";

const facts = { durationMs: 1_000, tail: "", stdoutTail: "", outputBytes: 0, leftovers: 0 };

it("does not call a run completed while processes of it may still be writing", () => {
  const ended: ProcessResult = { ...facts, type: "exited", code: 0, survivors: [17] };
  expect(outcomeOf(ended, { type: "read", result: { status: "completed" } }, "/log")).toMatchObject({ type: "crashed", message: expect.stringContaining("17") as string });
});

it("takes the usage, but not the claim, of a program that was stopped", () => {
  const said = { type: "read", result: { status: "completed", usage: { inputTokens: 7 } } } as const;
  expect(outcomeOf({ ...facts, type: "timed-out", forced: false }, said, "/log")).toMatchObject({ type: "timed-out", usage: { inputTokens: 7 } });
  expect(outcomeOf({ ...facts, type: "cancelled", forced: false }, said, "/log")).toMatchObject({ type: "cancelled", usage: { inputTokens: 7 } });
});

it("says when force was needed", () => {
  expect(outcomeOf({ ...facts, type: "timed-out", forced: true }, { type: "absent" }, "/log")).toMatchObject({ type: "timed-out", message: "stopped after 1 seconds, by force" });
  expect(outcomeOf({ ...facts, type: "cancelled", forced: true }, { type: "absent" }, "/log")).toMatchObject({ type: "cancelled", message: "cancelled, by force" });
});

it("quotes the end of long last words", () => {
  const result = outcomeOf({ ...facts, type: "exited", code: 1, tail: `${"x".repeat(9_000)} the reason\n` }, { type: "absent" }, "/log");
  expect(result).toMatchObject({ message: expect.stringMatching(/the reason$/) as string });
  expect("message" in result && result.message.length).toBeLessThan(700);
});
