import { readdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type PhaseNumber, type PlanId, renderExecution } from "@dgs/core";
import { createPlanningFiles, isRefusal, locateRoot, showPhase, type ShowPhaseReport } from "@dgs/runtime";
import { plainPaint, renderShowPhase } from "@dgs/render";
import { afterEach, describe, expect, it } from "vitest";
import { makeProduct, type SampleProduct } from "./sample-product.js";

let product: SampleProduct;
afterEach(() => { product.remove(); });

async function show(phase: string): Promise<ShowPhaseReport> {
  const report = await asked(phase);
  if (isRefusal(report)) throw new Error(report.message);
  return report;
}

function asked(phase: string) {
  const place = locateRoot({ cwd: product.base });
  if (isRefusal(place)) throw new Error(place.message);
  return showPhase({ files: createPlanningFiles({ root: place.root }) }, place, { phase });
}

const text = (report: ShowPhaseReport): string => renderShowPhase(report, { paint: plainPaint, pathOf: (each) => `.planning/${each}` });

/** Every file with its size and time. */
const seen = (): readonly string[] => readdirSync(product.planning, { recursive: true, encoding: "utf8" }).sort().map((file) => `${file} ${String(statSync(path.join(product.planning, file)).mtimeMs)}`);

const folderOf = (number: string): string => {
  const name = readdirSync(path.join(product.planning, "phases")).find((each) => each.startsWith(number));
  return `phases/${name ?? ""}`;
};

it("shows a phase that is complete, one that is planned, and one that is not, and writes nothing", async () => {
  product = makeProduct();
  const before = seen();
  const complete = await show("1");
  expect(complete).toMatchObject({ type: "show-phase", phase: "1", version: "v1.0", status: "complete", folder: folderOf("01"), waiting: [] });
  expect(complete.waves.flatMap(({ plans }) => plans.map(({ standing, oneLiner }) => [standing, oneLiner]))).toEqual(Array.from({ length: complete.plans.total }, () => ["complete", "One line."]));
  const planned = await show("02");
  expect(planned).toMatchObject({ phase: "2", status: "planned", plans: { done: 0 }, next: { command: "dgs execute-phase 2" } });
  expect(planned.waves.flatMap(({ plans }) => plans.map(({ standing }) => standing))).toEqual(Array.from({ length: planned.plans.total }, () => "open"));
  expect(text(planned)).toMatch(/^Phase 2: .* — planned\n[^]*Wave 1\n {2}02-01: .* not started/);
  const unplanned = await show("3");
  expect(unplanned).toMatchObject({ phase: "3", status: "unplanned", plans: { done: 0, total: 0 }, waves: [], next: { command: "dgs discuss-phase 3" } });
  expect(text(unplanned)).toContain("It has no plans yet.");
  expect(seen()).toEqual(before);
});

it("refuses a number that is none, a phase that is not there, and says where one of another milestone lies", async () => {
  product = makeProduct();
  expect(await asked("?")).toMatchObject({ type: "refused", code: "phase-unread" });
  expect(await asked("9")).toMatchObject({ type: "refused", code: "phase-missing", message: "the active milestone has no phase 9: its phases are 1, 2, 3" });
  product.remove();
  product = makeProduct({
    "STATE.md": "---\nmilestone: v2.0\n---\n",
    "ROADMAP.md": "# Roadmap\n\n## Milestones\n\n- ✅ **v1.0 Old** - Phases 1-1 (shipped 2026-01-01)\n- 🚧 **v2.0 New** - Phases 2-2 (in progress)\n\n## Phases\n\n<details>\n<summary>✅ v1.0 Old (Phases 1-1)</summary>\n\n### Phase 1: Past\n**Goal**: Done\n\n</details>\n\n### 🚧 v2.0 New\n\n### Phase 2: Now\n**Goal**: It works\n",
  });
  expect(await asked("1")).toMatchObject({ code: "phase-missing", message: expect.stringContaining("belongs to milestone v1.0, which is not the active one") as string });
});

it("shows plans with errors beside what is wrong with them, where an execution refuses to start", async () => {
  const broken = "---\nphase: 02-x\nplan: 02\nwave: 1\ndepends_on: [07]\nfiles_modified: []\nautonomous: true\n---\n\n<objective>\nMore.\n</objective>\n\n<tasks>\n<task type=\"auto\">\n  <name>Task 1: more</name>\n  <action>Do it.</action>\n  <verify>true</verify>\n  <done>Done.</done>\n</task>\n</tasks>\n";
  product = makeProduct();
  const folder = folderOf("02");
  product.remove();
  product = makeProduct({ [`${folder}/02-02-PLAN.md`]: broken });
  const report = await show("2");
  expect(report.waves.flatMap(({ plans }) => plans.map(({ id }) => id))).toContain("02-02");
  expect(report.problems).toContainEqual(expect.objectContaining({ code: "dependency-unknown", severity: "error", path: `${folder}/02-02-PLAN.md` }));
});

it("tells what failed and what waits for a person, from the file of an execution", async () => {
  product = makeProduct();
  const { folder = "", waves } = await show("2");
  const id = waves[0]?.plans[0]?.id as PlanId;
  const phase = id.slice(0, id.indexOf("-")) as PhaseNumber;
  const made = renderExecution({ phase, name: "x", created: "2026-01-01T00:00:00.000Z", options: { schedule: "waves", agents: 1, onFailure: "halt" }, plans: [{ id, wave: 1, after: [], apart: [] }] });
  const write = (status: string, stage: string): void => {
    writeFileSync(path.join(product.planning, folder, `${phase}-EXECUTION.md`), made.replace("Status:** pending", `Status:** ${status}`).replace(/^- \[ \] run .*$/m, stage));
  };
  write("failed", `- [!] run \`${id}\`\n  - reason: failed\n  - error: its tests fail`);
  const failed = await show("2");
  expect(failed.waves[0]).toMatchObject({ standing: "failed", plans: [{ id, standing: "failed", error: "its tests fail" }, { standing: "open" }] });
  expect([failed.next?.command, text(failed).includes("its tests fail")]).toEqual(["dgs execute-phase 2", true]);
  write("waiting", `- [x] run \`${id}\`\n- [ ] checkpoint \`${id}\`\n  - kind: human-verify\n  - task: 1\n  - waiting: 2026-01-01T00:00:00.000Z`);
  const waiting = await show("2");
  expect(waiting.waiting).toEqual([{ what: "checkpoint", plan: id, kind: "human-verify" }]);
  expect([waiting.next?.command, text(waiting).includes("Waits for a person")]).toEqual([`dgs answer ${id}`, true]);
});

describe("the last audit", () => {
  const write = async (verdict: string, rest: string): Promise<ShowPhaseReport> => {
    product = makeProduct();
    const { folder = "" } = await show("2");
    const steps = "- [x] diagnose `G-01`\n  - truth: it counts hours\n  - source: test\n  - severity: major\n  - why: exit 1\n  - files: `src/a.js`\n  - root-cause: src/a.js:8 drops them";
    writeFileSync(path.join(product.planning, folder, "02-AUDIT.md"), `# Audit of phase 2: x\n\n- **Phase:** 02\n- **Status:** completed\n- **Verdict:** ${verdict}\n- **Rerun-Failed:** no\n- **Agents:** 1\n- **Created:** 2026-01-01T00:00:00.000Z\n\n## Steps\n\n${steps}\n${rest}`);
    return show("2");
  };

  it("tells its gaps with their causes and the plans that close them, and which are done", async () => {
    const report = await write("diagnosed", "- [x] plan fixes\n  - plans: 02-02\n- [x] record\n");
    expect(report.audit).toMatchObject({ verdict: "diagnosed", gaps: [{ id: "G-01", truth: "it counts hours", source: "test", severity: "major", rootCause: "src/a.js:8 drops them" }], plans: [{ id: "02-02", done: false }] });
    expect(report.next?.command).toBe("dgs execute-phase 2 --gaps-only");
    expect(text(report)).toMatch(/Last audit: diagnosed[^]*G-01 it counts hours {2}\(major, test\)[^]*cause: src\/a\.js:8 drops them[^]*Plans that close the gaps: 02-02\n/);
  });

  it("tells why no plan that closes them was taken", async () => {
    const report = await write("gaps_found", "- [x] plan fixes\n  - unplanned: yes\n  - note: the plans were refused: no command\n- [x] record\n");
    expect(report.audit).toMatchObject({ verdict: "gaps_found", plans: [], unplanned: "the plans were refused: no command" });
    // Its plans are open: an audit would refuse.
    expect(report.next?.command).toBe("dgs execute-phase 2");
    expect(text(report)).toContain("No plan that closes them was taken: the plans were refused: no command");
  });
});
