import { describe, expect, it } from "vitest";
import { readUat } from "../planning/uat.js";
import type { Audit, AuditStep } from "./types.js";
import { uatOfAudit } from "./uat-change.js";

const run = (test: number, repo: string | undefined, outcome: "passed" | "failed"): AuditStep => ({ stage: "test", test, command: "npm test", origin: "workflow.test_command", status: "completed", outcome, exit: outcome === "passed" ? 0 : 1, note: outcome === "passed" ? "exit 0" : "exit 1", ...(repo === undefined ? {} : { repo }) });
const gapOf = (test: number, repo: string): AuditStep => ({ stage: "diagnose", gap: "G-01", test, status: "pending", truth: `\`npm test\` in ${repo} passes`, source: "test", severity: "major", why: "exit 1" });
const auditOf = (...steps: readonly AuditStep[]): Audit => ({ path: "03-AUDIT.md", phase: undefined, status: "in-progress", rerunFailed: false, agents: 1, heads: {}, base: {}, waiting: [], steps, problems: [] }) as unknown as Audit;
const now = { status: "gaps_found", updated: "2026-01-01T00:00:00.000Z", earlier: [] } as const;

describe("uatOfAudit of several repos, and of a base", () => {
  it("tell the same command in two repos apart, in a new file and in one that is there", () => {
    const { fresh } = uatOfAudit(auditOf(run(1, "api", "passed"), run(2, "web", "failed"), gapOf(2, "web")), undefined, now);
    expect(fresh.tests.map(({ name, result }) => [name, result])).toEqual([["Test command npm test in api", "pass"], ["Test command npm test in web", "issue"]]);
    expect(fresh.gaps).toMatchObject([{ id: "G-01", test: 2, truth: "`npm test` in web passes" }]);
    const uat = readUat("---\nstatus: gaps_found\n---\n## Tests\n\n### 1. Test command npm test in web\nexpected: exit 0\nresult: issue\ncommand: npm test\n\n### 2. Test command npm test in api\nexpected: exit 0\nresult: issue\ncommand: npm test\n", "03-UAT.md");
    const { change } = uatOfAudit(auditOf(run(7, "api", "passed"), run(8, "web", "failed"), gapOf(8, "web")), uat, now);
    expect((change.tests ?? []).map(({ number, result }) => [number, result])).toEqual([[2, "pass"], [1, "issue"]]);
    expect(change.newTests).toEqual([]);
    expect(change.newGaps).toMatchObject([{ test: 1 }]);
  });

  it("name the tests that failed before a phase, and those that are new", () => {
    const base = (more: Partial<AuditStep>): AuditStep => ({ stage: "test on base", test: 1, status: "completed", already: "yes", note: "the failing test failed before the phase, too: reads", old: ["reads"], ...more });
    expect(uatOfAudit(auditOf(run(1, undefined, "failed"), base({})), undefined, now).fresh.tests).toMatchObject([{ name: "Test command npm test", result: "pending", reason: "fails as it did before the phase: reads" }]);
    const fresh = base({ already: "no", fresh: ["adds"], note: "1 of 2 failing tests is new: adds; 1 failed before the phase: reads" });
    expect(uatOfAudit(auditOf(run(1, undefined, "failed"), fresh), undefined, now).fresh.tests).toMatchObject([{ result: "issue", reported: "exit 1; 1 of 2 failing tests is new: adds; 1 failed before the phase: reads" }]);
  });
});
