import { type CheckpointOption, type FileChange, formatPhaseNumber, isApproval, listJobs as groupJobs, namedOption, parsePhaseNumber, parsePlanId, type PhaseEffect, type PhaseEvent, type PhaseExecution, type PhaseExecutionFiles, phaseFilePath, phaseMachine, phaseOfPlan, type PhaseObservation, type PlanId, type ProductPhase, readPlan, readVerification, samePhase } from "@dgs/core";
import { drive } from "../drive.js";
import { lockJob } from "../job-lock.js";
import { activeMilestoneOf, loadProduct } from "../load-product.js";
import { approvalChanges, formatCheck, notWritable } from "../phase/approve-phase.js";
import { checkpointQuestion } from "../phase/checkpoint-question.js";
import { loadExecutionTexts } from "../phase/load-execution.js";
import { stateChanges } from "../phase/state-changes.js";
import { readExecutionOf, type Waiting, waitingOf } from "../phase/waiting.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { fileRefusal, isFileRefusal, isRefusal, problemRefusal, refuse, type Refusal } from "../refusal.js";
import { underLock } from "../run-lock.js";
import { versionInUse } from "../version-in-use.js";
import { planProgressChanges } from "../steps/roadmap-changes.js";
import type { AnswerReport, WaitingReport } from "./answer-reports.js";
import { isJobs, readJobs } from "./list-jobs.js";

/** What `dgs answer` is told. */
export interface AnswerInput {
  /** The id of a plan (its checkpoint) or the number of a phase (its approval); absent: everything that waits is shown. */
  readonly target?: string;
  /** Absent: it is shown what is waited for. */
  readonly answer?: string;
}

type AnswerPorts = Pick<Ports, "files" | "clock" | "liveness" | "disk">;

/** Shows what waits for a person, or answers it; the next run goes on with the answer. (Seed 004, "checkpoint_handling", 5) */
export function answerCheckpoint(ports: Pick<Ports, "files" | "clock" | "liveness" | "disk">, place: Place, input: AnswerInput): Promise<AnswerReport | Refusal> {
  const found = findTargets(ports, place, input);
  if (isRefusal(found)) return Promise.resolve(found);
  const { answer } = input;
  const [target] = found.targets;
  if (answer === undefined || answer.trim() === "") return Promise.resolve({ type: "waiting", waiting: found.targets.map((each) => toReport(ports, each)) });
  const no = target === undefined ? undefined : refuseAnswer(ports, target, answer);
  if (no !== undefined) return Promise.resolve(no);
  const lock = lockJob(ports, place, found.version);
  const held = isRefusal(lock) ? { ...lock, remedy: `A runner that is watched asks in its own terminal: answer it there. ${lock.remedy}` } : lock;
  return underLock({}, held, async () => {
    // Whoever held the lock before may have asked and gone on.
    const now = findTargets(ports, place, input);
    const [still] = isRefusal(now) ? [] : now.targets;
    if (isRefusal(now)) return now;
    return still === undefined ? nothingWaits(input.target ?? "") : record(ports, place, still, answer);
  });
}

/** Something that waits, with all that its answer needs. */
interface Target {
  readonly phase: ProductPhase;
  readonly execution: PhaseExecution | undefined;
  readonly waiting: Waiting;
}

interface Targets {
  readonly version: string;
  readonly targets: readonly Target[];
}

function findTargets({ files }: Pick<AnswerPorts, "files">, place: Place, { target, answer }: AnswerInput): Targets | Refusal {
  const loaded = loadProduct(files, place);
  const milestone = isRefusal(loaded) ? loaded : activeMilestoneOf(loaded);
  if (isRefusal(loaded)) return loaded;
  if (isRefusal(milestone)) return milestone;
  const version = versionInUse(files, place, milestone.version);
  const { phases } = loaded.product;
  if (target === undefined) {
    if (answer !== undefined) return refuse("operand-missing", "it is not said what is answered", "Give the id of the plan or the number of the phase first: dgs answer 03-01 approved.");
    const all = phases.map((phase) => targetsOf(files, phase));
    const refused = all.find(isRefusal);
    return refused ?? { version, targets: all.flatMap((each) => (isRefusal(each) ? [] : each)) };
  }
  const plan = parsePlanId(target);
  const number = plan === undefined ? parsePhaseNumber(target) : phaseOfPlan(plan);
  if (number === undefined) return refuse("answer-target-unread", `${JSON.stringify(target)} is neither the id of a plan nor the number of a phase`, "Write it like 03-01 or 3; `dgs answer` alone shows what waits.");
  const phase = phases.find((each) => samePhase(each.number, number));
  if (phase === undefined) return refuse("phase-missing", `the active milestone has no phase ${formatPhaseNumber(number)}`, `Its phases are ${phases.map((each) => formatPhaseNumber(each.number)).join(", ")}.`);
  if (plan !== undefined && !phase.plans.some(({ id }) => sameId(id, plan))) return refuse("plan-missing", `phase ${formatPhaseNumber(number)} has no plan ${plan}`, `Its plans are ${phase.plans.map(({ id }) => id).join(", ")}.`);
  const own = targetsOf(files, phase);
  if (isRefusal(own)) return own;
  const targets = own.filter(({ waiting }) => (plan === undefined ? waiting.plan === undefined : waiting.plan !== undefined && sameId(waiting.plan, plan)));
  // A phase's number alone shows its plans, too, where it is only asked what waits.
  const shown = targets.length === 0 && plan === undefined && answer === undefined ? own : targets;
  return shown.length === 0 ? nothingWaits(target, own) : { version, targets: shown };
}

function sameId(a: PlanId, b: PlanId): boolean {
  return a.toUpperCase() === b.toUpperCase();
}

function targetsOf(files: AnswerPorts["files"], phase: ProductPhase): readonly Target[] | Refusal {
  const execution = readExecutionOf(files, phase);
  if (isFileRefusal(execution)) return fileRefusal(execution);
  const broken = problemRefusal(execution?.problems ?? []);
  if (broken !== undefined) return broken;
  const waiting = (execution === undefined ? [] : waitingOf(execution)).map((each): Target => ({ phase, execution, waiting: each }));
  // In a job nobody is asked: its phases are approved afterwards.
  const isLeft = phase.verification === "human_needed" && phase.status === "executed" && !waiting.some((each) => each.waiting.plan === undefined);
  return isLeft ? [...waiting, { phase, execution, waiting: {} }] : waiting;
}

function nothingWaits(target: string, others: readonly Target[] = []): Refusal {
  const names = others.map(nameOf);
  return refuse("nothing-waits", `nothing waits for an answer to ${target}`, names.length === 0 ? "`dgs answer` alone shows everything that waits." : `What waits in its phase: ${names.join(", ")}.`);
}

function nameOf({ phase, waiting }: Target): string {
  return waiting.plan ?? formatPhaseNumber(phase.number);
}

function toReport(ports: Pick<AnswerPorts, "files">, target: Target): WaitingReport {
  const { phase, waiting } = target;
  const common = { target: nameOf(target), phase: formatPhaseNumber(phase.number), ...(waiting.since === undefined ? {} : { since: waiting.since }) };
  if (waiting.plan === undefined) {
    const path = verificationPath(phase);
    const text = ports.files.read(path);
    const human = typeof text === "string" ? readVerification(text, path).human : [];
    return { ...common, type: "approval", details: human.map((check) => `- ${formatCheck(check)}`).join("\n"), awaiting: "approved, or what is wrong", options: [], path };
  }
  const { question } = questionOf(ports, target, waiting.plan);
  return { ...common, type: "checkpoint", kind: question.kind, ...(question.task === undefined ? {} : { task: question.task }), details: question.details, awaiting: question.awaiting, options: question.options.map(({ id, name, pros, cons, recommended }) => ({ id, name, pros, cons, recommended })), path: question.path };
}

function verificationPath({ folder, number }: ProductPhase): ReturnType<typeof phaseFilePath> {
  return folder?.documents.VERIFICATION ?? phaseFilePath(folder?.path ?? ("" as never), number, "VERIFICATION");
}

function questionOf(ports: Pick<AnswerPorts, "files">, { phase, waiting }: Target, plan: PlanId): ReturnType<typeof checkpointQuestion> {
  const progress = phase.plans.find(({ id }) => sameId(id, plan));
  const text = progress === undefined ? undefined : ports.files.read(progress.path);
  const read = readPlan(typeof text === "string" ? text : "", progress?.path ?? `${plan}-PLAN.md`);
  return checkpointQuestion({ ports }, { id: plan, plan: read, folder: phase.folder?.path ?? ("" as never), kind: waiting.kind ?? "unknown", task: waiting.task });
}

/** A decision must name one of the options where they are listed; what ends a run is said to the run. */
function refuseAnswer(ports: Pick<AnswerPorts, "files">, target: Target, answer: string): Refusal | undefined {
  const { plan } = target.waiting;
  if (plan === undefined) return undefined;
  const { question } = questionOf(ports, target, plan);
  if (question.options.length === 0 || namedOption(question.options, answer) !== undefined) return undefined;
  return refuse("option-unknown", `${JSON.stringify(answer)} names none of the options of plan ${plan}`, `Begin the answer with one of: ${question.options.map(optionText).join("; ")}.`, { at: question.path });
}

function optionText({ id, name, recommended }: CheckpointOption): string {
  return `${id}${name === undefined ? "" : ` (${name})`}${recommended ? " [recommended]" : ""}`;
}

async function record(ports: AnswerPorts, place: Place, target: Target, answer: string): Promise<AnswerReport | Refusal> {
  const { phase, waiting, execution } = target;
  const path = waiting.plan === undefined ? verificationPath(phase) : questionOf(ports, target, waiting.plan).question.path;
  const refusedApproval = waiting.plan === undefined ? await writeApproval(ports, place, target, path, answer) : undefined;
  if (refusedApproval !== undefined) return refusedApproval;
  const now = execution === undefined ? undefined : await recordEvent(ports, execution, waiting, answer);
  if (isRefusal(now)) return now;
  const refused = now === undefined ? undefined : await write(ports, stateChanges({ ports, place }, phase.number, now));
  if (refused !== undefined) return refused;
  const left = now === undefined ? [] : waitingOf(now).map((each) => nameOf({ ...target, waiting: each }));
  return { type: "answered", target: nameOf(target), answer, phase: formatPhaseNumber(phase.number), path, left, next: nextCommand(ports, place, phase, answer, waiting) };
}

async function writeApproval(ports: AnswerPorts, place: Place, { phase, execution }: Target, path: ReturnType<typeof verificationPath>, answer: string): Promise<Refusal | undefined> {
  const changes = approvalChanges({ ports }, path, answer);
  if (changes === undefined) return refuse("verification-not-writable", notWritable(path), "Mend the file, then answer again.", { at: path });
  const refused = await write(ports, changes);
  // Where a job left it to a person, the execution has recorded everything but this.
  const isLeft = execution === undefined || !waitingOf(execution).some(({ plan }) => plan === undefined);
  return refused ?? (isLeft && isApproval(answer) ? write(ports, planProgressChanges({ ports, place }, phase.number, true)) : undefined);
}

async function write({ files }: Pick<AnswerPorts, "files">, changes: readonly FileChange[]): Promise<Refusal | undefined> {
  const written = await files.write(changes);
  return written === "written" ? undefined : fileRefusal(written);
}

/** Writes the answer into the file of the execution and performs nothing. A question at which a runner was killed is closed first. */
async function recordEvent({ files, clock }: AnswerPorts, { path, steps }: PhaseExecution, { plan }: Waiting, answer: string): Promise<PhaseExecution | Refusal> {
  const at = clock.now();
  const stage = plan === undefined ? "approve" : "checkpoint";
  const isCutOff = steps.some((step) => step.plan === plan && step.stage === stage && step.status === "in-progress");
  const name = { stage, ...(plan === undefined ? {} : { plan }) } as const;
  const end = await drive<PhaseExecutionFiles, PhaseExecution, PhaseEffect, PhaseObservation, PhaseEvent>({
    machine: phaseMachine,
    files,
    load: () => loadExecutionTexts(files, path),
    filesFor: (texts) => ({ texts, path }),
    opening: [...(isCutOff ? [{ type: "step-ended" as const, at, ...name, outcome: { type: "interrupted" as const } }] : []), { type: "answer-given", at, answer, ...(plan === undefined ? {} : { plan }) }],
    stopped: () => true,
    perform: () => Promise.reject(new Error("an answer performs nothing")),
    restate: (seen, _before, now) => (now.problems.some((problem) => problem.severity === "error") ? undefined : seen),
  });
  return end.type === "refused" ? fileRefusal(end.refusal) : end.state;
}

function nextCommand({ files }: Pick<AnswerPorts, "files">, place: Place, phase: ProductPhase, answer: string, { plan }: Waiting): { readonly command: string; readonly why: string } {
  const label = formatPhaseNumber(phase.number);
  if (plan === undefined && !isApproval(answer)) return { command: `dgs audit-phase ${label}`, why: "what you found is a gap of the phase now: its audit looks for the cause and plans how to close it" };
  const jobs = readJobs(files, place);
  const job = isJobs(jobs) ? groupJobs(jobs)["in-progress"][0] : undefined;
  const why = plan === undefined ? "the phase is approved; roadmap and state are brought up to it" : "a fresh agent goes on with the answer";
  return job === undefined ? { command: `dgs execute-phase ${label}`, why } : { command: `dgs run-job ${job.version}`, why };
}
