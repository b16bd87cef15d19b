import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeAuditedProduct, makeTwoRepos, runNewJob, suiteOf } from "../src/audit-scene.js";

let folder: string;
beforeEach(() => { folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs cycles "))); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const SUITE = "node --test";
const read = (root: string, name: string): string => readFileSync(join(root, ".planning", "phases", "01-build", name), "utf8");
const gapFixes = (asked: readonly string[]): readonly string[] => asked.filter((purpose) => /^execute-plan 01-0[2-9]$/.test(purpose));

describe("an agent that closes nothing", () => {
  const work = (plan: string, tools: { readonly write: (path: string, text: string) => void }): void => {
    if (plan === "01-01") tools.write("new.test.js", suiteOf("adds!", "names"));
  };

  it("has one cycle of a phase, and the job is blocked with that reason where no milestone audit is ahead", async () => {
    const root = makeAuditedProduct(folder, SUITE, { "old.test.js": suiteOf("reads") });
    const { report, job, asked } = await runNewJob(root, work, false);
    expect(report).toMatchObject({ status: "failed", exit: "blocked", error: "/dgs:audit-phase 1 --rerun-failed: phase 1 still has 1 gap (01-AUDIT-02.md): no progress: the same 1 gap with the same evidence after cycle 1, and no audit-milestone is ahead" });
    expect(gapFixes(asked)).toEqual(["execute-plan 01-02"]);
    expect(job).toMatch(/^ {2}- evidence: [0-9a-f]{16}$/m);
    expect(read(root, "01-AUDIT.md")).toContain('  - failing: ["adds"]');
  });

  it("has one cycle of the phase and one of the milestone where an audit of the milestone is ahead", async () => {
    const root = makeAuditedProduct(folder, SUITE, { "old.test.js": suiteOf("reads") });
    const { report, job, asked } = await runNewJob(root, work, true);
    expect(report).toMatchObject({ status: "failed", exit: "blocked", error: expect.stringMatching(/^\/dgs:audit-milestone v1: the milestone still has \d gaps?: no progress: the same \d gaps? with the same evidence after cycle 1$/) as string });
    expect(gapFixes(asked)).toEqual(["execute-plan 01-02"]);
    expect(asked.filter((purpose) => purpose.startsWith("audit-milestone"))).toHaveLength(2);
    expect(job).toContain("  - escalated: no progress: the same 1 gap with the same evidence after cycle 1; 1 gap left to audit-milestone");
    expect(job).toMatch(/\*\*GapFixCycle:\*\* 1$/m);
  });

  it("that closes a part of it has another cycle", async () => {
    const root = makeAuditedProduct(folder, SUITE, { "old.test.js": suiteOf("reads") });
    const suites: Readonly<Record<string, string>> = { "01-01": suiteOf("adds!", "names!"), "01-02": suiteOf("adds!", "names"), "01-03": suiteOf("adds", "names") };
    const { report, job, asked } = await runNewJob(root, (plan, tools) => { tools.write("new.test.js", suites[plan] ?? ""); }, false);
    expect(report).toMatchObject({ status: "completed", exit: "ok" });
    expect(gapFixes(asked)).toEqual(["execute-plan 01-02", "execute-plan 01-03"]);
    expect(job).toContain('**PhaseFixCycle:** {"1":2}');
  });
});

describe("a suite that was red before the phase", () => {
  it("costs no cycle where nothing new fails, and the old tests are named for a person", async () => {
    const root = makeAuditedProduct(folder, SUITE, { "old.test.js": suiteOf("reads!", "writes!", "sorts") });
    const { report, job, asked } = await runNewJob(root, (_plan, tools) => { tools.write("new.test.js", suiteOf("adds")); }, false);
    expect(report.status).toBe("completed");
    expect(gapFixes(asked)).toEqual([]);
    expect(report.humanNeeded).toContain("phase 1: `node --test` fails as it did before the phase: reads, writes");
    expect(job).not.toContain("evidence");
    expect(read(root, "01-UAT.md")).toContain("fails as it did before the phase: reads, writes");
    expect(read(root, "01-UAT-LOG.md")).toContain("- **Note:** all 2 failing tests failed before the phase, too: reads, writes");
  });

  it("is a gap for each new test that fails, though the exit code is the same, and none once those are mended", async () => {
    const root = makeAuditedProduct(folder, SUITE, { "old.test.js": suiteOf("reads!", "sorts") });
    const { report, asked } = await runNewJob(root, (plan, tools) => { tools.write("new.test.js", suiteOf(plan === "01-01" ? "adds!" : "adds")); }, false);
    const first = read(root, "01-AUDIT.md");
    expect(first).toContain('  - new-failures: ["adds"]');
    expect(first).toContain('  - old-failures: ["reads"]');
    expect(first).toContain("1 of 2 failing tests is new: adds; 1 failed before the phase: reads");
    expect(gapFixes(asked)).toEqual(["execute-plan 01-02"]);
    expect(report).toMatchObject({ status: "completed", humanNeeded: expect.arrayContaining(["phase 1: `node --test` fails as it did before the phase: reads"]) as unknown });
  });
});

describe("a phase of the second of two repos", () => {
  // In the first repo the same command is green: whoever ran it there would see nothing.
  const api = { "api.test.js": suiteOf("serves") };

  it("has its suite run there and on its base: what was red before costs no cycle", async () => {
    const root = makeTwoRepos(folder, SUITE, { api, web: { "old.test.js": suiteOf("reads!", "sorts") } });
    const { report, asked } = await runNewJob(root, (_plan, tools) => { tools.write("new.test.js", suiteOf("adds")); }, false, "web");
    expect(report.status).toBe("completed");
    expect(gapFixes(asked)).toEqual([]);
    expect(report.humanNeeded).toContain("phase 1: `node --test` in web fails as it did before the phase: reads");
    expect(read(root, "01-AUDIT.md")).toMatch(/^- \*\*Base:\*\* \{"web":"[0-9a-f]{40}"\}$/m);
    expect(read(root, "01-UAT.md")).toContain("Test command node --test in web");
    expect(readdirSync(folder).filter((name) => name.includes("--base-"))).toEqual([]);
  });

  it("has a gap for what is new there, and none once that is mended", async () => {
    const root = makeTwoRepos(folder, SUITE, { api, web: { "old.test.js": suiteOf("reads!", "sorts") } });
    const { report, asked } = await runNewJob(root, (plan, tools) => { tools.write("new.test.js", suiteOf(plan === "01-01" ? "adds!" : "adds")); }, false, "web");
    const first = read(root, "01-AUDIT.md");
    expect(first).toContain("  - truth: `node --test` in web passes");
    expect(first).toContain('  - repo: ["web"]');
    expect(first).toContain("1 of 2 failing tests is new: adds; 1 failed before the phase: reads");
    expect(gapFixes(asked)).toEqual(["execute-plan 01-02"]);
    expect(report).toMatchObject({ status: "completed", humanNeeded: expect.arrayContaining(["phase 1: `node --test` in web fails as it did before the phase: reads"]) as unknown });
    expect(existsSync(join(folder, "api--v1", "new.test.js"))).toBe(false);
  });

  it("has it run there by the audit of the milestone, too", async () => {
    const root = makeTwoRepos(folder, SUITE, { api: { "api.test.js": suiteOf("serves!") }, web: { "old.test.js": suiteOf("sorts") } });
    const { report } = await runNewJob(root, (_plan, tools) => { tools.write("new.test.js", suiteOf("adds")); }, true, "web");
    expect(report.status).toBe("completed");
    const audit = readFileSync(join(root, ".planning", "v1-MILESTONE-AUDIT.md"), "utf8");
    expect(audit).toMatch(/\| 1\. `node --test` in web \| passed \|/);
    expect(audit).not.toContain("in api");
  });
});
