import { plainFileName } from "../planning/named-files.js";
import { MOST_ENTRIES, planName } from "./checked-plan.js";
import { type FileIndex, findPath } from "./file-index.js";
import type { PlanWithSummary, StructureFiles } from "./types.js";

/** A file that a phase made or changed, or says so. */
export interface PhaseFile {
  readonly path: string;
  /** The first plan that names it. */
  readonly plan: string | undefined;
  /** A plan must leave it behind. */
  readonly mustHave: boolean;
  /** It was not there before the phase. */
  readonly isNew: boolean;
}

/** Returns the tracked files that a phase made or changed, each once, in the order in which plans name them; what git says comes last and counts for what is new. */
export function phaseFiles(plans: readonly PlanWithSummary[], files: StructureFiles, index: FileIndex): readonly PhaseFile[] {
  const found = new Map<string, PhaseFile>();
  const add = (text: string, plan: PlanWithSummary | undefined, mustHave: boolean, isNew: boolean): void => {
    const { kind, path } = findPath(index, text, plan?.plan.repos);
    if (kind !== "file" && kind !== "other-case") return;
    const before = found.get(path);
    found.set(path, { path, plan: before?.plan ?? (plan === undefined ? undefined : planName(plan)), mustHave: mustHave || before?.mustHave === true, isNew: isNew || before?.isNew === true });
  };
  const created = files.added === undefined;
  for (const work of plans) {
    for (const { path } of work.plan.mustHaves.artifacts.slice(0, MOST_ENTRIES)) add(path, work, true, false);
    for (const path of work.summary?.keyFiles.created.slice(0, MOST_ENTRIES) ?? []) add(path, work, false, created);
    for (const path of work.summary?.keyFiles.modified.slice(0, MOST_ENTRIES) ?? []) add(path, work, false, false);
    for (const { text } of work.plan.namedFiles.slice(0, MOST_ENTRIES)) add(text, work, false, false);
  }
  for (const path of files.added ?? []) if (index.files.has(path)) add(path, undefined, false, true);
  for (const path of files.modified ?? []) if (index.files.has(path)) add(path, undefined, false, false);
  return [...found.values()];
}

/** Tells whether a task of a plan takes a file away or gives it another name. */
export function takesAway(plans: readonly PlanWithSummary[], text: string): boolean {
  const path = plainFileName(text);
  return plans.some(({ plan, summary }) => {
    const said = [plan.objective?.what ?? "", summary?.deviations ?? "", ...(summary?.accomplishments ?? []), ...plan.tasks.filter(({ files }) => files.some((file) => plainFileName(file) === path)).flatMap(({ name, action }) => [name ?? "", action ?? ""])];
    return said.some((sentence) => /\b(?:delet|remov|renam|mov|replac|drop|merg|split|fold)(?:e|es|ed|ing|s)?\b/i.test(sentence));
  });
}
