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

  const open = (audit: string, ...earlier: readonly string[]) => readJob({ path, texts: new Map([[path, `- **Version:** v1\n- **Status:** in-progress\n- **GapFixCycle:** 1\n- **PhaseFixCycle:** {"2":1}\n\n## Steps\n\n${earlier.join("")}- [>] \`${audit}\`\n  - inserted: a cycle\n- [ ] \`/dgs:audit-milestone\`\n`]]) });
  const phaseAudit = (evidence?: string) => ({ type: "phase-audited", status: "diagnosed", gaps: 2, humanNeeded: [], file: "02-AUDIT-02.md", ...(evidence === undefined ? {} : { evidence }) }) as const;

  it("ends the cycles of a phase where the audit before found the same, and remembers what an audit found", () => {
    const before = "- [x] `/dgs:audit-phase 02`\n  - evidence: 5f3a\n";
    const other = "- [x] `/dgs:audit-phase 3`\n  - evidence: 5f3a\n";
    const said = (evidence: string | undefined, ...earlier: readonly string[]) => decideAudited(open("/dgs:audit-phase 2 --rerun-failed", ...earlier), "now", earlier.length, phaseAudit(evidence));
    expect(said("5f3a", before)).toMatchObject({ type: "step-completed", evidence: "5f3a", insert: [], note: "diagnosed: 2 gaps (02-AUDIT-02.md)", escalated: "no progress: the same 2 gaps with the same evidence after cycle 1; 2 gaps left to audit-milestone" });
    expect(said("77aa", before)).toMatchObject({ type: "step-completed", evidence: "77aa", cycle: { of: "phase" } });
    // What cannot be compared is no proof that nothing moved.
    for (const event of [said(undefined, before), said("5f3a", "- [x] `/dgs:audit-phase 2`\n"), said("5f3a", other), said("5f3a")]) expect(event).toMatchObject({ type: "step-completed", cycle: { of: "phase" } });
  });

  it("blocks a milestone whose audit found the same twice, and lets it go on where something changed", () => {
    const before = "- [x] `/dgs:audit-milestone`\n  - evidence: 5f3a\n";
    const said = (evidence: string) => decideAudited(open("/dgs:audit-milestone", before), "now", 1, { type: "milestone-audited", status: "gaps_found", gaps: 1, humanNeeded: [], evidence });
    expect(said("5f3a")).toEqual({ type: "step-failed", at: "now", step: 1, reason: "blocked", error: "the milestone still has 1 gap: no progress: the same 1 gap with the same evidence after cycle 1" });
    expect(said("77aa")).toMatchObject({ type: "step-completed", evidence: "77aa", cycle: { of: "milestone" } });
  });

  it("does not hold an audit that no cycle put in against an earlier one", () => {
    const job = readJob({ path, texts: new Map([[path, "- **Status:** in-progress\n- **PhaseFixCycle:** {\"2\":1}\n\n## Steps\n\n- [x] `/dgs:audit-phase 2`\n  - evidence: 5f3a\n- [>] `/dgs:audit-phase 2`\n"]]) });
    expect(decideAudited(job, "now", 1, phaseAudit("5f3a"))).toMatchObject({ cycle: { of: "phase" } });
  });

  it("plans and executes every fix phase, in order", () => {
    const event = decideAudited(job, "now", 0, { type: "fix-phases-added", phases: ["5", "6"].map((text) => parsePhaseNumber(text)!) });
    expect(event.type === "step-completed" ? event.insert.map(formatStepCommand) : event).toEqual(["/dgs:plan-phase 5 --non-interactive", "/dgs:execute-phase 5 --non-interactive", "/dgs:plan-phase 6 --non-interactive", "/dgs:execute-phase 6 --non-interactive"]);
  });
});
