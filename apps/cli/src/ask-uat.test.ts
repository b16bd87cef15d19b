import { describe, expect, it } from "vitest";
import { askForAnswer, createAskUat, renderUatQuestion } from "./ask-uat.js";
import type { Choice } from "./io.js";
import { plainPaint } from "@dgs/render";

/** A person who gives these answers, one after the other, and the choices that were offered. */
function person(...answers: readonly (string | undefined)[]) {
  const left = [...answers];
  const offered: (readonly Choice[])[] = [];
  return {
    offered,
    left,
    askText: () => Promise.resolve(left.shift()),
    askChoice: (_: string, choices: readonly Choice[]) => { offered.push(choices); return Promise.resolve(left.shift()); },
  };
}

describe("askForAnswer", () => {
  it.each([
    [["pass"], { type: "pass" }],
    [["stop"], undefined],
    [[undefined], undefined],
    [["issue", " it crashes ", "blocker"], { type: "issue", reported: "it crashes", severity: "blocker" }],
    [["issue", "a typo", "minor"], { type: "issue", reported: "a typo", severity: "minor" }],
    [["skip", " no time "], { type: "skip", reason: "no time" }],
    [["skip", ""], { type: "skip" }],
    [["blocked", "server", "it is down"], { type: "blocked", by: "server", reason: "it is down" }],
    // A question that is broken off half-way is no answer: it is asked from its start.
    [["issue", "", "issue", undefined, "issue", "slow", undefined, "pass"], { type: "pass" }],
    [["skip", undefined, "blocked", undefined, "blocked", "other", undefined, "stop"], undefined],
  ] as const)("makes of %j %j", async (said, answer) => {
    const who = person(...said);
    expect(await askForAnswer(who)).toEqual(answer);
    expect(who.left).toEqual([]);
  });

  it("offers the severity that the words tell first", async () => {
    const who = person("issue", "a typo in the footer", "cosmetic");
    await askForAnswer(who);
    expect(who.offered[1]?.map(({ value }) => value)).toEqual(["cosmetic", "blocker", "major", "minor"]);
  });
});

it("shows what is expected, and what was said before, without letting it move the cursor", () => {
  const lines = renderUatQuestion({ phase: "5", turn: 2, of: 3, number: 7, name: "Sign\u001b[2J in", expected: "a@b\nsigns in", result: "blocked", blockedBy: "server", reason: "down" }, plainPaint);
  expect(lines).toEqual(["", "Phase 5, test 7 (2 of 3): Sign in", "Expected: a@b signs in", "So far: blocked: server: down"]);
});

it("asks nobody where there is no terminal", () => {
  expect(createAskUat({}, { line: () => undefined, pause: () => undefined, resume: () => undefined }, plainPaint)).toBeUndefined();
});
