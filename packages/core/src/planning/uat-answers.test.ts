import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../text/edit.js";
import { ISSUE_SEVERITIES } from "./issue-severity.js";
import { answerChange, BLOCKED_BY, nextGapId, type UatAnswer, uatStanding, uatStatus } from "./uat-answers.js";
import { uatEdits } from "./uat-edits.js";
import { isPersonsTest } from "./uat-questions.js";
import { renderUat } from "./uat-render.js";
import { readUat } from "./uat.js";

const at = "2026-01-02T00:00:00.000Z";
const read = (text: string) => readUat(text, "05-UAT.md");

/** Answers the test of a number as the runtime does: one set of edits. */
function answer(text: string, number: number, said: UatAnswer): string {
  const uat = read(text);
  const test = uat.tests.find((each) => each.number === number);
  if (test === undefined) throw new Error(`there is no test ${String(number)}`);
  return applyEdits(text, uatEdits(text, answerChange(uat, test, said, at)));
}

const fresh = renderUat({
  phase: "05-security", status: "testing", source: ["05-01-SUMMARY.md"], started: "2026-01-01T00:00:00.000Z", updated: "2026-01-01T00:00:00.000Z", gaps: [],
  tests: [
    { name: "Sign-in works", expected: "a@b can sign in", result: "pending", source: "05-01-SUMMARY.md#1" },
    { name: "Test command npm test", expected: "exit 0", result: "pass", command: "npm test", exit: 0 },
    { name: "Mails arrive", expected: "Mails arrive", result: "pending", source: "05-01-SUMMARY.md#2" },
  ],
});
const issue: UatAnswer = { type: "issue", reported: "nothing: it says \"no\"", severity: "major" };

describe("answerChange", () => {
  it("counts, writes a gap for an issue, and closes the file only where nothing is open", () => {
    const first = answer(fresh, 1, { type: "pass" });
    expect(read(first)).toMatchObject({ status: "testing", tests: [{ result: "pass" }, { result: "pass" }, { result: "pending" }] });
    expect(first).toMatch(/total: 3\npassed: 2\nissues: 0\npending: 1\nskipped: 0\nblocked: 0\n/);
    const done = answer(first, 3, { type: "pass" });
    expect(read(done)).toMatchObject({ status: "complete", closed: true });
    const bad = answer(first, 3, issue);
    expect(read(bad)).toMatchObject({
      status: "gaps_found", closed: false,
      tests: [{}, {}, { result: "issue", reported: "nothing: it says \"no\"", severity: "major" }],
      gaps: [{ id: "G-01", truth: "Mails arrive", status: "failed", reason: "A person reported: nothing: it says \"no\"", severity: "major", test: 3, source: "person" }],
    });
    // Looked at again once it is mended.
    const mended = answer(bad, 3, { type: "pass" });
    expect(read(mended)).toMatchObject({ status: "complete", gaps: [{ id: "G-01", status: "resolved" }], tests: [{}, {}, { result: "pass", reported: undefined, severity: undefined }] });
    expect(read(answer(answer(mended, 3, issue), 3, issue)).gaps.map(({ id, status }) => [id, status])).toEqual([["G-01", "resolved"], ["G-02", "failed"]]);
  });

  it("stays open over what is blocked, and does not over what is skipped", () => {
    const first = answer(fresh, 1, { type: "skip", reason: "no time" });
    expect(read(answer(first, 3, { type: "skip" })).status).toBe("complete");
    const blocked = answer(first, 3, { type: "blocked", by: "server", reason: "it is down" });
    expect(read(blocked)).toMatchObject({ status: "partial", closed: false, tests: [{ result: "skipped", reason: "no time" }, {}, { result: "blocked", blockedBy: "server", reason: "it is down" }] });
    expect(read(answer(blocked, 3, { type: "pass" }))).toMatchObject({ status: "complete", tests: [{}, {}, { result: "pass", blockedBy: undefined, reason: undefined }] });
  });

  it("takes a diagnosis back when something new is found, and keeps it otherwise", () => {
    const diagnosed = answer(fresh, 1, issue).replace("status: testing", "status: diagnosed");
    expect(read(diagnosed).status).toBe("diagnosed");
    expect(read(answer(diagnosed, 3, { type: "pass" })).status).toBe("diagnosed");
    expect(read(answer(diagnosed, 3, issue)).status).toBe("gaps_found");
  });

  it("does not close a file whose test commands fail", () => {
    const failing = fresh.replace("result: pass", "result: issue").replace("exit: 0", "exit: 1");
    expect(read(answer(answer(failing, 1, { type: "pass" }), 3, { type: "pass" })).status).toBe("gaps_found");
  });

  it("moves the pointer of a file that has one, and touches nothing else of it", () => {
    const other = fresh.replace("## Tests", "## Current Test\n\nnumber: 1\nname: Sign-in works\nexpected: |\n  a@b can sign in\n\n  really\nawaiting: user response\n\n<!-- mine -->\n\n## Notes\n\nMine.\n\n## Tests").replaceAll("\n", "\r\n");
    const first = answer(other, 1, { type: "pass" });
    expect(first).toContain("## Current Test\r\n\r\nnumber: 3\r\nname: Mails arrive\r\nexpected: Mails arrive\r\nawaiting: user response\r\n\r\n## Notes\r\n\r\nMine.\r\n");
    expect(answer(first, 3, { type: "pass" })).toContain("## Current Test\r\n\r\n[testing complete]\r\n\r\n## Notes\r\n\r\nMine.\r\n");
    expect(first.replaceAll("\r\n", "")).not.toContain("\n");
  });

  it("reads back whatever is said, and leaves tests of commands as they are", () => {
    const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
    const said: fc.Arbitrary<UatAnswer> = fc.oneof(
      fc.record({ type: fc.constant("pass" as const) }),
      fc.record({ type: fc.constant("pass" as const), note: words }),
      fc.record({ type: fc.constant("issue" as const), reported: words, severity: fc.constantFrom(...ISSUE_SEVERITIES) }),
      fc.record({ type: fc.constant("skip" as const), reason: words }),
      fc.record({ type: fc.constant("blocked" as const), by: fc.constantFrom(...BLOCKED_BY), reason: words }),
    );
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(1, 3), said), { maxLength: 6 }), fc.constantFrom("\n", "\r\n"), (answers, ending) => {
      let text = fresh.replaceAll("\n", ending);
      const last = new Map<number, UatAnswer>();
      for (const [number, each] of answers) {
        text = answer(text, number, each);
        last.set(number, each);
      }
      const uat = read(text);
      expect(uat.problems.filter(({ code }) => code !== "uat-gap-repeated")).toEqual([]);
      expect(uat.tests[1]).toMatchObject({ result: "pass", command: "npm test", exit: 0 });
      for (const [number, each] of last) {
        const test = uat.tests.find((one) => one.number === number);
        expect(test?.result).toBe(each.type === "skip" ? "skipped" : each.type);
        if (each.type === "issue" && each.reported.trim() !== "") expect(test).toMatchObject({ reported: each.reported, severity: each.severity, reason: undefined, blockedBy: undefined });
      }
      const issues = uat.tests.filter(({ result }) => result === "issue").map(({ number }) => number);
      expect(uat.gaps.filter(({ status }) => status !== "resolved").map(({ test }) => test)).toEqual(expect.arrayContaining(issues));
      if (answers.length > 0) expect(uat.status).toBe(uatStatus({ ...uat, status: undefined }));
    }));
  });
});

describe("uatStanding", () => {
  it("takes results that DGS does not know for open, and those of commands for nobody's", () => {
    const uat = read(fresh.replace("result: [pending]", "result: works, mostly"));
    expect(uatStanding(uat)).toMatchObject({ open: [{ number: 1 }, { number: 3 }], issues: [], gaps: [], passed: 1, total: 3 });
    expect(uat.tests.filter(isPersonsTest)).toHaveLength(2);
  });
});

it("gives gaps numbers that none has", () => {
  expect([nextGapId([]), nextGapId([{ id: "G-07" }, { id: "x" }, { id: undefined }]), nextGapId([{ id: "G-07" }], 2)]).toEqual(["G-01", "G-08", "G-10"]);
});
