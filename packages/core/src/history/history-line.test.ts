import { expect, it } from "vitest";
import { formatHistoryLine, parseHistoryLine } from "./history-line.js";
import type { HistoryLine } from "./types.js";

const at = "2026-11-27T08:00:00.000Z";
const lines: readonly HistoryLine[] = [
  { type: "head", at, run: "r1", command: "run-job v1.0", pid: 7 },
  { type: "event", at, event: { type: "step-started", step: 1, total: 3, command: "/dgs:execute-phase 1" } },
  { type: "event", at, event: { type: "wave-started", wave: { number: 1, plans: [{ id: "01-01" }] }, waves: 2 } },
  { type: "event", at, event: { type: "agent-ended", purpose: "execute-plan 01-01", outcome: "completed", durationMs: 12, plan: "01-01", inputTokens: 5 } },
  { type: "end", at, exit: "human-needed" },
];

it.each(lines)("what was written is read again: %j", (line) => {
  expect(parseHistoryLine(formatHistoryLine(line))).toEqual(line);
});

it("a line that was cut off anywhere says nothing", () => {
  for (const line of lines) {
    const whole = formatHistoryLine(line).trimEnd();
    for (let end = 0; end < whole.length; end++) expect(parseHistoryLine(whole.slice(0, end))).toBeUndefined();
  }
});

it.each([
  ["no JSON", "hello"],
  ["a list", "[]"],
  ["no time", '{"event":{"type":"note","text":"a"}}'],
  ["a time that is none", '{"at":"yesterday","event":{"type":"note","text":"a"}}'],
  ["a later format", `{"version":2,"run":"r","command":"c","at":"${at}"}`],
  ["an event of no known type", `{"at":"${at}","event":{"type":"constructor"}}`],
  ["a number that is a text", `{"at":"${at}","event":{"type":"step-started","step":"1","total":3,"command":"c"}}`],
  ["a plan that is no text", `{"at":"${at}","event":{"type":"stage-started","stage":"run","plan":{}}}`],
  ["a wave without plans", `{"at":"${at}","event":{"type":"wave-started","waves":1,"wave":{"number":1}}}`],
  ["an end without an exit", `{"at":"${at}","end":{}}`],
])("%s is no line", (_, text) => {
  expect(parseHistoryLine(text)).toBeUndefined();
});

it("what an event has besides is kept", () => {
  const event = { type: "note", text: "a", extra: 1 };
  expect(parseHistoryLine(JSON.stringify({ at, event }))).toEqual({ type: "event", at, event });
});

it.each([
  ["a job whose steps are no list", { type: "job-stands", version: "v1", steps: {}, cycles: { milestone: 0, mostOfMilestone: 3, phases: {}, mostOfPhase: 2 } }],
  ["a job without cycles", { type: "job-stands", version: "v1", steps: [] }],
  ["a budget whose limit is a text", { type: "budget-stands", level: "job", name: "v1", used: {}, limits: { tokens: "1" } }],
  ["expected times that are texts", { type: "times-expected", steps: { "plan-phase": "1" } }],
])("%s is no event", (_, event) => {
  expect(parseHistoryLine(JSON.stringify({ at, event }))).toBeUndefined();
});
