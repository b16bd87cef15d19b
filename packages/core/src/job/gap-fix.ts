import { oneLine } from "../checklist/one-line.js";
import type { PhaseNumber } from "../ids/phase-number.js";
import { formatPhaseNumber } from "../ids/phase-number.js";
import type { StepCommand } from "./command-line.js";
import type { Job, JobEvent, Step, StepClosed, StepOutcome } from "./types.js";
import { GAP_FIX_BUDGET, PHASE_FIX_BUDGET } from "./types.js";

type Audited = Extract<StepOutcome, { readonly type: "phase-audited" | "milestone-audited" | "fix-phases-added" }>;

/** What follows from an audit or from the planning of fix phases: done, a cycle, an escalation, or blocked. */
export function decideAudited(job: Job, at: string, step: number, outcome: Audited): JobEvent {
  switch (outcome.type) {
    case "phase-audited":
      return decidePhaseAudit(job, at, step, outcome);
    case "milestone-audited":
      return decideMilestoneAudit(job, at, step, outcome);
    case "fix-phases-added":
      return decideFixPhases(job, at, step, outcome.phases);
  }
}

function closed(at: string, step: number, more: Partial<StepClosed>): StepClosed {
  return { type: "step-completed", at, step, humanNeeded: [], insert: [], ...more };
}

function decidePhaseAudit(job: Job, at: string, step: number, outcome: Extract<Audited, { type: "phase-audited" }>): JobEvent {
  const { humanNeeded, file } = outcome;
  const of = file === undefined ? "" : ` (${file})`;
  if (outcome.status === "passed") return closed(at, step, { humanNeeded, ...(file === undefined ? {} : { note: `passed${of}` }) });
  const phase = job.steps[step]?.command.phase;
  if (phase === undefined) return { type: "step-failed", at, step, reason: "internal", error: "an audit of no phase was reported" };
  const used = cyclesOf(job, phase);
  const evidence = evidenceOf(outcome);
  const found = gaps(outcome.gaps);
  const stuck = outcome.status === "diagnosed" && used > 0 && used < PHASE_FIX_BUDGET ? noProgress(job, step, outcome, used) : undefined;
  if (outcome.status === "diagnosed" && used < PHASE_FIX_BUDGET && stuck === undefined) {
    const origin = `phase ${formatPhaseNumber(phase)} cycle ${String(used + 1)}`;
    return closed(at, step, { humanNeeded, note: `diagnosed: ${found}${of}`, origin, insert: phaseCycle(job.steps[step], phase), cycle: { of: "phase", phase }, ...evidence });
  }
  const why = stuck ?? (outcome.status === "diagnosed" ? `${String(PHASE_FIX_BUDGET)} of ${String(PHASE_FIX_BUDGET)} phase gap-fix cycles are used` : "no fix could be planned");
  if (auditAhead(job, step)) return closed(at, step, { humanNeeded, note: `${outcome.status}: ${found}${of}`, escalated: `${why}; ${found} left to audit-milestone`, ...evidence });
  return { type: "step-failed", at, step, reason: "blocked", error: `phase ${formatPhaseNumber(phase)} still has ${found}${of}: ${why}, and no audit-milestone is ahead` };
}

function decideMilestoneAudit(job: Job, at: string, step: number, outcome: Extract<Audited, { type: "milestone-audited" }>): JobEvent {
  const { humanNeeded } = outcome;
  const found = gaps(outcome.gaps);
  if (outcome.status !== "gaps_found") return closed(at, step, { humanNeeded, ...noteOf(outcome) });
  if (job.gapFixCycle >= GAP_FIX_BUDGET) {
    return { type: "step-failed", at, step, reason: "blocked", error: `the milestone still has ${found}: ${String(GAP_FIX_BUDGET)} of ${String(GAP_FIX_BUDGET)} gap-fix cycles are used` };
  }
  const stuck = job.gapFixCycle > 0 ? noProgress(job, step, outcome, job.gapFixCycle) : undefined;
  if (stuck !== undefined) return { type: "step-failed", at, step, reason: "blocked", error: `the milestone still has ${found}: ${stuck}` };
  const audit = job.steps[step]?.command ?? { name: "audit-milestone", flags: [] };
  const insert: StepCommand[] = [{ name: "plan-milestone-gaps", flags: ["--auto"] }, audit];
  return closed(at, step, { humanNeeded, note: `gaps_found: ${found}`, origin: `milestone cycle ${String(job.gapFixCycle + 1)}`, insert, cycle: { of: "milestone" }, ...evidenceOf(outcome) });
}

function evidenceOf({ evidence }: { readonly evidence?: string }): { readonly evidence?: string } {
  return evidence === undefined ? {} : { evidence };
}

/**
 * Why another cycle would be money for nothing: the audit before this one, of the same phase or of the milestone, found the same gaps with the same evidence, and a cycle lies
 * between the two. `undefined` where something changed, and where one of them has nothing that it can be compared by.
 */
function noProgress(job: Job, step: number, { evidence, gaps: count }: { readonly evidence?: string; readonly gaps: number }, cycle: number): string | undefined {
  const now = job.steps[step];
  // An audit that no cycle put in looks for the first time.
  if (evidence === undefined || now?.inserted === undefined) return undefined;
  const before = job.steps.slice(0, step).findLast(({ command, status }) => status === "completed" && command.name === now.command.name && isSamePhase(command.phase, now.command.phase));
  if (before?.evidence !== oneLine(evidence)) return undefined;
  return `no progress: the same ${gaps(count)} with the same evidence after cycle ${String(cycle)}`;
}

function isSamePhase(a: PhaseNumber | undefined, b: PhaseNumber | undefined): boolean {
  return (a === undefined ? "" : formatPhaseNumber(a)) === (b === undefined ? "" : formatPhaseNumber(b));
}

/** What is no gap and no plain `passed` stands in the job file. */
function noteOf({ status, humanNeeded }: Extract<Audited, { type: "milestone-audited" }>): { readonly note?: string } {
  if (status === "tech_debt") return { note: "passed with tech debt" };
  return status === "human_needed" ? { note: `human_needed: ${humanNeeded.length === 1 ? "1 item waits" : `${String(humanNeeded.length)} items wait`} for a person` } : {};
}

function decideFixPhases(job: Job, at: string, step: number, phases: readonly PhaseNumber[]): JobEvent {
  if (phases.length === 0) return { type: "step-failed", at, step, reason: "failed", error: "no fix phase was planned for the gaps of the milestone audit" };
  const insert = phases.flatMap((phase): StepCommand[] => {
    const argument = formatPhaseNumber(phase);
    const flags = ["--non-interactive"];
    return [{ name: "plan-phase", phase, argument, flags }, { name: "execute-phase", phase, argument, flags }];
  });
  const note = `fix phases: ${phases.map(formatPhaseNumber).join(", ")}`;
  return closed(at, step, { note, insert, origin: job.steps[step]?.inserted ?? `milestone cycle ${String(job.gapFixCycle)}` });
}

function phaseCycle(audit: Step | undefined, phase: PhaseNumber): StepCommand[] {
  const argument = audit?.command.argument ?? formatPhaseNumber(phase);
  return [
    { name: "execute-phase", phase, argument, flags: ["--gaps-only", "--non-interactive"] },
    { name: "audit-phase", phase, argument, flags: ["--rerun-failed"] },
  ];
}

/** Cycles that a phase has used. */
export function cyclesOf(job: Pick<Job, "phaseFixCycle">, phase: PhaseNumber): number {
  return job.phaseFixCycle[formatPhaseNumber(phase)] ?? 0;
}

function auditAhead(job: Job, step: number): boolean {
  return job.steps.slice(step + 1).some((each) => each.command.name === "audit-milestone" && each.status !== "completed");
}

function gaps(count: number): string {
  return count === 1 ? "1 gap" : `${String(count)} gaps`;
}
