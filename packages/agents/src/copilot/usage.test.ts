import { describe, expect, it } from "vitest";
import { readCopilotUsage } from "./usage.js";

const metricsOf = (inputTokens: unknown, outputTokens: unknown): object => ({ requests: { count: 3, cost: 0 }, usage: { inputTokens, outputTokens, cacheReadTokens: 600, cacheWriteTokens: 0 }, totalNanoAiu: 0 });

/** As GitHub Copilot CLI 1.0.102 writes it: with line breaks, and every number again by agent and by provider. */
const file = (modelMetrics: unknown): string =>
  JSON.stringify({ totalPremiumRequestCost: 0, totalUserRequests: 1, modelMetrics, agentMetrics: { main: { modelMetrics } }, providerModelMetrics: [{ provider: null, metrics: metricsOf(1, 1) }], lastCallInputTokens: 1200, lastCallOutputTokens: 34 }, undefined, 2);

describe("the usage file of GitHub Copilot CLI", () => {
  it("tells the tokens of all models together, each once", () => {
    expect(readCopilotUsage(file({ one: metricsOf(3600, 102), other: metricsOf(100, 1) }))).toEqual([{ type: "usage", inputTokens: 3700, outputTokens: 103 }]);
  });

  it("tells none, cut at any byte: half a number is another number", () => {
    const whole = file({ one: metricsOf(3600, 102) });
    for (let at = 0; at < whole.length; at++) expect(readCopilotUsage(whole.slice(0, at))).toEqual([]);
  });

  it.each(["", "null", "[]", "7", "not JSON", "{}", file(undefined), file(null), file([]), file({}), file({ one: null }), file({ one: { usage: [] } }), file({ one: metricsOf("3600", -1) }), file({ one: metricsOf(null, null) })])("tells none for %j", (source) => {
    expect(readCopilotUsage(source)).toEqual([]);
  });

  it("tells what is there where a model tells only a part", () => {
    expect(readCopilotUsage(file({ one: metricsOf(3600, undefined), other: metricsOf("many", undefined) }))).toEqual([{ type: "usage", inputTokens: 3600, outputTokens: 0 }]);
  });
});
