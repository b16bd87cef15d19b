import { describe, expect, it } from "vitest";
import { joinPath } from "../ids/planning-path.js";
import { applyEdits } from "../text/edit.js";
import { uatEdits } from "../planning/uat-edits.js";
import { renderUat } from "../planning/uat-render.js";
import { readUat } from "../planning/uat.js";
import { personsIssues } from "./persons-issues.js";
import { uatOfAudit } from "./uat-change.js";
import type { Audit, AuditStep } from "./types.js";
import type { AuditVerdict, TestOutcome } from "./verdict.js";

const path = joinPath("phases", "03-auth", "03-AUDIT.md");
const test = (number: number, outcome: TestOutcome, note?: string): AuditStep => ({ stage: "test", test: number, status: "completed", command: `npm run t${String(number)}`, origin: "plan", outcome, exit: outcome === "passed" ? 0 : 1, ...(note === undefined ? {} : { note }) });
const gap = (number: number): AuditStep => ({ stage: "diagnose", gap: "G-01", status: "completed", test: number, truth: `\`npm run t${String(number)}\` passes`, source: "test", severity: "major", why: "exit 1" });
const auditOf = (...steps: AuditStep[]): Audit => ({ path, phase: undefined, status: "completed", rerunFailed: false, agents: 1, heads: {}, base: {}, waiting: [], problems: [], steps });

const passed = auditOf(test(1, "passed"), test(2, "passed"));
const failed = auditOf(test(1, "passed"), test(2, "failed", "it ended with exit code 1"), gap(2));

function write(text: string, audit: Audit, status: AuditVerdict, earlier: readonly Audit[] = []): string {
  return applyEdits(text, uatEdits(text, uatOfAudit(audit, readUat(text, "03-UAT.md"), { status, updated: "now", earlier }).change));
}
function firstOf(audit: Audit, status: AuditVerdict): string {
  return renderUat({ phase: "03-auth", status, source: [], started: "then", updated: "then", ...uatOfAudit(audit, undefined, { status, updated: "then", earlier: [] }).fresh });
}
const PERSONS = "\n### 3. Mails arrive\nexpected: a mail\nresult: issue\nreported: nothing came\nseverity: blocker\n";
const withTest = (text: string, section: string): string => text.replace("\n## Summary", `${section}\n## Summary`);

describe("uatOfAudit", () => {
  it("replaces results of commands, resolves its own gap, and then passes", () => {
    const before = firstOf(failed, "diagnosed");
    expect(readUat(before, "x")).toMatchObject({ status: "diagnosed", tests: [{ result: "pass" }, { result: "issue", reported: "it ended with exit code 1" }], gaps: [{ id: "G-01", status: "failed", test: 2, source: "test_execution" }] });
    const after = readUat(write(before, passed, "passed", [failed]), "x");
    expect(after).toMatchObject({ status: "passed", tests: [{ result: "pass" }, { result: "pass", reported: undefined, severity: undefined }], gaps: [{ id: "G-01", status: "resolved" }] });
    expect(personsIssues(after, passed)).toEqual([]);
  });

  it.each<[string, (text: string) => string, string]>([
    ["at a test of theirs", (text) => withTest(text, PERSONS), "a person has reported an issue at test 3, Mails arrive: nothing came"],
    ["at a test command", (text) => text.replace(/(### 2[^]*?)result: pass/, "$1result: issue\nreported: it only prints dots"), "a person has reported an issue at test 2, Test command npm run t2: it only prints dots"],
    ["as a gap without a test", (text) => text.replace("[none]", '- id: G-07\n  truth: "it is fast"\n  status: failed\n  source: person'), "a person has reported a gap, G-07: it is fast"],
    ["as a gap at a test command", (text) => text.replace("[none]", '- id: G-07\n  truth: "it is fast"\n  status: failed\n  test: 2'), "a person has reported a gap, G-07: it is fast"],
  ])("keeps an issue of a person %s, byte for byte, and does not pass over it", (_, edit, says) => {
    const mine = edit(firstOf(passed, "passed"));
    const after = write(mine, passed, "passed", [passed]);
    expect(readUat(after, "x").status).toBe("human_needed");
    expect(personsIssues(readUat(after, "x"), passed)).toEqual([says]);
    const bare = (text: string): string => text.replace(/^(?:status: (?:passed|human_needed)|updated: \S+|(?:passed|issues|total): \d)$/gm, "");
    expect(bare(after)).toBe(bare(mine));
    // And by the audit behind that one.
    expect(bare(write(after, passed, "passed", [passed]))).toBe(bare(mine));
  });

  it("does not take the issue of an audit that was cut off for a person's", () => {
    const cutOff = write(firstOf(passed, "passed"), failed, "gaps_found", [passed]);
    expect(readUat(write(cutOff, passed, "passed", [passed, failed]), "x")).toMatchObject({ status: "passed", tests: [{}, { result: "pass" }] });
  });

  it("keeps the words of a person also where the command fails now", () => {
    const mine = firstOf(passed, "passed").replace(/(### 2[^]*?)result: pass/, "$1result: issue\nreported: mine");
    const after = readUat(write(mine, failed, "gaps_found", [passed]), "x");
    expect(after).toMatchObject({ status: "gaps_found", tests: [{}, { result: "issue", reported: "mine", exit: 1 }], gaps: [{ test: 2, source: "test_execution" }] });
  });

  it("resolves no gap that a person wrote, and takes none for its own", () => {
    const mine = firstOf(passed, "passed").replace("[none]", '- id: G-01\n  truth: "`npm run t2` passes"\n  status: failed\n  test: 2\n  source: person');
    const found = readUat(write(mine, failed, "gaps_found", [passed]), "x");
    expect(found.gaps).toMatchObject([{ id: "G-01", source: "person", rootCause: undefined }, { id: "G-02", source: "test_execution" }]);
    expect(readUat(write(write(mine, failed, "gaps_found", [passed]), passed, "passed", [failed]), "x")).toMatchObject({ status: "human_needed", gaps: [{ id: "G-01", status: "failed" }, { id: "G-02", status: "resolved" }] });
  });

  it("leaves a resolved gap and a mended test alone", () => {
    const mine = withTest(firstOf(passed, "passed"), PERSONS.replace("result: issue", "result: pass")).replace("[none]", '- id: G-07\n  truth: "it is fast"\n  status: resolved\n  source: person');
    expect(readUat(write(mine, passed, "passed", [passed]), "x").status).toBe("passed");
  });
});
