import { addUsage, type Amounts, formatUsd, formatWhole, type RunView, type ToldUsage } from "@dgs/core";
import { plainText } from "./plain-text.js";
import type { Span } from "./styled-line.js";

/** The line of a run that is shown that says what agents used, against the budget where there is one, and which cycles are used. None where nothing is known. */
export function renderSpending(view: RunView): readonly (readonly Span[])[] {
  const { agents, budget, cycles } = view;
  const atWork = agents.reduce<ToldUsage>((sum, { usage }) => addUsage(sum, usage), {});
  const used = budget === undefined ? sumOf(view.spent, atWork) : sumOf({}, atWork, budget.used);
  const limits: Amounts = budget?.limits ?? {};
  // What an agent does not tell is unknown, never 0.
  const isAnybodySeen = agents.length > 0 || view.spent.agents > 0;
  const told = (amount: number | undefined, format: (amount: number) => string): string => (amount === undefined && isAnybodySeen ? "unknown" : format(amount ?? 0));
  const parts = [
    ...(agents.length === 0 ? [] : [`${String(agents.length)} ${agents.length === 1 ? "agent" : "agents"}`]),
    ...(used.tokens === undefined && limits.tokens === undefined ? [] : [`${told(used.tokens, formatWhole)}${limits.tokens === undefined ? "" : ` of ${formatWhole(limits.tokens)}`} tokens`]),
    ...(used.costUsd === undefined && limits.costUsd === undefined ? [] : [`${told(used.costUsd, formatUsd)}${limits.costUsd === undefined ? "" : ` of ${formatUsd(limits.costUsd)}`}`]),
    ...(cycles === undefined ? [] : cycleParts(cycles)),
  ];
  return parts.length === 0 ? [] : [[`  ${parts.join("  ")}`]];
}

function sumOf(first: ToldUsage, second: ToldUsage, before: Amounts = {}): Amounts {
  const { inputTokens, outputTokens, costUsd } = addUsage(first, second);
  const tokens = inputTokens === undefined && outputTokens === undefined && before.tokens === undefined ? undefined : (before.tokens ?? 0) + (inputTokens ?? 0) + (outputTokens ?? 0);
  const cost = costUsd === undefined && before.costUsd === undefined ? undefined : (before.costUsd ?? 0) + (costUsd ?? 0);
  return { ...(tokens === undefined ? {} : { tokens }), ...(cost === undefined ? {} : { costUsd: cost }) };
}

function cycleParts({ milestone, mostOfMilestone, phases, mostOfPhase }: NonNullable<RunView["cycles"]>): readonly string[] {
  const used = [
    ...(milestone > 0 ? [`milestone ${String(milestone)} of ${String(mostOfMilestone)}`] : []),
    ...Object.entries(phases).flatMap(([phase, count]) => (count > 0 ? [`phase ${plainText(phase)} ${String(count)} of ${String(mostOfPhase)}`] : [])),
  ];
  return used.length === 0 ? [] : [`cycles: ${used.join(", ")}`];
}
