import { currentStep, type Job, type JobFacts, joinPath, type PhaseFacts, phaseKey, type PlanningPath, type ProductPhase, projectFile, type Reason, samePhase, sameVersion, seeJob, type Seen, type SeenRunner } from "@dgs/core";
import { loadJobTexts } from "../load-jobs.js";
import type { LoadedProduct } from "../load-product.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { refuseCutOffQuick } from "../quick/refuse-cut-off-quick.js";
import { isFileRefusal } from "../refusal.js";

/** Reads a job with the places of its steps; `undefined` where its file cannot be read. */
export function readSeenJob(files: Ports["files"], place: Place, path: PlanningPath): Seen<Job> | undefined {
  const texts = loadJobTexts(files, place, path);
  return isFileRefusal(texts) ? undefined : seeJob({ path, texts });
}

/** What the facts of a job are loaded with. */
export interface JobQuestion {
  readonly files: Ports["files"];
  readonly place: Place;
  readonly loaded: LoadedProduct;
  readonly job: Seen<Job>;
  readonly runner: SeenRunner | undefined;
  readonly spending: readonly Reason[];
  /** The step that is asked about, by its index; the one that is at work is looked into besides. */
  readonly step?: number;
  readonly factsOf: (phase: ProductPhase) => Promise<PhaseFacts>;
}

/** Puts together what the reasons of a job are made of; of phases only those of the steps that are told. */
export async function loadJobFacts({ files, place, loaded, job, runner, spending, step, factsOf }: JobQuestion): Promise<JobFacts> {
  const told = [currentStep(job.state), ...(step === undefined ? [] : [step])].flatMap((index) => job.state.steps[index]?.command.phase ?? []);
  const phases = loaded.product.phases.filter((phase) => told.some((number) => samePhase(phase.number, number)));
  const facts = await Promise.all(phases.map(async (phase) => [phaseKey(phase.number), await factsOf(phase)] as const));
  return { job, ...(runner === undefined ? {} : { runner }), phases: new Map(facts), spending, obstacles: obstaclesOfJob(files, place, loaded, job.state) };
}

/** Why `dgs run-job` would refuse, besides what the job file says. */
function obstaclesOfJob(files: Ports["files"], place: Place, { product }: LoadedProduct, job: Job): readonly Reason[] {
  if (job.status === "completed" || job.version === undefined) return [];
  const { milestone } = product;
  if (milestone === undefined) return [{ what: "problem", says: "it cannot be told which milestone is active", at: { type: "file", path: projectFile(place.project, "STATE") }, remedy: `Name ${job.version} in its front matter: \`milestone: ${job.version}\`.`, because: [] }];
  if (!sameVersion(milestone.version, job.version)) return [{ what: "problem", says: `it builds ${job.version}, and ${milestone.version} is the active milestone`, at: { type: "file", path: projectFile(place.project, "STATE") }, remedy: `Name ${job.version} in its front matter: \`milestone: ${job.version}\`, or cancel the job.`, because: [] }];
  const cutOff = refuseCutOffQuick(files, place, job.version);
  return cutOff === undefined ? [] : [{ what: "problem", says: cutOff.message, at: { type: "file", path: cutOff.at ?? joinPath(place.project, "quick") }, remedy: cutOff.remedy, because: [] }];
}
