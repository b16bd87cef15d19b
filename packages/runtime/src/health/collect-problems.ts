import {
  assignWaves,
  auditMachine,
  auditNumberOf,
  type FileRefusal,
  type Files,
  joinPath,
  jobMachine,
  phaseMachine,
  type PhaseFolder,
  type PlanningPath,
  type Problem,
  type ProductPhase,
  projectFile,
  quickMachine,
  readMilestoneAudit,
  readPlan,
  readRepos,
  readRequirements,
  readStateFile,
  readSummary,
  readUat,
  readValidation,
  readVerification,
  resolveDependencies,
} from "@dgs/core";
import { findJobPaths, loadJobTexts } from "../load-jobs.js";
import { type LoadedProduct, loadProduct } from "../load-product.js";
import { findQuickPaths } from "../load-quicks.js";
import type { Place } from "../place.js";
import { isFileRefusal, isRefusal, type Refusal } from "../refusal.js";

/** What a planning folder was found to hold. */
export interface FolderFindings {
  /** Errors first, then by file and place; each once. */
  readonly problems: readonly Problem[];
  /** `undefined` where it could not be read at all: the problems say why. */
  readonly loaded: LoadedProduct | undefined;
  /** In which wave a plan runs that declares another one. */
  readonly waves: ReadonlyMap<string, number>;
}

/** Reads every planning file that DGS knows, whole, and collects what is wrong in them. Archives are closed and not looked into. */
export function collectProblems(files: Files, place: Place): FolderFindings {
  const loaded = loadProduct(files, place);
  const problems: Problem[] = [];
  const read = readerOf(files, problems);
  const isKnown = !isRefusal(loaded);
  problems.push(...(isKnown ? loaded.problems : problemsOf(loaded)));
  problems.push(...readProjectFiles(place, read));
  const waves = new Map<string, number>();
  if (isKnown) {
    const { phases, unlisted } = loaded.product;
    for (const phase of phases) problems.push(...readPhase(phase, read, waves));
    for (const folder of unlisted) problems.push(...readFolder(folder, folder.plans.map(({ path }) => path), read));
  }
  problems.push(...readMachines(files, place, read));
  return { problems: inOrder(problems), loaded: isKnown ? loaded : undefined, waves };
}

type Read = <T>(path: PlanningPath | undefined, parse: (text: string, path: PlanningPath) => T) => T | undefined;

/** A file that cannot be read is a problem, one that is not there is none. */
function readerOf(files: Files, problems: Problem[]): Read {
  return (path, parse) => {
    const text = path === undefined ? undefined : files.read(path);
    if (path === undefined || text === undefined) return undefined;
    if (typeof text === "string") return parse(text, path);
    problems.push(problemOf(text));
    return undefined;
  };
}

function problemOf({ code, message, remedy, path, position }: FileRefusal): Problem {
  return { code, severity: "error", message, remedy, path, ...(position === undefined ? {} : { at: position }) };
}

function problemsOf({ code, message, remedy, at, problems }: Refusal): readonly Problem[] {
  return problems ?? [{ code, severity: "error", message, remedy, path: at ?? "" }];
}

const problemsIn = (parse: (text: string, path: PlanningPath) => { readonly problems: readonly Problem[] }) => (text: string, path: PlanningPath): readonly Problem[] => parse(text, path).problems;

function readProjectFiles({ project }: Place, read: Read): readonly Problem[] {
  return [
    ...(read(projectFile(project, "STATE"), problemsIn(readStateFile)) ?? []),
    ...(read(projectFile(project, "REQUIREMENTS"), problemsIn(readRequirements)) ?? []),
    ...(read(joinPath("REPOS.md"), problemsIn(readRepos)) ?? []),
  ];
}

/** What a plan should have said before it was carried out. */
const OF_WORK_AHEAD = /^plan-(?:task|objective|checkpoint)/;

function readPhase(phase: ProductPhase, read: Read, waves: Map<string, number>): readonly Problem[] {
  if (phase.folder === undefined) return [];
  const open = phase.plans.filter((plan) => !plan.superseded);
  const plans = open.flatMap(({ id, path, done }) => {
    const plan = read(path, readPlan);
    return plan === undefined ? [] : [{ ...plan, id, problems: done ? plan.problems.filter(({ code }) => !OF_WORK_AHEAD.test(code)) : plan.problems }];
  });
  const { within, problems } = resolveDependencies(plans, { phase: phase.number, isDone: () => true });
  // What was carried out is history: in which wave it was meant to run is nobody's concern any more.
  const assigned = phase.status === "complete" ? undefined : assignWaves(plans, within);
  for (const { number, plans: ids } of assigned?.waves ?? []) for (const { id, path } of plans) if (ids.includes(id)) waves.set(path, number);
  return [...readFolder(phase.folder, [], read), ...plans.flatMap((plan) => plan.problems), ...problems, ...(assigned?.problems ?? [])];
}

function readFolder({ path, plans, documents, others }: PhaseFolder, whole: readonly PlanningPath[], read: Read): readonly Problem[] {
  const machine = (name: PlanningPath | undefined, parse: (text: string, path: PlanningPath) => { readonly problems: readonly Problem[] }): readonly Problem[] => read(name, problemsIn(parse)) ?? [];
  const audits = others.filter((name) => name.startsWith(`${path}/`) && auditNumberOf(name) !== undefined);
  return [
    ...whole.flatMap((each) => machine(each, readPlan)),
    ...plans.flatMap(({ summary }) => machine(summary, readSummary)),
    ...machine(documents.VERIFICATION, readVerification),
    ...machine(documents.VALIDATION, readValidation),
    ...machine(documents.UAT, readUat),
    ...machine(documents["HUMAN-UAT"], readUat),
    ...machine(documents.EXECUTION, (text, name) => phaseMachine.read({ path: name, texts: new Map([[name, text]]) })),
    ...[documents.AUDIT, ...audits].flatMap((name) => machine(name, (text, at) => auditMachine.read({ path: at, texts: new Map([[at, text]]) }))),
  ];
}

/** Jobs, quicks and audits of milestones. */
function readMachines(files: Files, place: Place, read: Read): readonly Problem[] {
  const problems: Problem[] = [];
  const jobs = findJobPaths(files, place);
  const quicks = findQuickPaths(files, place);
  const top = files.list(place.project);
  for (const answer of [jobs, quicks, top]) if (isFileRefusal(answer)) problems.push(problemOf(answer));
  for (const path of isFileRefusal(jobs) ? [] : jobs) {
    const texts = loadJobTexts(files, place, path);
    problems.push(...(isFileRefusal(texts) ? [problemOf(texts)] : jobMachine.read({ path, texts }).problems));
  }
  for (const path of isFileRefusal(quicks) ? [] : quicks) problems.push(...(read(path, (text, at) => quickMachine.read({ path: at, texts: new Map([[at, text]]) }).problems) ?? []));
  const audits = isFileRefusal(top) || top === undefined ? [] : top.filter((name) => name.endsWith("-MILESTONE-AUDIT.md"));
  for (const name of audits) problems.push(...(read(joinPath(place.project, name), problemsIn(readMilestoneAudit)) ?? []));
  return problems;
}

const WEIGHT = { error: 0, warning: 1, info: 2 } as const;

function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  const once = problems.filter(({ code, path, at, message }) => {
    const key = JSON.stringify([code, path, at, message]);
    return !seen.has(key) && seen.add(key);
  });
  const compare = (a: Problem, b: Problem): number =>
    WEIGHT[a.severity] - WEIGHT[b.severity] || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) || (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0);
  return once.sort(compare);
}
