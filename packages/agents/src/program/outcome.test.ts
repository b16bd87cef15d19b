import type { AgentEnd, ProcessResult } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { outcomeOf } from "./outcome.js";
import { NO_FACTS } from "./run-facts.js";

const ended: ProcessResult = { type: "exited", code: 1, durationMs: 1_000, tail: "", stdoutTail: "", outputBytes: 0, leftovers: 0 };

function resultOf(end: AgentEnd): ReturnType<typeof outcomeOf> {
  return outcomeOf({ name: "claude", ended, facts: { ...NO_FACTS, end }, said: { type: "absent" }, stop: undefined, logPath: "/log", model: "big-1" });
}

describe("a limit", () => {
  it.each(["You exceeded your current quota, please check your plan and billing details", "Claude AI usage limit reached", "5-hour limit reached ∙ resets 3am", "You've hit your weekly limit", "Your credit balance is too low"])("that was bought and is used up passes at a time that is not known: %s", (message) => {
    expect(resultOf({ ok: false, trouble: "usage-limit", message })).not.toHaveProperty("overload");
  });

  it.each(["API Error: 429 rate limited", "Rate limit reached for gpt-5 in organization: please try again in 2s", "exceeded retry limit, last status: 429 Too Many Requests"])("of requests in a moment passes by itself: %s", (message) => {
    expect(resultOf({ ok: false, trouble: "usage-limit", message })).toMatchObject({ type: "limit-reached", overload: true });
  });

  it("whose end is known is no overload", () => {
    const resetsAt = "2030-01-01T00:00:00Z";
    const result = resultOf({ ok: false, trouble: "usage-limit", message: "429", resetsAt });
    expect(result).toMatchObject({ type: "limit-reached", resetsAt });
    expect(result).not.toHaveProperty("overload");
  });
});

it("names the model that was used", () => {
  expect(resultOf({ ok: false, trouble: "failed", message: "no" }).usage).toMatchObject({ model: "big-1", durationMs: 1_000 });
});
