import type { RunEvent } from "@dgs/runtime";
import { describe, expect, it } from "vitest";
import { createLive, fitLine } from "./live.js";

const started: RunEvent = { type: "step-started", at: "2026-01-01T10:00:00Z", step: 1, total: 2, command: "/dgs:execute-phase 1" };

const eraseLine = "\r\u001b[2K";

function show(isTerminal: boolean, env: Record<string, string> = { NO_COLOR: "1" }): string {
  let written = "";
  const live = createLive({ stderr: { write: (text) => { written += text; }, isTerminal, columns: () => 40 }, env });
  live.show(started);
  live.show({ type: "agent-activity", purpose: "p", text: "reading a file with a name that is long" });
  live.line("a line");
  live.close();
  return written;
}

describe("createLive", () => {
  it("writes plain lines where there is no terminal", () => {
    expect(show(false)).toBe("[1/2] /dgs:execute-phase 1\na line\n");
  });

  it("writes the same on a dumb terminal", () => {
    expect(show(true, { TERM: "dumb" })).toBe(show(false));
  });

  it("leaves on a terminal nothing but the lines", () => {
    const written = show(true);
    expect(written).toContain("p: reading a file");
    // What a terminal shows in the end: every drawn line is erased before the next.
    const left = written.split("\n").map((line) => line.split(eraseLine).at(-1)).join("\n");
    expect(left).toBe("[1/2] /dgs:execute-phase 1\na line\n");
  });

  it("shows nothing once what it showed has ended", () => {
    let written = "";
    const live = createLive({ stderr: { write: (text) => { written += text; }, isTerminal: true, columns: () => 40 }, env: { NO_COLOR: "1" } });
    live.show(started);
    live.show({ type: "step-ended", at: "2026-01-01T10:00:01Z", step: 1, total: 2, command: "/dgs:execute-phase 1", outcome: "done" });
    live.close();
    expect(written.endsWith("[1/2] done in 1.0 s\n")).toBe(true);
  });

  it("never draws a line that wraps", () => {
    const drawn = show(true).split("\n").flatMap((line) => line.split(eraseLine));
    expect(Math.max(...drawn.map((line) => line.length))).toBeLessThan(40);
  });
});

it.each([
  ["abc", 2, "ab"],
  ["日本語", 5, "日本"],
  ["abc", 9, "abc"],
  ["a", 0, ""],
])("fits %s into %i columns", (text, columns, fitting) => {
  expect(fitLine(text, columns)).toBe(fitting);
});
