import { type ExecutionOptions, formatPhaseStage, type PhaseEffect, type PhaseEvent, type PhaseExecution, type PhaseExecutionFiles, phaseMachine, type PhaseObservation, type PhaseStageOutcome, type PhaseStepName } from "@dgs/core";
import { drive } from "../drive.js";
import { performRecorded } from "../perform-recorded.js";
import type { PhaseInFolder } from "../steps/find-phase.js";
import { findPlannedPhase, stepFailure } from "../steps/find-phase.js";
import { waveResult } from "../phase-report/plan-results.js";
import { previewOf } from "../phase-report/preview-waves.js";
import { createWaveTeller, type WaveTeller } from "../phase-report/tell-waves.js";
import { fileRefusal, problemRefusal } from "../refusal.js";
import type { StepContext } from "../steps/context.js";
import { openTrees } from "../steps/trees.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { commitPlanning } from "./commit-planning.js";
import type { PlanningCommit } from "../work/commit-planning-files.js";
import type { AskPerson, PhaseContext } from "./context.js";
import type { Inventory } from "./inventory.js";
import { executionPath, loadExecutionTexts, prepareExecution } from "./load-execution.js";
import { performPhaseStage } from "./perform-phase-stage.js";
import { createSharedWork } from "./shared-work.js";
import { tidyAtLocks, tidyDonePlans } from "./tidy-done-plans.js";

/** What an execution is told. */
export interface ExecuteInput {
  readonly found: PhaseInFolder;
  readonly inventory: Inventory;
  readonly options: ExecutionOptions;
  /** Whether the verifier has to look, although no plan is to be carried out. */
  readonly verify: boolean;
  /** Absent: nobody can be asked. */
  readonly ask?: AskPerson;
  /** Whether nothing new is to be begun; what is under way comes to its end. Absent: never. */
  readonly isPauseAsked?: () => boolean;
}

/** How an execution stands when its drive is over. */
export interface Executed {
  readonly execution: PhaseExecution;
  /** It was stopped from outside before it had settled. */
  readonly stopped: boolean;
  /** What moved outside of the worktrees that no plan was failed for, and no person is known to have done: somebody has to look at it. */
  readonly unsettled: readonly string[];
  /** What stays of plans that are in because a lock of git's was in the way; a job halts at it, as nobody would take it away any more. */
  readonly leftAtLocks: readonly string[];
  /** Absent where it was stopped. */
  readonly planning?: PlanningCommit;
}

/** Carries the plans of a phase out from where its file says they are, until it is settled, halted or stopped. The caller holds the lock of the milestone. */
export async function execute(context: StepContext, input: ExecuteInput): Promise<Executed | WorkFailure> {
  const { found, inventory, options, verify } = input;
  const trees = await openTrees(context, found.phase);
  if (isFailure(trees)) return trees;
  const refused = await prepareExecution(context, found, inventory.toRun, options);
  if (refused !== undefined) return refused;
  const path = executionPath(found);
  const stop = new AbortController();
  const onAbort = (): void => { stop.abort(); };
  context.signal.addEventListener("abort", onAbort);
  if (context.signal.aborted) stop.abort();
  const waves = tellWaves(context, input);
  const shared = createSharedWork();
  const inside: PhaseContext = { ...context, onEvent: waves.onEvent, signal: stop.signal, found, trees, shared, ...(input.ask === undefined ? {} : { ask: input.ask }) };
  try {
    await tidyDonePlans(inside, inventory.plans);
    const end = await drive<PhaseExecutionFiles, PhaseExecution, PhaseEffect, PhaseObservation, PhaseEvent>({
      machine: phaseMachine,
      files: context.ports.files,
      load: () => loadExecutionTexts(context.ports.files, path),
      filesFor: (texts) => ({ texts, path }),
      opening: [{ type: "execution-opened", at: context.ports.clock.now(), plans: inventory.toRun, verify, options }],
      stopped: () => stop.signal.aborted,
      isHeld: ({ type }) => (type === "run-plan" || type === "verify-phase") && input.isPauseAsked?.() === true,
      giveUp: onAbort,
      perform: (effect, execution, record) => perform(inside, effect, execution, record),
      restate: (seen, _before, now) => (now.problems.some((problem) => problem.severity === "error") ? undefined : seen),
    });
    if (end.type === "refused") return stepFailure(fileRefusal(end.refusal));
    const broken = problemRefusal(end.state.problems);
    if (broken !== undefined) return stepFailure(broken);
    // Once it is settled, so that the commit holds the end of its file, too. What was stopped goes on later.
    await tidyAtLocks(inside);
    const planning = end.type === "settled" ? await commitPlanning(context, found.phase.number) : undefined;
    return { execution: end.state, stopped: end.type === "stopped", unsettled: shared.places.unsettled(), leftAtLocks: [...shared.leftAtLocks.values()].flat(), ...(planning === undefined ? {} : { planning }) };
  } finally {
    waves.close();
    shared.conflicts.stop();
    context.signal.removeEventListener("abort", onAbort);
  }
}

/** The summaries are read when a wave is over: what was built is told by them. */
function tellWaves(context: StepContext, { found, inventory }: ExecuteInput): WaveTeller {
  const { files, clock } = context.ports;
  const waves = previewOf(found, inventory);
  context.onEvent({ type: "phase-opened", phase: found.label, name: found.phase.name, waves });
  const plansNow = (): PhaseInFolder["phase"]["plans"] => {
    const now = findPlannedPhase(context, found.phase.number);
    return isFailure(now) ? [] : now.phase.plans;
  };
  return createWaveTeller({ waves, now: () => clock.now(), onEvent: context.onEvent, resultOf: (wave, outcomeOf) => waveResult({ files, plans: plansNow(), outcomeOf }, wave) });
}

async function perform(context: PhaseContext, effect: PhaseEffect, execution: PhaseExecution, record: (seen: PhaseObservation) => Promise<void>): Promise<void> {
  const { clock } = context.ports;
  if (effect.type === "settle-execution") return record({ type: "nothing-to-start", at: clock.now() });
  if (effect.type === "ask-failure") {
    const then = await context.ask?.failure({ plan: effect.plan, error: effect.error });
    return record({ type: "failure-answered", at: clock.now(), plan: effect.plan, then: then ?? "stop" });
  }
  const plan = "plan" in effect ? { plan: effect.plan } : {};
  const [name, told] = [{ stage: effect.stage, ...plan }, { stage: formatPhaseStage({ stage: effect.stage, ...plan }), ...plan }];
  return performRecorded<PhaseStepName, PhaseStageOutcome>({
    clock,
    onEvent: context.onEvent,
    tellStart: (at) => ({ type: "stage-started", at, ...told }),
    tellEnd: (at, end) => ({ type: "stage-ended", at, ...told, ...end }),
    name,
    perform: () => performPhaseStage(context, effect, execution),
    record,
  });
}
