import { type ExecutionFailure, type FailureReason, humanNeededOf, type PhaseExecution, placeOf, readVerification, type StepCommand, type StepOutcome } from "@dgs/core";
import { execute, type Executed } from "../phase/execute.js";
import { executionOptions } from "../phase/execution-options.js";
import { executionPath } from "../phase/load-execution.js";
import { withLinksOut } from "../phase/files-outside.js";
import { type Inventory, takeInventory } from "../phase/inventory.js";
import { failed, isFailure } from "../work/context.js";
import type { StepContext } from "./context.js";
import { findPlannedPhase, type PhaseInFolder } from "./find-phase.js";
import { haltAtLock } from "./halt-at-lock.js";

/**
 * Carries out the plans of a phase that are not done, side by side where they may be; then the verifier looks whether the phase reached its goal.
 * In a job a failed plan lets those that run come to their end, and halts. (Seed 004; design 3.6, 3.8)
 */
export async function executePhase(context: StepContext, command: StepCommand): Promise<StepOutcome> {
  const found = findPlannedPhase(context, command.phase);
  if ("type" in found) return found;
  const gapsOnly = command.flags.includes("--gaps-only");
  const taken = takeInventory(context, found, gapsOnly);
  if (isFailure(taken)) return taken;
  const inventory = await withLinksOut(context, taken);
  for (const warning of inventory.warnings) context.onEvent({ type: "note", text: `${placeOf(warning)}: ${warning.message}` });
  for (const { first, second, file } of inventory.overlaps) context.onEvent({ type: "note", text: `plans ${first} and ${second} run one after the other: ${file === undefined ? "one of them does not say what it changes" : `both change ${file}`}` });
  if (gapsOnly && inventory.plans.every(({ plan }) => !plan.gapClosure)) return failed("usage", `phase ${found.label} has no gap-closure plan: there is nothing for --gaps-only to carry out`);
  if (isNothingToDo(context, found, inventory)) return { type: "done" };
  const verify = context.config["workflow.verifier"] && found.phase.verification !== "passed";
  const ended = await execute(context, { found, inventory, options: executionOptions(context.config, { onFailure: "halt" }), verify });
  return isFailure(ended) ? ended : outcomeOf(context, command, ended);
}

/** A phase that was carried out before there were files of executions gets none. */
function isNothingToDo(context: StepContext, found: PhaseInFolder, { toRun }: Inventory): boolean {
  return toRun.length === 0 && found.phase.verification === "passed" && context.ports.files.read(executionPath(found)) === undefined;
}

function outcomeOf(context: StepContext, command: StepCommand, { execution, stopped, planning, unsettled, leftAtLocks }: Executed): StepOutcome {
  if (stopped) return { type: "interrupted" };
  const halted = execution.status === "completed" ? haltAtLock(context, "the phase is carried out", planning) : undefined;
  if (halted !== undefined) return halted;
  if (execution.status === "completed" && leftAtLocks.length > 0) return failed("human-needed", `the phase is carried out, and not all that its plans needed could be taken away: ${leftAtLocks.join("; ")}. When no git runs there, delete the lock, then run again: it is taken away then`);
  switch (execution.status) {
    case "completed":
      return withUnsettled(verdictOf(context, command, execution), unsettled);
    case "waiting":
      return failed("human-needed", waitingFor(execution));
    case "failed":
    case "in-progress":
    case "pending":
      return failureOf(execution);
  }
}

/** A job that goes on keeps on its list what no plan was failed for. */
function withUnsettled(outcome: StepOutcome, unsettled: readonly string[]): StepOutcome {
  return outcome.type === "done" && unsettled.length > 0 ? { ...outcome, humanNeeded: [...(outcome.humanNeeded ?? []), ...unsettled] } : outcome;
}

function failureOf({ steps }: PhaseExecution): StepOutcome {
  const broken = steps.filter((step) => step.status === "failed");
  const [first] = broken;
  return first === undefined ? failed("internal", "the execution of the phase did not come to an end") : failed(reasonOf(first.reason), broken.map((step) => step.error ?? step.stage).join("; "));
}

/** A person may write any word into the file. */
function reasonOf(reason: string | undefined): FailureReason {
  return REASONS.find((each) => each === reason) ?? "failed";
}

const REASONS = ["failed", "gaps", "human-needed", "budget", "timed-out", "conflict", "usage", "internal"] as const satisfies readonly (ExecutionFailure & FailureReason)[];

function waitingFor({ steps }: PhaseExecution): string {
  const waiting = steps.filter((step) => step.waiting !== undefined && step.status === "pending");
  return `it waits for a person: ${waiting.map((step) => `${step.stage}${step.plan === undefined ? "" : ` of plan ${step.plan}`}`).join(", ")}. Answer with dgs answer ${waiting.find((step) => step.plan !== undefined)?.plan ?? "<phase>"} …, then run again`;
}

/** What only a person can look at stands in the verification, whatever its word. */
function verdictOf(context: StepContext, command: StepCommand, execution: PhaseExecution): StepOutcome {
  const found = findPlannedPhase(context, command.phase);
  if ("type" in found) return found;
  const path = found.folder.documents.VERIFICATION;
  const text = path === undefined ? undefined : context.ports.files.read(path);
  const verification = typeof text === "string" && path !== undefined ? readVerification(text, path) : undefined;
  const ruled = humanNeededOf(execution);
  const checks = verification?.human.map((check) => `phase ${found.label}: ${check.test}`) ?? [];
  const human = [...ruled, ...checks];
  switch (execution.verdict ?? "off") {
    case "off":
      return { type: "done", note: "verification is switched off (workflow.verifier)", humanNeeded: ruled };
    case "passed":
      return { type: "done", humanNeeded: human };
    case "human_needed":
      return { type: "done", note: "verification: human_needed", humanNeeded: checks.length > 0 ? human : [...ruled, `phase ${found.label}: the verification asks for a person`] };
    case "gaps_found": {
      const told = `verification: ${String(Math.max(1, verification?.gaps.length ?? 0))} gaps found`;
      return context.inJob ? { type: "done", note: `${told}, left to audit-phase`, humanNeeded: ruled } : failed("gaps", told);
    }
  }
}
