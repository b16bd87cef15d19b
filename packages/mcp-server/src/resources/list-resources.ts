import { CONFIG_FILES, type Files, joinPath, type PlanningPath, projectFile } from "@dgs/core";
import { createFilePorts } from "@dgs/host";
import { isFileRefusal, isRefusal, jobNames, listJobs, loadProduct, type Place, reportPagePath, statPlanningFile } from "@dgs/runtime";
import { openProduct, type ProductOptions } from "../product.js";
import type { ListedResource } from "../registry/registry.js";
import { listRuns } from "../runs/run-record.js";
import { jobAddress, planningAddress, reportAddress, reportPageAddress, runAddress, runLogAddress } from "./address.js";
import { mediaTypeOf } from "./media-type.js";

/** Planning files that are listed at most; all others are read by their path. */
const MOST_LISTED = 500;

const DOCUMENTS = ["PROJECT", "ROADMAP", "STATE", "REQUIREMENTS", "MILESTONES"] as const;

/**
 * Lists the planning files that matter now: the project's own, then those in the folders of the active milestone's phases, in the order of the roadmap. A product
 * may have thousands of plans; the first {@link MOST_LISTED} are listed. What cannot be looked at is left out: reading it says why.
 */
export function listPlanningFiles(options: ProductOptions): readonly ListedResource[] {
  const product = openProduct(options);
  if (isRefusal(product)) return [];
  const { place } = product;
  const { files } = createFilePorts(place);
  const names = [...DOCUMENTS.map((document) => projectFile(place.project, document)), ...CONFIG_FILES.map((name) => joinPath(place.project, name))];
  const listed = [...names.sort(), ...phaseFiles(files, place)].slice(0, MOST_LISTED);
  return listed.flatMap((path) => {
    const facts = statPlanningFile(place.root, path);
    if (facts === undefined || isFileRefusal(facts)) return [];
    return [{ uri: planningAddress(path), name: path, title: path, mimeType: mediaTypeOf(path), size: facts.size }];
  });
}

function phaseFiles(files: Files, place: Place): readonly PlanningPath[] {
  const loaded = loadProduct(files, place);
  if (isRefusal(loaded)) return [];
  return loaded.product.phases.flatMap(({ counted, folder }) => {
    const names = counted && folder !== undefined ? files.list(folder.path) : undefined;
    if (folder === undefined || names === undefined || isFileRefusal(names)) return [];
    return names.filter((name) => !name.endsWith("/") && !name.startsWith(".")).map((name) => joinPath(folder.path, name));
  });
}

/** Lists the jobs: of each version the one that counts. */
export async function listJobFiles(options: ProductOptions): Promise<readonly ListedResource[]> {
  const product = openProduct(options);
  if (isRefusal(product)) return [];
  const { place } = product;
  const report = await listJobs(createFilePorts(place), place);
  if (isRefusal(report)) return [];
  const jobs = [...report.jobs["in-progress"], ...report.jobs.pending, ...report.jobs.completed];
  const versions = new Map(jobs.map(({ version }) => [version, jobs.find((job) => job.version === version)]));
  return [...versions].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true })).map(([version, job]) => ({
    ...{ uri: jobAddress(version), name: `job ${version}`, title: `Job of ${version}` },
    ...(job === undefined ? {} : { description: `${job.status}, ${String(job.completed)} of ${String(job.total)} steps` }),
    mimeType: "text/markdown",
  }));
}

/** Lists the reports of the milestones that have a job, in the order of their versions. */
export function listMilestoneReports(options: ProductOptions): readonly ListedResource[] {
  return reportedVersions(options).map(({ version }) => ({ uri: reportAddress(version), name: `report ${version}`, title: `Report of ${version}`, mimeType: "application/json" }));
}

/** Lists those of them that are kept as a page. */
export function listReportPages(options: ProductOptions): readonly ListedResource[] {
  return reportedVersions(options).flatMap(({ version, place }) => {
    const facts = statPlanningFile(place.root, reportPagePath(place, version));
    if (facts === undefined || isFileRefusal(facts)) return [];
    return [{ uri: reportPageAddress(version), name: `page ${version}`, title: `Report of ${version} as a page`, mimeType: "text/html", size: facts.size }];
  });
}

function reportedVersions(options: ProductOptions): readonly { readonly version: string; readonly place: Place }[] {
  const product = openProduct(options);
  if (isRefusal(product)) return [];
  const { place } = product;
  const versions = new Set(jobNames(createFilePorts(place).files, place).map(({ name }) => name));
  return [...versions].sort((a, b) => a.localeCompare(b, "en", { numeric: true })).map((version) => ({ version, place }));
}

/** Lists the reports of runs, the newest first. */
export function listRunReports(options: ProductOptions): readonly ListedResource[] {
  return runsOf(options).map(({ id, operation, started }) => ({ uri: runAddress(id), name: id, title: `Run ${id}`, description: `${operation}, started ${started}`, mimeType: "application/json" }));
}

/** Lists the logs of runs, the newest first. */
export function listRunLogs(options: ProductOptions): readonly ListedResource[] {
  return runsOf(options).map(({ id, operation, started }) => ({ uri: runLogAddress(id), name: `${id} log`, title: `Log of run ${id}`, description: `${operation}, started ${started}`, mimeType: "text/plain" }));
}

function runsOf(options: ProductOptions): ReturnType<typeof listRuns> {
  const product = openProduct(options);
  return isRefusal(product) ? [] : listRuns(product.place);
}
