import { type Explanation, placeOf, type Reason, type SeenRunner } from "@dgs/core";
import type { WayOn } from "../commands/why-reports.js";

/** What the way on depends on. */
export interface WayQuestion {
  readonly explanation: Explanation;
  readonly runner: SeenRunner | undefined;
  /** Whether `dgs watch` shows what the runner does. */
  readonly isTold: boolean;
  readonly version: string;
  /** The command that the phase asks for by itself, where the subject is of one. */
  readonly ofPhase: WayOn | undefined;
  /** The open job that has what is asked about among its steps that are left: going on with it is the way then. */
  readonly job: { readonly version: string; readonly isBegun: boolean; readonly isBlocked: boolean } | undefined;
  /** The command of the project as a whole. */
  readonly ofProject: WayOn | undefined;
}

/**
 * The shortest way on: what only a person can mend first, then the command that is accepted as things stand then. While somebody works on the milestone every command
 * that changes something would be refused: then it is waited.
 */
export function wayOn(question: WayQuestion): readonly WayOn[] {
  const { explanation, runner, job, ofPhase, ofProject } = question;
  const { verdict, reasons } = explanation;
  if (verdict === "done" || verdict === "skipped") return [];
  if (runner !== undefined) return [{ ...(question.isTold ? { command: `dgs watch ${question.version}` } : {}), says: waitFor(runner, verdict) }];
  const mend = [...new Set(remediesIn(reasons))].map((says): WayOn => ({ says }));
  const isForPerson = ofPhase?.command !== undefined && (/^dgs (?:answer|verify-work) /.test(ofPhase.command) || reasons.some(({ what }) => what === "discussion"));
  if (job === undefined) return [...mend, ...both(ofPhase ?? ofProject)];
  const goOn: WayOn = { command: `dgs run-job ${job.version}`, says: job.isBegun ? "it goes on where it was" : "it begins the job" };
  return [...mend, ...(isForPerson || job.isBlocked ? both(ofPhase) : []), goOn];
}

function both(way: WayOn | undefined): readonly WayOn[] {
  return way === undefined || way.command === "dgs progress" ? [] : [way];
}

function waitFor({ pid, host }: SeenRunner, verdict: Explanation["verdict"]): string {
  const who = `process ${String(pid)} on ${host}`;
  return verdict === "failed" || verdict === "blocked" ? `wait until ${who} has ended: it works on other parts of the milestone` : `wait for ${who}: it goes on by itself, and asks in its own terminal where a person is needed`;
}

/** What has to be mended by hand, with its place. */
function remediesIn(reasons: readonly Reason[]): readonly string[] {
  return reasons.flatMap(({ remedy, at, because }) => [...(remedy === undefined ? [] : [`${at?.type === "file" ? `${placeOf({ path: at.path, ...(at.line === undefined ? {} : { at: { line: at.line, column: at.column ?? 1 } }) })}: ` : ""}${remedy}`]), ...remediesIn(because)]);
}
