import { expect, it } from "vitest";
import { codeFiles, planningFiles } from "../../../../demo/sample-product.mjs";
import { tape } from "../../../../demo/sample-tape.mjs";
import { noteOutcome } from "./matrix.js";
import type { TestedProgram } from "./tested-program.js";
import { runWholeJob } from "./whole-job.js";

const TITLE = "a whole milestone job, from a planned roadmap to the audited result";

/** Declares that a real agent program carries a whole job through: plans side by side, an audit that finds a defect, and the cycle that repairs it. Without a path it is skipped. */
export function jobContract(program: TestedProgram, path: string | undefined): void {
  const { name } = program.adapter;
  if (path === undefined) {
    it(`${name}: ${TITLE}`, (test) => { test.skip(`${name} is not installed: \`npm run agents\` installs it`); });
    return;
  }
  it(`${name}: ${TITLE}`, { timeout: 15 * 60_000 }, async () => {
    const end = await runWholeJob(program, path, { version: "v1.0", planningFiles, codeFiles, entries: tape.entries });
    expect(end.code, end.printed).toBe(0);
    expect(end.report).toMatchObject({ status: "completed" });
    expect([...end.commits].sort()).toEqual(["feat(01-01): units", "feat(01-02): tokens", "feat(01-03): parser", "feat(02-01): format", "feat(02-02): front door", "feat(02-03): mend the rest"]);
    expect(end.worktrees).toEqual(["branch refs/heads/main", "branch refs/heads/milestone/v1.0"]);
    expect(end.outside, "hosts that it wanted to reach").toEqual([]);
    expect(end.asked).toBeGreaterThan(15);
    noteOutcome(name, TITLE, "completed");
  });
}
