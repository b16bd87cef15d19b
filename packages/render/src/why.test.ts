import type { Reason } from "@dgs/core";
import type { WhyReport } from "@dgs/runtime";
import { expect, it } from "vitest";
import { plainPaint } from "./paint.js";
import { renderWhy } from "./why.js";

const view = { paint: plainPaint, pathOf: (path: string) => `.planning/${path}` };
const reason = (says: string, at?: Reason["at"], because: readonly Reason[] = []): Reason => ({ what: "plan", says, ...(at === undefined ? {} : { at }), because });
const report = (more: Partial<WhyReport>): WhyReport => ({ type: "why", subject: { type: "plan", id: "01-01", name: "units" }, version: "v1.0", verdict: "failed", status: "failed", reasons: [reason("it failed")], way: [], ...more });

it("shows reasons as a tree, a place behind its sentence where both fit and below it where not", () => {
  const long = "x".repeat(90);
  const text = renderWhy(report({ reasons: [reason("a", { type: "file", path: "p.md", line: 3, column: 5 }, [reason(long, { type: "log", path: "l.jsonl", line: 7 }), reason("c", { type: "commit", repo: "app", sha: "0123456789abcdef" })]), reason("d", { type: "file", path: "f.md" })] }), view);
  expect(text).toBe(`Plan 01-01: units — failed\nv1.0\n\n- a  .planning/p.md:3:5\n  - ${long}\n    .planning/l.jsonl:7\n  - c  app 0123456789\n- d  .planning/f.md`);
});

it("tells a place once where the reason behind has the same, and no reason twice", () => {
  const at = { type: "file", path: "p.md", line: 3, column: 5 } as const;
  const fact = reason("the fact", at);
  expect(renderWhy(report({ reasons: [reason("a", at, [fact]), reason("b", undefined, [fact])] }), view)).toContain("- a  .planning/p.md:3:5\n  - the fact\n- b\n  - as above");
});

it("shows the way on where it is more than the one command that the last line names, and what only a person can do", () => {
  const command = { command: "dgs run-job v1.0", says: "it goes on" };
  expect(renderWhy(report({ way: [command] }), view)).not.toContain("The way on");
  expect(renderWhy(report({ way: [{ says: "p.md:3:5: Correct it." }, command] }), view)).toContain("The way on:\n  1. p.md:3:5: Correct it.\n  2. dgs run-job v1.0\n     it goes on");
  expect(renderWhy(report({ way: [{ says: "wait" }] }), view)).toContain("The way on:\n  wait");
});

it("names each kind of subject, and the word of the file only where it says more than the verdict", () => {
  const title = (subject: WhyReport["subject"], status: string): string => renderWhy(report({ subject, status }), view).split("\n")[0] ?? "";
  expect(title({ type: "phase", id: "3", name: "Parser" }, "partial")).toBe("Phase 3: Parser — failed (partial)");
  expect(title({ type: "step", id: "v1.0 4", name: "/dgs:audit-phase 1" }, "failed")).toBe("Step 4 of v1.0: /dgs:audit-phase 1 — failed");
  expect(title({ type: "job", id: "v1.0" }, "failed")).toBe("Job v1.0 — failed");
  expect(title({ type: "milestone", id: "" }, "open")).toBe("The project — failed (open)");
});

it("lets nothing from files or programs steer the terminal, and cuts rows of hundreds", () => {
  const text = renderWhy(report({ subject: { type: "phase", id: "3\u001b[2J", name: "\u202ex\u0007" }, reasons: Array.from({ length: 300 }, (_, index) => reason(`${String(index)} \u001b]0;t\u0007`, { type: "file", path: "a\u001b[31m.md" })), way: [{ says: "\u001b[2Jwait" }] }), view);
  // eslint-disable-next-line no-control-regex -- control characters are exactly what must not be there
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  expect(text).toContain("- … and 275 more");
});
