import { amountsOfUsage, type Budget, budgetKey, type BudgetBook, createBudgetBook, settleBudget } from "@dgs/core";
import type { ReportedBudget } from "../commands/milestone-report-reports.js";
import { budgetsOf, type JobBudget } from "../spending/budgets-of.js";
import type { ReportSources } from "./sources.js";

const MEASURE_NAMES = { timeMs: "time", tokens: "tokens", costUsd: "cost" } as const;
const MEASURES = ["timeMs", "tokens", "costUsd"] as const;

/** Tells what is spent of the budgets of a job and its phases; one without a limit is told only of the job, where something is spent. Counted as the job itself counts. */
export function reportBudgets({ job, usage, loaded: { config }, version, phases }: Pick<ReportSources, "job" | "usage" | "loaded" | "version" | "phases">): readonly ReportedBudget[] {
  const counts: JobBudget = { version, ...(job?.state.created === undefined ? {} : { since: job.state.created }) };
  const since = Date.parse(counts.since ?? "");
  const counted = usage.filter(({ at }) => Number.isNaN(since) || Date.parse(at) >= since);
  const untold = new Map<string, number>();
  for (const record of counted) {
    const used = amountsOfUsage(record);
    for (const budget of budgetsOf(config, record, counts)) for (const measure of MEASURES) if (used[measure] === undefined) untold.set(untoldKey(budget, measure), (untold.get(untoldKey(budget, measure)) ?? 0) + 1);
  }
  const book = counted.reduce<BudgetBook>((all, record) => settleBudget(all, { id: "", budgets: budgetsOf(config, record, counts), used: amountsOfUsage(record) }), createBudgetBook());
  const ofJob = job === undefined ? [] : budgetsOf(config, {}, counts);
  const ofPhases = phases.flatMap(({ label }) => budgetsOf(config, { phase: label }, undefined));
  return [...ofJob, ...ofPhases].flatMap((budget) => measuresOf(budget, book, untold));
}

function untoldKey(budget: Budget, measure: keyof typeof MEASURE_NAMES): string {
  return `${measure} ${budgetKey(budget)}`;
}

function measuresOf(budget: Budget, book: BudgetBook, untold: ReadonlyMap<string, number>): readonly ReportedBudget[] {
  const spent = book.spent.get(budgetKey(budget)) ?? {};
  return MEASURES.flatMap((measure) => {
    const limit = budget.limits[measure];
    if (limit === undefined && (budget.level !== "job" || spent[measure] === undefined)) return [];
    const unknown = untold.get(untoldKey(budget, measure));
    return [{ name: budgetKey(budget), measure: MEASURE_NAMES[measure], spent: spent[measure] ?? 0, ...(limit === undefined ? {} : { limit }), ...(unknown === undefined ? {} : { unknown }) }];
  });
}
