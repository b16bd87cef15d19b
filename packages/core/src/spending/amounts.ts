/** What is measured of the work of agents: milliseconds of their runs added up, tokens read and written, US dollars. */
export const MEASURES: readonly Measure[] = ["timeMs", "tokens", "costUsd"];

/** One of {@link MEASURES}. */
export type Measure = "timeMs" | "tokens" | "costUsd";

/** An amount of each measure; of a limit, an absent one is none. */
export type Amounts = Readonly<Partial<Record<Measure, number>>>;

/** Adds amounts; what neither has stays absent. */
export function addAmounts(first: Amounts, second: Amounts): Amounts {
  return amountsOf((measure) => (first[measure] === undefined && second[measure] === undefined ? undefined : (first[measure] ?? 0) + (second[measure] ?? 0)));
}

/** Makes amounts by asking for each measure. */
export function amountsOf(of: (measure: Measure) => number | undefined): Amounts {
  return Object.fromEntries(MEASURES.flatMap((measure) => {
    const amount = of(measure);
    return amount === undefined ? [] : [[measure, amount]];
  }));
}

/** Says how much of a limit is used: `1,200,000 of 1,000,000 tokens`, `$12.30 of $10.00`, `61.5 of 60 minutes`. */
export function formatUse(measure: Measure, used: number, limit: number): string {
  switch (measure) {
    case "timeMs":
      return `${formatMinutes(used)} of ${formatMinutes(limit)} minutes`;
    case "tokens":
      return `${formatWhole(used)} of ${formatWhole(limit)} tokens`;
    case "costUsd":
      return `${formatUsd(used)} of ${formatUsd(limit)}`;
  }
}

/** Formats US dollars: `$12.30`; less than a cent keeps what can be seen of it, `$0.0021`. */
export function formatUsd(amount: number): string {
  return amount > 0 && amount < 0.01 ? `$${amount.toPrecision(2)}` : `$${amount.toFixed(2)}`;
}

/** Formats a number of tokens with commas: `1,200,000`. Rounded to a whole one; the same in every locale. */
export function formatWhole(amount: number): string {
  return String(Math.round(amount)).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

function formatMinutes(ms: number): string {
  return String(Math.round(ms / 6_000) / 10);
}
