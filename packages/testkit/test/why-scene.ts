import { applyChanges, formatStepCommand, isCommandFault, type Job, jobMachine, type JobEffect, type JobObservation, joinPath, parsePhaseNumber, parseStepCommand, parseVersion, phaseMachine, type PhaseExecution, type PhaseObservation, type PlanningPath, type PlanToRun, planStates, renderExecution, renderJob, type StepCommand, type StepOutcome } from "@dgs/core";
import { isRefusal, why, type WhyPorts, type WhyReport } from "@dgs/runtime";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { checkWhy } from "../src/check-why.js";
import { createMemoryFiles } from "../src/memory-files.js";
import { nameOfStep, startOfEffect } from "../src/phase-names.js";
import { phaseStageOutcomes, plan } from "../src/phase-outcomes.js";

const at = "2026-01-01T00:00:00.000Z";
const LOCK = "jobs/.locks/milestone-v1.0.lock.1";
const EXECUTION = joinPath("phases", "01-auth", "01-EXECUTION.md");
const JOB = joinPath("jobs", "in-progress", "milestone-v1.0.md");

/** Makes the folder that a lock lies in; everything else is in memory. */
function lockedRoot(): string {
  const root = mkdtempSync(join(tmpdir(), "dgs-why-"));
  mkdirSync(join(root, "jobs/.locks"), { recursive: true });
  writeFileSync(join(root, LOCK), JSON.stringify({ holder: { pid: 7, host: "here", since: at, identity: {} }, released: false }));
  return root;
}

type Texts = ReadonlyMap<PlanningPath, string>;

const planText = (number: string, wave: number, after: string): string => `---\nphase: 01-auth\nplan: "${number}"\nwave: ${String(wave)}\ndepends_on: [${after}]\nfiles_modified: [src/a${number}.js]\nautonomous: true\n---\n\n<objective>\nSmall.\n</objective>\n\n<tasks>\n<task type="auto">\n  <name>Task 1: begin</name>\n  <action>x</action>\n  <verify>x</verify>\n  <done>x</done>\n</task>\n<task type="checkpoint:decision">\n  <name>Task 2: choose</name>\n  <decision>x</decision>\n</task>\n</tasks>\n`;

/** A phase with three plans, one of which comes after another; hostile names, CRLF and a byte order mark as people leave them. */
function product(): Map<PlanningPath, string> {
  const texts: readonly (readonly [string, string])[] = [
    ["config.json", "{}\n"],
    ["STATE.md", "---\nmilestone: v1.0\n---\n\n# State\n"],
    ["ROADMAP.md", "\ufeff# Roadmap\r\n\r\n## Milestones\r\n\r\n- 🚧 **v1.0 First** - Phases 1-2\r\n\r\n## Phases\r\n\r\n- [ ] **Phase 1: Auth** - \u001b]0;x\u0007<script>\r\n- [ ] **Phase 2: Search** - y\r\n\r\n## Phase Details\r\n\r\n### Phase 1: Auth\r\n\r\n**Goal**: x\r\n\r\nPlans:\r\n- [ ] 01-01-PLAN.md — units\r\n\r\n### Phase 2: Search\r\n\r\n**Goal**: y\r\n"],
    ["phases/01-auth/01-01-PLAN.md", planText("01", 1, "")],
    ["phases/01-auth/01-02-PLAN.md", planText("02", 1, "").replaceAll("\n", "\r\n")],
    ["phases/01-auth/01-03-PLAN.md", planText("03", 2, '"01-01"')],
  ];
  return new Map(texts.map(([path, text]) => [joinPath(path), text]));
}

async function ask(root: string, texts: Texts, subject: string, isAlive: boolean): Promise<WhyReport> {
  const git = { topLevel: () => Promise.resolve(undefined) } as unknown as WhyPorts["git"];
  const ports: WhyPorts = { files: createMemoryFiles(texts), clock: { now: () => at }, git, liveness: { current: () => ({ pid: 1, host: "here", identity: {} }), check: () => (isAlive ? "alive" : "dead") } };
  const report = await why(ports, { base: root, root, project: "" }, { subject });
  if (isRefusal(report)) throw new Error(`${subject}: ${report.code}: ${report.message}`);
  return report;
}

/** Asks about everything without a runner, and about the first beside a living one. */
async function checkAll(root: string, texts: Texts, subjects: readonly string[], seen: Set<string>): Promise<void> {
  for (const isAlive of [false, true]) {
    for (const subject of isAlive ? subjects.slice(0, 2) : subjects) {
      const report = await ask(root, texts, subject, isAlive);
      checkWhy(report, (path) => (path === LOCK ? "{}" : texts.get(joinPath(path)) ?? ([...texts.keys()].some((each) => each.startsWith(`${path}/`)) ? "" : undefined)));
      seen.add(`${report.subject.type}: ${report.verdict}`);
      // Beside a living runner every command that changes something would be refused.
      if (isAlive && report.verdict !== "done") expect(report.way.filter(({ command }) => command !== undefined && !/^dgs watch /.test(command)), JSON.stringify(report)).toEqual([]);
      if (!isAlive) expect(["running"], JSON.stringify(report)).not.toContain(report.verdict);
    }
  }
}

const phase = parsePhaseNumber("1");
const toRun = (number: string, wave = 1, after: readonly string[] = []): PlanToRun => ({ id: plan(`01-${number}`), wave, after: after.map((each) => plan(`01-${each}`)), apart: [] });
const PLANS = [toRun("01"), toRun("02"), toRun("03", 2, ["01"])];
const WAVES = { schedule: "waves", agents: 2, onFailure: "halt" } as const;

/** Plans that landed have their summaries by then, as the runtime writes them. */
function withSummaries(texts: Texts, execution: PhaseExecution): Texts {
  const made = new Map(texts);
  for (const { id, state } of planStates(execution)) if (state === "landed") made.set(joinPath("phases", "01-auth", `${id}-SUMMARY.md`), `---\nphase: 01-auth\nplan: "${id.slice(3)}"\ncompleted: 2026-01-01\n---\n\n# Summary\n\n**One line.**\n`);
  if (execution.verdict !== undefined && execution.verdict !== "off") made.set(joinPath("phases", "01-auth", "01-VERIFICATION.md"), `---\nphase: 01-auth\nstatus: ${execution.verdict}\n---\n\n# Verification\n`);
  return made;
}

function readOf(texts: Texts): PhaseExecution {
  return phaseMachine.read({ path: EXECUTION, texts });
}

function seeing(texts: Texts, ...seen: readonly PhaseObservation[]): Texts {
  return seen.reduce((now, each) => phaseMachine.decide(readOf(now), each).reduce((files: Texts, event) => applyChanges(files, phaseMachine.changes({ path: EXECUTION, texts: files }, readOf(files), event)), now), texts);
}

/** How much of a walk is asked about. */
export interface WalkLimit {
  /** States. */
  readonly most: number;
  /** How often a way may leave the good outcome. */
  readonly turns: number;
}

/** Walks over what the execution of three plans can reach, and asks about the phase and its plans in each state; tells the verdicts that were met. */
export async function explainExecutions({ most, turns }: WalkLimit): Promise<readonly string[]> {
  if (phase === undefined) throw new Error("no phase");
  const root = lockedRoot();
  const start = new Map(product()).set(EXECUTION, renderExecution({ phase, name: "Auth", created: at, options: WAVES, plans: PLANS }));
  const reopen = (texts: Texts): PhaseObservation => ({ type: "execution-opened", at, plans: PLANS.filter(({ id }) => planStates(readOf(texts)).find((each) => each.id === id)?.state !== "landed"), verify: readOf(texts).verdict !== "passed", options: WAVES });
  const keyOf = (texts: Texts): string => {
    const { status, verdict, steps } = readOf(texts);
    return JSON.stringify([status, verdict, steps.map((step) => [step.stage, step.plan, step.status, step.waiting !== undefined, step.cutOff !== undefined, step.reason])]);
  };
  const queue: { readonly texts: Texts; readonly turned: number }[] = [{ texts: seeing(start, reopen(start)), turned: 0 }];
  const known = new Set(queue.map(({ texts }) => keyOf(texts)));
  const verdicts = new Set<string>();
  for (let states = 0; states < most; states++) {
    // The good way to its end first, then what leaves it once, and so on.
    const { texts, turned } = queue.shift() ?? { texts: undefined, turned: 0 };
    if (texts === undefined) break;
    const execution = readOf(texts);
    await checkAll(root, withSummaries(texts, execution), ["1", "01-01", "01-02", "01-03"], verdicts);
    const running = execution.steps.flatMap((step, index) => (step.status === "in-progress" ? [index] : []));
    const ends = running.flatMap((step) => phaseStageOutcomes(execution.steps[step]?.stage ?? "run").map((outcome, nth) => ({ seen: [{ type: "step-ended", at, ...nameOfStep(execution, step), outcome }] as readonly PhaseObservation[], cost: nth === 0 ? 0 : 1 })));
    const starts = phaseMachine.next(execution).map((effect) => ({ seen: startOfEffect(effect, at) as readonly PhaseObservation[], cost: 0 }));
    const again = execution.status === "completed" ? [] : [{ seen: [reopen(texts)], cost: 1 }];
    for (const { seen, cost } of [...starts, ...ends, ...again]) {
      const after = seeing(texts, ...seen);
      const key = keyOf(after);
      if (known.has(key) || turned + cost > turns) continue;
      known.add(key);
      if (cost === 0) queue.unshift({ texts: after, turned });
      else queue.push({ texts: after, turned: turned + 1 });
    }
  }
  rmSync(root, { recursive: true, force: true });
  return [...verdicts].sort();
}

function command(text: string): StepCommand {
  const parsed = parseStepCommand(text);
  if (isCommandFault(parsed)) throw new Error(parsed.message);
  return parsed;
}

function outcomesOf({ name }: StepCommand): readonly StepOutcome[] {
  const always: readonly StepOutcome[] = [{ type: "failed", reason: "budget", error: "used up" }, { type: "failed", reason: "human-needed", error: "it waits" }, { type: "interrupted" }];
  if (name === "audit-phase") return [...always, { type: "phase-audited", status: "passed", gaps: 0, humanNeeded: ["look at it"] }, { type: "phase-audited", status: "diagnosed", gaps: 1, humanNeeded: [], evidence: "a" }, { type: "phase-audited", status: "gaps_found", gaps: 1, humanNeeded: [] }];
  return name === "discuss-phase" ? [...always, { type: "done", note: "CONTEXT.md is there already" }] : [...always, { type: "done" }];
}

function observationsOf(effect: JobEffect): readonly (readonly JobObservation[])[] {
  switch (effect.type) {
    case "start-job":
      return [[{ type: "heads-read", at, shas: {} }]];
    case "run-step":
      return [[], ...outcomesOf(effect.command).map((outcome): readonly JobObservation[] => [{ type: "step-ended", at, step: effect.step, outcome }])].map((end) => [{ type: "step-opened", at, step: effect.step }, ...end]);
    case "finish-job":
      return [[{ type: "steps-used-up", at }]];
    case "file-job":
      return [[{ type: "filing-due", to: effect.to }]];
    case "write-summary":
      return [[{ type: "summary-due" }]];
    default:
      return [];
  }
}

/** Walks over what a small job can reach, and asks about it, its phases and each of its steps; tells the verdicts that were met. */
export async function explainJobs(most: number): Promise<readonly string[]> {
  const root = lockedRoot();
  const version = parseVersion("v1.0");
  if (version === undefined) throw new Error("no version");
  const steps = ["/dgs:discuss-phase 2 --auto", "/dgs:execute-phase 1 --non-interactive", "/dgs:audit-phase 1"].map(command);
  const pathOf = (texts: Texts): PlanningPath => [...texts.keys()].find((path) => /jobs\/[a-z-]+\/milestone-v1\.0\.md$/.test(path)) ?? JOB;
  const readJob = (texts: Texts): Job => jobMachine.read({ path: pathOf(texts), texts });
  const seeingJob = (texts: Texts, seen: readonly JobObservation[]): Texts => seen.reduce((now, each) => jobMachine.decide(readJob(now), each).reduce((files: Texts, event) => applyChanges(files, jobMachine.changes({ path: pathOf(files), texts: files }, readJob(files), event)), now), texts);
  const keyOf = (texts: Texts): string => {
    const job = readJob(texts);
    return JSON.stringify([job.path, job.status, job.started !== undefined, job.phaseFixCycle, job.steps.map((step) => [formatStepCommand(step.command), step.status, step.reason, step.note, step.started !== undefined])]);
  };
  const start = new Map(product()).set(joinPath("jobs", "pending", "milestone-v1.0.md"), renderJob({ version, check: false, created: at, steps }));
  const queue: Texts[] = [start];
  const known = new Set(queue.map(keyOf));
  const verdicts = new Set<string>();
  for (let index = 0; index < queue.length && index < most; index++) {
    const texts = queue[index] ?? start;
    const job = readJob(texts);
    await checkAll(root, texts, ["v1.0", "v1.0 2", "1", "2", "v1.0 1", "v1.0 3"], verdicts);
    const nexts = [...jobMachine.next(job).flatMap(observationsOf), [{ type: "run-opened" as const, at }], [{ type: "cancel-asked" as const, at }]];
    for (const seen of nexts) {
      const after = seeingJob(texts, seen);
      const key = keyOf(after);
      if (known.has(key) || known.size >= most) continue;
      known.add(key);
      queue.push(after);
    }
  }
  rmSync(root, { recursive: true, force: true });
  return [...verdicts].filter((each) => /^(?:job|step)/.test(each)).sort();
}
