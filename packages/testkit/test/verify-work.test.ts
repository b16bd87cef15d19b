import { readUat, readVerification, type UatAnswer } from "@dgs/core";
import { type AskUat, type Refusal, runJob, type UatQuestionAsked, verifyWork, type VerifyWorkInput, type VerifyWorkReport } from "@dgs/runtime";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeCrashProduct } from "../src/crash-product.js";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";

let folder: string;
let repo: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs verify work ")));
  ({ repo } = makeCrashProduct(folder));
  put("phases/01-build/01-01-SUMMARY.md", summary("01", "## Accomplishments\n\n- The first file is there\n- It says one\n"));
  put("phases/01-build/01-02-SUMMARY.md", summary("02", "", "coverage:\n  - id: D1\n    description: The result is good\n    human_judgment: true\n  - id: D2\n    description: Never asked\n    human_judgment: false\n"));
  put("phases/01-build/01-VERIFICATION.md", "---\nstatus: passed\n---\n\n# Verification\n");
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const planning = (path: string): string => join(repo, ".planning", path);
const UAT = "phases/01-build/01-UAT.md";
const text = (path = UAT): string => readFileSync(planning(path), "utf8");
const uat = () => readUat(text(), UAT);
function put(path: string, content: string): void {
  mkdirSync(dirname(planning(path)), { recursive: true });
  writeFileSync(planning(path), content);
}

function summary(plan: string, body: string, front = ""): string {
  return `---\nphase: 01-build\nplan: ${plan}\nstatus: complete\n${front}---\n\n# Phase 1 Plan ${plan} Summary\n\n${body}`;
}

const never: ScriptedAgent = () => { throw new Error("no agent is to be asked"); };

async function verify(input: Partial<Omit<VerifyWorkInput, "ask">> & { readonly says?: readonly (UatAnswer | undefined)[]; readonly ask?: Partial<AskUat> } = {}, script?: ScriptedAgent): Promise<{ readonly report: VerifyWorkReport | Refusal; readonly asked: UatQuestionAsked[] }> {
  const { says, ask, ...more } = input;
  const agents = createScriptedAgents(script ?? never);
  const { ports: { agents: all, ...others }, place } = createTestPorts(repo, agents);
  const left = [...(says ?? [])];
  const asked: UatQuestionAsked[] = [];
  const person: AskUat = { phase: () => Promise.resolve(undefined), diagnose: () => Promise.resolve(false), test: (question) => { asked.push(question); return Promise.resolve(left.shift()); }, ...ask };
  const report = await verifyWork({ ...others, ...(script === undefined ? {} : { agents: all }) }, place, {
    auto: false, again: false, diagnose: false, by: "ada@host", signal: new AbortController().signal, onEvent: () => undefined, ...(says === undefined && ask === undefined ? {} : { ask: person }), ...more,
  });
  return { report, asked };
}

const pass: UatAnswer = { type: "pass" };
const issue: UatAnswer = { type: "issue", reported: "it says two", severity: "major" };

describe("verify-work", () => {
  it("asks one deliverable at a time, keeps each answer at once, and goes on where it was", async () => {
    const kept: string[] = [];
    const says: (UatAnswer | undefined)[] = [pass, undefined];
    const first = await verify({ ask: { test: (question) => { kept.push(`${question.name}: ${existsSync(planning(UAT)) ? uat().tests.map(({ result }) => result).join(" ") : "none"}`); return Promise.resolve(says.shift()); } } });
    expect(first.report).toMatchObject({ type: "verify-work", exit: "human-needed", phase: "1", status: "testing", added: 3, answered: [{ number: 1 }], open: [{ number: 2 }, { number: 3 }], next: { command: "dgs verify-work 1" } });
    expect(kept).toEqual(["The first file is there: pending pending pending", "It says one: pass pending pending"]);
    expect(text()).toContain('### 3. The result is good\nexpected: The result is good\nresult: [pending]\nsource: 01-02-SUMMARY.md#D1\n');
    expect(text()).not.toContain("Never asked");

    // A person edits the file by hand between two runs: what stands there stays, also what DGS would not write.
    writeFileSync(planning(UAT), `${text().replace("### 2. It says one\nexpected: It says one\nresult: [pending]", "### 2. It says ONE, loudly\nexpected: It says one\nresult: pass\nnotes: mine").replace("total: 3", "total: 3 <!-- kept -->")}\n## Mine\n\nA note.\n`);
    const second = await verify({ says: [pass] });
    expect(second.asked.map(({ number, turn, of }) => [number, turn, of])).toEqual([[3, 1, 1]]);
    expect(second.report).toMatchObject({ exit: "ok", status: "complete", added: 0, open: [], issues: [], next: { command: "dgs progress" } });
    expect(text()).toContain("### 2. It says ONE, loudly\nexpected: It says one\nresult: pass\nnotes: mine");
    expect(text()).toContain("\n## Mine\n\nA note.\n");
    expect(uat()).toMatchObject({ status: "complete", tests: [{ result: "pass" }, { result: "pass" }, { result: "pass" }] });
    const before = text();
    expect(await verify({ phase: "01", says: [] })).toMatchObject({ report: { exit: "ok", added: 0, answered: [] }, asked: [] });
    expect(text()).toBe(before);
    expect((await verify({ says: [] })).report).toMatchObject({ type: "refused", code: "nothing-to-test" });
  });

  it("asks only what is new when the phase gets another plan", async () => {
    await verify({ phase: "1", says: [pass, pass, pass] });
    put("phases/01-build/01-03-PLAN.md", text("phases/01-build/01-02-PLAN.md").replace(/^plan: .*$/m, "plan: 03"));
    put("phases/01-build/01-03-SUMMARY.md", summary("03", "**A third file is there**\n"));
    const { report, asked } = await verify({ says: [pass] });
    expect(asked.map(({ name }) => name)).toEqual(["A third file is there"]);
    expect(report).toMatchObject({ exit: "ok", added: 1, totals: { total: 4, passed: 4 } });
  });

  it("makes a gap of an issue, takes verification and tick back, and asks for it again once it is closed", async () => {
    put("ROADMAP.md", text("ROADMAP.md").replace(/\[ \] \*\*Phase 1/, "[x] **Phase 1"));
    const { report } = await verify({ says: [pass, issue, { type: "skip", reason: "no time" }] });
    expect(report).toMatchObject({ exit: "gaps", status: "gaps_found", issues: [{ number: 2, reported: "it says two", severity: "major" }], next: { command: "dgs verify-work 1 --diagnose" } });
    expect(uat().gaps).toMatchObject([{ id: "G-01", truth: "It says one", status: "failed", severity: "major", test: 2, source: "person" }]);
    expect(text("phases/01-build/01-VERIFICATION.md")).toBe("---\nstatus: pending\nprevious_status: passed\n---\n\n# Verification\n");
    expect(text("ROADMAP.md")).toContain("[ ] **Phase 1");
    // Nothing is open: nobody is asked again, and the issue is still one.
    expect(await verify({ phase: "1", says: [] })).toMatchObject({ report: { exit: "gaps" }, asked: [] });
    const again = await verify({ phase: "1", again: true, says: [pass, pass] });
    expect(again.asked.map(({ number, result }) => [number, result])).toEqual([[2, "issue"], [3, "skipped"]]);
    expect(again.report).toMatchObject({ exit: "ok", status: "complete", issues: [] });
    expect(uat().gaps).toMatchObject([{ id: "G-01", status: "resolved" }]);
  });

  it("leaves what test commands came to as it is, and does not call a phase accepted over one that fails", async () => {
    const audited = "---\nstatus: diagnosed\nphase: 01-build\n---\n\n## Tests\n\n### 1. Test command npm test\nexpected: exit 0\ncommand: `npm test`\nresult: issue\nexit: 1\nreported: two failed\nseverity: major\n\n## Summary\n\ntotal: 1\npassed: 0\nissues: 1\npending: 0\nskipped: 0\nblocked: 0\n\n## Gaps\n\n- id: G-01\n  truth: \"`npm test` passes\"\n  status: failed\n  test: 1\n  source: test_execution\n";
    put(UAT, audited.replaceAll("\n", "\r\n"));
    const { report } = await verify({ says: [pass, pass, { type: "blocked", by: "server" }] });
    expect(report).toMatchObject({ exit: "human-needed", status: "partial", open: [{ number: 4, result: "blocked", blockedBy: "server" }], totals: { total: 4, passed: 2, issues: 1 } });
    expect(text()).toContain("### 1. Test command npm test\r\nexpected: exit 0\r\ncommand: `npm test`\r\nresult: issue\r\nexit: 1\r\nreported: two failed\r\nseverity: major\r\n");
    expect(text().replaceAll("\r\n", "")).not.toContain("\n");
    expect((await verify({ says: [pass] })).report).toMatchObject({ exit: "gaps", status: "gaps_found", issues: [{ number: 1 }] });
    expect(text("phases/01-build/01-VERIFICATION.md")).toContain("status: passed");
  });

  it("keeps what somebody saves while a question stands on the terminal", async () => {
    await verify({ ask: { test: () => Promise.resolve(undefined) } });
    const says: UatAnswer[] = [pass, issue, pass];
    const { report } = await verify({
      ask: {
        test: ({ number }) => {
          if (number === 1) writeFileSync(planning(UAT), text().replace("## Summary", "<!-- while it was asked -->\n\n## Summary"));
          // Another terminal has answered the very question meanwhile.
          if (number === 2) writeFileSync(planning(UAT), text().replace(/(### 2\.[^]*?result: )\[pending\]/, "$1skipped"));
          return Promise.resolve(says.shift());
        },
      },
    });
    expect(text()).toContain("<!-- while it was asked -->");
    expect(report).toMatchObject({ exit: "ok", totals: { passed: 2, skipped: 1, issues: 0 } });
    expect(uat().gaps).toEqual([]);
  });

  it("passes without a test what has no answer, says so at each, and touches neither issues nor what is blocked", async () => {
    await verify({ says: [issue, { type: "blocked", by: "other", reason: "no key" }] });
    const { report } = await verify({ phase: "1", auto: true });
    expect(report).toMatchObject({ exit: "human-needed", auto: true, answered: [{ number: 3, result: "pass" }], open: [{ number: 2 }], issues: [{ number: 1 }] });
    expect(uat().tests).toMatchObject([{ result: "issue" }, { result: "blocked", reason: "no key" }, { result: "pass", reason: "not tested: passed by verify-work --auto, run by ada@host" }]);
  });

  it("tells what is open and writes nothing where nobody can be asked", async () => {
    const before = readdirSync(planning("phases/01-build"));
    expect((await verify()).report).toMatchObject({ exit: "human-needed", status: "testing", open: [{ number: 1 }, { number: 2 }, { number: 3 }] });
    expect(readdirSync(planning("phases/01-build"))).toEqual(before);
  });

  it("refuses what cannot be tested, and writes nothing", async () => {
    rmSync(planning("phases/01-build/01-01-SUMMARY.md"));
    rmSync(planning("phases/01-build/01-02-SUMMARY.md"));
    for (const [phase, code] of [["1", "nothing-to-test"], [undefined, "nothing-to-test"], ["7", "phase-missing"], ["x y", "phase-unread"]] as const) {
      expect((await verify({ says: [pass], ...(phase === undefined ? {} : { phase }) })).report).toMatchObject({ type: "refused", code, exit: "usage" });
    }
    expect(existsSync(planning(UAT))).toBe(false);
  });

  it("has the issues diagnosed, planned and checked, lists the plan that closes them, and diagnoses nothing twice", async () => {
    const plan = (id: string): string => `---\nphase: 01-build\nplan: ${id}\nwave: 1\ndepends_on: []\nfiles_modified: [one.txt]\nautonomous: true\ngap_closure: true\n---\n\n<objective>\nSay one.\n</objective>\n\n<tasks>\n<task type="auto">\n  <name>Task 1: say one</name>\n  <files>one.txt</files>\n  <action>Write it.</action>\n  <verify><automated>grep -q one one.txt</automated></verify>\n  <done>it says one</done>\n</task>\n</tasks>\n`;
    const prompts: string[] = [];
    const planner: ScriptedAgent = (request, tools) => {
      prompts.push(JSON.stringify(request.prompt));
      if (request.role === "debugger") tools.leave("diagnosis.json", JSON.stringify({ gaps: [...JSON.stringify(request.inputs).matchAll(/(G-\d+): /g)].map(([, id]) => ({ id, root_cause: "one.txt:1 says two", certainty: "proved", evidence: ["it was read"] })) }));
      if (request.role === "planner") tools.leave("01-03-PLAN.md", plan("03"));
      if (request.role === "plan-checker") tools.leave("plan-check.json", '{"issues": []}');
      return "completed";
    };
    // Offered, and declined.
    expect((await verify({ says: [pass, issue, pass] }, planner)).report).toMatchObject({ exit: "gaps", status: "gaps_found" });
    expect(prompts).toEqual([]);
    const { report } = await verify({ phase: "1", diagnose: true }, planner);
    expect(report).toMatchObject({ exit: "gaps", status: "diagnosed", diagnosis: { plans: ["01-03"] }, next: { command: "dgs execute-phase 1 --gaps-only" } });
    expect(prompts).toHaveLength(3);
    expect(prompts[0]).toContain("it says two");
    expect(prompts[1]).toContain("one.txt:1 says two");
    expect(text("ROADMAP.md")).toContain("01-03");
    expect((await verify({ phase: "1", diagnose: true }, never)).report).toMatchObject({ exit: "gaps", status: "diagnosed" });
    expect(readVerification(text("phases/01-build/01-VERIFICATION.md"), "v").status).not.toBe("passed");
  });
});

describe("the step verify-work of a job", () => {
  async function job(): Promise<unknown> {
    const { ports, place } = createTestPorts(repo, createScriptedAgents(never));
    return runJob(ports, place, { version: "v1", dryRun: false, signal: new AbortController().signal, onEvent: () => undefined });
  }

  beforeEach(() => {
    put("jobs/pending/milestone-v1.md", "# Milestone Job: v1\n\n- **Version:** v1\n- **Status:** pending\n- **Check:** false\n\n## Steps\n\n- [ ] `/dgs:verify-work 1 --auto`\n");
  });

  it("passes each test and says so, in the file and in what needs a person", async () => {
    expect(await job()).toMatchObject({ exit: "ok", status: "completed", humanNeeded: [expect.stringContaining("phase 1 was passed without a test (verify-work --auto)")] });
    expect(uat()).toMatchObject({ status: "complete", tests: [1, 2, 3].map(() => ({ result: "pass", reason: expect.stringMatching(/^not tested: passed by verify-work --auto, run .+ of the job of v1$/) as unknown })) });
  });

  it("halts over an issue: that is no matter of passing without a test", async () => {
    await verify({ phase: "1", says: [issue] });
    expect(await job()).toMatchObject({ exit: "gaps", status: "failed", error: expect.stringContaining("1 issues") as unknown });
    expect(uat().tests).toMatchObject([{ result: "issue" }, { result: "pass" }, { result: "pass" }]);
  });
});
