import {
  assignWaves,
  auditMachine,
  auditNumberOf,
  isForeignDiscussion,
  readDiscussion,
  type FileRefusal,
  type Files,
  joinPath,
  jobMachine,
  phaseMachine,
  type PhaseFolder,
  phaseOfPlan,
  type PlanId,
  type PlanningPath,
  type Problem,
  type Product,
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
  samePhase,
} from "@dgs/core";
import { findJobPaths } from "../find-job-paths.js";
import { loadJobTexts } from "../load-jobs.js";
import { type LoadedProduct, loadProduct } from "../load-product.js";
import { findQuickPaths } from "../find-quick-paths.js";
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
    for (const phase of phases) problems.push(...readPhase(phase, loaded.product, read, waves));
    for (const folder of unlisted) problems.push(...readFolder(folder, folder.plans.map(({ path }) => path), read));
  }
  problems.push(...readMachines(files, place, read));
  const isForQuicks = isKnown && isForQuicksOnly(files, place, loaded);
  const documents = isKnown ? closingDocuments(loaded) : new Set<string>();
  const isBetween = isKnown && isBetweenMilestones(loaded);
  const isTold = ({ code, path }: Problem): boolean => !(isForQuicks && OF_PHASES.includes(code)) && !(isBetween && code === "state-milestone-closed") && !(code === "plan-name-unread" && documents.has(path));
  const told = problems.filter(isTold);
  return { problems: inOrder(told), loaded: isKnown ? loaded : undefined, waves };
}

/** What a folder lacks in which nothing is planned in phases. */
const OF_PHASES: readonly string[] = ["roadmap-missing", "state-position-missing"];

/** Whether a folder holds quicks and nothing of a milestone: some work on small tasks alone, and miss no roadmap. */
function isForQuicksOnly(files: Files, { project }: Place, { product }: LoadedProduct): boolean {
  const top = files.list(project);
  if (product.roadmap !== undefined || product.unlisted.length > 0 || isFileRefusal(top) || top === undefined) return false;
  const has = (name: string): boolean => top.includes(name);
  return has("quick/") && !["phases/", "milestones/", "REQUIREMENTS.md"].some(has);
}

/** Whether everything of the roadmap is finished: STATE.md still names the milestone that was completed last, as there is no other to name. */
function isBetweenMilestones({ product: { roadmap } }: LoadedProduct): boolean {
  return roadmap !== undefined && roadmap.milestones.every(({ state }) => state === "closed") && roadmap.phases.every(({ milestone, backlog, retired }) => milestone !== undefined || backlog || retired);
}

/** Files like `05-FINAL-SUMMARY.md` in folders where every plan has its own summary: they are documents, and stand for no summary that is missed. */
function closingDocuments({ product }: LoadedProduct): ReadonlySet<string> {
  const folders = [...product.phases, ...product.others].flatMap(({ folder }) => folder ?? []);
  const whole = folders.filter(({ plans }) => plans.length > 0 && plans.every(({ summary }) => summary !== undefined));
  return new Set(whole.flatMap(({ others }) => others.filter((path) => path.endsWith("-SUMMARY.md"))));
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

/** What concerns nobody any more when a phase is complete: what can be read of such a front matter is read. */
const OF_OPEN_PHASES: readonly string[] = ["front-matter-broken"];

function readPhase(phase: ProductPhase, product: Product, read: Read, waves: Map<string, number>): readonly Problem[] {
  if (phase.folder === undefined) return [];
  const all = phase.plans.flatMap(({ id, path, done }) => {
    const plan = read(path, readPlan);
    if (plan === undefined) return [];
    return [{ ...plan, id, problems: plan.problems.filter(({ code }) => !(done && OF_WORK_AHEAD.test(code)) && !(phase.status === "complete" && OF_OPEN_PHASES.includes(code))) }];
  });
  const plans = all.filter((plan) => !plan.superseded);
  const { within, problems } = resolveDependencies(all, { phase: phase.number, isDone: (id) => isDoneOrAhead(id, phase, product) });
  // What a plan waits for that was given up itself concerns nobody; two plans of one id were told with the names.
  const told = problems.filter(({ code, path }) => code !== "duplicate-plan-id" && plans.some((plan) => plan.path === path));
  // What was carried out is history: in which wave it was meant to run is nobody's concern any more.
  const assigned = phase.status === "complete" ? undefined : assignWaves(plans, within);
  for (const { number, plans: ids } of assigned?.waves ?? []) for (const { id, path } of plans) if (ids.includes(id)) waves.set(path, number);
  return [...readFolder(phase.folder, [], read), ...plans.flatMap((plan) => plan.problems), ...told, ...(assigned?.problems ?? [])];
}

/** Whether a plan of another phase is done, or will be when its turn comes: it stands in a phase before this one, or that phase has no plans yet. */
function isDoneOrAhead(id: PlanId, phase: ProductPhase, { phases, others }: Product): boolean {
  const at = phases.findIndex(({ number }) => samePhase(number, phaseOfPlan(id)));
  const other = phases[at] ?? others.find(({ number }) => samePhase(number, phaseOfPlan(id)));
  const plan = other?.plans.find((each) => each.id === id);
  if (plan?.done === true || (at === -1 && other !== undefined)) return true;
  return at !== -1 && at < phases.indexOf(phase) && (plan !== undefined || other?.plans.length === 0);
}

function readFolder({ path, plans, documents, others }: PhaseFolder, whole: readonly PlanningPath[], read: Read): readonly Problem[] {
  const machine = (name: PlanningPath | undefined, parse: (text: string, path: PlanningPath) => { readonly problems: readonly Problem[] }): readonly Problem[] => read(name, problemsIn(parse)) ?? [];
  const discussions = others.filter((name) => name.endsWith("-DISCUSS-CHECKPOINT.json"));
  const audits = others.filter((name) => name.startsWith(`${path}/`) && auditNumberOf(name) !== undefined);
  return [
    ...whole.flatMap((each) => machine(each, readPlan)),
    ...plans.flatMap(({ summary }) => machine(summary, readSummary)),
    ...machine(documents.VERIFICATION, readVerification),
    ...machine(documents.VALIDATION, readValidation),
    ...machine(documents.UAT, readUat),
    ...machine(documents["HUMAN-UAT"], readUat),
    ...discussions.flatMap((name) => machine(name, (text, at) => (isForeignDiscussion(text) ? { problems: [] } : readDiscussion(text, at)))),
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
  // One reader looks at the head of a file and one at all of it: where both find a fault, the one that knows its place tells it.
  const placed = new Set(problems.flatMap(({ code, path, at }) => (at === undefined ? [] : [`${code} ${path}`])));
  const once = problems.filter(({ code, path, at, message }) => {
    const key = JSON.stringify([code, path, at, message]);
    return (at !== undefined || !placed.has(`${code} ${path}`)) && !seen.has(key) && seen.add(key);
  });
  const compare = (a: Problem, b: Problem): number =>
    WEIGHT[a.severity] - WEIGHT[b.severity] || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) || (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0);
  return once.sort(compare);
}
