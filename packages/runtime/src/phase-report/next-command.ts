import { formatPhaseNumber, type PhaseExecution, type Product, type ProductPhase, readPhaseDetails } from "@dgs/core";
import type { NextReport } from "../commands/execute-phase-reports.js";
import type { RoadmapText } from "../load-product.js";

/** What the next command depends on. */
export interface NextInput {
  readonly product: Pick<Product, "next" | "finished">;
  readonly roadmap: RoadmapText | undefined;
  readonly phase: ProductPhase;
  /** Absent where nothing was carried out. */
  readonly execution?: Pick<PhaseExecution, "status" | "verdict" | "steps">;
  readonly version: string;
  readonly stopped: boolean;
  /** Whether the milestone has a job that waits or goes on. */
  readonly hasJob: boolean;
}

/** Says what comes next, in one command. (Seed 004, "offer_next") */
export function nextAfter(input: NextInput): NextReport | undefined {
  const { phase, execution, version, product } = input;
  const label = formatPhaseNumber(phase.number);
  const job = input.hasJob ? `dgs run-job ${version}` : `dgs create-milestone-job ${version}`;
  if (input.stopped) return { command: `dgs execute-phase ${label}`, why: "it goes on where it was" };
  if (phase.status === "complete") return product.finished ? { command: job, why: "every phase is complete; the job audits the milestone" } : nextPhase(input, job);
  const waiting = execution?.steps.find((step) => step.waiting !== undefined && step.status === "pending");
  if (waiting !== undefined && execution?.status === "waiting") return { command: `dgs answer ${waiting.plan ?? label}`, why: waiting.plan === undefined ? "tell what you have found" : `answer the checkpoint of plan ${waiting.plan}` };
  if (execution?.status === "failed") return { command: `dgs execute-phase ${label}`, why: "once that is cleared up; it goes on where it was" };
  if (phase.verification === "gaps_found" || execution?.verdict === "gaps_found") return nextForGaps(phase);
  if (phase.verification === "human_needed") return { command: `dgs answer ${label}`, why: "tell what you have found" };
  return { command: `dgs execute-phase ${label}`, why: `phase ${label} is ${phase.status}` };
}

/** Names what closes the gaps of a phase. Plans that do may be there: an audit makes them, too. */
export function nextForGaps({ number, plans }: Pick<ProductPhase, "number" | "plans">): NextReport {
  const label = formatPhaseNumber(number);
  const isPlanned = plans.some(({ done, superseded }) => !done && !superseded);
  return isPlanned ? { command: `dgs execute-phase ${label}`, why: "plans that close its gaps are there" } : { command: `dgs plan-phase ${label} --gaps`, why: "it plans what closes the gaps of its verification" };
}

/** A phase that has its plans can be carried out; the job plans one that has none. */
function nextPhase({ product, roadmap }: NextInput, job: string): NextReport | undefined {
  const { next } = product;
  if (next === undefined) return undefined;
  const number = formatPhaseNumber(next.number);
  const { section } = next.roadmap;
  const goal = roadmap === undefined || section === undefined ? undefined : readPhaseDetails(roadmap.source, roadmap.outline, section).goal;
  const phase = { number, name: next.name, ...(goal === undefined ? {} : { goal }) };
  return next.planCount > 0 ? { command: `dgs execute-phase ${number}`, why: "its plans are there", phase } : { command: job, why: "the job plans it and carries it out", phase };
}
