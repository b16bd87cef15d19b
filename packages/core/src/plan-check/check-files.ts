import { parsePlanId, type PlanId } from "../ids/plan-id.js";
import { leadsOut, outsideFileProblem, plainFileName } from "../planning/named-files.js";
import { pathProblem, quote } from "../planning/problems.js";
import type { Problem } from "../problem.js";
import { type FileRead, filesRead } from "./files-read.js";
import { isMade, madeBefore, plainPath, plansBefore } from "./made-before.js";
import type { PlanFacts, PlannedPlan, PlansToCheck } from "./types.js";

/** Tells which files a plan takes for granted that are not there, and that nobody makes before. */
export function checkFiles({ id, text, plan }: PlannedPlan, plans: PlansToCheck, facts: PlanFacts): readonly Problem[] {
  const before = madeBefore(id, plans, facts);
  const after = plansBefore(id, plans.within);
  return filesRead(text).flatMap((read): readonly Problem[] => {
    const path = plainFileName(read.text);
    if (!isPath(path)) return [];
    if (leadsOut(path)) return [{ ...outsideFileProblem(plan.path, read), severity: "error" }];
    const made = new Set([...before, ...plan.tasks.filter(({ number }) => read.task !== undefined && number < read.task).flatMap(({ files }) => files.map(plainPath))]);
    if (isMade(path, made) || isSummaryOf(path, after) || facts.isThere(plainPath(path), plan.repos)) return [];
    return [missingFile(plan.path, read, path)];
  });
}

/** Remarks, addresses and patterns are no paths that could be looked for. */
function isPath(text: string): boolean {
  return text !== "" && text.length <= 1000 && !/[\s*?[\]{}<>|]/.test(text) && !/^[a-z][a-z0-9+.-]*:\/\//i.test(text) && /[/.]/.test(text);
}

function isSummaryOf(path: string, before: ReadonlySet<PlanId>): boolean {
  const stem = /([^/]+)-SUMMARY\.md$/.exec(path)?.[1];
  const id = stem === undefined ? undefined : parsePlanId(stem);
  return id !== undefined && before.has(id);
}

function missingFile(planPath: string, { at, task }: FileRead, path: string): Problem {
  const who = task === undefined ? "The context of the plan" : `Task ${String(task)}`;
  return { ...pathProblem(planPath, "plan-file-missing", `${who} takes ${quote(path)} for granted, which is not in the repository, and no task before it makes it.`, "Name the file that is meant; where another plan makes it, depend on that plan."), at };
}
