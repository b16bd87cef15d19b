import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePhaseNumber } from "../ids/phase-number.js";
import { parsePlanId, type PlanId } from "../ids/plan-id.js";
import { placeOf } from "../problem.js";
import { parseDependency, resolveDependencies } from "./dependencies.js";
import { readPlanBrief } from "./plan-brief.js";
import { assignWaves } from "./waves.js";

const phase = (text: string) => parsePhaseNumber(text)!;
const id = (text: string) => parsePlanId(text)!;

/** Plans from what stands behind `depends_on:`, by id. */
function plansOf(entries: Readonly<Record<string, string>>) {
  return Object.entries(entries).map(([key, text]) => ({ ...readPlanBrief(`---\nwave: 1\ndepends_on: ${text}\n---\n`, `${key}-PLAN.md`), id: id(key) }));
}

function resolve(entries: Readonly<Record<string, string>>, done: readonly string[] = []) {
  const { within, waiting, problems } = resolveDependencies(plansOf(entries), { phase: phase("01"), isDone: (each) => done.includes(each) });
  return { within: Object.fromEntries(within), waiting: Object.fromEntries(waiting), problems: problems.map((problem) => `${placeOf(problem)} ${problem.code}`) };
}

describe("parseDependency", () => {
  it.each(["1", "01", "1-1", "01-01", "01-01-limiter", "01-01-PLAN", "01-01-PLAN.md", "01-01-limiter-PLAN.md", "01-01-SUMMARY", "Plan 01", "plan-01", "Plan 01-01", "01-01 (the limiter)", "`01-01`", "@.planning/phases/01-a/01-01-PLAN.md", "CK-01-01"])(
    "takes %j for plan 01-01",
    (text) => {
      expect(parseDependency(text, phase("1"))).toEqual({ type: "plan", id: "01-01" });
    },
  );

  it.each(["none", "None", "null", "~", "-", "—", "Nothing", "Nothing (first plan)", "", "n/a"])("takes %j for none", (text) => {
    expect(parseDependency(text, phase("1"))).toEqual({ type: "none" });
  });

  it.each([
    ["04-02", "01", { type: "plan", id: "04-02" }],
    ["3a", "06", { type: "plan", id: "06-03a" }],
    ["06-03b", "06", { type: "plan", id: "06-03b" }],
    ["02.1-01", "02.1", { type: "plan", id: "02.1-01" }],
    ["2.1-1", "02.1", { type: "plan", id: "02.1-01" }],
    ["SETUP-02", "SETUP", { type: "plan", id: "SETUP-02" }],
    ["SETUP-02", "01", { type: "plan", id: "SETUP-02" }],
    ["1-1", "11", { type: "plan", id: "01-01" }],
    ["Phase 4", "05", { type: "phase", phase: "04" }],
    ["the database", "05", { type: "unread" }],
    ["01-01 through 01-03", "01", { type: "unread" }],
  ])("reads %j in phase %s", (text, own, expected) => {
    expect(parseDependency(text, phase(own))).toEqual(expected);
  });

  it("answers for any text", () => {
    fc.assert(fc.property(fc.string(), fc.constantFrom("01", "02.1", "12A", "SETUP"), (text, own) => parseDependency(text, phase(own)).type.length > 0));
  });
});

describe("resolveDependencies", () => {
  it("resolves every spelling to the plans of the phase, each once and in order", () => {
    expect(resolve({ "01-01": "none", "01-02": "[1, 01-01, Plan 01]", "01-03": '["02", "01-01-PLAN.md"]', "01-10": "01-03, 01-02" })).toEqual({
      within: { "01-01": [], "01-02": ["01-01"], "01-03": ["01-01", "01-02"], "01-10": ["01-02", "01-03"] },
      waiting: {},
      problems: [],
    });
  });

  it.each([
    [{ "01-01": "[01-09]" }, ["01-01-PLAN.md:3:14 dependency-unknown"]],
    [{ "01-01": "[some day]" }, ["01-01-PLAN.md:3:14 dependency-unknown"]],
    [{ "01-01": "[1]" }, ["01-01-PLAN.md:3:14 dependency-on-itself"]],
    [{ "01-01": "[01-02]", "01-02": "[01-03]", "01-03": "[01-01]" }, ["01-01-PLAN.md:3:14 dependency-cycle"]],
    [{ "01-01": "[01-02]", "01-02": "[01-01]", "01-03": "[01-02]" }, ["01-01-PLAN.md:3:14 dependency-cycle"]],
    [{ "01-01": "[Phase 4]" }, ["01-01-PLAN.md:3:14 dependency-on-phase"]],
  ])("tells what does not resolve: %j", (entries, expected) => {
    expect(resolve(entries).problems).toEqual(expected);
  });

  it("waits for a plan of another phase until that is done", () => {
    expect(resolve({ "01-01": "[00-02, 00-01]" }, ["00-01"])).toMatchObject({ within: { "01-01": [] }, waiting: { "01-01": ["00-02"] }, problems: ["01-01-PLAN.md:3:14 dependency-not-done"] });
    expect(resolve({ "01-01": "[00-02]" }, ["00-02"])).toMatchObject({ waiting: {}, problems: [] });
  });

  it("does not wait for a plan that was given up", () => {
    const plans = plansOf({ "01-01": "[]", "01-02": "[01-01]" }).map((plan) => ({ ...plan, superseded: plan.id === "01-01" }));
    const { within, problems } = resolveDependencies(plans, { phase: phase("01"), isDone: () => false });
    expect([within.get(id("01-02")), problems.map(({ code }) => code)]).toEqual([[], ["dependency-superseded"]]);
  });

  it("tells of two plans with one id, and keeps the first", () => {
    const plans = [...plansOf({ "01-01": "[]", "01-02": "[01-01]" }), { ...plansOf({ "01-01": "[01-02]" })[0]!, path: "01-01-b-PLAN.md" }];
    const { within, problems } = resolveDependencies(plans, { phase: phase("01"), isDone: () => false });
    expect([within.get(id("01-01")), problems.map((problem) => `${problem.path} ${problem.code}`)]).toEqual([[], ["01-01-b-PLAN.md duplicate-plan-id"]]);
  });
});

describe("assignWaves", () => {
  const wavesOf = (plans: readonly (readonly [string, number | undefined, readonly string[]])[]) => {
    const within = new Map(plans.map(([key, , needs]) => [id(key), needs.map(id)]));
    const { waves, problems } = assignWaves(plans.map(([key, wave]) => ({ id: id(key), path: `${key}-PLAN.md`, wave, waveAt: { line: 2, column: 1 } })), within);
    return { waves: waves.map(({ number, plans: ids }) => `${String(number)}: ${ids.join(" ")}`), problems: problems.map((problem) => `${placeOf(problem)} ${problem.code}`) };
  };

  it.each([
    ["the declared wave", [["01-01", 1, []], ["01-02", 3, []], ["01-03", undefined, []]], ["1: 01-01 01-03", "3: 01-02"], []],
    ["one more than the latest it waits for", [["01-01", 2, []], ["01-02", 1, ["01-01"]], ["01-03", undefined, ["01-02", "01-01"]]], ["2: 01-01", "3: 01-02", "4: 01-03"], ["01-02-PLAN.md:2:1 wave-moved"]],
    ["wave 0 for scaffolds", [["01-01", 0, []], ["01-02", undefined, ["01-01"]]], ["0: 01-01", "1: 01-02"], []],
    ["plan order, not the order of letters", [["01-10", 1, []], ["01-09", 1, []], ["01-9b", 1, []]], ["1: 01-09 01-09b 01-10"], []],
    ["the declared wave in a circle", [["01-01", 1, ["01-02"]], ["01-02", 4, ["01-01"]]], ["1: 01-01", "4: 01-02"], []],
  ] as const)("gives %s", (_, plans, waves, problems) => {
    expect(wavesOf(plans)).toEqual({ waves, problems });
  });

  it("puts every plan in one wave, after all that it waits for and not before the wave it declares", () => {
    const graphs = fc.integer({ min: 1, max: 12 }).chain((size) =>
      fc.array(fc.tuple(fc.option(fc.integer({ min: -1, max: 5 }), { nil: undefined }), fc.array(fc.nat(size - 1), { maxLength: 3 })), { minLength: size, maxLength: size }),
    );
    fc.assert(
      fc.property(graphs, (graph) => {
        const ids = graph.map((_, index) => id(`01-${String(index + 1)}`));
        // Only on earlier ones, so that there is no circle.
        const within = new Map<PlanId, PlanId[]>(graph.map(([, needs], index) => [ids[index]!, needs.filter((need) => need < index).map((need) => ids[need]!)]));
        const { waves } = assignWaves(graph.map(([wave], index) => ({ id: ids[index]!, path: "", wave, waveAt: undefined })), within);
        const waveOf = new Map(waves.flatMap(({ number, plans }) => plans.map((plan) => [plan, number] as const)));
        expect(waves.flatMap(({ plans }) => plans).sort()).toEqual([...ids].sort());
        for (const [index, [declared]] of graph.entries()) {
          const needs = within.get(ids[index]!)!.map((need) => waveOf.get(need)! + 1);
          expect(waveOf.get(ids[index]!)).toBe(Math.max(declared ?? 1, ...needs));
        }
      }),
    );
  });
});
