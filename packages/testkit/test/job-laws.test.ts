import { applyChanges, isCommandFault, jobMachine, joinPath, parseStepCommand, type Job, type JobEvent, type JobObservation, type PlanningPath, type StepCommand, type StepOutcome } from "@dgs/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jobOf, jobSubject } from "../src/job-subject.js";
import { commute } from "../src/laws.js";
import { messyJob } from "../src/messy-job.js";

const pending = joinPath("jobs", "pending", "milestone-v1.1.md");
const running = joinPath("jobs", "in-progress", "milestone-v1.1.md");

function command(text: string): StepCommand {
  const parsed = parseStepCommand(text);
  if (isCommandFault(parsed)) throw new Error(parsed.message);
  return parsed;
}

/** Audits that found the same as others, something else, or that cannot be compared; whatever a fingerprint is. */
function withEvidence<Audited extends object>(audited: Audited): fc.Arbitrary<Audited & { readonly evidence?: string }> {
  return fc.oneof(fc.constantFrom<string | undefined>("5f3a", "5f3a", "77aa", undefined), fc.string({ unit: "binary" })).map((evidence) => ({ ...audited, ...(evidence === undefined ? {} : { evidence }) }));
}

const outcome: fc.Arbitrary<StepOutcome> = fc.oneof(
  fc.record({ type: fc.constant("done" as const), humanNeeded: fc.array(fc.string({ unit: "binary" }), { maxLength: 2 }) }),
  fc.record({ type: fc.constant("phase-audited" as const), status: fc.constantFrom("passed" as const, "gaps_found" as const, "diagnosed" as const), gaps: fc.nat(5), humanNeeded: fc.array(fc.string(), { maxLength: 2 }) }).chain(withEvidence),
  fc.record({ type: fc.constant("milestone-audited" as const), status: fc.constantFrom("passed" as const, "gaps_found" as const, "human_needed" as const, "tech_debt" as const), gaps: fc.nat(5), humanNeeded: fc.constant([]) }).chain(withEvidence),
  fc.record({ type: fc.constant("fix-phases-added" as const), phases: fc.constantFrom([], [command("/dgs:plan-phase 7").phase ?? never()], [command("/dgs:plan-phase 7").phase ?? never(), command("/dgs:plan-phase 8.1").phase ?? never()]) }),
  fc.record({ type: fc.constant("failed" as const), reason: fc.constantFrom("failed" as const, "blocked" as const), error: fc.string({ unit: "binary" }) }),
  fc.constant({ type: "interrupted" as const }),
);

function never(): never {
  throw new Error("not a phase");
}

const sha = fc.constantFrom("0123456789012345678901234567890123456789", "f".repeat(64));
const name = fc.oneof(fc.constantFrom("app", "web"), fc.string({ unit: "binary" }));
const rollback = fc.record({
  asked: fc.constant("2026-01-01T00:00:00.000Z"),
  archive: fc.constant("jobs/rolled-back/milestone-v1.1-x"),
  phases: fc.subarray(["1", "2.1"]),
  repos: fc.uniqueArray(fc.record({ name, where: fc.constantFrom("worktree" as const, "branch" as const, "checkout" as const), branch: name, from: sha, to: sha, state: fc.constantFrom("due" as const, "reset" as const) }), { selector: (repo) => repo.name, maxLength: 3 }),
});

/** Observations in any order, sensible or not: what does not fit the state records nothing. */
const observations = fc.array(
  fc.oneof(
    fc.constant({ type: "run-opened" as const }),
    fc.record({ type: fc.constant("heads-read" as const), shas: fc.constantFrom({}, { app: "0123456789012345678901234567890123456789" }) }),
    fc.record({ type: fc.constant("step-opened" as const), step: fc.nat(8) }),
    fc.record({ type: fc.constant("step-ended" as const), step: fc.nat(8), outcome }),
    fc.record({ type: fc.constant("next-step" as const), outcome }),
    fc.constant({ type: "steps-used-up" as const }),
    fc.constant({ type: "settle" as const }),
    fc.constant({ type: "cancel-asked" as const }),
    fc.record({ type: fc.constant("rollback-asked" as const), rollback }),
    fc.record({ type: fc.constant("next-of-rollback" as const), kept: fc.option(name, { nil: undefined }) }),
    fc.constant({ type: "next-of-rollback" as const }),
    fc.constant({ type: "undo-asked" as const }),
  ),
  { maxLength: 12 },
);
type Seen = typeof observations extends fc.Arbitrary<(infer Item)[]> ? Item : never;

/** Every event gets a time of its own, as a clock would give it. */
function eventsOf(job: Job, seen: Seen, tick: number): readonly JobEvent[] {
  const at = new Date(Date.UTC(2026, 0, 1, 0, 0, tick)).toISOString();
  if (seen.type === "settle") return settling(job);
  if (seen.type === "next-step") {
    const step = job.steps.findIndex((each) => each.status !== "completed");
    const opened = jobMachine.decide(job, { type: "step-opened", at, step });
    return opened.length > 0 ? opened : jobMachine.decide(job, { type: "step-ended", at, step, outcome: seen.outcome });
  }
  if (seen.type === "next-of-rollback") return rollingOn(job, at, "kept" in seen ? seen.kept : undefined);
  return jobMachine.decide(job, { ...seen, at } as JobObservation);
}

function rollingOn(job: Job, at: string, kept: string | undefined): readonly JobEvent[] {
  const [effect] = jobMachine.next(job);
  switch (effect?.type) {
    case "keep-repo":
      return jobMachine.decide(job, { type: "repo-kept", repo: effect.repo, ...(kept === undefined ? {} : { kept }) });
    case "reset-repo":
      return jobMachine.decide(job, { type: "repo-reset", repo: effect.repo });
    case "remove-summaries":
      return jobMachine.decide(job, { type: "summaries-removed" });
    case "finish-rollback":
      return jobMachine.decide(job, { type: "rollback-done", at });
    default:
      return settling(job);
  }
}

function settling(job: Job): readonly JobEvent[] {
  const [effect] = jobMachine.next(job);
  if (effect?.type === "file-job") return jobMachine.decide(job, { type: "filing-due", to: effect.to });
  return effect?.type === "write-summary" ? jobMachine.decide(job, { type: "summary-due" }) : [];
}

function check(path: PlanningPath, text: string, seen: readonly Seen[]): number {
  let texts: ReadonlyMap<PlanningPath, string> = new Map([
    [path, text],
    [joinPath("jobs", "completed", "milestone-v1.1.md"), "# an older job of this version\n"],
  ]);
  let job = jobOf(path, texts);
  let events = 0;
  for (const [tick, each] of seen.entries()) {
    for (const event of eventsOf(job, each, tick)) {
      const step = commute(jobSubject, texts, job, event);
      expect(step.breach).toBeUndefined();
      ({ texts, state: job } = step);
      events++;
    }
  }
  return events;
}

describe("the laws of the job machine", () => {
  it("1 and 2: reading what was written says what evolve says, and nothing else is touched, on messy files", () => {
    let events = 0;
    fc.assert(
      fc.property(fc.constantFrom(pending, running), messyJob(), observations, (path, text, seen) => {
        events += check(path, text, seen);
      }),
      { numRuns: 2000 },
    );
    expect(events).toBeGreaterThan(2000);
  });

  it("1 and 2 on files as DGS writes them, where a step is found without reading the whole structure", () => {
    const details = fc.array(fc.constantFrom("started: T", "error: <!-- ``` [ ]", "owner: a person's", "note: # no heading"), { maxLength: 3 });
    const steps = fc.array(fc.tuple(fc.constantFrom(" ", "x", "!", ">"), fc.constantFrom("plan-phase 1", "execute-phase 02 --gaps-only", "audit-phase 1", "audit-milestone"), details), { minLength: 1, maxLength: 8 });
    const plain = steps.map((all) => `# Milestone job v1.1\n\n- **Version:** v1.1\n- **Status:** in-progress\n- **PhaseFixCycle:** {}\n\n## Steps\n\n${all.map(([mark, text, lines]) => `- [${mark}] \`/dgs:${text}\`\n${lines.map((line) => `  - ${line}\n`).join("")}`).join("")}`);
    fc.assert(fc.property(plain, observations, (text, seen) => void check(running, text, seen)), { numRuns: 1000 });
  });

  it("1 and 2 of a rollback from its begin to its end and back, whatever repos and branches are called", () => {
    const ends = new Set<string>();
    const started = "# Job\n\n* **Version**: v1.1\n* **Status:** failed\n* **Halted:** T\n* **StartShas:** {}\n\n## Steps\n\n- [!] `/dgs:plan-phase 1`";
    const on = { type: "next-of-rollback" as const, kept: undefined };
    fc.assert(
      fc.property(rollback, fc.array(fc.constantFrom<Seen>(on, on, on, { type: "settle" }, { type: "run-opened" }, { type: "cancel-asked" }, { type: "undo-asked" }), { minLength: 8, maxLength: 16 }), (asked, seen) => {
        let texts: ReadonlyMap<PlanningPath, string> = new Map([[running, started.replaceAll("\n", "\r\n")]]);
        let job = jobOf(running, texts);
        for (const [tick, each] of [{ type: "rollback-asked" as const, rollback: asked }, ...seen].entries()) {
          for (const event of eventsOf(job, each, tick)) {
            const step = commute(jobSubject, texts, job, event);
            expect(step.breach).toBeUndefined();
            ({ texts, state: job } = step);
          }
        }
        ends.add(job.status);
      }),
      { numRuns: 1000 },
    );
    expect([...ends].sort()).toEqual(["failed", "in-progress", "pending", "rolled_back"]);
  });

  it("can fail: a change that forgets its detail line is caught", () => {
    const texts = new Map([[running, "- **Status:** in-progress\n\n## Steps\n\n- [ ] `/dgs:plan-phase 1`\n"]]);
    const broken = { ...jobSubject, machine: { ...jobMachine, changes: (...[files, job, event]: Parameters<typeof jobMachine.changes>) => jobMachine.changes(files, job, event).map((change) => (change.type === "edit" ? { ...change, edits: change.edits.slice(0, 1) } : change)) } };
    expect(commute(broken, texts, jobOf(running, texts), { type: "step-started", at: "T", step: 0 }).breach).toContain("evolve says");
    expect(applyChanges(texts, [])).toEqual(texts);
  });
});
