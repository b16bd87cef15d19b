import { currentStep, formatPhaseNumber, type Job, type JobFacts, type PhaseFacts, type PlanId, type PlanTold, type ProductPhase, type Reason, type Seen, type SeenRunner } from "@dgs/core";
import { findJob } from "../load-jobs.js";
import type { LoadedProduct } from "../load-product.js";
import { readExecutionOf } from "../phase/waiting.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { isFileRefusal, isRefusal, type Refusal } from "../refusal.js";
import { findRepos } from "../work/repos.js";
import { loadJobFacts, readSeenJob } from "./job-facts.js";
import { loadPhaseFacts } from "./load-phase-facts.js";
import { commitsOfPlan, logsOfPlan } from "./plan-evidence.js";
import { isTold, seeRunner } from "./seen-runner.js";
import { spendingReasons } from "./spending-reasons.js";
import { readTold } from "./told-by-runs.js";

/** What `dgs why` reads with. It changes nothing. */
export type WhyPorts = Pick<Ports, "files" | "clock" | "liveness" | "git">;

/** A milestone with all that explanations of its parts are loaded from. */
export interface World {
  readonly ports: WhyPorts;
  readonly place: Place;
  readonly loaded: LoadedProduct;
  readonly version: string;
  readonly runner: SeenRunner | undefined;
  /** Whether `dgs watch` shows what the runner does. */
  readonly isTold: boolean;
  /** Its job, where it has one. */
  readonly job: Seen<Job> | undefined;
}

/** Opens the world of a milestone; a job that lies in two folders is a refusal. */
export function openWorld(ports: WhyPorts, place: Place, loaded: LoadedProduct, version: string): World | Refusal {
  const path = findJob(ports.files, place, version);
  if (isRefusal(path) && path.code !== "no-such-job") return path;
  const job = isRefusal(path) ? undefined : readSeenJob(ports.files, place, path);
  const own = job?.state.version ?? version;
  const runner = seeRunner(ports, place, own);
  return { ports, place, loaded, version, runner, isTold: runner !== undefined && isTold(place, own, runner), job };
}

/** Loads the facts of a phase. `plan`: the one that is asked about; of one that is done its commits are looked for. */
export async function phaseFactsOf(world: World, phase: ProductPhase, plan?: PlanId): Promise<PhaseFacts> {
  const { ports, place, loaded, version, runner } = world;
  const label = formatPhaseNumber(phase.number);
  const open = phase.plans.filter(({ done, superseded }) => !done && !superseded).map(({ id }) => id);
  const asked = [...new Set([...open, ...(plan === undefined ? [] : [plan])])];
  const ran = readTold(place, version, asked, ports.clock.now());
  const spending = phase.status === "complete" ? [] : [...spendingOf(world, [{ phase: label }, ...open.map((id) => ({ phase: label, plan: id }))]), ...ran.waits];
  const told = new Map<PlanId, PlanTold>();
  const traces = phase.folder?.documents.EXECUTION === undefined && plan === undefined ? undefined : await tracesOf(world, phase);
  for (const id of asked) {
    const commits = traces === undefined || id !== plan || open.includes(id) ? undefined : await commitsOfPlan(traces, id, knownOf(world, phase));
    told.set(id, { tests: ran.tests.get(id) ?? [], logs: traces === undefined ? [] : logsOfPlan(traces, id), ...(commits === undefined ? {} : { commits }) });
  }
  return loadPhaseFacts({ files: ports.files, place, found: { loaded, phase, label }, runner, told, spending });
}

async function tracesOf({ ports, place, loaded, version }: World, phase: ProductPhase): Promise<Parameters<typeof commitsOfPlan>[0] | undefined> {
  const repos = await findRepos(ports, place);
  return isRefusal(repos) ? undefined : { ports, place, config: loaded.config, version, milestoneName: loaded.product.milestone?.name ?? "", phase, repos };
}

function knownOf({ ports, job }: World, phase: ProductPhase): Parameters<typeof commitsOfPlan>[2] {
  const execution = readExecutionOf(ports.files, phase);
  return { ...(job === undefined ? {} : { job: job.state }), ...(execution === undefined || isFileRefusal(execution) ? {} : { execution }) };
}

function spendingOf({ ports, place, loaded, version, job }: World, of: Parameters<typeof spendingReasons>[2]["of"]): readonly Reason[] {
  const budget = job === undefined ? {} : { job: { version: job.state.version ?? version, ...(job.state.created === undefined ? {} : { since: job.state.created }) } };
  return spendingReasons(ports, place, { version, config: loaded.config, ...budget, of });
}

/** Loads the facts of the milestone's job; `step`: the one that is asked about, by its index. */
export function jobFactsOf(world: World, job: Seen<Job>, step?: number): Promise<JobFacts> {
  const { ports, place, loaded, version, runner } = world;
  const phase = job.state.steps[currentStep(job.state)]?.command.phase;
  const spending = job.state.status === "completed" ? [] : [...spendingOf(world, [phase === undefined ? {} : { phase: formatPhaseNumber(phase) }]), ...readTold(place, version, [], ports.clock.now()).waits];
  return loadJobFacts({ files: ports.files, place, loaded, job, runner, spending, ...(step === undefined ? {} : { step }), factsOf: (each) => phaseFactsOf(world, each) });
}
