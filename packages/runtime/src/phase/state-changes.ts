import { type FileChange, formatPhaseNumber, type PhaseExecution, type PhaseNumber, planNumberOf, planStates, type PlanId, type Product, type ProductPhase, projectFile, readFrontMatter, samePhase, stateEdits, type StateUpdate } from "@dgs/core";
import { loadProduct } from "../load-product.js";
import { percentOf } from "../percent-of.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isRefusal } from "../refusal.js";

/**
 * The changes that bring STATE.md up to what lies on disk and to where the execution is: position, last completed plan, current wave, pending
 * checkpoints, progress. Derived anew each time, so that asked again it changes nothing. Where there is no STATE.md, there is nothing to change.
 * (Seed 004, "STATE.md tracks")
 */
export function stateChanges(context: { readonly ports: Pick<Ports, "files" | "clock">; readonly place: Place }, number: PhaseNumber, execution: PhaseExecution): readonly FileChange[] {
  const path = projectFile(context.place.project, "STATE");
  const before = context.ports.files.read(path);
  const loaded = loadProduct(context.ports.files, context.place);
  if (typeof before !== "string" || isRefusal(loaded)) return [];
  const phase = loaded.product.phases.find((each) => samePhase(each.number, number));
  if (phase === undefined) return [];
  const update = updateOf(loaded.product, phase, execution, context.ports.clock.now().slice(0, 10));
  const word = readFrontMatter(before).entries.has("status") ? WORDS[update.status ?? ""] : undefined;
  const edits = stateEdits(before, word === undefined ? update : { ...update, frontMatter: { status: word } });
  return edits.length === 0 ? [] : [{ type: "edit", path, before, edits }];
}

function updateOf(product: Product, phase: ProductPhase, execution: PhaseExecution, today: string): StateUpdate {
  const counted = product.phases.filter((each) => each.counted);
  // A phase that is complete is behind us: the position is that of the one to come.
  const at = phase.status === "complete" ? (product.next ?? phase) : phase;
  const last = lastCompleted(phase, execution);
  const text = textOf(phase, execution, last);
  return {
    phase: { number: at.number, name: at.name, total: counted.length },
    plan: { number: planAt(at, last), total: at.planCount },
    status: statusOf(product, phase, at, execution),
    lastActivity: { date: last.day ?? today, text },
    percent: percentOf(product),
    stoppedAt: text,
    execution: { lastCompletedPlan: last.id ?? "None", wave: waveOf(execution), pendingCheckpoints: pendingCheckpoints(execution) },
    progress: { total_phases: product.counts.phases, completed_phases: product.counts.phasesComplete, total_plans: product.counts.plans, completed_plans: product.counts.plansDone, percent: percentOf(product) },
  };
}

interface LastCompleted {
  readonly id: PlanId | undefined;
  /** The day on which it landed, where the execution says. */
  readonly day: string | undefined;
}

/** The plan that landed last; where the execution knows none, the last one of the phase that is done. */
function lastCompleted(phase: ProductPhase, { steps }: PhaseExecution): LastCompleted {
  // An earlier landing of the same plan met a conflict. One that was cut off behind its summary counts as skipped, and has no commit written down.
  const landed = steps.filter((step, at) => step.stage === "land" && step.status === "completed" && !steps.slice(at + 1).some((later) => later.stage === "land" && later.plan === step.plan));
  const latest = landed.reduce<(typeof landed)[number] | undefined>((best, step) => ((step.finished ?? "") >= (best?.finished ?? "") ? step : best), undefined);
  return latest === undefined ? { id: phase.plans.filter((plan) => plan.done).at(-1)?.id, day: undefined } : { id: latest.plan, day: latest.finished?.slice(0, 10) };
}

/** Nothing is begun of a phase that comes next; of the one at hand the number of the plan that landed last, and the last number once all have landed in any order. */
function planAt(at: ProductPhase, last: LastCompleted): number | undefined {
  if (at.planCount > 0 && at.plansDone === at.planCount) return at.planCount;
  const own = at.plans.find((plan) => plan.id === last.id);
  if (own === undefined) return at.plansDone === 0 ? undefined : at.plansDone;
  return Number.parseInt(planNumberOf(own.id), 10);
}

function statusOf(product: Product, phase: ProductPhase, at: ProductPhase, execution: PhaseExecution): string {
  if (product.finished) return "Milestone complete";
  if (phase.status === "complete") return at.planCount > 0 ? "Ready to execute" : "Ready to plan";
  const pending = execution.steps.some((step) => step.waiting !== undefined);
  if (pending) return "Waiting for a person";
  if (phase.status === "executed" && execution.verdict === "gaps_found") return "Gaps found";
  if (phase.status === "executed" && execution.verdict === "human_needed") return "Human verification needed";
  return execution.steps.some((step) => step.status === "failed") ? "Halted" : "In progress";
}

/** The word of the front matter for each status, as other tools read it there; they believe it before the text below. (formats.md 10.3) */
const WORDS: Readonly<Record<string, string>> = {
  "Milestone complete": "completed",
  "Ready to plan": "planning",
  "Ready to execute": "executing",
  "In progress": "executing",
  "Gaps found": "verifying",
  "Human verification needed": "verifying",
  "Waiting for a person": "paused",
  Halted: "paused",
};

function textOf(phase: ProductPhase, execution: PhaseExecution, last: LastCompleted): string {
  const label = formatPhaseNumber(phase.number);
  if (phase.status === "complete") return `Phase ${label} complete`;
  if (phase.status === "executed") return `Phase ${label} executed${execution.verdict === undefined ? "" : `, verification: ${execution.verdict}`}`;
  return last.id === undefined ? `Executing phase ${label}` : `Completed plan ${last.id}`;
}

/** `2 of 3`: the first wave that has a plan which has not landed. */
function waveOf(execution: PhaseExecution): string {
  const plans = planStates(execution);
  const waves = [...new Set(plans.map((plan) => plan.wave))].sort((a, b) => a - b);
  if (waves.length === 0) return "None";
  const open = plans.filter((plan) => plan.state !== "landed").map((plan) => plan.wave);
  const current = open.length === 0 ? waves.length : waves.indexOf(Math.min(...open)) + 1;
  return `${String(current)} of ${String(waves.length)}`;
}

function pendingCheckpoints({ steps }: PhaseExecution): string {
  const waiting = steps.filter((step) => step.status !== "completed" && (step.stage === "checkpoint" || step.stage === "approve"));
  return waiting.length === 0 ? "None" : waiting.map((step) => (step.plan === undefined ? "approval of the phase" : `${step.plan} (${step.kind ?? "unknown"})`)).join(", ");
}
