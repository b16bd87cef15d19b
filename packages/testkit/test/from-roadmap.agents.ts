import { describe, expect, it } from "vitest";
import { codeFiles } from "../../../demo/sample-product.mjs";
import { unplannedFiles } from "../../../demo/unplanned-product.mjs";
import { unplannedTape } from "../../../demo/unplanned-tape.mjs";
import { findProgram } from "../../../scripts/agents/places.mjs";
import { TESTED_PROGRAMS } from "../src/agent-contract/programs.js";
import { runWholeJob } from "../src/agent-contract/whole-job.js";

// One program is enough: what another does differently, the contract of each one tells.
const path = findProgram("claude")?.path;

describe("claude, where nothing is planned", () => {
  it("carries a whole job through, from a bare roadmap to the audited milestone", { timeout: 15 * 60_000 }, async (test) => {
    if (path === undefined) return test.skip("claude is not installed: `npm run agents` installs it");
    const end = await runWholeJob(TESTED_PROGRAMS.claude, path, { version: "v1.0", planningFiles: unplannedFiles, codeFiles, entries: unplannedTape.entries });
    expect(end.code, end.printed).toBe(0);
    const report = end.report as { readonly status: string; readonly ran: number; readonly steps: readonly { readonly note?: string }[] };
    expect(report).toMatchObject({ status: "completed", ran: 13 });
    // Its planner was sent back by its plan checker, and DGS mended the wave that it counted wrong.
    expect(report.steps[2]?.note).toBe("3 plans; waves mended: 01-03 → 2; 1 warning, see phases/01-parse/01-CHECK.md");
    expect(end.printed).toContain("not accepted (1 of 3): 01-03 task 1: no plan refuses unknown units");
    expect(end.commits).toEqual(["feat(01-01): units", "feat(01-02): tokens", "feat(01-03): parser", "feat(02-01): format", "feat(02-02): front door", "feat(02-03): mend the rest"]);
    expect(end.planningFiles).toEqual(expect.arrayContaining(["codebase/CONCERNS.md", "phases/01-parse/01-CONTEXT.md", "phases/01-parse/01-RESEARCH.md", "phases/01-parse/01-03-PLAN.md", "phases/02-format/02-AUDIT-02.md", "v1.0-MILESTONE-AUDIT.md"]));
    expect(end.health.code, end.health.printed).toBe(0);
    expect(end.worktrees).toEqual(["branch refs/heads/main", "branch refs/heads/milestone/v1.0"]);
    expect(end.outside, "hosts that it wanted to reach").toEqual([]);
    // Each run of an agent asks at least for what it writes, and once more.
    expect(end.asked).toBeGreaterThan(2 * unplannedTape.entries.length);
  });
});
