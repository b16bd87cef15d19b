// How long phases take under the scheduler, against what no schedule can beat.

import { core } from "../built.mjs";
import { createRandom, criticalPath, randomPhase, simulateSchedule, workBound } from "../simulate-schedule.mjs";

const GRAPHS = 200;
const SLOTS = [1, 4, 16];

/** One row for each schedule: makespan as a ratio to the larger of the two lower bounds, for 1, 4 and 16 agents. */
export function measureScheduling() {
  const random = createRandom(20_260_101);
  const graphs = Array.from({ length: GRAPHS }, () => randomPhase(random, core));
  return ["waves", "dag"].map((schedule) => {
    const ratios = SLOTS.map((agents) => {
      const each = graphs.map((plans) => simulateSchedule(core, plans, { schedule, agents, onFailure: "halt" }).makespan / Math.max(criticalPath(plans), workBound(plans, agents)));
      return { agents, mean: each.reduce((sum, ratio) => sum + ratio, 0) / each.length, worst: Math.max(...each) };
    });
    return {
      what: `makespan of ${String(GRAPHS)} random phases with \`${schedule}\`, simulated agents`,
      result: ratios.map(({ agents, mean, worst }) => `${String(agents)} agents: ${mean.toFixed(2)} × (worst ${worst.toFixed(2)} ×)`).join(", "),
      bar: "agents idle only where a dependency, a wave or an overlap forces it",
      met: true,
      beside: "of the larger of critical path and work divided by agents, which no schedule can beat; plans that change the same files and barriers between waves are not in these bounds",
      notes: ["That no agent idles while a plan could start is a property test: packages/testkit/test/phase-schedule.test.ts."],
    };
  });
}
