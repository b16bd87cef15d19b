import { type Files, formatPhaseNumber, type Job, listJobs as groupJobs, type Problem, type Product, type ProductPhase, type Quick, slugOfQuickPath } from "@dgs/core";
import { type LoadedProduct, loadProduct } from "../load-product.js";
import { nextInProject, type ProjectNow } from "../phase-report/next-in-project.js";
import { percentOf } from "../percent-of.js";
import type { Place } from "../place.js";
import { readExecutionOf, waitingOf } from "../phase/waiting.js";
import { quickIdOf } from "../find-quick-paths.js";
import { readOpenQuicks } from "../load-quicks.js";
import { fileRefusal, isFileRefusal, isRefusal, type Refusal } from "../refusal.js";
import { isJobs, readJobs } from "./list-jobs.js";
import { nextForPerson, type QuickEntry } from "./quick-entry.js";
import type { PhaseProgress, ProgressReport } from "./reports.js";

/** Tells where a project stands and the one next command. Reads names and first lines only. */
export function progress(ports: { readonly files: Files }, place: Place): Promise<ProgressReport | Refusal> {
  return Promise.resolve(progressNow(ports.files, place));
}

function progressNow(files: Files, place: Place): ProgressReport | Refusal {
  const loaded = loadProduct(files, place);
  if (isRefusal(loaded)) return loaded;
  const jobs = readJobs(files, place);
  if (!isJobs(jobs)) return fileRefusal(jobs);
  const open = readOpenQuicks(files, place);
  if (isFileRefusal(open)) return fileRefusal(open);
  const quicks = open.flatMap(toEntry);
  const { product } = loaded;
  const { counts } = product;
  const listed = groupJobs(jobs);
  const executions = readExecutions(files, product);
  const waiting = executions.flatMap(({ waiting: each }) => each);
  const next = nextOf({ files, place, loaded, jobs: listed }, quicks, waiting);
  return {
    type: "progress",
    root: place.root,
    ...(place.project === "" ? {} : { project: place.project }),
    ...(product.milestone === undefined ? {} : { milestone: { version: product.milestone.version, ...(product.milestone.name === "" ? {} : { name: product.milestone.name }) } }),
    phases: product.phases.filter((phase) => phase.counted).map(toProgress),
    totals: { phases: { done: counts.phasesComplete, total: counts.phases }, plans: { done: counts.plansDone, total: counts.plans }, percent: percentOf(product) },
    jobs: listed,
    quicks,
    waiting,
    ...(next === undefined ? {} : { next }),
    problems: [...loaded.problems, ...jobs.flatMap((job: Job) => job.problems), ...open.flatMap((quick) => quick.problems), ...executions.flatMap((each) => each.problems)],
  };
}

/** Names the one command that is next: what was begun outside of the phases, what waits for a person, then the project. */
function nextOf(now: ProjectNow, quicks: readonly QuickEntry[], waiting: ProgressReport["waiting"]): ProgressReport["next"] | undefined {
  return quicks[0]?.next ?? nextAnswer(waiting) ?? nextInProject(now);
}

/** The command that `dgs progress` names, for a project that is loaded already; `undefined` where a file cannot be read. */
export function nextOfProject(files: Files, place: Place, loaded: LoadedProduct): ProgressReport["next"] | undefined {
  const jobs = readJobs(files, place);
  const open = readOpenQuicks(files, place);
  if (!isJobs(jobs) || isFileRefusal(open)) return undefined;
  return nextOf({ files, place, loaded, jobs: groupJobs(jobs) }, open.flatMap(toEntry), readExecutions(files, loaded.product).flatMap(({ waiting }) => waiting));
}

/** Of a phase that is complete nothing waits, and its execution is not opened. */
function readExecutions(files: Files, { phases }: Product): readonly { readonly waiting: ProgressReport["waiting"]; readonly problems: readonly Problem[] }[] {
  return phases.flatMap((phase) => {
    if (phase.status === "complete" || phase.folder?.documents.EXECUTION === undefined) return [];
    const execution = readExecutionOf(files, phase);
    if (execution === undefined || isFileRefusal(execution)) return [];
    const label = formatPhaseNumber(phase.number);
    return [{ waiting: waitingOf(execution).map(({ plan, kind }) => ({ target: plan ?? label, phase: label, kind: plan === undefined ? "approval" : (kind ?? "unknown") })), problems: execution.problems }];
  });
}

function nextAnswer([first]: ProgressReport["waiting"]): ProgressReport["next"] | undefined {
  if (first === undefined) return undefined;
  const what = first.kind === "approval" ? `phase ${first.target} waits for a person's approval` : `plan ${first.target} waits for a person (${first.kind})`;
  return { command: `dgs answer ${first.target}`, why: `${what}: the command shows it` };
}

function toEntry(quick: Quick): QuickEntry[] {
  const { title, kind, path, status } = quick;
  const next = nextForPerson(quick);
  return next === undefined ? [] : [{ id: quickIdOf(path), slug: slugOfQuickPath(path), title, kind, path, status, next: { ...next, why: `the quick ${JSON.stringify(title)}: ${next.why}` } }];
}

function toProgress(phase: ProductPhase): PhaseProgress {
  return {
    number: formatPhaseNumber(phase.number),
    name: phase.name,
    status: phase.status,
    disk: phase.disk,
    ticked: phase.ticked === true,
    verification: phase.verification,
    plans: { done: phase.plansDone, total: phase.planCount },
    ...(phase.folder === undefined ? {} : { folder: phase.folder.path }),
  };
}
