import { dirname } from "node:path";
import { type CancelSignal, discussionPath, findingOfProblem, type PlanFinding } from "@dgs/core";
import { lockJob } from "../job-lock.js";
import { refuseWork } from "../milestone/open-milestone.js";
import { type OpenedPhase, openPhase } from "../open-phase.js";
import type { Place } from "../place.js";
import { planningMarker } from "../plan/write-plans.js";
import { sweepTemporaries } from "../planning-files.js";
import type { Ports } from "../ports.js";
import { isRefusal, refuse, type Refusal } from "../refusal.js";
import { underLock } from "../run-lock.js";
import { findPhase } from "../steps/find-phase.js";
import { folderOfPhase } from "../steps/folder-of-phase.js";
import { judgeFiles } from "../submit/judge-files.js";
import { type PlacedFile, placeFiles } from "../submit/place-files.js";
import { screenFiles, type SubmittedFile } from "../submit/screen-files.js";
import { throughOutbox } from "../submit/through-outbox.js";
import { commitSubmitted, tellSubmitted, writeSubmitted } from "../submit/write-submitted.js";
import { sayPlanningCommit } from "../work/commit-planning-files.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { finishChanges, unfinishedPath } from "../work/write-as-one.js";
import type { RunEvent } from "./reports.js";
import type { SubmitReport } from "./submit-reports.js";

/** What `dgs submit` is told. */
export interface SubmitInput {
  /** `3`, `03`, `2.1`. */
  readonly phase: string;
  readonly files: readonly SubmittedFile[];
  /** Replaces files that are there and say something else, where nothing was carried out with them and their old text is committed. */
  readonly replace: boolean;
  /** Only says what is found. */
  readonly dryRun: boolean;
  readonly signal: CancelSignal;
  readonly onEvent: (event: RunEvent) => void;
}

/** What is known of a submission before anything is written. */
interface Looked {
  readonly placed: readonly PlacedFile[];
  readonly findings: readonly PlanFinding[];
  readonly corrections: SubmitReport["corrections"];
}

/**
 * Takes planning files of a phase that a person wrote, or an agent of theirs: they go through an outbox, the readers and the checks that agents of DGS go through, and are written and committed as
 * theirs are. With a blocker nothing is written. A dry run takes no lock, so that it works beside a run. (design 3.4)
 */
export async function submitFiles(ports: Ports, place: Place, input: SubmitInput): Promise<SubmitReport | Refusal> {
  const opened = openToSubmit(ports, place, input);
  if (isRefusal(opened)) return opened;
  // What a killed run has left half-way is brought to its end first: until then nobody knows what is there.
  if (input.dryRun || ports.files.read(unfinishedPath(place)) === undefined) {
    const looked = await look(opened, input);
    if (isRefusal(looked)) return looked;
    if (input.dryRun || isBlocked(looked)) return reportOf(opened, input, looked);
  }
  return underLock(ports, lockJob(ports, place, opened.context.version), async () => {
    const finished = await finishChanges(ports.files, place);
    if (isRefusal(finished)) return finished;
    const now = openToSubmit(ports, place, input);
    if (isRefusal(now)) return now;
    sweepTemporaries(place.root, [place.project, dirname(planningMarker(folderOfPhase(now.context, now.found.phase)))], ports.disk);
    const looked = await look(now, input);
    if (isRefusal(looked)) return looked;
    return isBlocked(looked) ? reportOf(now, input, looked) : write(now, input, looked, finished);
  });
}

function openToSubmit(ports: Ports, place: Place, input: SubmitInput): OpenedPhase | Refusal {
  const opened = openPhase(ports, place, { command: "submit", ...input });
  if (isRefusal(opened)) return opened;
  const { context, found } = opened;
  const { phase, label } = found;
  const folder = folderOfPhase(context, phase);
  const discussion = discussionPath(folder, phase.number);
  if (phase.status === "complete") return refuse("phase-complete", `phase ${label} is complete: nothing is planned for it any more`, "Hand it in for the phase that it is for; `dgs add-phase` adds one, and a quick is for what is small.", { at: folder });
  if (ports.files.read(planningMarker(folder)) !== undefined) return refuse("planning-cut-off", `writing the plans of phase ${label} was cut off`, `\`dgs plan-phase ${label}\` plans it anew. To hand plans in instead, look at those that are there, and delete ${planningMarker(folder)}.`, { at: folder });
  if (input.files.some(({ name }) => name.endsWith("CONTEXT.md")) && ports.files.read(discussion) !== undefined) {
    return refuse("discussion-open", `a discussion of phase ${label} goes on: its answers become CONTEXT.md`, `End it: \`dgs discuss-phase ${label}\`. Or move the file away.`, { at: discussion });
  }
  return opened;
}

async function look({ context, found }: OpenedPhase, { files, replace }: SubmitInput): Promise<Looked | Refusal> {
  const what = `what was handed in for phase ${found.label}`;
  const asRefusal = (failure: WorkFailure): Refusal => refuseWork(failure, "not-submitted", what);
  const screened = screenFiles(files, found.phase.number);
  const none: Looked = { placed: [], findings: screened.problems.map(findingOfProblem), corrections: [] };
  if (screened.problems.length > 0) return none;
  const left = await throughOutbox(context, screened.files);
  if (isFailure(left)) return asRefusal(left);
  if (left.problems.length > 0) return { ...none, findings: left.problems.map(findingOfProblem) };
  const judged = await judgeFiles(context, found, screened.files, left.files);
  if (isFailure(judged)) return asRefusal(judged);
  const placed = await placeFiles(context, found, screened.files, { texts: judged.texts, replace });
  if (isFailure(placed)) return asRefusal(placed);
  return { placed: placed.files, findings: [...placed.problems.map(findingOfProblem), ...judged.findings], corrections: judged.corrections };
}

function isBlocked({ findings }: Looked): boolean {
  return findings.some(({ severity }) => severity === "blocker");
}

async function write(opened: OpenedPhase, input: SubmitInput, looked: Looked, finished: string | undefined): Promise<SubmitReport | Refusal> {
  const { context, found } = opened;
  const refused = await writeSubmitted(context, found, looked.placed);
  if (refused !== undefined) return refused;
  const what = `what was handed in for phase ${found.label}`;
  const now = findPhase(context, found.phase.number);
  if (isFailure(now)) return refuseWork(now, "not-submitted", what);
  const told = await tellSubmitted(context, now);
  if (told !== undefined) return refuseWork(told, "not-submitted", what);
  const commit = await commitSubmitted(context, now);
  if (isFailure(commit)) return refuseWork(commit, "not-submitted", what);
  const said = commit === undefined ? undefined : sayPlanningCommit(commit);
  return reportOf({ context, found: now }, input, looked, { ...(finished === undefined ? {} : { finished }), ...(said === undefined ? {} : { planningCommit: said }) });
}

function reportOf({ context, found }: OpenedPhase, { files, dryRun }: SubmitInput, looked: Looked, more: Pick<SubmitReport, "finished" | "planningCommit"> = {}): SubmitReport {
  const { placed, findings, corrections } = looked;
  const blocked = isBlocked(looked);
  const outcome = blocked ? "refused" : placed.every(({ change }) => change === "same") ? "there" : dryRun ? "fits" : "written";
  const { label, phase } = found;
  const isPlanned = phase.planCount > 0 || placed.some(({ file }) => file.kind === "PLAN");
  const next = isPlanned ? { command: `dgs execute-phase ${label}`, why: "it carries the plans out" } : { command: `dgs plan-phase ${label}`, why: "it plans the phase from what is there" };
  return {
    ...{ type: "submitted", exit: blocked ? "gaps" : "ok", phase: label, name: phase.name, version: context.version, dryRun, outcome },
    files: files.map(({ name }) => {
      const own = placed.find(({ file }) => file.name === name);
      return { name, ...(own === undefined ? {} : { path: own.path }), change: blocked || own === undefined ? "none" : own.change };
    }),
    findings,
    corrections,
    ...more,
    ...(outcome === "written" || outcome === "there" ? { next } : {}),
  };
}
