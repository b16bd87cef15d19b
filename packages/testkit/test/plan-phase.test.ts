import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parsePhaseNumber } from "@dgs/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { carryOutPlanning } from "../../runtime/src/plan/carry-out-planning.js";
import type { PlanPhaseWish } from "../../runtime/src/plan/types.js";
import type { ScriptedAgent } from "../src/test-ports.js";
import { createPhaseScene, phaseFiles, type PhaseScene, planText, summaryText } from "./phase-scene.js";

vi.setConfig({ testTimeout: 120_000 });

let scene: PhaseScene;
beforeEach(() => { scene = createPhaseScene(phaseFiles()); });
afterEach(() => { scene.remove(); });

const wish: PlanPhaseWish = { phase: parsePhaseNumber("2")!, research: "never", gaps: false, verify: false, decideFirst: false };
const folder = (): string => join(scene.repo, ".planning", "phases", "02-ship");
const files = (): readonly string[] => (existsSync(folder()) ? readdirSync(folder()).filter((name) => !name.startsWith(".")).sort() : []);

/** A plan that code has nothing against. */
const good = (number: string, more: Readonly<Record<string, string>> = {}): string =>
  planText(number, { phase: "02-ship", requirements: "[A-02]", ...more }).replaceAll("<done>", "<verify><automated>test -s x</automated></verify>\n  <done>").replace(/(<task type="auto">[^]*<\/task>\n)/, "$1$1");
const VALIDATION = "# Validation\n\n| Task ID | Plan | Wave | Requirement | Automated Command | Status |\n|---|---|---|---|---|---|\n| 02-01-01 | 01 | 1 | A-02 | `test -s x` | pending |\n";
const leaveGood: ScriptedAgent = (_request, tools) => {
  tools.leave("02-01-PLAN.md", good("01"));
  tools.leave("02-VALIDATION.md", VALIDATION);
  return "completed";
};
const issues = (...severities: readonly string[]): string => JSON.stringify({ issues: severities.map((severity) => ({ plan: "02-01", task: 1, severity, kind: "wiring", text: "nobody calls it", fix: "call it" })) });

describe("a planner that returns nonsense", () => {
  const both = (one: string, two: string): ScriptedAgent => (_request, tools) => {
    tools.leave("02-01-PLAN.md", one);
    tools.leave("02-02-PLAN.md", two);
    tools.leave("02-VALIDATION.md", VALIDATION);
    return "completed";
  };
  const alone = (text: string, name = "02-01-PLAN.md"): ScriptedAgent => (_request, tools) => {
    tools.leave(name, text);
    tools.leave("02-VALIDATION.md", VALIDATION);
    return "completed";
  };
  it.each<readonly [string, ScriptedAgent, string, RegExp]>([
    ["no file", () => "completed", "result-missing", /The outbox has no plan/],
    ["broken YAML", alone(good("01").replace("depends_on: []", "depends_on: [\n  - {")), "front-matter-value-unread", /02-01-PLAN\.md:\d+:\d+/],
    ["cyclic waves", both(good("01", { depends_on: "[02-02]" }), good("02", { depends_on: "[02-01]" })), "dependency-cycle", /02-01 → 02-02 → 02-01/],
    ["a thousand plans", (request, tools) => { for (let at = 1; at <= 1000; at++) tools.leave(`02-${String(at)}-PLAN.md`, "---\nplan: 1\n---\n"); return request.attempt > 3 ? "crashed" : "completed"; }, "outbox-too-many", /more than 200 files/],
    ["plans for another phase", alone(good("01"), "01-03-PLAN.md"), "result-id-unread", /01-03-PLAN\.md is not the name of a plan of phase 2/],
    ["paths outside of the repository", alone(good("01", { files_modified: "[../../etc/passwd]" })), "plan-file-outside", /lies outside of the repository/],
    ["tasks without a command", alone(planText("01", { phase: "02-ship", requirements: "[A-02]" })), "result-incomplete", /has no <verify><automated>/],
    ["a file of more than a megabyte", alone(good("01") + "x".repeat(1_200_000)), "plan-too-long", /100000 are the most/],
    ["bytes that are no text", (request) => { writeFileSync(join(request.outbox, "02-01-PLAN.md"), Buffer.from([0xff, 0xfe, 0x00, 0x9f, 0x92])); return "completed"; }, "", /UTF-8/],
    ["a program that is not there", alone(good("01").replaceAll("test -s x", "no-such-program --check")), "plan-command-unknown", /no program "no-such-program"/],
    ["five tasks", alone(good("01").replace(/(<task type="auto">[^]*<\/task>\n)<\/tasks>/, "$1$1</tasks>")), "plan-task-count", /The plan has 4 tasks/],
  ])("%s: clear findings, at most three runs, nothing of the plans written", async (_name, script, code, message) => {
    const context = scene.context(script);
    const roadmap = scene.read("ROADMAP.md");
    const end = await carryOutPlanning(context, wish);
    expect(end).toMatchObject({ type: "plans-refused", error: expect.stringMatching(message) as string });
    expect(context.asked.map(({ role }) => role).filter((role) => role !== "planner")).toEqual([]);
    expect(context.asked.length).toBeGreaterThan(1);
    expect(context.asked.length).toBeLessThanOrEqual(3);
    expect(files()).toEqual(["02-CHECK.md"]);
    expect(scene.read("phases/02-ship/02-CHECK.md")).toContain("status: refused");
    if (code !== "") expect(scene.read("phases/02-ship/02-CHECK.md")).toContain(`\`${code}\``);
    expect(scene.read("ROADMAP.md")).toBe(roadmap);
  });
});

describe("the rounds", () => {
  it("what code finds goes back with its place, and no plan checker is spent on it; waves are mended without asking", async () => {
    const context = scene.context((request, tools) => {
      if (request.role === "plan-checker") tools.leave("plan-check.json", issues());
      else {
        tools.leave("02-01-PLAN.md", good("01", request.attempt === 1 ? { requirements: "[B-09]" } : {}));
        tools.leave("02-02-PLAN.md", good("02", { wave: "9", depends_on: "[02-01]", requirements: "[]" }));
        tools.leave("02-VALIDATION.md", VALIDATION);
      }
      return "completed";
    });
    const end = await carryOutPlanning(context, { ...wish, verify: true });
    expect(end).toMatchObject({ type: "planned", plans: ["02-01", "02-02"], corrections: [{ plan: "02-02", from: 9, to: 2 }], accepted: false });
    expect(context.asked.map(({ purpose, attempt }) => `${purpose} ${String(attempt)}`)).toEqual(["plan-phase 2 1", "plan-phase 2 2", "check-plans 2 2 1"]);
    expect(context.asked[1]?.prompt).toMatch(/02-01-PLAN\.md:8:1: The plan claims the requirement "B-09"/);
    expect(files()).toEqual(["02-01-PLAN.md", "02-02-PLAN.md", "02-VALIDATION.md"]);
    expect(scene.read("phases/02-ship/02-02-PLAN.md")).toContain("wave: 2\n");
    expect(scene.read("ROADMAP.md")).toMatch(/Phase 2: Ship[^]*02-01-PLAN\.md/);
    expect(scene.read("STATE.md")).toContain("Phase: 1 of 2 (Build)");
  });

  it("blockers of a plan checker that stay end it before the third run, with the findings in a file; warnings never do", async () => {
    const stubborn = scene.context((request, tools) => (request.role === "plan-checker" ? (tools.leave("plan-check.json", issues("blocker", "warning")), "completed") : leaveGood(request, tools)));
    const refused = await carryOutPlanning(stubborn, { ...wish, verify: true });
    expect(refused).toMatchObject({ type: "plans-refused", error: expect.stringContaining("nobody calls it") as string, rounds: [{ number: 1 }, { number: 2 }] });
    expect(stubborn.asked.filter(({ role }) => role === "planner")).toHaveLength(2);
    expect(scene.read("phases/02-ship/02-CHECK.md")).toContain("- blocker `wiring` (plan checker): 02-01 task 1: nobody calls it (call it)");
    const warned = scene.context((request, tools) => (request.role === "plan-checker" ? (tools.leave("plan-check.json", issues("warning")), "completed") : leaveGood(request, tools)));
    expect(await carryOutPlanning(warned, { ...wish, verify: true })).toMatchObject({ type: "planned", check: "phases/02-ship/02-CHECK.md" });
    expect(scene.read("phases/02-ship/02-CHECK.md")).toContain("status: warned");
  });

  it.each<readonly [string, string]>([["a planner", "planner"], ["a plan checker", "plan-checker"]])("%s that crashes behind a refused round leaves what was found in it, and no plan", async (_name, role) => {
    const context = scene.context((request, tools) => {
      const isSecond = request.role === "planner" ? request.attempt === 2 : request.purpose.endsWith(" 2");
      if (request.role === role && isSecond) return "crashed";
      if (request.role === "plan-checker") tools.leave("plan-check.json", issues("blocker"));
      return request.role === "plan-checker" ? "completed" : leaveGood(request, tools);
    });
    const end = await carryOutPlanning(context, { ...wish, verify: true });
    expect(end).toMatchObject({ type: "failed", reason: "failed", error: expect.stringMatching(/crashed[^]*What was found before, round by round: phases\/02-ship\/02-CHECK\.md/) as string });
    expect(files()).toEqual(["02-CHECK.md"]);
    expect(scene.read("phases/02-ship/02-CHECK.md")).toMatch(/status: refused\nrounds: 1\n[^]*nobody calls it[^]*Behind round 1 there is no other: the agent of \S+ 2\S* ?\S* ?crashed/);
  });

  it("one that crashes in the first round leaves nothing", async () => {
    expect(await carryOutPlanning(scene.context(() => "crashed"), { ...wish, verify: true })).toMatchObject({ type: "failed", error: expect.not.stringContaining("CHECK") as string });
    expect(files()).toEqual([]);
  });

  it("a person may take plans over the blockers of a plan checker, which is written down; what code finds nobody may overrule", async () => {
    const accept = vi.fn(() => Promise.resolve(true));
    const ask = { accept, withoutDiscussion: () => Promise.resolve(true) };
    const broken = scene.context((_request, tools) => { tools.leave("02-01-PLAN.md", "nothing"); return "completed"; });
    expect(await carryOutPlanning(broken, { ...wish, verify: true, ask })).toMatchObject({ type: "plans-refused" });
    expect(accept).not.toHaveBeenCalled();
    const context = scene.context((request, tools) => (request.role === "plan-checker" ? (tools.leave("plan-check.json", issues("blocker")), "completed") : leaveGood(request, tools)));
    expect(await carryOutPlanning(context, { ...wish, verify: true, ask, by: "ada@host" })).toMatchObject({ type: "planned", accepted: true });
    expect(scene.read("phases/02-ship/02-CHECK.md")).toMatch(/status: accepted[^]*accepted_by: "ada@host"/);
    expect(files()).toContain("02-01-PLAN.md");
  });

  it("fewer blockers earn a third run", async () => {
    const context = scene.context((request, tools) => {
      if (request.role !== "plan-checker") return leaveGood(request, tools);
      tools.leave("plan-check.json", issues(...Array.from({ length: 3 - Number(request.purpose.slice(-1)) }, () => "blocker")));
      return "completed";
    });
    expect(await carryOutPlanning(context, { ...wish, verify: true })).toMatchObject({ type: "planned", rounds: [{ findings: [{}, {}] }, { findings: [{}] }, { findings: [] }] });
    expect(context.asked.filter(({ role }) => role === "planner")).toHaveLength(3);
  });
});

describe("research, discussion and what is there already", () => {
  it("a researcher comes first where nothing was found out yet, its document stays when planning fails, and is not asked for again", async () => {
    const research = "# Research\n\n## Standard Stack\n\nnode\n\n## Sources\n\n- package.json\n";
    const script: ScriptedAgent = (request, tools) => {
      if (request.role === "phase-researcher") tools.leave("02-RESEARCH.md", research);
      return request.role === "planner" ? "crashed" : "completed";
    };
    const first = scene.context(script);
    expect(await carryOutPlanning(first, { ...wish, research: "config" })).toMatchObject({ type: "failed" });
    expect(first.asked.map(({ purpose }) => purpose)).toEqual(["research-phase 2", "plan-phase 2"]);
    expect(scene.read("phases/02-ship/02-RESEARCH.md")).toBe(research);
    const second = scene.context(leaveGood);
    expect(await carryOutPlanning(second, { ...wish, research: "config" })).toMatchObject({ type: "planned", researched: false });
    expect(second.asked.map(({ purpose }) => purpose)).toEqual(["plan-phase 2"]);
    expect(second.asked[0]?.prompt).toContain("## Standard Stack");
  });

  it("plans that are there are left alone; half-written ones are written anew", async () => {
    const context = scene.context(leaveGood);
    expect(await carryOutPlanning(context, wish)).toMatchObject({ type: "planned" });
    expect(await carryOutPlanning(context, wish)).toEqual({ type: "there", plans: ["02-01"] });
    expect(context.asked).toHaveLength(1);
    scene.put(".planning/phases/02-ship/.planning-in-progress", "Plans are being written into this folder; the next run writes them anew.\n");
    scene.put(".planning/phases/02-ship/02-07-PLAN.md", good("07"));
    expect(await carryOutPlanning(context, wish)).toMatchObject({ type: "planned", plans: ["02-01"] });
    expect(scene.read("phases/02-ship/02-07-PLAN.md")).toContain("status: superseded");
  });

  it("a person who wants to discuss first is asked before anything starts", async () => {
    const context = scene.context(leaveGood);
    const ask = { accept: () => Promise.resolve(false), withoutDiscussion: () => Promise.resolve(false) };
    expect(await carryOutPlanning(context, { ...wish, ask })).toEqual({ type: "undiscussed" });
    expect(context.asked).toEqual([]);
  });
});

describe("gaps", () => {
  const done = (): void => {
    for (const number of ["01", "02"]) scene.put(`.planning/phases/01-build/01-${number}-SUMMARY.md`, summaryText(number));
  };
  const gapPlan = (depends = "[01-01]"): string => good("03", { phase: "01-build", gap_closure: "true", requirements: "[]", depends_on: depends }).replaceAll("02-ship", "01-build");
  const gaps = { ...wish, phase: parsePhaseNumber("1")!, gaps: true };

  it("there are none: nothing is asked", async () => {
    done();
    const context = scene.context();
    expect(await carryOutPlanning(context, gaps)).toEqual({ type: "no-gaps" });
    expect(context.asked).toEqual([]);
  });

  it("those of the verification are planned behind the plans that are there", async () => {
    done();
    scene.put(".planning/phases/01-build/01-VERIFICATION.md", '---\nstatus: gaps_found\ngaps:\n  - truth: "it runs"\n    status: failed\n    reason: "it stops"\n---\n\n# Verification\n');
    const context = scene.context((request, tools) => {
      tools.leave("01-03-PLAN.md", request.attempt === 1 ? gapPlan().replace("gap_closure: true\n", "") : gapPlan());
      return "completed";
    });
    const end = await carryOutPlanning(context, gaps);
    expect(end).toMatchObject({ type: "planned", plans: ["01-03"], corrections: [{ plan: "01-03", from: 1, to: 2 }] });
    expect(context.asked[0]?.purpose).toBe("plan-phase 1 gaps 01-03");
    expect(context.asked[0]?.prompt).toContain("V-01: it runs");
    expect(await carryOutPlanning(context, gaps)).toEqual({ type: "there", plans: ["01-03"] });
  });

  it("those of a UAT file, with its cause", async () => {
    done();
    scene.put(".planning/phases/01-build/01-UAT.md", '---\nstatus: diagnosed\n---\n\n# UAT\n\n## Tests\n\n### 1. it\nexpected: it runs\nresult: issue\n\n## Gaps\n\n- id: G-01\n  truth: "it runs"\n  status: failed\n  reason: "it stops"\n  severity: major\n  test: 1\n  root_cause: "a missing call"\n');
    const context = scene.context((_request, tools) => { tools.leave("01-03-PLAN.md", gapPlan("[]")); return "completed"; });
    expect(await carryOutPlanning(context, gaps)).toMatchObject({ type: "planned", plans: ["01-03"] });
    expect(context.asked[0]?.prompt).toContain("G-01: it runs\n  found: it stops\n  cause: a missing call");
  });

  it("those of the milestone's audit, in the phase that was made for them", async () => {
    scene.put(".planning/ROADMAP.md", scene.read("ROADMAP.md").replace("**Goal**: It is out\n", "**Goal**: It is out\n**Gap Closure:** closes the gaps of the audit of 2026-01-01: integration-1\n"));
    scene.put(".planning/v1-MILESTONE-AUDIT.md", "---\nmilestone: v1\naudited: 2026-01-01\nstatus: gaps_found\ngaps:\n  integration:\n    - text: nobody calls it\n---\n\n# Audit\n");
    const context = scene.context((_request, tools) => { tools.leave("02-01-PLAN.md", good("01", { gap_closure: "true" })); return "completed"; });
    expect(await carryOutPlanning(context, { ...wish, gaps: true })).toMatchObject({ type: "planned", plans: ["02-01"] });
    expect(context.asked[0]?.prompt).toContain("nobody calls it");
  });
});
