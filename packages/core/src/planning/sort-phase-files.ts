import type { PhaseNumber } from "../ids/phase-number.js";
import { comparePlanIds, type PlanId } from "../ids/plan-id.js";
import type { PlanningPath } from "../ids/planning-path.js";
import type { Problem } from "../problem.js";
import { childPath, type PhaseFileKind } from "./layout.js";
import { parseNestedFileName, parsePhaseFileName, type PhaseFileName } from "./phase-files.js";
import { pathProblem, quote } from "./problems.js";

/** A plan file on disk, with the summary that belongs to it. */
export interface PlanFile {
  readonly id: PlanId;
  readonly path: PlanningPath;
  /** The file's name without `-PLAN.md`, in which two plans of one id still differ. */
  readonly stem: string;
  readonly summary: PlanningPath | undefined;
}

/** The files of a phase folder by what they are. */
export interface PhaseFiles {
  /** In the order of their ids. */
  readonly plans: readonly PlanFile[];
  /** Summaries that no plan belongs to; they count for nothing. */
  readonly orphanSummaries: readonly PlanningPath[];
  readonly documents: Readonly<Partial<Record<PhaseFileKind, PlanningPath>>>;
  /** Every other file, including those that are named like a plan and are not one. */
  readonly others: readonly PlanningPath[];
}

interface Part {
  readonly id: PlanId;
  readonly stem: string;
  readonly path: PlanningPath;
}

interface Sorted {
  readonly plans: Part[];
  readonly summaries: Part[];
  readonly documents: Partial<Record<PhaseFileKind, PlanningPath>>;
  readonly others: PlanningPath[];
}

/** Sorts the names in a phase folder, and in its folder `plans/` where there is one. */
export function sortPhaseFiles(folder: PlanningPath, phase: PhaseNumber, names: readonly string[], nested: readonly string[] | undefined, problems: Problem[]): PhaseFiles {
  const sorted: Sorted = { plans: [], summaries: [], documents: {}, others: [] };
  for (const name of names) sortName(folder, name, parsePhaseFileName(name, phase), sorted, problems);
  if (nested !== undefined) for (const name of nested) sortName(`${folder}/plans` as PlanningPath, name, parseNestedFileName(name, phase), sorted, problems);
  return { ...matchSummaries(sorted, problems), documents: sorted.documents, others: sorted.others };
}

function sortName(folder: PlanningPath, name: string, parsed: PhaseFileName, sorted: Sorted, problems: Problem[]): void {
  if (name.endsWith("/")) return;
  const path = childPath(folder, name);
  if (path === undefined) {
    problems.push(pathProblem(`${folder}/${name}`, "file-name-unusable", `${quote(name)} cannot be the name of a planning file.`, "Rename the file without backslashes."));
    return;
  }
  switch (parsed.type) {
    case "plan": sorted.plans.push({ id: parsed.id, stem: parsed.stem, path }); break;
    case "summary": sorted.summaries.push({ id: parsed.id, stem: parsed.stem, path }); break;
    case "document": {
      const { kind, bare } = parsed;
      const known = sorted.documents[kind];
      if (known === undefined || (!bare && known.endsWith(`/${kind}.md`))) sorted.documents[kind] = path;
      break;
    }
    case "foreign":
      sorted.others.push(path);
      problems.push(pathProblem(path, "file-of-another-phase", `${quote(name)} carries the number of another phase and is not counted.`, "Move it to its phase, or give it this phase's number."));
      break;
    case "odd":
      sorted.others.push(path);
      problems.push(pathProblem(path, "plan-name-unread", `${quote(name)} is named like a plan or a summary but follows no rule; it is not counted.`, "Name plans like 05-01-PLAN.md and summaries like 05-01-SUMMARY.md."));
      break;
    case "ignored":
    case "checkpoint": break;
    case "other": sorted.others.push(path); break;
  }
}

/** A summary belongs to the plan of the same full name, else to the only plan of the same id. */
function matchSummaries({ plans, summaries }: Sorted, problems: Problem[]): Pick<PhaseFiles, "plans" | "orphanSummaries"> {
  if (!isSorted(plans)) plans.sort(comparePlans);
  const shared = reportSharedIds(plans, problems);
  const exact = plans.map(({ id, stem }) => takeSummary(summaries, id, stem));
  const matched = plans.map(({ id, path, stem }, i): PlanFile => ({ id, path, stem, summary: exact[i] ?? (shared.has(id) ? undefined : takeSummary(summaries, id)) }));
  const orphanSummaries = summaries.map(({ path }) => path);
  for (const path of orphanSummaries) problems.push(pathProblem(path, "summary-without-plan", "This summary belongs to no plan and counts for nothing.", "Restore its plan, or rename it to the id of the plan it is of."));
  return { plans: matched, orphanSummaries };
}

/** Takes the summary of an id out of the list, of the given full name where one is given. */
function takeSummary(left: Part[], id: PlanId, stem?: string): PlanningPath | undefined {
  for (let i = 0; i < left.length; i++) {
    const summary = left[i];
    if (summary?.id !== id || (stem !== undefined && summary.stem !== stem)) continue;
    left.splice(i, 1);
    return summary.path;
  }
  return undefined;
}

function comparePlans(a: Part, b: Part): number {
  return comparePlanIds(a.id, b.id) || (a.stem < b.stem ? -1 : 1);
}

/** Listings come sorted, and then only names like `05-9` and `05-10` are out of order: ids of one length are not. */
function isSorted(plans: readonly Part[]): boolean {
  for (let i = 1; i < plans.length; i++) {
    const [a, b] = [plans[i - 1]?.id ?? "", plans[i]?.id ?? ""];
    if (a.length !== b.length || a >= b) return false;
  }
  return true;
}

function reportSharedIds(sorted: readonly Part[], problems: Problem[]): ReadonlySet<PlanId> {
  const shared = new Set<PlanId>();
  for (let i = 1; i < sorted.length; i++) {
    const [other, plan] = [sorted[i - 1], sorted[i]];
    if (plan === undefined || plan.id !== other?.id) continue;
    shared.add(plan.id);
    problems.push(pathProblem(plan.path, "duplicate-plan-id", `Plan ${plan.id} exists twice, here and as ${other.path}; only a summary of the same full name completes either.`, "Give one of them a number of its own."));
  }
  return shared;
}
