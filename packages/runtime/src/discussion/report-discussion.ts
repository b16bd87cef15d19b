import type { DiscussPhaseReport } from "../commands/discuss-phase-reports.js";
import type { NextCommand } from "../commands/quick-entry.js";
import type { DiscussedPhase } from "./discussion-record.js";

/** How a discussion ended, for its report. */
export type DiscussionEnd = Pick<DiscussPhaseReport, "outcome" | "decisions" | "questions"> & Partial<Pick<DiscussPhaseReport, "added" | "deferred" | "humanNeeded">> & { readonly cancelled?: boolean };

/** Tells how a discussion ended. Decisions that were assumed end with `ok`: nothing failed, and they are on the list of what a person looks at. */
export function reportDiscussion(at: DiscussedPhase, end: DiscussionEnd, more: Pick<DiscussPhaseReport, "finished" | "planningCommit">): DiscussPhaseReport {
  const { context, found, path } = at;
  const { outcome, decisions, questions } = end;
  const document = found.phase.folder?.documents.CONTEXT;
  const isStopped = outcome === "stopped";
  return {
    ...{ type: "discuss-phase", exit: isStopped ? (end.cancelled === true ? "cancelled" : "human-needed") : "ok" },
    ...{ phase: found.label, name: found.phase.name, version: context.version, outcome },
    ...(document === undefined ? {} : { path: document }),
    ...(isStopped ? { checkpoint: path } : {}),
    ...{ added: end.added === true, decisions, deferred: end.deferred ?? [] },
    ...(questions === undefined ? {} : { questions }),
    humanNeeded: end.humanNeeded ?? [],
    ...more,
    next: nextOf(at, outcome),
  };
}

function nextOf({ found }: DiscussedPhase, outcome: DiscussPhaseReport["outcome"]): NextCommand {
  const { label, phase } = found;
  if (outcome === "stopped") return { command: `dgs discuss-phase ${label}`, why: "it goes on with the question that is open" };
  if (phase.status === "complete") return { command: "dgs progress", why: `phase ${label} is complete: these decisions change nothing of it` };
  if (phase.planCount > 0) return { command: `dgs execute-phase ${label}`, why: "its plans are there; they were made without what was decided now" };
  return { command: `dgs plan-phase ${label}`, why: "it plans the phase by these decisions; the job of the milestone does that, too" };
}
