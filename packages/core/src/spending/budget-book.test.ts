import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Amounts, MEASURES } from "./amounts.js";
import { type Budget, type BudgetBook, budgetKey, createBudgetBook, exceededBudget, formatExceeded, reserveBudget, settleBudget } from "./budget-book.js";

const job: Budget = { level: "job", name: "v1", limits: { tokens: 1_000_000, costUsd: 10 } };
const plan = (name: string, limits: Amounts): Budget => ({ level: "plan", name, limits });

/** Reserves what has to be granted. */
function granted(book: BudgetBook, run: Parameters<typeof reserveBudget>[1]): { readonly book: BudgetBook; readonly limits: Amounts } {
  const answer = reserveBudget(book, run);
  if (answer.type !== "granted") throw new Error(answer.type);
  return answer;
}

describe("reserveBudget", () => {
  it("grants a run its own limit where the budgets cover it, and leaves measures alone that nobody limits", () => {
    const { limits, book } = granted(createBudgetBook(), { id: "a", budgets: [job], wanted: { tokens: 400_000 } });
    expect(limits).toEqual({ tokens: 400_000, costUsd: 10 });
    expect(book.held.get("a")?.keys).toEqual(["job v1"]);
    expect(granted(createBudgetBook(), { id: "a", budgets: [], wanted: { timeMs: 5 } }).limits).toEqual({ timeMs: 5 });
  });

  it("cuts it to what is left of the narrowest budget", () => {
    const spent = settleBudget(createBudgetBook(), { id: "", budgets: [job], used: { tokens: 900_000 } });
    expect(granted(spent, { id: "a", budgets: [plan("1", { tokens: 70_000 }), job], wanted: { tokens: 400_000 } }).limits).toEqual({ tokens: 70_000, costUsd: 10 });
    expect(granted(spent, { id: "a", budgets: [plan("1", { tokens: 700_000 }), job], wanted: { tokens: 400_000 } }).limits).toEqual({ tokens: 100_000, costUsd: 10 });
  });

  it("lets a run wait while others hold what it needs, and gives what they did not use", () => {
    const first = granted(createBudgetBook(), { id: "a", budgets: [job], wanted: { tokens: 800_000, costUsd: 1 } });
    const wish = { id: "b", budgets: [job], wanted: { tokens: 800_000, costUsd: 1 } };
    expect(reserveBudget(first.book, wish)).toEqual({ type: "wait" });
    const settled = settleBudget(first.book, { id: "a", budgets: [job], used: { tokens: 100_000 } });
    expect(granted(settled, wish).limits).toEqual({ tokens: 800_000, costUsd: 1 });
  });

  it("says with numbers which budget is used up", () => {
    const spent = settleBudget(createBudgetBook(), { id: "", budgets: [job], used: { tokens: 1_200_000, costUsd: 3.5 } });
    const answer = reserveBudget(spent, { id: "a", budgets: [job], wanted: {} });
    expect(answer).toMatchObject({ type: "exceeded", measure: "tokens", spent: 1_200_000, limit: 1_000_000 });
    expect(answer.type === "exceeded" && formatExceeded(answer)).toBe("job budget of v1: 1,200,000 of 1,000,000 tokens");
    expect(formatExceeded({ budget: job, measure: "costUsd", spent: 12.3, limit: 10 })).toBe("job budget of v1: $12.30 of $10.00");
    expect(formatExceeded({ budget: job, measure: "timeMs", spent: 3_690_000, limit: 3_600_000 })).toBe("job budget of v1: 61.5 of 60 minutes");
  });
});

describe("runs side by side", () => {
  const amounts = fc.record({ timeMs: fc.option(fc.nat(60), { nil: undefined }), tokens: fc.option(fc.nat(60), { nil: undefined }), costUsd: fc.option(fc.nat(60), { nil: undefined }) });
  const limits = fc.record({ timeMs: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }), tokens: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }), costUsd: fc.constant(undefined) });
  const known = (all: { readonly [K in keyof Amounts]: Amounts[K] | undefined }): Amounts => Object.fromEntries(Object.entries(all).filter(([, amount]) => amount !== undefined));
  /** A run wishes to start, or the one of those that go on with this place ends, having used this share of what it may. */
  const move = fc.oneof(fc.record({ plan: fc.nat(2), wanted: amounts }), fc.record({ ends: fc.nat(5), share: fc.integer({ min: 0, max: 100 }) }));

  it("never use up more than a budget has, whatever comes in which order, and are never left waiting for nobody", () => {
    fc.assert(
      fc.property(limits, limits, fc.array(move, { maxLength: 60 }), (ofJob, ofPlan, moves) => {
        const whole: Budget = { level: "job", name: "v1", limits: known(ofJob) };
        const plans = [0, 1, 2].map((at) => plan(String(at), known(ofPlan)));
        const all = [whole, ...plans];
        let book = createBudgetBook();
        const going: { readonly id: string; readonly budgets: readonly Budget[]; readonly limits: Amounts }[] = [];
        for (const [at, each] of moves.entries()) {
          if ("ends" in each) {
            const [run] = going.splice(each.ends % Math.max(1, going.length), 1);
            if (run === undefined) continue;
            const used = Object.fromEntries(MEASURES.map((measure) => [measure, ((run.limits[measure] ?? 50) * each.share) / 100]));
            book = settleBudget(book, { ...run, used });
          } else {
            const run = { id: String(at), budgets: [plans[each.plan] ?? whole, whole], wanted: known(each.wanted) };
            const answer = reserveBudget(book, run);
            if (answer.type === "wait") expect(going.length).toBeGreaterThan(0);
            if (answer.type === "exceeded") expect(exceededBudget(book, run.budgets)).toBeDefined();
            if (answer.type !== "granted") continue;
            book = answer.book;
            going.push({ ...run, limits: answer.limits });
          }
          for (const budget of all) {
            for (const measure of MEASURES) {
              const held = [...book.held.values()].filter(({ keys }) => keys.includes(budgetKey(budget))).reduce((sum, reservation) => sum + (reservation.amounts[measure] ?? 0), 0);
              const used = (book.spent.get(budgetKey(budget))?.[measure] ?? 0) + held;
              expect(used).toBeLessThanOrEqual((budget.limits[measure] ?? Infinity) + 1e-6);
            }
          }
        }
        // When all have ended nothing is reserved any more, and whoever still wishes either starts or is told which budget is used up.
        for (const run of going) book = settleBudget(book, { ...run, used: {} });
        expect(book.held.size).toBe(0);
        expect(reserveBudget(book, { id: "last", budgets: all, wanted: {} }).type).not.toBe("wait");
      }),
    );
  });
});
