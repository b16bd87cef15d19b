import { outlineOf, phaseFilePath, type PlanningPath, renderUatLog, sectionOf } from "@dgs/core";
import type { StepContext } from "./context.js";
import type { WorkFailure } from "../work/context.js";
import type { PhaseInFolder } from "./find-phase.js";
import { putFile } from "../work/put-file.js";
import type { CommandOutcome } from "../work/run-command.js";
import { writeFiles } from "../work/write-files.js";

/** Which run of which test command it is. */
export interface LoggedRun {
  /** The number of the test in the UAT file. */
  readonly test: number;
  /** `run 2`, `on the base`; absent: the first, with which everything of earlier audits goes. */
  readonly run?: string;
  /** What follows from it. */
  readonly note?: string;
}

/** Writes what a test command printed into the log beside the UAT file. What is there of other commands stays; writing the same again changes nothing. */
export async function logTestRun(context: StepContext, found: PhaseInFolder, outcome: CommandOutcome, { test, run, note }: LoggedRun): Promise<WorkFailure | undefined> {
  const path = logPath(found);
  const entry = { test, ...(run === undefined ? {} : { run }), command: outcome.command, exit: outcome.exit, started: outcome.started, durationMs: outcome.durationMs, output: outcome.tail, ...noteOf(outcome, note) };
  const before = context.ports.files.read(path);
  const kept = (typeof before === "string" ? sectionsOf(before) : []).filter((each) => each.test !== test || (run !== undefined && each.run !== run));
  const parts = [...kept, { test, run, text: sectionText(found.label, entry) }];
  const numbers = [...new Set(parts.map((part) => part.test))].sort((a, b) => a - b);
  const texts = numbers.flatMap((number) => parts.filter((part) => part.test === number).map((part) => part.text.trimEnd()));
  return writeFiles(context, putFile(context, path, `${renderUatLog(found.label, []).trimEnd()}\n\n${texts.join("\n\n")}\n`));
}

/** What the log says of a test command, all its runs; empty where it says nothing. */
export function readLogged(context: StepContext, found: PhaseInFolder, test: number): string {
  const text = context.ports.files.read(logPath(found));
  return typeof text === "string" ? sectionsOf(text).filter((each) => each.test === test).map((each) => each.text.trimEnd()).join("\n\n") : "";
}

function logPath(found: PhaseInFolder): PlanningPath {
  return found.folder.documents["UAT-LOG"] ?? phaseFilePath(found.folder.path, found.phase.number, "UAT-LOG");
}

function noteOf(outcome: CommandOutcome, note: string | undefined): { note?: string } {
  const notes = [...(note === undefined ? [] : [note]), ...(outcome.exit === undefined ? [outcome.said] : []), ...(outcome.cutBytes > 0 ? [`the first ${String(outcome.cutBytes)} bytes were not kept`] : [])];
  return notes.length === 0 ? {} : { note: notes.join("; ") };
}

function sectionText(phase: string, entry: Parameters<typeof renderUatLog>[1][number]): string {
  const whole = renderUatLog(phase, [entry]);
  return whole.slice(whole.indexOf("## Test "));
}

interface LoggedSection extends LoggedRun {
  readonly text: string;
}

/** The sections `## Test N` of a log, found by its outline: what a command printed may look like a heading. */
function sectionsOf(source: string): readonly LoggedSection[] {
  const outline = outlineOf(source);
  return outline.headings.flatMap((heading) => {
    const [, number, run] = /^Test (\d+)(?:, (.+))?$/.exec(source.slice(heading.text.start, heading.text.end)) ?? [];
    if (heading.level !== 2 || number === undefined) return [];
    const range = sectionOf(source, outline, heading);
    return [{ test: Number(number), ...(run === undefined ? {} : { run }), text: source.slice(range.start, range.end) }];
  });
}
