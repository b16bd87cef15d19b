import type { CostReport } from "@dgs/runtime";
import { expect, it } from "vitest";
import { renderCost } from "./cost.js";

const view = { paint: (_style: string, text: string) => text, pathOf: (path: string) => path } as Parameters<typeof renderCost>[1];
const sum = { runs: 2, timeMs: 61_000, inputTokens: 1_200_000, outputTokens: 3_400, costUsd: 1.5, withoutTokens: 0, withoutCost: 1, open: 0 };
const unknown = { runs: 1, timeMs: 1_000, inputTokens: undefined, outputTokens: undefined, costUsd: undefined, withoutTokens: 1, withoutCost: 1, open: 1 };
const report: CostReport = { type: "cost", version: "v1.0", total: { ...sum, open: 1, withoutTokens: 1 }, steps: [{ name: "/dgs:plan-phase 1", ...sum }, { name: "fast | x", ...unknown }], roles: [], models: [], unread: 1 };

it("shows sums, and what is unknown as unknown", () => {
  const lines = renderCost(report, view).split("\n");
  expect(lines[0]).toBe("What agents used for v1.0");
  expect(lines.find((line) => line.includes("plan-phase"))).toBe("| /dgs:plan-phase 1 | 2    | 1 min 1 s | 1,200,000 | 3,400      | $1.50 + unknown |");
  expect(lines.find((line) => line.includes("fast"))).toMatch(/^\| fast \/ x +\| 1 +\| 1\.0 s +\| unknown +\| unknown +\| unknown +\|$/);
  expect(lines).toContain("1 run told no cost.");
  expect(lines).toContain("The end of 1 run is not known (it goes on, or its runner was killed): it counts with what it had told.");
  expect(lines).toContain("1 record could not be read.");
});

it("says so where no agent has run", () => {
  expect(renderCost({ ...report, total: { ...unknown, runs: 0 } }, view)).toBe("No agent has run here yet.");
});
