import { dirname } from "node:path";
import { type CancelSignal, type Config, type FailurePolicy, phaseMachine, placeOf, projectFile, type Schedule, TIERS } from "@dgs/core";
import { lockJob } from "../job-lock.js";
import { loadProduct } from "../load-product.js";
import { openPhaseContext } from "../open-phase.js";
import { commitPlanning } from "../phase/commit-planning.js";
import type { AskPerson } from "../phase/context.js";
import { execute } from "../phase/execute.js";
import { executionOptions } from "../phase/execution-options.js";
import { hasMarksLeft } from "../phase/has-marks-left.js";
import { withLinksOut } from "../phase/files-outside.js";
import { type Inventory, takeInventory } from "../phase/inventory.js";
import { executionPath, loadExecutionTexts } from "../phase/load-execution.js";
import { assembleReport } from "../phase-report/assemble.js";
import { previewOf } from "../phase-report/preview-waves.js";
import { takePauseRequests } from "../history/pause-request.js";
import { hasOpenJob } from "../phase-report/has-open-job.js";
import { tellExpectations } from "../history/tell-standing.js";
import type { Place } from "../place.js";
import { sweepTemporaries } from "../planning-files.js";
import type { Ports } from "../ports.js";
import { reconstructedState } from "../reconstruct-state.js";
import { fileRefusal, isRefusal, refuse, type Refusal } from "../refusal.js";
import { underLock } from "../run-lock.js";
import type { StepContext } from "../steps/context.js";
import { findPlannedPhase, type PhaseInFolder } from "../steps/find-phase.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { finishChanges } from "../work/write-as-one.js";
import type { ExecutePhaseReport } from "./execute-phase-reports.js";
import type { RunEvent } from "./reports.js";

/** Asks the person who watches, also what is to be done where STATE.md is missing; `stop` starts nothing. */
export interface AskWhileExecuting extends AskPerson {
  readonly missingState: () => Promise<"reconstruct" | "continue" | "stop">;
}

/** What `dgs execute-phase` is told. */
export interface ExecutePhaseInput {
  /** `3`, `03`, `2.1`. */
  readonly phase: string;
  readonly gapsOnly: boolean;
  /** Approves `human-verify` checkpoints and takes recommended decisions, as a job does. (design 3.7) */
  readonly auto: boolean;
  readonly schedule?: Schedule;
  /** Agents at the same time, 1 or more. */
  readonly agents?: number;
  /** Absent: a person is asked where one can be, else the phase halts. */
  readonly onFailure?: FailurePolicy;
  /** Absent: nobody can be asked. */
  readonly ask?: AskWhileExecuting;
  readonly signal: CancelSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/** Carries out the plans of a phase, wave by wave, then has its goal verified and records what came of it. (Seed 004) */
export async function executePhase(ports: Ports, place: Place, input: ExecutePhaseInput): Promise<ExecutePhaseReport | Refusal> {
  // Looked at before the lock is taken, so that a refusal leaves nothing behind, and again once it is held.
  const before = openPhaseToExecute(ports, place, input);
  if (isRefusal(before)) return before;
  return underLock(ports, lockJob(ports, place, before.context.version), async () => {
    const finished = await finishChanges(ports.files, place);
    if (isRefusal(finished)) return finished;
    const refused = await provideState(ports, place, input);
    if (refused !== undefined) return refused;
    const opened = openPhaseToExecute(ports, place, input);
    if (isRefusal(opened)) return opened;
    const answer = await carryOut(opened, input);
    opened.context.endHistory?.(answer.exit);
    return answer;
  });
}

interface PhaseToExecute {
  readonly context: StepContext;
  readonly found: PhaseInFolder;
  readonly inventory: Inventory;
}

function openPhaseToExecute(ports: Ports, place: Place, input: ExecutePhaseInput): PhaseToExecute | Refusal {
  const opened = openPhaseContext(ports, place, { command: "execute-phase", ...input, inJob: input.auto });
  if (isRefusal(opened)) return opened;
  const { context, number } = opened;
  const found = findPlannedPhase(context, number);
  if (isFailure(found)) return failureRefusal(found);
  const inventory = takeInventory(context, found, input.gapsOnly);
  return isFailure(inventory) ? failureRefusal(inventory) : { context, found, inventory };
}

/** The seed's question; where nobody can be asked the run goes on and says so. (Seed 004, "load_project_state") */
async function provideState(ports: Ports, place: Place, { ask, onEvent }: ExecutePhaseInput): Promise<Refusal | undefined> {
  const path = projectFile(place.project, "STATE");
  if (ports.files.read(path) !== undefined) return undefined;
  const answer = (await ask?.missingState()) ?? "continue";
  if (answer === "stop") return refuse("declined", "STATE.md is missing, and nothing was started", "Run the command again, or write STATE.md yourself.", { at: path });
  if (answer === "continue") {
    onEvent({ type: "note", text: `${path} is missing though planning artifacts exist: going on without project state` });
    return undefined;
  }
  const loaded = loadProduct(ports.files, place);
  if (isRefusal(loaded)) return loaded;
  const written = await ports.files.write([reconstructedState(place, loaded, ports.clock.now().slice(0, 10))]);
  if (written !== "written") return fileRefusal(written);
  onEvent({ type: "note", text: `${path} was reconstructed from the files on disk` });
  return undefined;
}

async function carryOut({ context, found, inventory: taken }: PhaseToExecute, input: ExecutePhaseInput): Promise<ExecutePhaseReport | Refusal> {
  const { config, onEvent, ports } = context;
  const inventory = await withLinksOut(context, taken);
  sweepTemporaries(context.place.root, [context.place.project, found.folder.path, dirname(found.folder.path)], ports.disk);
  const pause = takePauseRequests(context.place, context);
  tellBeginning(context, found, inventory);
  // What the verifier has found holds until something changes; a plan that lands takes it back.
  const verify = config["workflow.verifier"] && ["missing", "unknown"].includes(found.phase.verification);
  if (inventory.toRun.length === 0 && (!verify || input.gapsOnly) && isOver(context, found) && !(await hasMarksLeft(context, inventory.plans))) {
    onEvent({ type: "note", text: "No matching incomplete plans" });
    // An earlier run may have been killed right before it.
    const planning = ports.files.read(executionPath(found)) === undefined ? undefined : await commitPlanning(context, found.phase.number);
    return assembleReport({ files: ports.files, found, version: context.version, hasJob: hasOpenJob(ports.files, context.place, context.version), waves: [], stopped: false, ...(planning === undefined ? {} : { planning }) });
  }
  const options = executionOptions(config, {
    onFailure: input.onFailure ?? (input.ask === undefined ? "halt" : "ask"),
    ...(input.schedule === undefined ? {} : { schedule: input.schedule }),
    ...(input.agents === undefined ? {} : { agents: input.agents }),
  });
  tellExpectations(context);
  const ended = await execute(context, { found, inventory, options, verify, isPauseAsked: pause.isAsked, ...(input.ask === undefined ? {} : { ask: input.ask }) });
  const paused = !context.signal.aborted && pause.isAsked();
  pause.drop();
  if (isFailure(ended)) return failureRefusal(ended);
  const now = findPlannedPhase(context, found.phase.number);
  if (isFailure(now)) return failureRefusal(now);
  const { execution, stopped, planning, unsettled } = ended;
  const waves = previewOf(found, inventory, { steps: execution.steps });
  return assembleReport({ files: ports.files, found: now, version: context.version, hasJob: hasOpenJob(ports.files, context.place, context.version), waves, execution, stopped, unsettled, ...(stopped && paused ? { paused } : {}), ...(planning === undefined ? {} : { planning }) });
}

/** Whether no execution was begun that has an end to come to. */
function isOver({ ports }: StepContext, found: PhaseInFolder): boolean {
  const path = executionPath(found);
  const texts = loadExecutionTexts(ports.files, path);
  return texts instanceof Map && (texts.size === 0 || phaseMachine.read({ path, texts }).status === "completed");
}

function tellBeginning({ config, onEvent }: StepContext, found: PhaseInFolder, inventory: Inventory): void {
  onEvent({ type: "note", text: `Model profile: ${modelsOf(config)}` });
  onEvent({ type: "note", text: `Found ${String(found.folder.plans.length)} ${found.folder.plans.length === 1 ? "plan" : "plans"} in ${found.folder.path}` });
  for (const warning of inventory.warnings) onEvent({ type: "note", text: `${placeOf(warning)}: ${warning.message}` });
}

/** (Seed 004, "resolve_model_profile") */
function modelsOf(config: Config): string {
  const tiers = (["executor", "verifier"] as const).map((role) => `${role} ${config.model_overrides[role] ?? TIERS[role][config.model_profile]}`);
  return `${config.model_profile} (${tiers.join(", ")})`;
}

function failureRefusal(failure: WorkFailure): Refusal {
  if (failure.type === "interrupted") return refuse("cancelled", "it was stopped before anything had started", "Run the command again.", { exit: "cancelled" });
  const { reason, error } = failure;
  return refuse("phase-not-executed", error, "Put that right and run the command again.", { exit: reason === "failed" ? "gaps" : reason });
}
