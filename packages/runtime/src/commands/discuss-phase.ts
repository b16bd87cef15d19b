import { dirname } from "node:path";
import { type CancelSignal, openQuestions, readContext } from "@dgs/core";
import type { AskDiscussion } from "../discussion/ask-discussion.js";
import { askQuestions } from "../discussion/ask-questions.js";
import { beginDiscussion, type DiscussedPhase, foreignDiscussion, openDiscussion, placeOfDiscussion } from "../discussion/discussion-record.js";
import { prepareQuestions } from "../discussion/prepare-questions.js";
import { type DiscussionEnd, reportDiscussion } from "../discussion/report-discussion.js";
import { commitContext, contextPath, writeContext } from "../discussion/write-context.js";
import { lockJob } from "../job-lock.js";
import { refuseWork } from "../milestone/open-milestone.js";
import { openPhase } from "../open-phase.js";
import type { Place } from "../place.js";
import { sweepTemporaries } from "../planning-files.js";
import type { Ports } from "../ports.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { underLock } from "../run-lock.js";
import { decideAlone, sayAssumed } from "../steps/discuss-phase.js";
import { sayPlanningCommit } from "../work/commit-planning-files.js";
import { isFailure } from "../work/context.js";
import { finishChanges } from "../work/write-as-one.js";
import type { DecisionReport, DiscussPhaseReport } from "./discuss-phase-reports.js";
import type { RunEvent } from "./reports.js";

/** What `dgs discuss-phase` is told. */
export interface DiscussPhaseInput {
  /** `3`, `03`, `2.1`. */
  readonly phase: string;
  /** Nobody is asked: an agent decides, and each decision is marked as assumed. */
  readonly auto: boolean;
  /** Absent: nobody can be asked. */
  readonly ask?: AskDiscussion;
  /** Why there are no agents; only told where one is needed: a discussion that goes on needs none. */
  readonly withoutAgents?: Refusal;
  readonly signal: CancelSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/**
 * Decides with a person, or without one, what a phase leaves open, and writes CONTEXT.md. Each answer is in a file of the phase before the next question: stopped or
 * killed anywhere it goes on with the question that is open, and asks no agent anew. (formats.md 12)
 */
export async function discussPhase(ports: Ports, place: Place, input: DiscussPhaseInput): Promise<DiscussPhaseReport | Refusal> {
  if (!input.auto && input.ask === undefined) return refuse("nobody-to-ask", "nobody can be asked here: there is no terminal, or the answer is to be JSON", "Run it on a terminal, or let an agent decide: `dgs discuss-phase --auto`.");
  // Looked at before the lock is taken, so that a refusal leaves nothing behind, and again once it is held.
  const before = openDiscussed(ports, place, input);
  if (isRefusal(before)) return before;
  return underLock(ports, lockJob(ports, place, before.context.version), async () => {
    sweepTemporaries(place.root, [place.project, dirname(contextPath(before.context, before.found))], ports.disk);
    const finished = await finishChanges(ports.files, place);
    if (isRefusal(finished)) return finished;
    const at = openDiscussed(ports, place, input);
    if (isRefusal(at)) return at;
    const end = await (input.ask === undefined || input.auto ? discussAlone(at, input) : discussWith(at, input.ask, input));
    if (isRefusal(end)) return end;
    const made = await commitContext(at);
    if (isFailure(made)) return refuseWork(made, "phase-not-discussed", `the discussion of phase ${at.found.label}`);
    const commit = made === undefined ? undefined : sayPlanningCommit(made);
    const now = openDiscussed(ports, place, input);
    return isRefusal(now) ? now : reportDiscussion(now, end, { ...(finished === undefined ? {} : { finished }), ...(commit === undefined ? {} : { planningCommit: commit }) });
  });
}

function openDiscussed(ports: Ports, place: Place, input: DiscussPhaseInput): DiscussedPhase | Refusal {
  const opened = openPhase(ports, place, { command: "discuss-phase", ...input });
  return isRefusal(opened) ? opened : placeOfDiscussion(opened.context, opened.found);
}

async function discussAlone(at: DiscussedPhase, { withoutAgents }: DiscussPhaseInput): Promise<DiscussionEnd | Refusal> {
  const { context, found } = at;
  const there = decisionsThere(at);
  const isAsked = there === undefined && !context.config["workflow.skip_discuss"] && (foreignDiscussion(at) !== undefined || openDiscussion(at) === undefined);
  if (isAsked && withoutAgents !== undefined) return withoutAgents;
  const decided = await decideAlone(context, found);
  if (isFailure(decided)) return refuseWork(decided, "phase-not-discussed", `the discussion of phase ${found.label}`);
  if (decided.type === "nothing") return { outcome: decided.why === "skipped" ? "skipped" : "left", decisions: there ?? [] };
  const decisions = (decisionsThere(at) ?? []).slice(there?.length ?? 0);
  return { outcome: "assumed", added: there !== undefined, decisions, humanNeeded: decided.assumed === 0 ? [] : [sayAssumed(context, found)] };
}

async function discussWith(at: DiscussedPhase, ask: AskDiscussion, { withoutAgents }: DiscussPhaseInput): Promise<DiscussionEnd | Refusal> {
  const { context, found } = at;
  const begun = openDiscussion(at);
  if (isRefusal(begun)) return begun;
  if (begun === undefined) {
    const there = decisionsThere(at);
    if (there !== undefined && (await ask.existing({ phase: found.label, path: contextPath(context, found), decisions: there })) === "leave") return { outcome: "left", decisions: there };
    if (withoutAgents !== undefined) return withoutAgents;
    context.onEvent({ type: "note", text: `an agent prepares the questions about phase ${found.label}` });
    const set = await prepareQuestions(context, found);
    if (isFailure(set)) return refuseWork(set, "phase-not-discussed", `the discussion of phase ${found.label}`);
    const started = await beginDiscussion(at, set);
    if (isRefusal(started)) return started;
  }
  const asked = await askQuestions(at, ask);
  if (isRefusal(asked)) return asked;
  if (asked === "stopped") return stoppedAt(at);
  const written = await writeContext(at);
  if (isRefusal(written)) return written;
  const assumed = written.decisions.filter((decision) => decision.assumed).map(({ id }) => id);
  return { outcome: "discussed", ...written, humanNeeded: assumed.length === 0 ? [] : [`phase ${found.label}: left to the agent: ${assumed.join(", ")}`] };
}

function stoppedAt(at: DiscussedPhase): DiscussionEnd | Refusal {
  const left = openDiscussion(at);
  if (isRefusal(left)) return left;
  const questions = left?.discussion.questions ?? [];
  return { outcome: "stopped", cancelled: at.context.signal.aborted, decisions: [], questions: { answered: questions.length - openQuestions({ questions }).length, total: questions.length } };
}

/** What CONTEXT.md says now; `undefined` where there is none, and nothing where it cannot be read: it is there all the same. */
function decisionsThere({ context, found }: DiscussedPhase): readonly DecisionReport[] | undefined {
  const text = context.ports.files.read(contextPath(context, found));
  return text === undefined ? undefined : typeof text === "string" ? readContext(text).decisions : [];
}
