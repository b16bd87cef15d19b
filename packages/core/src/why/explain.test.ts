import { describe, expect, it } from "vitest";
import { joinPath, type PlanningPath } from "../ids/planning-path.js";
import { type Explanation, type Reason } from "./types.js";
import { explainJob, explainStep, jobReasons, type JobFacts, withJob } from "./explain-job.js";
import { seeJob } from "./seen.js";

const RUNNER = { pid: 7, host: "here", since: "2026-01-01T10:00:00Z", at: { type: "file", path: "jobs/.locks/milestone-v1.0.lock.1" } } as const;

function facts(steps: string, { status = "in-progress", header = "", runner = false, folder = "in-progress" } = {}): JobFacts {
  const path: PlanningPath = joinPath("jobs", folder, "milestone-v1.0.md");
  const source = `# Job\n\n- **Version:** v1.0\n- **Status:** ${status}\n- **Started:** 2026-01-01T10:00:00Z\n${header}\n## Steps\n\n${steps}`;
  return { job: seeJob({ path, texts: new Map([[path, source]]) }), ...(runner ? { runner: RUNNER } : {}), phases: new Map(), spending: [{ what: "budget", says: "job budget of v1.0: 2 of 1 USD", because: [] }], obstacles: [] };
}

const all = (reasons: readonly Reason[]): readonly Reason[] => reasons.flatMap((each) => [each, ...all(each.because)]);
const told = ({ verdict, reasons }: Explanation): readonly string[] => [verdict, ...all(reasons).map(({ says, at }) => `${says}${at?.type === "file" && at.line !== undefined ? ` @${String(at.line)}` : ""}`)];

describe("a step of a job", () => {
  it.each<[string, JobFacts, number, readonly (string | RegExp)[]]>([
    ["is done", facts("- [x] `/dgs:map-codebase`\n  - started: a\n  - finished: b\n"), 0, ["done", "it ended on b @11"]],
    ["had nothing to do", facts("- [x] `/dgs:discuss-phase 1 --auto`\n  - started: a\n  - note: CONTEXT.md is there already\n"), 0, ["skipped", "there was nothing to do: CONTEXT.md is there already @11"]],
    ["was ticked by hand", facts("- [x] `/dgs:audit-phase 1`\n"), 0, ["skipped", "it was ticked in the job file, and no run has begun it @9"]],
    ["runs", facts("- [>] `/dgs:map-codebase`\n  - started: a\n", { runner: true }), 0, ["running", "it is under way since a @10", "process 7 on here works on the milestone since 2026-01-01T10:00:00Z"]],
    ["was killed", facts("- [>] `/dgs:map-codebase`\n  - started: a\n"), 0, ["cut-off", "it was begun at a and did not end @10", "no living process holds the lock of the milestone: the run was killed or stopped"]],
    ["waits for a person", facts("- [!] `/dgs:execute-phase 1`\n  - reason: human-needed\n  - error: it waits\n", { status: "failed" }), 0, ["waiting", "it halted the job (human-needed): it waits @11"]],
    ["stopped at a budget", facts("- [!] `/dgs:execute-phase 1`\n  - reason: budget\n  - error: used up\n", { status: "failed" }), 0, ["failed", "it halted the job (budget): used up @11", "job budget of v1.0: 2 of 1 USD"]],
    ["waits for one before it", facts("- [!] `/dgs:execute-phase 1`\n  - error: broke\n- [ ] `/dgs:audit-phase 1`\n", { status: "failed" }), 1, ["waiting", "step 1, `/dgs:execute-phase 1`, comes first, and failed @9", "it halted the job: broke @10"]],
    ["is next", facts("- [ ] `/dgs:map-codebase`\n"), 0, ["ready", "it is the first step that is not completed: the next run begins it @9"]],
    ["is not there", facts("- [ ] `/dgs:map-codebase`\n"), 8, ["blocked", "the job has no step 9"]],
  ])("that %s", (_, given, index, expected) => {
    expect(told(explainStep(given, index))).toEqual(expected);
  });

  it("that is blocked by its cycles tells how many are used, and the fingerprints of the audits before", () => {
    const steps = "- [x] `/dgs:audit-phase 2`\n  - started: a\n  - evidence: 00ff\n- [x] `/dgs:audit-phase 3`\n  - started: a\n  - evidence: 1111\n- [!] `/dgs:audit-phase 2 --rerun-failed`\n  - inserted: phase 2 cycle 1\n  - reason: blocked\n  - error: no progress\n";
    expect(told(explainStep(facts(steps, { status: "failed", header: '- **PhaseFixCycle:** {"2":1}\n' }), 2))).toEqual(["blocked", "it halted the job (blocked): no progress @19", "1 of 2 gap-fix cycles of its phase are used @6", "the audit of step 1 found gaps with the fingerprint 00ff @12", "it was put in by phase 2 cycle 1 @17"]);
  });
});

describe("a job", () => {
  it.each<[string, JobFacts, readonly string[]]>([
    ["is completed", facts("- [x] `/dgs:map-codebase`\n  - started: a\n  - human-needed: look\n", { status: "completed", folder: "completed" }), ["done", "all of its 1 step are completed @4", "for a person: look @11"]],
    ["was rolled back", facts("- [ ] `/dgs:map-codebase`\n", { status: "rolled_back", header: "- **RolledBack:** 2026\n", folder: "completed" }), ["given-up", "it was rolled back on 2026 @6"]],
    ["is not started", facts("- [ ] `/dgs:map-codebase`\n", { status: "pending", folder: "pending" }), ["ready", "it was made and is not started @4", "step 1, `/dgs:map-codebase`, is the next one @9", "it is the first step that is not completed: the next run begins it @9", "0 of 1 step are completed @4"]],
    ["has a line that is no step", facts("- [ ] `/dgs:fly`\n"), ["blocked", 'the step names the unknown command "fly" @9']],
  ])("that %s", (_, given, expected) => {
    expect(told(explainJob(given))).toEqual(expected);
  });

  it("that no run would begin says why first; beside a living runner that does not count", () => {
    const obstacles = [{ what: "problem", says: "another milestone", because: [] }] as const;
    expect(told(explainJob({ ...facts("- [ ] `/dgs:map-codebase`\n"), obstacles })).slice(0, 2)).toEqual(["blocked", "another milestone"]);
    expect(explainJob({ ...facts("- [>] `/dgs:map-codebase`\n", { runner: true }), obstacles }).verdict).toBe("running");
  });

  it("makes a phase that could begin wait for the steps before it, and changes nothing of what failed or is done", () => {
    const given = facts("- [!] `/dgs:execute-phase 1`\n  - error: broke\n- [ ] `/dgs:plan-phase 2`\n", { status: "failed" });
    const inJob = jobReasons(given, given.job.state.steps[1]?.command.phase);
    expect(inJob?.verdict).toBe("waiting");
    expect((["ready", "failed", "done"] as const).map((verdict) => withJob({ verdict, reasons: [] }, inJob).verdict)).toEqual(["waiting", "failed", "done"]);
    expect(withJob({ verdict: "ready", reasons: [] }, undefined)).toEqual({ verdict: "ready", reasons: [] });
  });
});
