import { type CostRow, type CostSum, formatUsd, formatWhole } from "@dgs/core";
import { formatDuration } from "@dgs/render";
import type { MilestoneReport, ReportedBudget } from "@dgs/runtime";
import { keyOf, section, table } from "../markup/parts.js";
import { h, type Markup } from "../markup/preact.js";
import { line, plainLine } from "../markup/shown-text.js";

/** What is compared in the charts: money where any is known, else tokens, else time. */
interface Measure {
  readonly name: string;
  readonly of: (sum: CostSum) => number | undefined;
  readonly format: (amount: number) => string;
}

const MONEY: Measure = { name: "cost", of: ({ costUsd }) => costUsd, format: formatUsd };
const TOKENS: Measure = { name: "tokens", of: ({ inputTokens, outputTokens }) => (inputTokens === undefined && outputTokens === undefined ? undefined : (inputTokens ?? 0) + (outputTokens ?? 0)), format: formatWhole };
const TIME: Measure = { name: "time", of: ({ timeMs }) => timeMs, format: formatDuration };

/** Rows of a chart; the table behind it has all. */
const MOST_BARS = 30;
const COLUMNS = ["Runs", "Time", "Tokens in", "Tokens out", "Cost"];

/** Where time, tokens and money went: by step, role and model. */
export function costSection({ cost, budgets }: MilestoneReport): Markup {
  const measure = [MONEY, TOKENS].find(({ of }) => of(cost.total) !== undefined) ?? TIME;
  if (cost.total.runs === 0) return section("cost", "Cost", h("p", { class: "calm" }, "No agent has run yet."), drawBudgets(budgets));
  const groups = [["Step", cost.steps], ["Role", cost.roles], ["Model", cost.models]] as const;
  return section("cost", "Cost",
    h("p", { class: "note" }, `The bars compare ${measure.name}. What an agent did not tell is unknown, not 0.`),
    table("Cost in total", ["What", ...COLUMNS], [["total", ...cellsOf(cost.total)]], [1, 2, 3, 4, 5]),
    drawBudgets(budgets),
    groups.map(([name, rows]) => [
      h("h3", null, `By ${name.toLowerCase()}`),
      chart(`Cost by ${name.toLowerCase()}`, rows, measure),
      h("details", { "data-key": keyOf("cost", name) }, h("summary", null, `By ${name.toLowerCase()} as a table`), table(`Cost by ${name.toLowerCase()}`, [name, ...COLUMNS], rows.map((row) => [line(row.name, 160), ...cellsOf(row)]), [1, 2, 3, 4, 5])),
    ]));
}

function chart(title: string, rows: readonly CostRow[], { of, format, name }: Measure): Markup {
  const most = Math.max(0, ...rows.map((row) => of(row) ?? 0));
  const shown = [...rows].sort((a, b) => (of(b) ?? -1) - (of(a) ?? -1)).slice(0, MOST_BARS);
  return [h("ul", { class: "bars", "aria-label": title }, shown.map((row) => {
    const amount = of(row);
    const text = amount === undefined ? "unknown" : format(amount);
    return h("li", null,
      h("span", { class: "name" }, line(row.name, 60)),
      h("svg", { "class": "measure", "height": 14, "role": "img", "aria-label": `${plainLine(row.name, 100)}: ${name} ${text}` }, h("rect", { class: "ground", x: 0, y: 2, width: "100%", height: 10, rx: 2 }), h("rect", { class: "amount", x: 0, y: 2, width: `${String(most === 0 ? 0 : Math.round(((amount ?? 0) / most) * 10_000) / 100)}%`, height: 10, rx: 2 })),
      h("span", { "class": "number", "aria-hidden": "true" }, text));
  })), rows.length > MOST_BARS ? h("p", { class: "note" }, `The ${String(MOST_BARS)} largest of ${String(rows.length)}.`) : undefined];
}

function cellsOf(sum: CostSum): string[] {
  const known = (amount: number | undefined, without: number, format: (amount: number) => string): string => (amount === undefined ? "unknown" : without > 0 ? `${format(amount)} + unknown` : format(amount));
  return [formatWhole(sum.runs), formatDuration(sum.timeMs), known(sum.inputTokens, sum.withoutTokens, formatWhole), known(sum.outputTokens, sum.withoutTokens, formatWhole), known(sum.costUsd, sum.withoutCost, formatUsd)];
}

function drawBudgets(budgets: readonly ReportedBudget[]): Markup {
  if (budgets.length === 0) return undefined;
  const formats = { time: formatDuration, tokens: formatWhole, cost: formatUsd } as const;
  return [h("h3", null, "Budgets"), h("ul", { class: "bars", "aria-label": "Budgets" }, budgets.map(({ name, measure, spent, limit, unknown = 0 }) => {
    const format = formats[measure];
    const told = unknown === 0 ? format(spent) : spent === 0 ? "unknown" : `${format(spent)} + unknown`;
    const text = limit === undefined ? `${told}, no limit` : `${told} of ${format(limit)}`;
    const share = limit === undefined ? 0 : limit === 0 ? 100 : Math.min(100, (spent / limit) * 100);
    return h("li", null,
      h("span", { class: "name" }, line(name, 60), `, ${measure}`),
      h("svg", { "class": "measure", "height": 14, "role": "img", "aria-label": `${plainLine(name, 100)}, ${measure}: ${text}` }, h("rect", { class: "ground", x: 0, y: 2, width: "100%", height: 10, rx: 2 }), h("rect", { class: limit !== undefined && spent >= limit ? "amount over" : "amount", x: 0, y: 2, width: `${String(Math.round(share * 100) / 100)}%`, height: 10, rx: 2 })),
      h("span", { "class": "number", "aria-hidden": "true" }, text));
  }))];
}
