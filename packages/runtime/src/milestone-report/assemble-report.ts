import { costTable, GAP_FIX_BUDGET, PHASE_FIX_BUDGET, type Problem, projectFile, spanAround, summaryPathOfJob } from "@dgs/core";
import type { MilestoneReport, ReportedAudit, ReportedJob } from "../commands/milestone-report-reports.js";
import { progress } from "../commands/progress.js";
import { isRefusal } from "../refusal.js";
import { toldStages } from "./plan-stages.js";
import { reportAgents } from "./report-agents.js";
import { type AttentionFacts, reportAttention } from "./report-attention.js";
import { readAudits, reportAudit, reportMilestoneAudit } from "./report-audits.js";
import { reportBudgets } from "./report-budgets.js";
import { type CommitsRead, readCommits } from "./report-commits.js";
import { reportPhase } from "./report-phases.js";
import { reportSteps } from "./report-steps.js";
import { reportUndo } from "./report-undo.js";
import type { ReportSources } from "./sources.js";

/** Puts the report of a milestone together. */
export async function assembleMilestoneReport(sources: ReportSources): Promise<MilestoneReport> {
  const { ports, place, version, isActive, now, job, runs, usage, unread } = sources;
  const commits = await readCommits(sources);
  const facts = { told: toldStages(runs), commits: commits.byPlan };
  const phases = sources.phases.map((phase) => reportPhase(sources, phase, facts));
  const { audits, problems: auditProblems } = auditsOf(sources);
  const problems = [...problemsOf(sources), ...phases.flatMap((phase) => phase.problems), ...auditProblems, ...commits.refused.map(gitProblem)].filter(isFirst);
  const steps = reportSteps(sources);
  const agents = reportAgents(sources);
  const [name, project] = [nameOf(sources), projectOf(sources)];
  const span = spanAround([...runs, ...steps.flatMap((step) => step.spans), ...phases.flatMap(({ report }) => report.plans.flatMap((plan) => plan.span ?? [])), ...agents]);
  const next = isActive ? await progress(ports, place) : undefined;
  return {
    ...{ type: "milestone-report", version, ...(name === "" ? {} : { name }), ...(project === undefined ? {} : { project }), made: now },
    ...(job === undefined ? {} : { job: jobOf(sources, job.state) }),
    ...(span === undefined ? {} : { span }),
    runs: runs.map(({ run, command, start, end, cutOff, exit }) => ({ run, command, start, ...(end === undefined ? {} : { end }), ...(cutOff === true ? { cutOff } : {}), ...(exit === undefined ? {} : { exit }) })),
    steps,
    phases: phases.map(({ report }) => report),
    agents,
    audits,
    cost: costTable(usage),
    budgets: reportBudgets(sources),
    cycles: {
      milestone: { used: job?.state.gapFixCycle ?? 0, most: GAP_FIX_BUDGET },
      phases: Object.entries(job?.state.phaseFixCycle ?? {}).map(([phase, used]) => ({ phase, used, most: PHASE_FIX_BUDGET })),
    },
    attention: reportAttention(sources, { audits, problems, kept: await keptIn(sources, commits) }),
    undo: await reportUndo(sources),
    ...(next === undefined || isRefusal(next) || next.next === undefined ? {} : { next: { command: next.next.command, why: next.next.why } }),
    events: runs.flatMap(({ moments }) => moments).sort((a, b) => Date.parse(a.at) - Date.parse(b.at)),
    unread,
    problems,
  };
}

function jobOf({ runner }: ReportSources, { path, status, created, started, finished, cancelled, check, summary }: NonNullable<ReportSources["job"]>["state"]): ReportedJob {
  return {
    ...{ path, status, check },
    ...(created === undefined ? {} : { created }),
    ...(started === undefined ? {} : { started }),
    ...(finished === undefined ? {} : { finished }),
    ...(status === "pending" && cancelled !== undefined ? { cancelled } : {}),
    ...(runner === undefined ? {} : { runner }),
    ...(summary === "current" ? { summaryPath: summaryPathOfJob(path) } : {}),
  };
}

function auditsOf(sources: ReportSources): { readonly audits: readonly ReportedAudit[]; readonly problems: readonly Problem[] } {
  const { ports, job, phases } = sources;
  const ofPhases = phases.flatMap((phase) => readAudits(ports.files, sources, phase).map((audit, index) => ({ audit, report: reportAudit(audit, phase.label, index + 1, job?.state) })));
  const whole = reportMilestoneAudit(ports.files, sources);
  return { audits: [...ofPhases.map(({ report }) => report), ...(whole === undefined ? [] : [whole])], problems: ofPhases.flatMap(({ audit }) => audit.state.problems) };
}

/** What is wrong in the files of the milestone: those of others are for `dgs health`. */
function problemsOf({ loaded, job, phases }: ReportSources): readonly Problem[] {
  const folders = phases.flatMap(({ phase }) => phase.folder?.path ?? []);
  const isOurs = ({ path }: Problem): boolean => !/(?:^|\/)(?:phases|milestones)\//.test(path) || folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
  return [...loaded.problems.filter(isOurs), ...(job?.state.problems ?? []), ...phases.flatMap(({ execution }) => execution?.state.problems ?? [])];
}

function gitProblem(message: string): Problem {
  return { code: "commits-unread", severity: "warning", message: `the commits could not be read: ${message}.`, remedy: "Make git work in that folder.", path: "REPOS.md" };
}

function isFirst(problem: Problem, index: number, all: readonly Problem[]): boolean {
  return all.findIndex((each) => each.code === problem.code && each.path === problem.path && each.message === problem.message && each.at?.line === problem.at?.line) === index;
}

function nameOf({ loaded: { product }, version, isActive, phases }: ReportSources): string {
  const listed = product.roadmap?.milestones.find((milestone) => milestone.version === version || milestone.version === phases[0]?.phase.milestone);
  return (isActive ? product.milestone?.name : undefined) ?? listed?.name ?? "";
}

/** The title of PROJECT.md, else the name of the project's folder. */
function projectOf({ ports, place }: ReportSources): string | undefined {
  const head = ports.files.head(projectFile(place.project, "PROJECT"));
  const title = typeof head === "string" ? /^# +(\S.*?) *$/m.exec(head)?.[1] : undefined;
  return title ?? (place.project === "" ? undefined : place.project);
}

async function keptIn({ ports }: ReportSources, { repos }: CommitsRead): Promise<AttentionFacts["kept"]> {
  const kept: AttentionFacts["kept"][number][] = [];
  for (const repo of repos) {
    const names = await ports.git.listKeptNames(repo.path);
    if (!("type" in names)) kept.push(...names.map((each) => ({ repo, kept: each })));
  }
  return kept;
}
