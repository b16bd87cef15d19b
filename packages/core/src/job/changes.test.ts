import { describe, expect, it } from "vitest";
import { applyChanges } from "../apply-changes.js";
import { joinPath } from "../ids/planning-path.js";
import { changesForJob } from "./changes.js";
import { parseStepCommand, isCommandFault, type StepCommand } from "./command-line.js";
import { readJob } from "./read.js";
import type { JobEvent } from "./types.js";

const path = joinPath("jobs", "in-progress", "milestone-v1.1.md");

function after(text: string, event: JobEvent): string | undefined {
  const files = { path, texts: new Map([[path, text]]) };
  return applyChanges(files.texts, changesForJob(files, readJob(files), event)).get(path);
}

function command(text: string): StepCommand {
  const parsed = parseStepCommand(text);
  if (isCommandFault(parsed)) throw new Error(parsed.message);
  return parsed;
}

const MESSY =
  "\ufeff# Job   \r\n\r\n* **Version**: v1.1\r\n* **Status**:   in-progress\r\n* **Owner:** me, *myself*\r\n\r\n```md\r\n- [ ] `/dgs:plan-phase 1`\r\n* **Status**: fenced\r\n```\r\n\r\n| a \\| b | c |\r\n|---|---|\r\n| x | y |\r\n\r\n## Steps\r\n\r\n* [x] /dgs:plan-phase 1\r\n  a remark\r\n* [ ] `/dgs:plan-phase 1`  \r\n\r\n* [ ] /dgs:audit-phase 1";

describe("changesForJob changes only what is meant", () => {
  it("one marker and one detail line", () => {
    expect(after(MESSY, { type: "step-started", at: "T1", step: 1 })).toBe(MESSY.replace("* [ ] `/dgs:plan-phase 1`  \r\n", "* [>] `/dgs:plan-phase 1`  \r\n  - started: T1\r\n"));
  });

  it("at the end of a file without a final newline", () => {
    expect(after(MESSY, { type: "step-started", at: "T1", step: 2 })).toBe(MESSY.replace(/\* \[ \] \/dgs:audit-phase 1$/, "* [>] /dgs:audit-phase 1\r\n  - started: T1"));
  });

  it("a header field where it stands, and a new one in the style of the last", () => {
    expect(after(MESSY, { type: "job-completed", at: "T9" })).toBe(MESSY.replace("**:   in-progress", "**:   completed").replace("me, *myself*\r\n", "me, *myself*\r\n* **Finished:** T9\r\n"));
  });

  it("inserts a cycle behind the audit and counts it, in one write", () => {
    const event: JobEvent = { type: "step-completed", at: "T2", step: 2, humanNeeded: [], note: "diagnosed: 1 gap", origin: "phase 1 cycle 1", cycle: { of: "milestone" }, insert: [command("/dgs:execute-phase 1 --gaps-only"), command("/dgs:audit-phase 1 --rerun-failed")] };
    expect(after(MESSY, event)).toBe(
      MESSY.replace("me, *myself*\r\n", "me, *myself*\r\n* **GapFixCycle:** 1\r\n").replace(
        /\* \[ \] \/dgs:audit-phase 1$/,
        "* [x] /dgs:audit-phase 1\r\n  - finished: T2\r\n  - note: diagnosed: 1 gap\r\n* [ ] `/dgs:execute-phase 1 --gaps-only`\r\n  - inserted: phase 1 cycle 1\r\n* [ ] `/dgs:audit-phase 1 --rerun-failed`\r\n  - inserted: phase 1 cycle 1",
      ),
    );
  });

  it("reopening drops what the failed run said and keeps a person's lines", () => {
    const failed = "- **Status:** failed\n\n## Steps\n\n- [!] `/dgs:plan-phase 1`\n  - started: T1\n  - owner: me\n  - finished: T2\n  - reason: failed\n  - error: broke\n- [ ] `/dgs:audit-phase 1`\n";
    expect(after(failed, { type: "job-reopened" })).toBe("- **Status:** in-progress\n\n## Steps\n\n- [ ] `/dgs:plan-phase 1`\n  - owner: me\n- [ ] `/dgs:audit-phase 1`\n");
  });

  it("an error of many lines becomes one line, and markdown in it stays text", () => {
    const text = "## Steps\n\n- [>] `/dgs:plan-phase 1`\n";
    const written = after(text, { type: "step-failed", at: "T", step: 0, reason: "failed", error: "first\n- [ ] `/dgs:plan-phase 9`\r\n\u001b[31m$1 & $&" });
    expect(written).toContain("  - error: first - [ ] `/dgs:plan-phase 9` [31m$1 & $&\n");
    expect(readJob({ path, texts: new Map([[path, written ?? ""]]) }).steps).toHaveLength(1);
  });
});
