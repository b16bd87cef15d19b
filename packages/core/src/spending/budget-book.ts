import { addAmounts, type Amounts, amountsOf, formatUse, type Measure, MEASURES } from "./amounts.js";

/** What a budget is for: one plan (or quick, or fast change), a phase, a job. */
export type BudgetLevel = "plan" | "phase" | "job";

/** What may be used up for one piece of work. */
export interface Budget {
  readonly level: BudgetLevel;
  /** Tells it from the others of its level: `03-01`, `3`, `v1.1`. */
  readonly name: string;
  /** An absent measure has no limit. */
  readonly limits: Amounts;
}

/** What of each budget is spent, and what is reserved for runs that go on. Immutable; `createBudgetBook` makes the first. */
export interface BudgetBook {
  readonly spent: ReadonlyMap<string, Amounts>;
  /** By the id of the run. */
  readonly held: ReadonlyMap<string, Reservation>;
}

/** What one run may use up, taken out of its budgets until it is settled. */
export interface Reservation {
  readonly keys: readonly string[];
  readonly amounts: Amounts;
}

/** A budget whose limit is reached. */
export interface ExceededBudget {
  readonly budget: Budget;
  readonly measure: Measure;
  readonly spent: number;
  readonly limit: number;
}

/** The answer to a wish to start a run. `wait`: others hold what it needs, and will give back what they do not use. */
export type ReservationTry =
  | { readonly type: "granted"; readonly book: BudgetBook; readonly limits: Amounts }
  | { readonly type: "wait" }
  | ({ readonly type: "exceeded" } & ExceededBudget);

/** Makes a book in which nothing is spent and nothing is reserved. */
export function createBudgetBook(): BudgetBook {
  return { spent: new Map(), held: new Map() };
}

/** Names a budget in a book, and for people: `phase 3`. */
export function budgetKey({ level, name }: Pick<Budget, "level" | "name">): string {
  return `${level} ${name}`;
}

/**
 * Reserves what a run may use up, in all its budgets at once.
 *
 * It gets its own limit, cut to what is not yet spent of each budget, and only when nobody else holds any of that: then no number of runs side by
 * side can use up more than a budget has. A run without a limit of its own gets all that is left. (design 3.15)
 */
export function reserveBudget(book: BudgetBook, run: { readonly id: string; readonly budgets: readonly Budget[]; readonly wanted: Amounts }): ReservationTry {
  const exceeded = exceededBudget(book, run.budgets);
  if (exceeded !== undefined) return { type: "exceeded", ...exceeded };
  const limits = amountsOf((measure) => least([run.wanted[measure], ...run.budgets.map((budget) => leftOf(book, budget, measure))]));
  const covered = run.budgets.every((budget) => MEASURES.every((measure) => isCovered(book, budget, measure, limits[measure])));
  if (!covered) return { type: "wait" };
  const held = new Map(book.held).set(run.id, { keys: run.budgets.map(budgetKey), amounts: limits });
  return { type: "granted", limits, book: { ...book, held } };
}

/** Books what a run has used up and gives back the rest of what was reserved for it; one that reserved nothing is only booked. */
export function settleBudget(book: BudgetBook, run: { readonly id: string; readonly budgets: readonly Budget[]; readonly used: Amounts }): BudgetBook {
  const held = new Map(book.held);
  held.delete(run.id);
  const spent = new Map(book.spent);
  for (const budget of run.budgets) spent.set(budgetKey(budget), addAmounts(spent.get(budgetKey(budget)) ?? {}, run.used));
  return { spent, held };
}

/** The first of some budgets of which nothing is left, and of which measure; `undefined` where each has something left. */
export function exceededBudget(book: BudgetBook, budgets: readonly Budget[]): ExceededBudget | undefined {
  for (const budget of budgets) {
    for (const measure of MEASURES) {
      const limit = budget.limits[measure];
      const spent = book.spent.get(budgetKey(budget))?.[measure] ?? 0;
      if (limit !== undefined && spent >= limit) return { budget, measure, spent, limit };
    }
  }
  return undefined;
}

/** Says which budget is used up, with numbers: `job budget of v1.1: 1,200,000 of 1,000,000 tokens`. */
export function formatExceeded({ budget, measure, spent, limit }: ExceededBudget): string {
  return `${budget.level} budget of ${budget.name}: ${formatUse(measure, spent, limit)}`;
}

function leftOf(book: BudgetBook, budget: Budget, measure: Measure): number | undefined {
  const limit = budget.limits[measure];
  return limit === undefined ? undefined : limit - (book.spent.get(budgetKey(budget))?.[measure] ?? 0);
}

function isCovered(book: BudgetBook, budget: Budget, measure: Measure, wanted: number | undefined): boolean {
  const left = leftOf(book, budget, measure);
  if (left === undefined || wanted === undefined) return true;
  const key = budgetKey(budget);
  const held = [...book.held.values()].filter(({ keys }) => keys.includes(key)).reduce((sum, { amounts }) => sum + (amounts[measure] ?? 0), 0);
  return wanted <= left - held;
}

function least(amounts: readonly (number | undefined)[]): number | undefined {
  const known = amounts.filter((amount) => amount !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
