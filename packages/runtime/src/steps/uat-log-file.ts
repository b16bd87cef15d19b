import { clearUatLogEdits, type FileChange, joinPath, phaseFilePath, type PlanningPath, readUatLog, renderUatLog, uatLogEdits } from "@dgs/core";
import type { CommandOutcome } from "../work/run-command.js";
import type { WorkFailure } from "../work/context.js";
import { writeAfresh } from "../work/write-files.js";
import type { StepContext } from "./context.js";
import type { PhaseInFolder } from "./find-phase.js";

/** A file that keeps what test commands printed. */
export interface TestLog {
  readonly path: PlanningPath;
  /** What is tested: `phase 3`, `milestone v1.1`. */
  readonly of: string;
}

/** The log of a phase, beside its UAT file. */
export function logOfPhase(found: PhaseInFolder): TestLog {
  return { path: found.folder.documents["UAT-LOG"] ?? phaseFilePath(found.folder.path, found.phase.number, "UAT-LOG"), of: `phase ${found.label}` };
}

/** The log of a milestone, beside its audit. */
export function logOfMilestone(context: Pick<StepContext, "place" | "version">): TestLog {
  return { path: joinPath(context.place.project, `${context.version}-MILESTONE-AUDIT-LOG.md`), of: `milestone ${context.version}` };
}

/** Which run of which test command it is. */
export interface LoggedRun {
  /** The number of the test in the UAT file. */
  readonly test: number;
  /** `run 2`, `on the base`; absent: the first, with which everything of earlier audits goes. */
  readonly run?: string;
  /** What follows from it. */
  readonly note?: string;
}

/** Writes what a test command printed into a log. What is there of other commands and of people stays; writing the same again changes nothing. */
export function logTestRun(context: StepContext, { path, of }: TestLog, outcome: CommandOutcome, { test, run, note }: LoggedRun): Promise<WorkFailure | undefined> {
  const entry = { test, ...(run === undefined ? {} : { run }), command: outcome.command, exit: outcome.exit, started: outcome.started, durationMs: outcome.durationMs, output: outcome.tail, ...noteOf(outcome, note) };
  return writeAfresh(context, (): readonly FileChange[] => {
    const before = context.ports.files.read(path);
    // One that cannot be read is refused here: it is there, and nothing of it is known.
    if (typeof before !== "string") return [{ type: "create", path, text: renderUatLog(of, [entry]) }];
    const edits = uatLogEdits(before, entry);
    return edits.length === 0 ? [] : [{ type: "edit", path, before, edits }];
  });
}

/** Takes all runs out of a log, or makes it: all commands are run anew. What people wrote into it stays. */
export function clearLog(context: StepContext, { path, of }: TestLog): Promise<WorkFailure | undefined> {
  return writeAfresh(context, (): readonly FileChange[] => {
    const before = context.ports.files.read(path);
    if (typeof before !== "string") return [{ type: "create", path, text: renderUatLog(of, []) }];
    const edits = clearUatLogEdits(before);
    return edits.length === 0 ? [] : [{ type: "edit", path, before, edits }];
  });
}

/** What the log of a phase says of a test command, all its runs; empty where it says nothing. */
export function readLogged(context: StepContext, found: PhaseInFolder, test: number): string {
  const text = context.ports.files.read(logOfPhase(found).path);
  return typeof text === "string" ? readUatLog(text).filter((each) => each.test === test).map(({ range }) => text.slice(range.start, range.end).trimEnd()).join("\n\n") : "";
}

function noteOf(outcome: CommandOutcome, note: string | undefined): { note?: string } {
  const notes = [...(note === undefined ? [] : [note]), ...(outcome.exit === undefined ? [outcome.said] : []), ...(outcome.cutBytes > 0 ? [`the first ${String(outcome.cutBytes)} bytes were not kept`] : [])];
  return notes.length === 0 ? {} : { note: notes.join("; ") };
}
