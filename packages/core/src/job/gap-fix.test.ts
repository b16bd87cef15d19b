import { describe, expect, it } from "vitest";
import { joinPath } from "../ids/planning-path.js";
import { parsePhaseNumber } from "../ids/phase-number.js";
import { formatStepCommand } from "./command-line.js";
import { decideAudited } from "./gap-fix.js";
import { readJob } from "./read.js";

const path = joinPath("jobs", "in-progress", "milestone-v1.md");
const job = readJob({ path, texts: new Map([[path, "- **Version:** v1\n- **Status:** in-progress\n\n## Steps\n\n- [>] `/dgs:audit-milestone v1`\n"]]) });

describe("decideAudited", () => {
  it("closes an audit that waits for a person with a note that says so, and its items", () => {
    expect(decideAudited(job, "now", 0, { type: "milestone-audited", status: "human_needed", gaps: 0, humanNeeded: ["phase 1 waits", "look"] })).toMatchObject({ type: "step-completed", note: "human_needed: 2 items wait for a person", humanNeeded: ["phase 1 waits", "look"], insert: [] });
  });

  it("plans and executes every fix phase, in order", () => {
    const event = decideAudited(job, "now", 0, { type: "fix-phases-added", phases: ["5", "6"].map((text) => parsePhaseNumber(text)!) });
    expect(event.type === "step-completed" ? event.insert.map(formatStepCommand) : event).toEqual(["/dgs:plan-phase 5 --non-interactive", "/dgs:execute-phase 5 --non-interactive", "/dgs:plan-phase 6 --non-interactive", "/dgs:execute-phase 6 --non-interactive"]);
  });
});
