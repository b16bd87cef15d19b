import { expect, it } from "vitest";
import { joinPath } from "../ids/planning-path.js";
import { parsePlanId } from "../ids/plan-id.js";
import { obstaclesOf } from "./obstacles.js";
import { readExecution } from "./read.js";
import { startableSteps } from "./schedule.js";
import type { PhaseExecution } from "./types.js";

const path = joinPath("phases", "01-a", "01-EXECUTION.md");

function execution(steps: string, agents = 3): PhaseExecution {
  return readExecution({ path, texts: new Map([[path, `- **Phase:** 01\n- **Status:** in-progress\n- **Schedule:** waves\n- **Agents:** ${String(agents)}\n- **On-Failure:** halt\n\n## Steps\n\n${steps}- [ ] verify\n- [ ] record\n`]]) });
}

const obstacles = (state: PhaseExecution, plan: string): readonly (readonly [string, ...string[]])[] => obstaclesOf(state, parsePlanId(plan) ?? ("" as never)).map(({ type, plans }) => [type, ...plans] as const);
const run = (plan: string, mark: string, more = ""): string => `- [${mark}] run \`${plan}\`\n${more === "" ? "" : `  - ${more}\n`}- [ ] land \`${plan}\`\n`;

it.each<[string, PhaseExecution, string, readonly (readonly string[])[]]>([
  ["nothing in its way", execution(run("01-01", " ")), "01-01", []],
  ["a plan that it comes after", execution(run("01-01", ">") + run("01-02", " ", "comes-after: 01-01")), "01-02", [["too-early", "01-01"]]],
  ["a plan that changes the same files", execution(run("01-01", ">") + run("01-02", " ", "apart: 01-01")), "01-02", [["apart", "01-01"]]],
  ["an earlier wave", execution(run("01-01", ">") + run("01-02", " ", "wave: 2")), "01-02", [["wave", "01-01"]]],
  ["a plan that failed", execution(run("01-01", "!") + run("01-02", " ")), "01-02", [["stopped", "01-01"]]],
  ["no free agent", execution(run("01-01", ">") + run("01-02", " "), 1), "01-02", [["agents", "01-01"]]],
  ["another landing", execution("- [x] run `01-01`\n- [>] land `01-01`\n- [x] run `01-02`\n- [ ] land `01-02`\n"), "01-02", [["turn", "01-01"]]],
  ["an earlier plan of its wave that lands first", execution(run("01-01", ">") + "- [x] run `01-02`\n- [ ] land `01-02`\n"), "01-02", [["turn", "01-01"]]],
  ["being under way itself", execution(run("01-01", ">")), "01-01", []],
])("given %s, that is what is told, and only a plan without an obstacle is startable", (_, state, plan, expected) => {
  expect(obstacles(state, plan)).toEqual(expected);
  const startable = startableSteps(state).map((index) => state.steps[index]?.plan);
  const isPending = state.steps.find((step) => step.plan === plan && step.status !== "completed")?.status === "pending";
  expect(startable.includes(parsePlanId(plan))).toBe(expected.length === 0 && isPending);
});
