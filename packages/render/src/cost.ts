import { type CostRow, type CostSum, formatUsd, formatWhole } from "@dgs/core";
import type { CostReport } from "@dgs/runtime";
import { plainText } from "./plain-text.js";
import type { View } from "./view.js";
import { formatDuration } from "./duration.js";
import { renderTable } from "./table.js";

/** Renders `dgs cost`: the total, then the same by step, role and model, and what is not known. */
export function renderCost(report: CostReport, { paint }: View): string {
  const { total, version } = report;
  if (total.runs === 0) return "No agent has run here yet.";
  return [
    paint("bold", version === undefined ? "What agents used" : `What agents used for ${plainText(version)}`),
    "",
    ...renderTable(["", ...COLUMNS], [["total", ...cellsOf(total)]]),
    ...renderGroup("Step", report.steps),
    ...renderGroup("Role", report.roles),
    ...renderGroup("Model", report.models),
    ...renderUnknown(report).flatMap((line) => ["", paint("yellow", line)]),
  ].join("\n");
}

const COLUMNS = ["Runs", "Time", "Tokens in", "Tokens out", "Cost"];

function renderGroup(title: string, rows: readonly CostRow[]): string[] {
  return ["", ...renderTable([title, ...COLUMNS], rows.map((row) => [plainText(row.name), ...cellsOf(row)]))];
}

function cellsOf(sum: CostSum): string[] {
  return [
    String(sum.runs),
    formatDuration(sum.timeMs),
    known(sum.inputTokens, sum.withoutTokens, formatWhole),
    known(sum.outputTokens, sum.withoutTokens, formatWhole),
    known(sum.costUsd, sum.withoutCost, formatUsd),
  ];
}

/** Where some runs did not tell, the sum is the least that it can be. */
function known(amount: number | undefined, without: number, format: (amount: number) => string): string {
  if (amount === undefined) return "unknown";
  return without > 0 ? `${format(amount)} + unknown` : format(amount);
}

function renderUnknown({ total, unread }: CostReport): string[] {
  return [
    ...(total.withoutTokens === 0 ? [] : [`${countOf(total.withoutTokens)} told no tokens.`]),
    ...(total.withoutCost === 0 ? [] : [`${countOf(total.withoutCost)} told no cost.`]),
    ...(total.open === 0 ? [] : [`The end of ${countOf(total.open)} is not known (it goes on, or its runner was killed): it counts with what it had told.`]),
    ...(unread === 0 ? [] : [`${String(unread)} ${unread === 1 ? "record" : "records"} could not be read.`]),
  ];
}

function countOf(runs: number): string {
  return runs === 1 ? "1 run" : `${String(runs)} runs`;
}
