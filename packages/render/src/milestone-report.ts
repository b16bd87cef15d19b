import { formatUsd, formatWhole, lengthOfSpan } from "@dgs/core";
import type { MilestoneReport, ReportedAudit, ReportedPhase } from "@dgs/runtime";
import { formatDuration } from "./duration.js";
import { clip, plainText } from "./plain-text.js";
import { renderProblems } from "./problems.js";
import { renderTable } from "./table.js";
import type { View } from "./view.js";
import { count } from "./waves.js";

/** Where something was read from. */
type Evidence = ReportedAudit["at"];

/** Renders `dgs report` as a page of text: how it went, times, the longest way, commits, cost, gaps and cycles, what needs a person, how to undo it. */
export function renderMilestoneReport(report: MilestoneReport, view: View): string {
  const { paint } = view;
  const title = plainText(`${report.version}${report.name === undefined ? "" : `  ${report.name}`}`);
  return [
    `${paint("bold", clip(title, 120))} — ${renderStanding(report, view)}`,
    paint("dim", renderTimes(report)),
    ...renderPhases(report.phases),
    ...renderIdle(report.phases, view),
    ...renderSums(report, view),
    ...renderAudits(report, view),
    ...renderAttention(report, view),
    ...renderUndo(report, view),
    ...renderProblems(report.problems.filter(({ severity }) => severity === "info"), view),
  ].join("\n");
}

function renderStanding({ job, phases, steps }: MilestoneReport, { paint }: View): string {
  const complete = phases.filter(({ status }) => status === "complete").length;
  const ofPhases = `${String(complete)} of ${count(phases.length, "phase")} complete`;
  if (job === undefined) return `no job; ${ofPhases}`;
  const done = steps.filter(({ status }) => status === "completed").length;
  const word = paint(job.status === "completed" ? "green" : job.status === "failed" || job.status === "rolled_back" ? "red" : "yellow", job.cancelled === undefined ? job.status.replace("_", " ") : "cancelled");
  const reason = steps.find(({ status }) => status === "failed")?.reason;
  const why = job.status === "failed" && reason !== undefined && reason !== "failed" ? ` (${plainText(reason)})` : "";
  const runner = job.runner === undefined ? (job.status === "in-progress" ? ", and nobody runs it now" : "") : `, run now by process ${String(job.runner.pid)} on ${plainText(job.runner.host)}`;
  return `${word}${why}${runner}: ${String(done)} of ${count(steps.length, "step")}, ${ofPhases}`;
}

function renderTimes({ span, runs, made, phases }: MilestoneReport): string {
  if (span === undefined) return phases.some(({ planCount }) => planCount.done > 0) ? "No run of it is recorded." : "Nothing of it has run yet.";
  const length = lengthOfSpan({ start: span.start, end: span.end ?? made });
  const worked = runs.reduce((sum, run) => sum + (lengthOfSpan({ start: run.start, end: run.end ?? made }) ?? 0), 0);
  const cut = runs.filter(({ cutOff }) => cutOff === true).length;
  const inRuns = runs.length === 0 ? "" : `; ${formatDuration(worked)} in ${count(runs.length, "run")}${cut === 0 ? "" : `, ${String(cut)} cut off`}`;
  return plainText(`${span.start} to ${span.end ?? "now"}: ${length === undefined ? "?" : formatDuration(length)}${inRuns}`);
}

function renderPhases(phases: readonly ReportedPhase[]): string[] {
  if (phases.length === 0) return [];
  const rows = phases.map(({ number, name, status, planCount, plans, criticalPath }) => {
    const commits = plans.flatMap((plan) => plan.commits);
    return [
      clip(plainText(`${number} ${name}`), 40),
      plainText(status),
      `${String(planCount.done)}/${String(planCount.total)}`,
      commits.length === 0 ? "-" : `${String(commits.length)} (+${formatWhole(sum(commits.map(({ added }) => added)))} -${formatWhole(sum(commits.map(({ removed }) => removed)))})`,
      criticalPath === undefined ? "-" : clip(plainText(`${formatDuration(criticalPath.ms)}: ${criticalPath.plans.join(" > ")}`), 60),
    ];
  });
  return ["", ...renderTable(["Phase", "Status", "Plans", "Commits", "Longest way"], rows)];
}

/** The longest ones of each phase; the page has them all. */
function renderIdle(phases: readonly ReportedPhase[], { paint }: View): string[] {
  const lines = phases.flatMap(({ number, idle, agentsAtOnce = 1 }) => {
    const reasons = new Map<string, number>();
    for (const { why, ...span } of idle) reasons.set(why, (reasons.get(why) ?? 0) + (lengthOfSpan(span) ?? 0));
    const longest = [...reasons].sort(([, a], [, b]) => b - a).slice(0, 3);
    const total = sum([...reasons.values()]);
    return longest.length === 0 ? [] : [`  Phase ${plainText(number)}: ${formatDuration(total)} with fewer than ${count(agentsAtOnce, "agent")} at work`, ...longest.map(([why, ms]) => `    ${formatDuration(ms)}  ${clip(plainText(why), 160)}`)];
  });
  return lines.length === 0 ? [] : ["", paint("bold", "Idle, though plans were left"), ...lines];
}

function renderSums({ cost: { total }, version, cycles, budgets }: MilestoneReport, { paint }: View): string[] {
  const tokens = total.inputTokens === undefined && total.outputTokens === undefined ? "tokens unknown" : `${formatWhole(total.inputTokens ?? 0)} tokens in, ${formatWhole(total.outputTokens ?? 0)} out`;
  const money = total.costUsd === undefined ? "cost unknown" : `${formatUsd(total.costUsd)}${total.withoutCost > 0 ? " + unknown" : ""}`;
  const used = [...(cycles.milestone.used > 0 ? [`milestone: ${String(cycles.milestone.used)} of ${String(cycles.milestone.most)}`] : []), ...cycles.phases.filter((each) => each.used > 0).map((each) => `phase ${plainText(each.phase)}: ${String(each.used)} of ${String(each.most)}`)];
  const tight = budgets.filter(({ spent, limit }) => limit !== undefined && spent >= limit * 0.8);
  return [
    "",
    `${paint("bold", "Agents:")} ${total.runs === 0 ? "no run is recorded" : `${count(total.runs, "run")}, ${formatDuration(total.timeMs)}, ${tokens}, ${money}`} ${paint("dim", `(dgs cost ${plainText(version)})`)}`,
    ...tight.map(({ name, measure, spent, limit = 0 }) => paint("yellow", `  ${plainText(name)}: ${String(Math.round((spent / Math.max(limit, Number.MIN_VALUE)) * 100))} % of its ${measure} budget is used`)),
    ...(used.length === 0 ? [] : [`${paint("bold", "Gap-fix cycles:")} ${used.join(", ")}`]),
  ];
}

function renderAudits({ audits, version }: MilestoneReport, view: View): string[] {
  const lines = audits.flatMap((audit) => {
    const { of, round, cycle, opens, verdict, status, gaps, tests } = audit;
    const cycles = [...(cycle === undefined ? [] : [plainText(cycle)]), ...(opens === undefined ? [] : [`opened ${plainText(opens)}`])];
    const passed = tests.filter(({ outcome }) => outcome === "passed").length;
    const head = `  ${of === version ? "Milestone" : `Phase ${plainText(of)}`}, audit ${String(round)}: ${plainText(verdict ?? status)}${tests.length === 0 ? "" : `, ${String(passed)} of ${count(tests.length, "test")} passed`}${cycles.length === 0 ? "" : ` (${cycles.join(", ")})`}  ${view.paint("dim", where(audit.at, view))}`;
    return [head, ...gaps.flatMap((gap) => renderGap(gap, view, of === version ? "" : "not so: "))];
  });
  return lines.length === 0 ? [] : ["", view.paint("bold", "Audits"), ...lines];
}

/** `before`: a gap of a phase says what should be so, one of the milestone what is wrong. */
function renderGap({ id, truth, severity, rootCause, plans, at }: ReportedAudit["gaps"][number], view: View, before: string): string[] {
  return [
    `    ${plainText(id)} (${plainText(severity)}) ${before}${clip(plainText(truth), 200)}  ${view.paint("dim", where(at, view))}`,
    ...(rootCause === undefined ? [] : [`      cause: ${clip(plainText(rootCause), 300)}`]),
    ...(plans.length === 0 ? [] : [`      closed by ${plans.map(plainText).join(", ")}`]),
  ];
}

function renderAttention({ attention }: MilestoneReport, view: View): string[] {
  if (attention.length === 0) return ["", "Nothing needs a person."];
  const shown = attention.slice(0, MOST_SHOWN);
  const rest = attention.length - shown.length;
  return [
    "",
    view.paint("yellow", "Needs a person"),
    ...shown.flatMap(({ what, text, at, command }) => [`  - ${what}: ${clip(plainText(text), 300)}${at === undefined ? "" : `  ${view.paint("dim", where(at, view))}`}`, ...(command === undefined ? [] : [`      ${view.paint("cyan", plainText(command))}`])]),
    ...(rest === 0 ? [] : [`  and ${String(rest)} more, in the page and with --json`]),
  ];
}

const MOST_SHOWN = 20;

function renderUndo({ undo, job }: MilestoneReport, { paint }: View): string[] {
  if (undo.length > 0) return ["", paint("bold", "To undo it"), ...undo.map(({ command, why }) => `  ${paint("cyan", plainText(command))} (${plainText(why)})`)];
  return job?.runner === undefined ? [] : ["", "While it runs it cannot be undone: stop it first."];
}

function where(at: Evidence, { pathOf }: View): string {
  if (at.type === "commit") return plainText(`${at.repo} ${at.sha.slice(0, 10)}`);
  return plainText(`${at.path.startsWith("/") ? at.path : pathOf(at.path)}${at.line === undefined ? "" : `:${String(at.line)}`}`);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}
