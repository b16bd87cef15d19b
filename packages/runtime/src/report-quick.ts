import { formatQuickEnd, formatStage, type Quick, type QuickFailure, type QuickStep, slugOfQuickPath, type StepStatus } from "@dgs/core";
import { basename, dirname, join } from "node:path";
import { nextForPerson } from "./commands/quick-entry.js";
import type { ConflictReport, QuickReport, StageReport } from "./commands/quick-reports.js";
import { quickIdOf } from "./find-quick-paths.js";
import type { ExitKind } from "./refusal.js";
import type { CodeRepo } from "./work/repos.js";

/** What a report says besides the quick's file. */
export interface QuickRun {
  readonly exit: ExitKind;
  readonly ran: number;
  readonly repos: readonly CodeRepo[];
  /** Where the accepted summary lies, when there is one. */
  readonly summaryPath: string | undefined;
  /** What a person does about the conflict that the quick has halted at, if it has. */
  readonly conflict: ConflictReport | undefined;
}

/** Makes the report of a quick as it stands. */
export function reportQuick(quick: Quick, run: QuickRun): QuickReport {
  const failed = failedStep(quick);
  const ended = formatQuickEnd(quick);
  const next = nextForPerson(quick);
  return {
    type: "quick",
    id: quickIdOf(quick.path),
    slug: slugOfQuickPath(quick.path),
    title: quick.title,
    kind: quick.kind,
    path: quick.path,
    status: quick.status,
    exit: run.exit,
    branch: quick.branch,
    base: quick.base,
    guidance: quick.guidance,
    worktrees: worktreesOf(quick, run.repos),
    steps: quick.steps.map(reportStage),
    ran: run.ran,
    ...(ended === undefined ? {} : { ended }),
    ...(failed?.error === undefined ? {} : { error: `${formatStage(failed)}: ${failed.error}` }),
    ...(run.summaryPath === undefined ? {} : { summaryPath: run.summaryPath }),
    ...(run.conflict === undefined ? {} : { conflict: run.conflict }),
    problems: quick.problems,
    ...(next === undefined ? {} : { next }),
  };
}

/** The stage that a quick has halted at: the last one, as a completion that failed stays in the file of a quick that is abandoned. */
function failedStep({ steps, status }: Quick): QuickStep | undefined {
  return status === "failed" ? steps.filter((step) => step.status === "failed").at(-1) : undefined;
}

/** The exit of a quick that has come to rest: what the machine recorded about the stage that failed. */
export function exitOfQuick(quick: Quick): ExitKind {
  if (quick.status !== "failed") return "ok";
  const { stage, reason } = failedStep(quick) ?? {};
  // A resolution that the gate refused was undone: what is left for a person is the conflict.
  if (stage === "rebase" && reason === "gate-failed") return "conflict";
  return EXITS.get(reason ?? "failed") ?? "gaps";
}

const EXITS: ReadonlyMap<string, ExitKind> = new Map<QuickFailure, ExitKind>([
  ["failed", "gaps"],
  ["gate-failed", "gaps"],
  ["dirty", "conflict"],
  ["conflict", "conflict"],
  ["push-rejected", "conflict"],
  ["race", "conflict"],
  ["human-needed", "human-needed"],
  ["budget", "budget"],
  ["timed-out", "timed-out"],
  ["internal", "internal"],
]);

function worktreesOf(quick: Quick, repos: readonly CodeRepo[]): QuickReport["worktrees"] {
  const removed = new Set(quick.steps.flatMap((step) => (step.stage === "remove worktree" && step.status === "completed" ? [step.repo] : [])));
  const named = [...new Set(quick.steps.flatMap((step) => (step.stage === "commit" && step.repo !== undefined && !removed.has(step.repo) ? [step.repo] : [])))];
  return named.flatMap((name) => {
    const repo = repos.find((each) => each.name === name);
    return repo === undefined ? [] : [{ repo: name, path: worktreeAt(repo, quick.worktree) }];
  });
}

/** Where a quick's worktree of a repo stands, by the name in its header: beside the checkout, whose own name is put in. */
export function worktreeAt(repo: Pick<CodeRepo, "path">, worktree: string): string {
  return join(dirname(repo.path), worktree.replace("{repo}", () => basename(repo.path)));
}

const MARKERS: Readonly<Record<StepStatus, string>> = { pending: "[ ]", "in-progress": "[>]", completed: "[x]", failed: "[!]" };

function reportStage(step: QuickStep, index: number): StageReport {
  const { status, started, finished, error, note, inserted, skipped, commits, ref, remote } = step;
  const told = { started, finished, error, note, inserted, skipped, commits, ref, remote };
  return { step: index + 1, status, marker: MARKERS[status], command: formatStage(step), ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) };
}
