import { createFilePorts } from "@dgs/host";
import { isRefusal, jobNames, loadProduct, type Place, progress, type ProgressReport } from "@dgs/runtime";
import { openProduct, type ProductOptions } from "../product.js";
import { listRuns } from "../runs/run-record.js";

// Completing is a convenience: where the planning files cannot be read there is nothing to choose from, and the call itself says why.

/** Completes the version of a job that there is, those in progress first. */
export async function completeJobs(options: ProductOptions, typed: string): Promise<readonly string[]> {
  return beginningWith(typed, await from(options, (place) => jobNames(createFilePorts(place).files, place).map(({ name }) => name)));
}

/** Completes the version of a milestone of the roadmap, the active one first. */
export async function completeMilestones(options: ProductOptions, typed: string): Promise<readonly string[]> {
  return beginningWith(typed, await from(options, (place) => {
    const loaded = loadProduct(createFilePorts(place).files, place);
    if (isRefusal(loaded)) return [];
    const { milestone, roadmap } = loaded.product;
    return [milestone?.version, ...(roadmap?.milestones ?? []).map(({ version }) => version)].flatMap((version) => version ?? []);
  }));
}

/** Completes the version of a milestone that can be reported: those with a job first. */
export async function completeReported(options: ProductOptions, typed: string): Promise<readonly string[]> {
  return [...new Set([...(await completeJobs(options, typed)), ...(await completeMilestones(options, typed))])];
}

/** Completes the number of a phase of the active milestone, those that are not complete first. */
export async function completePhases(options: ProductOptions, typed: string): Promise<readonly string[]> {
  const phases = (await progressOf(options))?.phases ?? [];
  return beginningWith(typed, [...phases.filter(({ status }) => status !== "complete"), ...phases.filter(({ status }) => status === "complete")].map(({ number }) => number));
}

/** Completes the id of a quick that has not ended. */
export async function completeQuicks(options: ProductOptions, typed: string): Promise<readonly string[]> {
  return beginningWith(typed, ((await progressOf(options))?.quicks ?? []).map(({ id }) => id));
}

/** Completes what waits for a person: the ids of plans, the numbers of phases. */
export async function completeWaiting(options: ProductOptions, typed: string): Promise<readonly string[]> {
  return beginningWith(typed, ((await progressOf(options))?.waiting ?? []).map(({ target }) => target));
}

/** Completes the id of a run, the newest first. */
export async function completeRuns(options: ProductOptions, typed: string): Promise<readonly string[]> {
  return beginningWith(typed, await from(options, (place) => listRuns(place).map(({ id }) => id)));
}

async function progressOf(options: ProductOptions): Promise<ProgressReport | undefined> {
  const [report] = await from(options, async (place) => {
    const stands = await progress(createFilePorts(place), place);
    return isRefusal(stands) ? [] : [stands];
  });
  return report;
}

async function from<T>(options: ProductOptions, find: (place: Place) => Promise<readonly T[]> | readonly T[]): Promise<readonly T[]> {
  const product = openProduct(options);
  return isRefusal(product) ? [] : find(product.place);
}

function beginningWith(typed: string, values: readonly string[]): readonly string[] {
  return [...new Set(values)].filter((value) => value.startsWith(typed));
}
