import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { ScriptedAgent } from "../src/test-ports.js";
import { leaveSummary, makeWavesScene, planOf, type ScenePlan, textAt } from "../src/waves-scene.js";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs conflict ")));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

// Both change shared.txt, and only the summary of each says so: the plans do not know of each other.
const plans: readonly ScenePlan[] = [
  { id: "01-01", files: ["one.txt"] },
  { id: "01-02", files: ["two.txt"], verify: "grep -q 01-02 shared.txt" },
];

/** Each plan writes its own line where the other writes its own. */
const clashing: ScriptedAgent = (request, tools) => {
  const id = planOf(request);
  if (id === undefined) return "completed";
  const own = plans.find((plan) => plan.id === id)?.files[0] ?? "";
  tools.write(own, `${id}\n`);
  tools.write("shared.txt", `top\n${id}\nbottom\n`);
  leaveSummary(id, tools, { created: [own], deviations: "Also changed shared.txt, task 1 needs it." });
  return "completed";
};

const options = { files: { "shared.txt": "top\nmiddle\nbottom\n" } };

it.each(["waves", "dag"])("is resolved by the conflict agent, judged by the plan's own checks, told early, and written down (schedule %s)", async (schedule) => {
  const scene = await makeWavesScene(folder, plans, { ...options, config: { parallelization: { max_concurrent_agents: 4, schedule } } });
  const { report, events, asked } = await scene.run((request, tools) => {
    if (request.role !== "conflict") return clashing(request, tools);
    tools.write("shared.txt", "top\n01-01\n01-02\nbottom\n");
    tools.leave("resolution.md", "shared.txt: each plan put a line in, so it has both.");
    return "completed";
  });
  expect(report.error).toBeUndefined();
  expect(textAt(scene.home, "shared.txt")).toBe("top\n01-01\n01-02\nbottom\n");
  expect(scene.landed()).toEqual(["01-01", "01-02"]);
  expect(asked.filter(({ role }) => role === "conflict")).toHaveLength(1);
  const ahead = events.filter((event) => event.type === "conflict-ahead");
  expect(ahead.length).toBeGreaterThan(0);
  for (const event of ahead) expect(event).toMatchObject({ files: ["shared.txt"] });
  // Each pair is told once.
  expect(new Set(ahead.map((event) => JSON.stringify([event.plan, event.with].sort()))).size).toBe(ahead.length);
  const written = textAt(scene.planning("RESOLUTIONS.md"));
  expect(written).toContain("- **Plan:** phases/01-build/01-02-PLAN.md\n");
  expect(written).toContain("- **Gate:** passed: `grep -q 01-02 shared.txt`\n");
  expect(scene.faults()).toEqual([]);
});

it("that no agent resolves well is taken back, and a fresh executor carries the plan out on the new base", async () => {
  const scene = await makeWavesScene(folder, plans, options);
  const { report, asked } = await scene.run((request, tools) => {
    if (request.role === "conflict") {
      // It throws the plan's own line away: the plan's check is red.
      tools.write("shared.txt", "top\n01-01\nbottom\n");
      tools.leave("resolution.md", "kept the base");
      return "completed";
    }
    if (!request.purpose.startsWith("execute-plan-again")) return clashing(request, tools);
    const before = textAt(request.cwd, "shared.txt");
    tools.write("two.txt", "01-02\n");
    tools.write("shared.txt", before.replace("bottom", "01-02\nbottom"));
    leaveSummary("01-02", tools, { deviations: "shared.txt too." });
    return "completed";
  });
  expect(report.error).toBeUndefined();
  const again = asked.find(({ purpose }) => purpose === "execute-plan-again 01-02");
  expect(again?.prompt).toContain("Why the earlier work on this plan was not taken");
  expect(textAt(scene.home, "shared.txt")).toBe("top\n01-01\n01-02\nbottom\n");
  expect(scene.git("for-each-ref", "--format=%(refname)", "refs/dgs/keep/v1")).toContain("refs/dgs/keep/v1/01-02");
  expect(textAt(scene.planning("RESOLUTIONS.md"))).toContain("- **Gate:** not taken: ");
  expect(scene.faults()).toEqual([]);
});

it("that comes back a second time lets the plan fail alone: the other has landed, and its work is kept", async () => {
  const scene = await makeWavesScene(folder, [...plans, { id: "01-03", files: ["three.txt"] }], options);
  const { report } = await scene.run((request, tools) => {
    if (request.role === "conflict") return "refused";
    if (planOf(request) === "01-03") {
      tools.write("three.txt", "3\n");
      leaveSummary("01-03", tools);
      return "completed";
    }
    return request.purpose.startsWith("execute-plan-again") ? "crashed" : clashing(request, tools);
  });
  expect(report).toMatchObject({ status: "failed", error: expect.stringContaining("01-02") as string });
  expect(scene.landed()).toEqual(["01-01", "01-03"]);
  expect(scene.faults()).toEqual([]);
  const second = await scene.run((request, tools) => {
    const id = planOf(request);
    if (id === undefined) return "completed";
    tools.write("two.txt", "01-02\n");
    tools.write("shared.txt", textAt(request.cwd, "shared.txt").replace("bottom", "01-02\nbottom"));
    leaveSummary(id, tools, { deviations: "shared.txt too." });
    return "completed";
  });
  expect(second.report.error).toBeUndefined();
  expect(scene.landed()).toEqual(["01-01", "01-03", "01-02"]);
  expect(scene.faults()).toEqual([]);
});

it("of meaning, which git does not see, is red on the new base, and the plan is carried out again", async () => {
  const red: readonly ScenePlan[] = [{ id: "01-01", files: ["limit.txt"] }, { id: "01-02", files: ["user.txt"], verify: "cmp limit.txt user.txt" }];
  const scene = await makeWavesScene(folder, red, { files: { "limit.txt": "old\n" } });
  const { report, asked } = await scene.run((request, tools) => {
    const id = planOf(request);
    if (id === undefined) return "completed";
    if (id === "01-01") tools.write("limit.txt", "new\n");
    else tools.write("user.txt", textAt(request.cwd, "limit.txt"));
    leaveSummary(id, tools);
    return "completed";
  });
  expect(report.error).toBeUndefined();
  expect(asked.map(({ purpose }) => purpose)).toContain("execute-plan-again 01-02");
  expect(textAt(scene.home, "user.txt")).toBe("new\n");
  expect(scene.faults()).toEqual([]);
});
