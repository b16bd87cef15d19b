import type {
  AgentCheckReport, AgentsReport, AnswerReport, CancelJobReport, CompletionPreview, CompletionReport, FastReport, GapPlanPreview, GapsPlannedReport, HealthReport, InitReport,
  InstallReport, JobPlanReport, KeptListReport, ListJobsReport, PhaseRemovalReport, ProfileReport, PruneReport, RollbackPreview, RollbackReport, RunJobReport, SettingsReport, SubmitReport,
  WaitingReport, WatchReport, WorktreesReport,
} from "@dgs/runtime";
import type { NotificationTestReport } from "../notification-test.js";
import type { Next, NextContext } from "./next.js";

/** Where nothing nearer is known. */
export const PROGRESS: Next = { command: "dgs progress", why: "it says where the project stands and what comes next" };

const NEW_PROJECT: Next = { command: "dgs new-project", why: "it asks what the project is about, and makes the planning folder" };

/** Carries out what was only shown. */
function again({ again: command }: NextContext, why = "it does what was shown"): Next | undefined {
  return command === undefined ? undefined : { command, why };
}

function ahead({ hasPlanning }: NextContext): Next {
  return hasPlanning ? PROGRESS : NEW_PROJECT;
}

export function afterInit({ created }: InitReport): Next {
  // Files that a planning folder lacked are made there, too.
  if (!created.some((path) => path.endsWith("ROADMAP.md"))) return PROGRESS;
  return { command: "dgs new-project", why: "it asks what the project is about", or: { command: "dgs progress", why: "once the phases of your first milestone stand in ROADMAP.md" } };
}

export function afterAgents(report: AgentsReport | AgentCheckReport, context: NextContext): Next {
  if (report.type === "agent-check") return report.exit === "ok" ? ahead(context) : { command: "dgs agents", why: "it shows which others there are" };
  const chosen = report.agents.find((agent) => agent.chosen);
  if (chosen !== undefined) return chosen.state === "found" ? ahead(context) : { command: "dgs agents", why: `once ${chosen.name} is there` };
  const found = report.agents.find(({ kind, state }) => kind === "program" && state === "found");
  return found === undefined ? { command: "dgs agents", why: "once one of them is installed" } : { command: `dgs agents check ${found.name}`, why: "it is given one small task; what does it can be chosen with agents.adapter" };
}

export function afterInstall({ type, change }: InstallReport, context: NextContext): Next {
  return (type === "install-preview" && change !== "none" ? again(context) : undefined) ?? ahead(context);
}

export function afterSettings(report: SettingsReport | ProfileReport | NotificationTestReport, context: NextContext): Next {
  if (report.type === "notification-test" && report.ways.some(({ state }) => state === "failed")) return { command: "dgs settings test-notification", why: "once what failed is put right" };
  if (report.type === "profile-preview" && report.changed) return again(context) ?? PROGRESS;
  return report.type === "settings" && report.adapter === undefined ? { command: "dgs agents", why: "no agents are chosen yet: it shows which there are" } : PROGRESS;
}

export function afterHealth({ exit }: HealthReport): Next {
  return exit === "ok" ? PROGRESS : { command: "dgs health", why: "once the first of them is put right" };
}

export function afterRemoval({ type }: PhaseRemovalReport, context: NextContext): Next | undefined {
  return type === "phase-removal" ? again(context) : undefined;
}

export function afterSubmit({ dryRun, outcome }: SubmitReport, context: NextContext): Next | undefined {
  if (outcome === "refused") return again(context, "once the blockers are mended; with --dry-run it only looks");
  return dryRun && outcome === "fits" ? again(context, "it writes what fits") : undefined;
}

export function afterJobPlan({ type, version }: JobPlanReport, context: NextContext): Next | undefined {
  return type === "preview" ? again(context, "it writes the job") : { command: `dgs run-job ${version}`, why: "it carries the steps out" };
}

export function afterRun({ version, dryRun, exit, steps }: RunJobReport): Next {
  const run = `dgs run-job ${version}`;
  if (dryRun) return steps.some((step) => step.runs) ? { command: run, why: "it carries them out" } : PROGRESS;
  if (exit === "ok") return PROGRESS;
  return afterEnd(run, exit);
}

export function afterWatch({ version, command, standing, exit }: WatchReport): Next {
  if (standing === "running") return { command: `dgs watch ${version}`, why: "it goes on: this shows it again" };
  // Of a file that anybody may have written, and it is typed into a shell.
  if (exit === "ok" || !/^[a-z][a-z-]*(?: [\w.-]+)*$/.test(command)) return PROGRESS;
  const run = `dgs ${command}`;
  if (standing === "gone") return { command: run, why: "it goes on where it was" };
  return afterEnd(run, exit);
}

/** After something long that has ended before it was done. */
function afterEnd(run: string, exit: string): Next {
  if (exit === "human-needed") return { command: "dgs progress", why: "it says what waits for you", or: { command: run, why: "once that is done" } };
  return { command: run, why: exit === "cancelled" ? "it goes on where it was" : "once that is cleared up; it goes on where it was" };
}

export function afterAnswer(report: AnswerReport): Next | undefined {
  const [first] = report.type === "waiting" ? report.waiting : [];
  return first === undefined ? undefined : { command: `dgs answer ${first.target} ${answerTo(first)}`, why: "if that is your answer" };
}

/** An answer that may be given as it stands. */
function answerTo({ type, kind, options }: WaitingReport): string {
  const option = options.find(({ recommended }) => recommended) ?? options[0];
  if (option !== undefined) return option.id;
  return type === "approval" || kind === "human-verify" ? "approved" : kind === "human-action" ? "done" : '"your answer"';
}

export function afterJobs({ jobs }: ListJobsReport): Next {
  const open = jobs["in-progress"][0] ?? jobs.pending[0];
  return open === undefined ? PROGRESS : { command: `dgs run-job ${open.version}`, why: open.status === "failed" ? "it has halted; it goes on where it was" : open.status === "pending" ? "it carries the steps out" : "it goes on where it was" };
}

export function afterCancel({ version }: CancelJobReport): Next {
  return { command: `dgs run-job ${version}`, why: "it goes on with it" };
}

export function afterCompletion(report: CompletionPreview | CompletionReport, context: NextContext): Next | undefined {
  return report.type === "completion-preview" ? again(context, "it shows this again and has you type the version") : undefined;
}

export function afterGapPlan(report: GapPlanPreview | GapsPlannedReport, context: NextContext): Next | undefined {
  return report.type === "gap-plan" && report.made.length === 0 ? again(context, "it adds these phases") : undefined;
}

export function afterFast({ dryRun }: FastReport, context: NextContext): Next | undefined {
  return dryRun ? again(context, "it has the change made anew and commits it") : undefined;
}

export function afterWorktrees(report: WorktreesReport | PruneReport | { readonly type: "worktree-setup" }, context: NextContext): Next | undefined {
  if (report.type === "worktrees") return report.worktrees.some(({ needed }) => needed === false) ? { command: "dgs worktrees prune", why: "it shows which of them can go, and asks" } : undefined;
  return report.type === "prune-preview" && report.worktrees.length > 0 ? again(context) : undefined;
}

export function afterRollback(report: RollbackPreview | RollbackReport, context: NextContext): Next | undefined {
  if (report.type === "rolled-back") return undefined;
  return report.objections.length > 0 ? { command: `dgs rollback-job ${report.version} --dry-run`, why: "once nothing is in the way" } : again(context, "it shows this again and has you type a word");
}

export function afterRecover(report: KeptListReport | { readonly type: "restored" | "dropped" | "rollback-undone" }): Next | undefined {
  if (report.type === "dropped") return { command: "dgs recover", why: "it shows what is still kept" };
  const [newest, ...others] = report.type === "kept" ? report.kept : [];
  if (newest === undefined) return undefined;
  const repo = others.some(({ ref }) => ref === newest.ref) ? ` --repo ${newest.repo}` : "";
  return { command: `dgs recover ${newest.ref}${repo}`, why: "it brings the newest back as a branch; with --worktree <folder> also as files" };
}
