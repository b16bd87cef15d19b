import { formatUsd, formatWhole, lengthOfSpan } from "@dgs/core";
import { formatDuration } from "@dgs/render";
import type { MilestoneReport } from "@dgs/runtime";
import { merge } from "../charts/time-scale.js";
import { SIGNS, type Tone, toneOf } from "../charts/tone.js";
import { count, lasted, moment } from "../markup/facts.js";
import { h, type Markup } from "../markup/preact.js";
import { line } from "../markup/shown-text.js";

/** The name of the page: `v1.0 Durations`. */
export function titleOf({ version, name }: Pick<MilestoneReport, "version" | "name">): string {
  return name === undefined ? version : `${version} ${name}`;
}

/** The head: what the milestone is, what it has come to, and the sums. */
export function head(report: MilestoneReport): Markup {
  const { word, tone } = verdictOf(report);
  const { job } = report;
  const next = report.next === undefined ? undefined : h("p", { class: "next" }, "Next: ", command(report.next.command), " ", line(report.next.why));
  return h("header", { class: "head" },
    h("p", { class: "eyebrow" }, report.project === undefined ? "Report of a milestone" : line(report.project)),
    h("h1", null, line(titleOf(report))),
    h("p", { class: `verdict t-${tone}` }, h("span", { "aria-hidden": "true" }, `${SIGNS[tone]} `), word),
    job?.runner === undefined ? undefined : h("p", { class: "note" }, "Process ", job.runner.pid, " on ", line(job.runner.host, 80), " works on it since ", moment(job.runner.since), "."),
    h("dl", { class: "sums" }, sumsOf(report).map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, value)))),
    next);
}

/** A command to copy. */
export function command(text: string): Markup {
  return h("code", { class: "command", dir: "ltr" }, line(text, 400));
}

/** What a job halted for, by the word of its step; all else has failed. */
const HALTS: Readonly<Record<string, { readonly word: string; readonly tone: Tone }>> = {
  "human-needed": { word: "Halted, a person is needed", tone: "waiting" },
  "budget": { word: "Halted, a budget is used up", tone: "failed" },
  "timed-out": { word: "Halted, it took too long", tone: "failed" },
  "blocked": { word: "Halted, gap-fix cycles do not help", tone: "failed" },
  "conflict": { word: "Halted, changes conflict", tone: "failed" },
};

/** What it has come to, in a few words. */
function verdictOf({ job, phases, attention, steps }: MilestoneReport): { readonly word: string; readonly tone: Tone } {
  const needs = attention.length === 0 ? "" : `; ${count(attention.length, "thing needs", "things need")} a person`;
  if (job === undefined) {
    const done = phases.filter(({ planCount }) => planCount.total > 0 && planCount.done === planCount.total).length;
    return { word: `${String(done)} of ${count(phases.length, "phase")} carried out${needs}`, tone: done === phases.length && done > 0 ? "done" : "open" };
  }
  const done = steps.filter(({ status }) => status === "completed").length;
  const halt = HALTS[steps.find(({ status }) => status === "failed")?.reason ?? ""] ?? { word: "Failed", tone: "failed" };
  const words = { "pending": job.cancelled === undefined ? "Not started" : "Cancelled", "in-progress": job.runner === undefined ? "Under way, and nobody runs it now" : "Running", "completed": "Completed", "failed": halt.word, "rolled_back": "Rolled back" } as const;
  const tone = job.status === "in-progress" ? (job.runner === undefined ? "waiting" : "running") : job.status === "failed" ? halt.tone : toneOf(job.status);
  return { word: `${words[job.status]}: ${String(done)} of ${count(steps.length, "step")}${needs}`, tone };
}

function tokensOf({ runs, inputTokens, outputTokens, withoutTokens }: MilestoneReport["cost"]["total"]): string {
  if (runs === 0) return "–";
  if (inputTokens === undefined && outputTokens === undefined) return "unknown";
  return `${formatWhole((inputTokens ?? 0) + (outputTokens ?? 0))}${withoutTokens > 0 ? " + unknown" : ""}`;
}

function sumsOf(report: MilestoneReport): [string, Markup][] {
  const { cost: { total }, phases, cycles } = report;
  const now = report.job?.runner === undefined ? undefined : report.made;
  const plans = phases.flatMap((phase) => phase.plans);
  const commits = plans.flatMap((plan) => plan.commits);
  const sum = (of: "added" | "removed"): string => formatWhole(commits.reduce((all, each) => all + each[of], 0));
  const worked = merge(report.runs.flatMap(({ start, end = now }) => (end === undefined ? [] : [{ from: Date.parse(start), to: Date.parse(end) }]))).reduce((all, { from, to }) => all + to - from, 0);
  const idle = phases.flatMap((phase) => phase.idle).reduce((all, { start, end = report.made }) => all + (lengthOfSpan({ start, end }) ?? 0), 0);
  const used = cycles.phases.reduce((all, phase) => all + phase.used, 0);
  return [
    ["Began", moment(report.span?.start)],
    [now === undefined ? "Ended" : "Last heard", moment(report.span?.end ?? now)],
    ["From first to last", lasted(report.span, now)],
    ["At work", report.runs.length === 0 ? "–" : `${formatDuration(worked)} in ${count(report.runs.length, "run")}`],
    ["Plans", `${String(phases.reduce((all, { planCount }) => all + planCount.done, 0))} of ${String(phases.reduce((all, { planCount }) => all + planCount.total, 0))}`],
    ["Commits", commits.length === 0 ? "0" : `${formatWhole(commits.length)} (+${sum("added")} −${sum("removed")})`],
    ["Agents", total.runs === 0 ? "–" : `${count(total.runs, "run")}, ${formatDuration(total.timeMs)}`],
    ["Cost", total.runs === 0 ? "–" : total.costUsd === undefined ? "unknown" : `${formatUsd(total.costUsd)}${total.withoutCost > 0 ? " + unknown" : ""}`],
    ["Tokens", tokensOf(total)],
    ["Idle, though plans were left", idle > 0 ? formatDuration(idle) : plans.some(({ stages }) => stages.length > 0) ? "none" : "–"],
    ["Gap-fix cycles", `phases: ${String(used)}, milestone: ${String(cycles.milestone.used)} of ${String(cycles.milestone.most)}`],
  ];
}
