import { describe, expect, it } from "vitest";
import { joinPath } from "../ids/planning-path.js";
import { outstandingItems } from "./outstanding.js";
import { readJob } from "./read.js";
import { renderJobSummary } from "./summary.js";

const path = joinPath("jobs", "completed", "milestone-v1.md");

type StepLine = readonly [mark: string, command: string, ...items: string[]];

const jobOf = (...steps: readonly StepLine[]) =>
  readJob({ path, texts: new Map([[path, `- **Version:** v1\n- **Status:** completed\n\n## Steps\n\n${steps.map(([mark, command, ...items]) => `- [${mark}] \`/dgs:${command}\`\n${items.map((item) => `  - human-needed: ${item}\n`).join("")}`).join("")}`]]) });

describe("outstandingItems", () => {
  it.each<[string, StepLine[], string[]]>([
    ["takes the last audit of the milestone for all before it", [["x", "audit-milestone v1", "phase 1 waits", "A-01 is partial"], ["x", "plan-milestone-gaps --auto"], ["x", "audit-milestone v1", "A-01 is partial"]], ["A-01 is partial"]],
    ["keeps what an audit that is not done again has said", [["x", "audit-milestone v1", "phase 1 waits"], ["!", "audit-milestone v1"]], ["phase 1 waits"]],
    ["takes a whole audit of a phase for those before it, of that phase alone", [["x", "audit-phase 1", "old"], ["x", "audit-phase 2", "other"], ["x", "audit-phase 01", "new"]], ["other", "new"]],
    ["clears nothing by an audit of a part", [["x", "audit-phase 1", "no test is declared"], ["x", "audit-phase 1 --rerun-failed"]], ["no test is declared"]],
    ["tells the same thing once", [["x", "execute-phase 1", "phase 1: look"], ["x", "audit-phase 1", "phase 1: look"]], ["phase 1: look"]],
    ["keeps what steps that are no audit have said", [["x", "verify-work 1 --auto", "passed without a test"], ["x", "audit-milestone v1"]], ["passed without a test"]],
  ])("%s", (_, steps, expected) => {
    expect(outstandingItems(jobOf(...steps)).map(({ item }) => item)).toEqual(expected);
  });

  it("tells of a check that was ticked in a job that ran, and that nobody carried out", () => {
    const job = jobOf(["x", "execute-phase 1"], ["x", "audit-phase 1"]);
    expect(outstandingItems({ ...job, started: "2026-01-01T00:00:00Z" }).map(({ item }) => item)).toEqual(["`/dgs:audit-phase 1` was ticked in the job file and not carried out: nothing was audited"]);
    const steps = job.steps.map((step) => ({ ...step, started: "2026-01-01T00:00:00Z" }));
    expect(outstandingItems({ ...job, started: "2026-01-01T00:00:00Z", steps })).toEqual([]);
  });

  it("stands in the summary of the job, with the step that said it last", () => {
    const summary = renderJobSummary(jobOf(["x", "audit-milestone v1", "gone"], ["x", "audit-milestone v1", "phase 1 waits"]));
    expect(summary).toContain("## Needs a person\n\n- `/dgs:audit-milestone v1`: phase 1 waits\n");
    expect(summary).not.toContain("gone");
    expect(renderJobSummary(jobOf(["x", "audit-phase 1"]))).toContain("## Needs a person\n\nNone.\n");
  });
});
