import type { AgentRequest, FileChange } from "@dgs/core";
import { auditMilestone, isRefusal, type MilestoneAuditReport, planMilestoneGaps, previewMilestoneGaps, type Ports, type Refusal, tryLock } from "@dgs/runtime";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeCrashProduct } from "../src/crash-product.js";
import { createScriptedAgents, createTestPorts, type ScriptedAgent } from "../src/test-ports.js";

let folder: string;
let repo: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs milestone ")));
  ({ repo } = makeCrashProduct(folder, { git: { worktrees: false } }));
  put("REQUIREMENTS.md", REQUIREMENTS);
  put("ROADMAP.md", read("ROADMAP.md").replace("* [ ] **Phase 1", "* [x] **Phase 1").replaceAll(/\* \[ \] 01-/g, "* [x] 01-").replace("**Goal**: It is built", "**Goal**: It is built\r\n**Requirements**: BUILD-01, BUILD-02"));
  for (const id of ["01-01", "01-02"]) put(`phases/01-build/${id}-SUMMARY.md`, `---\nphase: 01-build\nplan: ${id.slice(-2)}\nstatus: complete\nrequirements-completed: [BUILD-0${id.slice(-1)}]\n---\n\n# Summary\n\n**Done**\n`);
  put("phases/01-build/01-VERIFICATION.md", "---\nstatus: passed\n---\n\n# Verification\n");
  writeFileSync(join(repo, "one.txt"), "one\n");
  writeFileSync(join(repo, "result.txt"), "result good\n");
  git("add", "--all");
  git("commit", "--quiet", "--message", "Build it");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const REQUIREMENTS = "# Requirements\n\n## v1 Requirements\n\n- [x] **BUILD-01**: one is there\n- [x] **BUILD-02**: the result is good\n\n## Traceability\n\n| Requirement | Phase | Status |\n|---|---|---|\n| BUILD-01 | Phase 1 | Complete |\n| BUILD-02 | Phase 1 | Complete |\n\nA note of mine.\n";
const git = (...args: string[]): string => execFileSync("git", ["-C", repo, ...args], { encoding: "utf8" }).trim();
const planning = (path: string): string => join(repo, ".planning", path);
const read = (path: string): string => readFileSync(planning(path), "utf8");
const AUDIT = "v1-MILESTONE-AUDIT.md";
const LOG = "v1-MILESTONE-AUDIT-LOG.md";

function put(path: string, text: string): void {
  mkdirSync(join(planning(path), ".."), { recursive: true });
  writeFileSync(planning(path), text);
}

const finds = (gaps: readonly object[]): ScriptedAgent => (_request, tools) => {
  tools.leave("findings.json", JSON.stringify({ gaps, notes: "## Gaps\n\nfine" }));
  return "completed";
};

const on = { signal: new AbortController().signal, onEvent: () => undefined };

async function audit(script: ScriptedAgent = finds([])): Promise<{ report: MilestoneAuditReport; asked: readonly AgentRequest[] }> {
  const agents = createScriptedAgents(script);
  const { ports, place } = createTestPorts(repo, agents);
  return { report: accepted(await auditMilestone(ports, place, on)), asked: agents.asked };
}

function accepted<Report>(report: Report | Refusal): Report {
  if (isRefusal(report)) throw new Error(`${report.code}: ${report.message}`);
  return report;
}

describe("audit-milestone", () => {
  it("passes what is satisfied in all three places, says by what, and commits what it wrote", async () => {
    const { report, asked } = await audit();
    expect(report).toMatchObject({ version: "v1", status: "passed", exit: "ok", path: AUDIT, gaps: [], humanNeeded: [], scores: { requirements: "2/2", phases: "1/1", integration: "3/3", flows: "0/0" }, planningCommit: "docs(milestone): audit v1" });
    expect(asked.map(({ purpose }) => purpose)).toEqual(["audit-milestone v1 0"]);
    expect(read(AUDIT)).toContain("| BUILD-02 | satisfied | REQUIREMENTS.md: Phase 1, Complete; phases/01-build/01-02-SUMMARY.md lists it; phases/01-build/01-VERIFICATION.md: passed |");
    expect(git("show", "--name-only", "--format=%s", "HEAD").split("\n").filter((line) => line !== "")).toEqual(["docs(milestone): audit v1", `.planning/${LOG}`, `.planning/${AUDIT}`]);
  });

  it.each<[string, () => void, Partial<MilestoneAuditReport>, string]>([
    ["a summary that lists nothing", () => { put("phases/01-build/01-02-SUMMARY.md", "---\nphase: 01-build\nplan: 02\nstatus: complete\n---\n\n# Summary\n\n**Done**\n"); }, { status: "human_needed", exit: "human-needed" }, "BUILD-02 is partial"],
    ["a phase that waits for a person", () => { put("phases/01-build/01-VERIFICATION.md", "---\nstatus: human_needed\nhuman_verification:\n  - test: look\n---\n"); put("ROADMAP.md", read("ROADMAP.md").replace("* [x] **Phase 1", "* [ ] **Phase 1")); }, { status: "human_needed", exit: "human-needed" }, "phase 1: its verification asks for a person"],
    ["no REQUIREMENTS.md", () => { rmSync(planning("REQUIREMENTS.md")); }, { status: "human_needed", exit: "human-needed" }, "there is no REQUIREMENTS.md"],
    ["REQUIREMENTS.md that cannot be read", () => { writeFileSync(planning("REQUIREMENTS.md"), Buffer.from([0xff, 0xfe, 0x00, 0xd8])); }, { status: "human_needed", exit: "human-needed" }, "cannot be read"],
    ["an id that nobody has defined", () => { put("ROADMAP.md", read("ROADMAP.md").replace("BUILD-01, BUILD-02", "BUILD-01, BUILD-02, NOPE-07")); }, { status: "human_needed", exit: "human-needed" }, "NOPE-07 is named by phase 1"],
    ["a stub that a summary admits", () => { put("phases/01-build/01-02-SUMMARY.md", `${read("phases/01-build/01-02-SUMMARY.md")}\n## Known Stubs\n\n- the mailer sends nothing\n`); }, { status: "tech_debt", exit: "ok", techDebt: [{ phase: "1", items: ["01-02: the mailer sends nothing"] }] }, ""],
    ["a requirement that no phase has", () => { put("REQUIREMENTS.md", REQUIREMENTS.replace("- [x] **BUILD-02**", "- [ ] **LOST-01**: nobody has it\n- [x] **BUILD-02**")); }, { status: "gaps_found", exit: "gaps" }, ""],
    ["a test that fails now", () => { writeFileSync(join(repo, "result.txt"), "result bad\n"); }, { status: "gaps_found", exit: "gaps" }, ""],
  ])("never passes %s", async (_, spoil, expected, item) => {
    spoil();
    const { report } = await audit();
    expect(report).toMatchObject(expected);
    expect(report.humanNeeded.join("\n")).toContain(item);
    expect(read(AUDIT)).toContain(`status: ${report.status}\n`);
  });

  /** VALIDATION.md of phase 1 with a full suite and tasks; scripts lie in the repo and are committed. */
  function declare(suite: string, tasks: readonly string[], scripts: Readonly<Record<string, string>>): void {
    const rows = tasks.map((command, index) => `| 01-01-0${String(index + 1)} | \`${command}\` |\n`).join("");
    put("phases/01-build/01-VALIDATION.md", `| Property | Value |\n| --- | --- |\n| Full suite | \`${suite}\` |\n\n| Task ID | Automated Command |\n| --- | --- |\n${rows}`);
    for (const [file, text] of Object.entries(scripts)) writeFileSync(join(repo, file), text);
    git("add", "--all");
    git("commit", "--quiet", "--message", "Declare");
  }

  it.each<[string, string, string, string, Partial<MilestoneAuditReport>, number]>([
    ["that fails", "failed", "console.log('1 failing'); process.exit(1)", "node t.js", { status: "gaps_found", exit: "gaps" }, 2],
    ["that says that tests failed, with exit 0", "says-failed", "console.log('  1 passing (2ms)\\n  1 failing')", "node t.js", { status: "gaps_found", exit: "gaps" }, 1],
    ["that runs no test", "no-test-ran", "console.log('  0 passing (2ms)')", "node t.js", { status: "gaps_found", exit: "gaps" }, 1],
    ["that is not there", "infrastructure", "", "no-such-program-at-all", { status: "human_needed", exit: "human-needed" }, 2],
    ["that says nothing", "silent", "", "node t.js", { status: "human_needed", exit: "human-needed" }, 1],
    ["that fails, and passes unchanged", "flaky", "const fs = require('fs'); const at = require('path').join(__dirname, '..', 'flag'); const was = fs.existsSync(at); fs.writeFileSync(at, ''); console.log(was ? '1 passing' : '1 failing'); process.exit(was ? 0 : 1)", "node t.js", { status: "human_needed", exit: "human-needed" }, 3],
  ])("takes a test command %s for what it is: %s", async (_, standing, script, command, expected, runs) => {
    declare(command, [], { "t.js": script });
    const { report } = await audit();
    expect(report).toMatchObject(expected);
    expect(report.tests[0]).toMatchObject({ number: 1, command, standing, runs, origin: "the full suite of VALIDATION.md of phase 1" });
    expect([...report.gaps.map(({ text }) => text), ...report.humanNeeded].filter((text) => text.includes(`\`${command}\``))).toHaveLength(1);
    expect(read(AUDIT)).toContain(`| 1. \`${command}\` | ${standing} |`);
    expect(read(LOG).match(/^## Test 1(?:$|,)/gm)).toHaveLength(runs);
  });

  it("takes a command that does not end for one that timed out", async () => {
    put("config.json", JSON.stringify({ ...(JSON.parse(read("config.json")) as object), tests: { timeout_seconds: 1 } }));
    declare("node t.js", [], { "t.js": "console.log('1 passing'); setTimeout(() => {}, 60000)" });
    const { report } = await audit();
    expect(report.tests[0]).toMatchObject({ standing: "timed-out", runs: 1 });
    expect(report).toMatchObject({ status: "gaps_found" });
  });

  it("runs the suite first, and what it covers only where it has not passed", async () => {
    const test = "const t = require('node:test'); t('a', () => {});\n";
    declare("node --test", ["node --test a.test.js", "node b.js"], { "a.test.js": test, "b.js": "console.log('1 passing')" });
    const { report } = await audit();
    expect(report.tests.slice(0, 3)).toMatchObject([{ command: "node --test", standing: "passed", runs: 1 }, { command: "node --test a.test.js", standing: "passed", runs: 0, coveredBy: 1, said: "covered by test 1, which has passed" }, { command: "node b.js", standing: "passed", runs: 1 }]);
    expect(read(LOG)).not.toContain("## Test 2\n");
    expect(report.status).toBe("passed");
    writeFileSync(join(repo, "c.test.js"), "const t = require('node:test'); t('c', () => { throw new Error('c') });\n");
    const after = await audit();
    expect(after.report.tests.slice(0, 2)).toMatchObject([{ standing: "failed", runs: 2 }, { standing: "passed", runs: 1 }]);
    expect(read(LOG)).toContain("## Test 2\n");
  });

  it("finds stubs in the files that its plans name, whatever the checker says, and leaves to a person what is in no commit", async () => {
    put("phases/01-build/01-02-SUMMARY.md", read("phases/01-build/01-02-SUMMARY.md").replace("status: complete\n", "status: complete\nkey-files:\n  created: [mail.js, sum.js]\n"));
    writeFileSync(join(repo, "mail.js"), "export function send(text) {\n  throw new Error('not implemented');\n}\n");
    writeFileSync(join(repo, "sum.js"), "export const sum = (a, b) => a + b; // TODO: big numbers\n");
    git("add", "--all");
    git("commit", "--quiet", "--message", "Stub");
    const { report } = await audit();
    expect(report).toMatchObject({ status: "gaps_found", gaps: [{ id: "G-01", kind: "integration", phase: "1", text: expect.stringContaining("mail.js:") as unknown }], techDebt: [{ phase: "1", items: [expect.stringContaining("sum.js:") as unknown] }] });
    writeFileSync(join(repo, "mail.js"), "export const send = (text) => console.log(text);\n");
    expect((await audit()).report).toMatchObject({ status: "human_needed", humanNeeded: [expect.stringMatching(/^files are in no commit.*mail\.js$/) as unknown] });
    git("commit", "--quiet", "--all", "--message", "Mend");
    expect((await audit()).report.status).toBe("tech_debt");
    expect(read(AUDIT)).toContain(`heads:\n  "${basename(repo)}": "${git("rev-parse", "HEAD~1")}"`);
  });

  it("fails where a VALIDATION.md cannot be read: its commands would be missing", async () => {
    writeFileSync(planning("phases/01-build/01-VALIDATION.md"), Buffer.from([0xff, 0xfe, 0x00, 0xd8]));
    const { ports, place } = createTestPorts(repo, createScriptedAgents(finds([])));
    expect(await auditMilestone(ports, place, on)).toMatchObject({ code: "milestone-not-audited", exit: "usage", message: expect.stringContaining("01-VALIDATION.md") as unknown });
    expect(existsSync(planning(AUDIT))).toBe(false);
  });

  it("is written over the one before by edits: what a person wrote stays, and no heading of an agent is one of the file", async () => {
    await audit(finds([{ kind: "flow", text: "sign-up breaks" }]));
    const mine = "## My view\n\n- **not** a gap\n\n### With more\n\ttext  \n";
    put(AUDIT, `${read(AUDIT).replace("status: gaps_found", "status: gaps_found\nowner: me")}\n${mine}`);
    const { report } = await audit();
    expect(report.status).toBe("passed");
    expect(read(AUDIT)).toContain(mine);
    expect(read(AUDIT)).toContain("owner: me");
    expect(read(AUDIT)).not.toContain("sign-up");
    expect(read(AUDIT).match(/^## Gaps$/gm)).toHaveLength(1);
  });

  it("is refused where another version is named, where there is no phase, and while a runner works on the milestone", async () => {
    const { ports, place } = createTestPorts(repo, createScriptedAgents(finds([])));
    expect(await auditMilestone(ports, place, { ...on, version: "v9" })).toMatchObject({ code: "not-the-active-milestone" });
    const held = tryLock({ folder: planning("jobs/.locks"), name: "milestone-v1", now: new Date().toISOString(), liveness: ports.liveness });
    expect(await auditMilestone(ports, place, on)).toMatchObject({ code: "locked", exit: "locked" });
    if (held.type === "held") held.lock.release();
    put("ROADMAP.md", "# Roadmap\n\n## Milestones\n\n- 🚧 **v1 App** - Phases 1-1 (in progress)\n");
    expect(await auditMilestone(ports, place, on)).toMatchObject({ code: "milestone-not-audited", exit: "usage" });
    expect(existsSync(planning(AUDIT))).toBe(false);
  });
});

const GAPS = [{ kind: "requirement", phase: "1", text: "BUILD-02 is not met: result.txt is empty" }, { kind: "flow", text: "nobody calls it" }];

describe("plan-milestone-gaps", () => {
  it("shows fix phases and writes nothing, then adds them, and reopens their requirements", async () => {
    await audit(finds(GAPS));
    const before = [read("ROADMAP.md"), read("REQUIREMENTS.md")];
    const { ports, place } = createTestPorts(repo, createScriptedAgents(finds([])));
    expect(previewMilestoneGaps(ports, place, on)).toMatchObject({ type: "gap-plan", made: [], phases: [{ number: "2", priority: "must", requirements: ["BUILD-02"], gaps: [{ id: "BUILD-02" }, { id: "G-01" }] }], paths: ["REQUIREMENTS.md", "ROADMAP.md"] });
    expect([read("ROADMAP.md"), read("REQUIREMENTS.md")]).toEqual(before);
    expect(await planMilestoneGaps(ports, place, on)).toMatchObject({ type: "gaps-planned", phases: [{ number: "2", name: "Close audit gaps 2" }], madeBefore: false, planningCommit: "docs(milestone): plan the gaps of v1" });
    expect(read("REQUIREMENTS.md")).toBe(REQUIREMENTS.replace("[x] **BUILD-02**", "[ ] **BUILD-02**").replace("| BUILD-02 | Phase 1 | Complete |", "| BUILD-02 | Phase 1, Phase 2 | Pending |"));
    expect(read("ROADMAP.md")).toMatch(/\*\*Gap Closure\*\*: closes the gaps of the audit of \S+: BUILD-02, G-01\r\n/);
    expect(git("status", "--porcelain", "--", ".planning")).toBe("");
  });

  it("finds what it made, and asks of an audit that there is one with a gap", async () => {
    const { ports, place } = createTestPorts(repo, createScriptedAgents(finds([])));
    expect(await planMilestoneGaps(ports, place, on)).toMatchObject({ code: "gaps-not-planned", exit: "usage" });
    await audit();
    expect(await planMilestoneGaps(ports, place, on)).toMatchObject({ code: "gaps-not-planned" });
    await audit(finds(GAPS));
    await planMilestoneGaps(ports, place, on);
    const after = [read("ROADMAP.md"), read("REQUIREMENTS.md"), git("rev-parse", "HEAD")];
    expect(await planMilestoneGaps(ports, place, on)).toMatchObject({ madeBefore: true, phases: [{ number: "2" }] });
    expect([read("ROADMAP.md"), read("REQUIREMENTS.md"), git("rev-parse", "HEAD")]).toEqual(after);
  });

  it("comes to the same when it is cut off before, between and behind its writes, and before its commit", async () => {
    await audit(finds(GAPS));
    const clean = createTestPorts(repo, createScriptedAgents(finds([])));
    const start = git("rev-parse", "HEAD");
    accepted(await planMilestoneGaps(clean.ports, clean.place, on));
    const whole = [read("ROADMAP.md"), read("REQUIREMENTS.md")];
    for (const allowed of [0, 1, 2]) {
      git("reset", "--quiet", "--hard", start);
      const ports = cutOffAfter(clean.ports, allowed);
      await expect(planMilestoneGaps(ports, clean.place, on)).rejects.toThrow("cut off");
      expect(accepted(await planMilestoneGaps(clean.ports, clean.place, on))).toMatchObject({ phases: [{ number: "2" }], madeBefore: allowed === 2, planningCommit: "docs(milestone): plan the gaps of v1" });
      expect([allowed, read("ROADMAP.md"), read("REQUIREMENTS.md")]).toEqual([allowed, ...whole]);
      expect(git("status", "--porcelain", "--", ".planning")).toBe("");
    }
  });
});

/** Ports whose runner dies behind so many changes of planning files; with all of them, right before the commit. */
function cutOffAfter(ports: Ports, changes: number): Ports {
  let left = changes;
  const write = async (all: readonly FileChange[]): Promise<Awaited<ReturnType<Ports["files"]["write"]>>> => {
    for (const change of all) {
      if (left-- === 0) throw new Error("cut off");
      const written = await ports.files.write([change]);
      if (written !== "written") return written;
    }
    return "written";
  };
  return { ...ports, files: { ...ports.files, write }, git: { ...ports.git, commit: () => Promise.reject(new Error("cut off")) } };
}
