import { renderPrompt, TIERS, type AgentResult, type AgentRole, type OutboxFile, type Problem, type Prompt, type Sha } from "@dgs/core";
import { join } from "node:path";
import { type Findings, formatFinding } from "./findings.js";
import { watchRecords } from "./watch-records.js";
import { reflogActionOf } from "./who-moved.js";
import { runAgent } from "../spending/run-agent.js";
import { activityOf } from "./activity-of.js";
import { failed, isFailure, type WorkContext, type WorkFailure } from "./context.js";
import { planOf } from "./plan-of.js";

/** Runs after which an agent's work is given up: the first, and two with findings. (design 5) */
const ATTEMPTS = 3;

/** One piece of work for an agent, with the check of what it leaves. */
export interface AgentTask<Accepted> {
  readonly role: AgentRole;
  /** Unique within the job: `execute-plan 02-01`. */
  readonly purpose: string;
  readonly cwd: string;
  /** The commit that all the work for the purpose rests on, where the folder is put back for it. */
  readonly base?: Sha;
  readonly prompt: (findings: readonly string[]) => Prompt;
  /** The agent may stop at a checkpoint: what it left then goes through `accept` like everything else. Absent: a checkpoint ends the work. */
  readonly mayStop?: boolean;
  /**
   * Checks what the agent left; findings go back to a fresh agent. Nothing that an agent says counts before this. `stopped`: what its program said
   * when it stopped at a checkpoint.
   */
  readonly accept: (files: readonly OutboxFile[], stopped?: string) => Promise<Accepted | Findings | WorkFailure> | Accepted | Findings | WorkFailure;
  /** What becomes of a run whose files could not be read at all; absent: the problems go back as findings. */
  readonly unread?: (problems: readonly Problem[]) => Findings | WorkFailure;
}

/** Runs an agent until its work is accepted, at most three times, each time with a fresh context. */
export async function askAgent<Accepted>(context: WorkContext, task: AgentTask<Accepted>): Promise<Accepted | WorkFailure> {
  let findings: readonly string[] = [];
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const answer = await runOnce(context, task, attempt, findings);
    if (!isCutOff(answer)) context.ports.agents.settle?.({ purpose: task.purpose, attempt }, isFindings(answer) && attempt < ATTEMPTS ? "again" : "over");
    if (!isFindings(answer)) return answer;
    findings = answer.findings;
    context.onEvent({ type: "note", text: `${task.purpose}: not accepted (${String(attempt)} of ${String(ATTEMPTS)}): ${findings.join("; ")}` });
  }
  return failed("failed", `${task.purpose} was not accepted after ${String(ATTEMPTS)} runs: ${findings.join("; ")}`);
}

async function runOnce<Accepted>(context: WorkContext, task: AgentTask<Accepted>, attempt: number, findings: readonly string[]): Promise<Accepted | Findings | WorkFailure> {
  const { ports, config } = context;
  const prompt = task.prompt(findings);
  let outbox = "";
  const lookAtRecords = watchRecords(context, task.purpose);
  const result = await runAgent(context, {
    role: task.role,
    tier: config.model_overrides[task.role] ?? TIERS[task.role][config.model_profile],
    purpose: task.purpose,
    attempt,
    prepare: async (round) => {
      const prepared = await ports.outbox.prepare(task.cwd, fileNameOf(task.purpose));
      if (typeof prepared !== "string") return failed("internal", prepared.message);
      outbox = prepared;
      return {
        prompt: renderPrompt(prompt, outbox),
        inputs: prompt.inputs,
        cwd: task.cwd,
        ...(task.base === undefined ? {} : { base: task.base }),
        outbox,
        logPath: join(outbox, "..", "..", "logs", `${fileNameOf(task.purpose)}-${String(attempt)}${round === 1 ? "" : `-again-${String(round - 1)}`}.log`),
        permission: READERS.has(task.role) ? "read-only" : config["agents.permission"] === "full" ? "full" : "edit",
        reflogAction: reflogActionOf(context.runId, task.purpose),
      };
    },
    onEvent: (event) => {
      const text = activityOf(event);
      if (text !== undefined) context.onEvent({ type: "agent-activity", purpose: task.purpose, text, ...planOf(context) });
    },
  });
  if (isFailure(result)) return result;
  const meddled = lookAtRecords();
  if (meddled !== undefined) return meddled;
  const failure = result.type === "checkpoint" && task.mayStop === true ? undefined : failureOf(task.purpose, result);
  if (failure !== undefined) return failure;
  const left = await ports.outbox.read(outbox);
  if (left.type === "problems") return task.unread?.(left.problems) ?? { type: "findings", findings: left.problems.map(formatFinding) };
  const answer = await task.accept(left.files, result.type === "checkpoint" ? result.message : undefined);
  if (!isFindings(answer)) await ports.outbox.discard(outbox);
  return answer;
}

/** Roles that only look: what they leave is in the outbox. */
const READERS: ReadonlySet<AgentRole> = new Set(["plan-checker", "phase-verifier", "verifier", "integration-checker", "codebase-mapper", "phase-researcher", "project-researcher", "research-synthesizer", "roadmapper", "discussion"]);

/** How an agent's end counts for the step. A program that says it completed has said nothing about its work yet. */
function failureOf(purpose: string, result: AgentResult): WorkFailure | undefined {
  switch (result.type) {
    case "completed":
      return undefined;
    case "cancelled":
      return { type: "interrupted" };
    case "checkpoint":
      return failed("human-needed", `${purpose} needs a person: ${result.message}`);
    case "limit-reached":
      return failed("budget", `${purpose} reached a usage limit${result.resetsAt === undefined ? "" : ` until ${result.resetsAt}`}: ${result.message}`);
    case "budget-exceeded":
      return failed("budget", `${purpose} used up its budget: ${result.message}`);
    case "timed-out":
      return failed("timed-out", `${purpose} ran out of time: ${result.message}`);
    case "refused":
      return failed(result.unfit === true ? "usage" : "failed", `${purpose} was refused by the agent: ${result.message}`);
    case "crashed":
      return failed("failed", `the agent of ${purpose} crashed: ${result.message}`);
    case "lost":
      return failed("failed", `the agent of ${purpose} was lost: ${result.message}`);
  }
}

/** Cut off: the next runner takes the work up, so it has not come to its end. */
function isCutOff(answer: unknown): boolean {
  return isFailure(answer) && answer.type === "interrupted";
}

function isFindings(answer: unknown): answer is Findings {
  return typeof answer === "object" && answer !== null && "type" in answer && answer.type === "findings";
}

function fileNameOf(purpose: string): string {
  return purpose.replace(/[^A-Za-z0-9.-]+/g, "-");
}
