import { describe, expect, it } from "vitest";
import { joinPath } from "../ids/planning-path.js";
import { formatStepCommand } from "./command-line.js";
import { readJob } from "./read.js";
import type { Job } from "./types.js";

const path = joinPath("jobs", "in-progress", "milestone-v1.1.md");
const read = (text: string): Job => readJob({ path, texts: new Map([[path, text]]) });

describe("readJob", () => {
  it("reads what the writer writes", () => {
    const job = read(
      '# Milestone job v1.1\n\n- **Version:** v1.1\n- **Status:** in-progress\n- **Check:** no\n- **Started:** 2026-01-01T00:00:00.000Z\n- **StartShas:** {"app":"0123456789012345678901234567890123456789"}\n- **GapFixCycle:** 1\n- **PhaseFixCycle:** {"3":2}\n\n## Steps\n\n- [x] `/dgs:plan-phase 3 --non-interactive`\n  - started: 2026-01-01T00:00:00.000Z\n  - human-needed: look\n- [!] `/dgs:execute-phase 3`\n  - error: it broke\n  - reason: failed\n- [>] `/dgs:audit-phase 3`\n- [ ] `/dgs:audit-milestone`\n',
    );
    expect(job).toMatchObject({ version: "v1.1", status: "in-progress", check: false, gapFixCycle: 1, phaseFixCycle: { "3": 2 }, startShas: { app: "0123456789012345678901234567890123456789" }, problems: [] });
    expect(job.steps.map((step) => `${step.status} ${formatStepCommand(step.command)}`)).toEqual([
      "completed /dgs:plan-phase 3 --non-interactive",
      "failed /dgs:execute-phase 3",
      "in-progress /dgs:audit-phase 3",
      "pending /dgs:audit-milestone",
    ]);
    expect(job.steps[0]).toMatchObject({ started: "2026-01-01T00:00:00.000Z", humanNeeded: ["look"] });
    expect(job.steps[1]).toMatchObject({ error: "it broke", reason: "failed" });
  });

  it("reads what people write: star bullets, no backticks, CRLF, a byte order mark, paragraph fields, steps without bullets", () => {
    const job = read("\ufeff# Job\r\n\r\n**Version:** v1.1\r\n**Status**: in progress\r\n\r\n### Steps\r\n\r\n* [X] /gsd:plan-phase 03\r\n* [ ] /dgs:execute-phase 3\r\n\r\n[!] /dgs:audit-phase 3");
    expect(job.problems).toEqual([]);
    expect(job.status).toBe("in-progress");
    expect(job.steps.map((step) => step.status)).toEqual(["completed", "pending", "failed"]);
  });

  it("takes nothing from fences, comments and quotations for a step or a field", () => {
    const job = read("# Job\n\n```\n**Status:** completed\n- [x] `/dgs:plan-phase 1`\n```\n<!--\n- [x] `/dgs:plan-phase 2`\n-->\n\n> - [x] `/dgs:plan-phase 3`\n\n- [ ] `/dgs:plan-phase 4`\n");
    expect(job.steps.map((step) => formatStepCommand(step.command))).toEqual(["/dgs:plan-phase 4"]);
    expect(job.status).toBe("in-progress");
  });

  it.each([
    ["a step without a command", "## Steps\n\n- [ ] do something\n", "no-command", { line: 3, column: 7 }],
    ["an unknown marker", "## Steps\n\n- [?] `/dgs:plan-phase 1`\n", "unknown-marker", { line: 3, column: 4 }],
    ["an unknown status", "**Status:** paused\n\n## Steps\n\n- [ ] `/dgs:plan-phase 1`\n", "unknown-job-status", { line: 1, column: 13 }],
    ["a broken counter", "- **PhaseFixCycle:** {3:1}\n\n## Steps\n\n- [ ] `/dgs:plan-phase 1`\n", "bad-field", { line: 1, column: 22 }],
    ["no step at all", "# Job\n", "job-without-steps", { line: 1, column: 1 }],
  ])("reports %s with its place", (_, text, code, at) => {
    expect(read(text).problems).toEqual([expect.objectContaining({ code, at, severity: "error", path })]);
  });
});
