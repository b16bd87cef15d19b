import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EndState } from "../crash/end-of-product.js";
import type { Scenario } from "../crash/scenario.js";
import { asked, FILES, has, left, PHASE } from "./before-plans.js";
import { makeRepo } from "./make-repo.js";

const CONTEXT = "# Phase 1 Context\n\n**Status:** Ready for planning\n\n<decisions>\n- **D-01:** One file is enough (assumed)\n</decisions>\n\n<deferred>\nNothing.\n</deferred>\n";
const RESEARCH = "# Research\n\n## User Constraints\n\n- D-01: One file is enough\n\n## Standard Stack\n\nnode\n\n## Sources\n\n- package.json\n";
const VALIDATION = "# Validation\n\n| Task ID | Plan | Wave | Requirement | Automated Command | Status |\n|---|---|---|---|---|---|\n| 01-01-01 | 01 | 1 | - | `node --test` | pending |\n";

const task = (number: string, name: string): string => `<task type="auto">\n  <name>Task ${name}</name>\n  <files>src/${number}.js</files>\n  <action>Write it.</action>\n  <verify><automated>node --test</automated></verify>\n  <done>it is there</done>\n</task>\n`;

function plan(number: string, keys: Readonly<Record<string, string>>): { readonly path: string; readonly text: string } {
  const head = Object.entries({ phase: "01-build", plan: number, ...keys, files_modified: `[src/${number}.js]`, autonomous: "true", requirements: "[]" });
  return { path: `01-${number}-PLAN.md`, text: `---\n${head.map(([key, value]) => `${key}: ${value}`).join("\n")}\n---\n\n<objective>\nWrite src/${number}.js.\n</objective>\n\n<tasks>\n${task(number, "1: write")}${task(number, "2: call")}</tasks>\n` };
}

const issues = (severity: string): object => left("", { path: "plan-check.json", text: JSON.stringify({ issues: [{ plan: "01-01", task: 1, severity, kind: "wiring", text: "nobody calls it", fix: "call it" }] }) });
const planned = (attempt: number, ...plans: readonly { readonly path: string; readonly text: string }[]): object => ({ ...left("plan-phase 1", ...plans, { path: "01-VALIDATION.md", text: VALIDATION }), attempt });

function wrong(end: EndState, report: Readonly<Record<string, unknown>>): string[] {
  const check = end[`${PHASE}/01-CHECK.md`] ?? "";
  return [
    ...(report["outcome"] === "planned" ? [] : ["the phase was not planned"]),
    ...has(end, ...["01-CONTEXT.md", "01-RESEARCH.md", "01-01-PLAN.md", "01-02-PLAN.md", "01-VALIDATION.md"].map((name) => `${PHASE}/${name}`)),
    ...(end[`${PHASE}/01-02-PLAN.md`]?.includes("wave: 2\n") === true ? [] : ["the wave was not mended"]),
    ...(check.includes("blocker") && check.includes("status: warned") ? [] : ["01-CHECK.md does not tell of both rounds"]),
    ...(end[".planning/ROADMAP.md"]?.includes("01-02-PLAN.md") === true ? [] : ["the roadmap does not name the plans"]),
  ];
}

/** What was asked for and is written. A round of the planner whose plans are not all there yet is asked for again, with what was found in it. */
function completed(folder: string): string[] {
  const at = (name: string): string => join(folder, "app", PHASE, name);
  const arePlansThere = existsSync(at("01-02-PLAN.md")) && !existsSync(at(".planning-in-progress")) && readFileSync(at("01-02-PLAN.md"), "utf8") !== "";
  return [
    ...(existsSync(at("01-CONTEXT.md")) ? ["discuss-phase 1"] : []),
    ...(existsSync(at("01-RESEARCH.md")) ? ["research-phase 1"] : []),
    ...(arePlansThere ? ["plan-phase 1", "check-plans 1 1", "check-plans 1 2"] : []),
  ];
}

/** A phase that nobody has discussed: decided, looked into, planned, refused by the plan checker, planned again with a wrong wave, taken with a warning, committed. */
export const planPhaseScenario: Scenario = {
  name: "plan-phase in two rounds",
  leastStates: 35,
  make: (folder) => { makeRepo(join(folder, "app"), FILES); },
  root: "app",
  tape: () => [
    left("discuss-phase 1", { path: "01-CONTEXT.md", text: CONTEXT }),
    left("research-phase 1", { path: "01-RESEARCH.md", text: RESEARCH }),
    planned(1, plan("01", { wave: "1", depends_on: "[]" })),
    { ...issues("blocker"), purpose: "check-plans 1 1" },
    planned(2, plan("01", { wave: "1", depends_on: "[]" }), plan("02", { wave: "7", depends_on: "[01-01]" })),
    { ...issues("warning"), purpose: "check-plans 1 2" },
  ],
  swept: { name: "planPhase", input: { phase: "1", research: "config", gaps: false, verify: true, auto: true, by: "ada@host" } },
  wrong,
  completed,
  done: asked,
};
