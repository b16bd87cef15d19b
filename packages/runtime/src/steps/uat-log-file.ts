import { outlineOf, phaseFilePath, renderUatLog, sectionOf } from "@dgs/core";
import type { StepContext } from "./context.js";
import type { WorkFailure } from "../work/context.js";
import type { PhaseInFolder } from "./find-phase.js";
import { putFile } from "../work/put-file.js";
import type { CommandOutcome } from "../work/run-command.js";
import { writeFiles } from "../work/write-files.js";

/**
 * Writes what the commands printed into the log beside the UAT file. What is there of commands that were not run now
 * stays; writing the same again changes nothing. `numbers` are those of the UAT file.
 */
export async function writeUatLog(context: StepContext, found: PhaseInFolder, outcomes: readonly CommandOutcome[], numbers: ReadonlyMap<string, number>): Promise<WorkFailure | undefined> {
  if (outcomes.length === 0) return undefined;
  const path = found.folder.documents["UAT-LOG"] ?? phaseFilePath(found.folder.path, found.phase.number, "UAT-LOG");
  const entries = outcomes.map((outcome) => ({
    test: numbers.get(outcome.command) ?? 0,
    command: outcome.command,
    exit: outcome.exit,
    started: outcome.started,
    durationMs: outcome.durationMs,
    output: outcome.tail,
    ...noteOf(outcome),
  }));
  const before = context.ports.files.read(path);
  const kept = typeof before === "string" ? sectionsExcept(before, entries.map((entry) => entry.test)) : [];
  const parts = [...kept, ...entries.map((entry) => ({ test: entry.test, text: sectionText(found.label, entry) }))].sort((a, b) => a.test - b.test);
  const text = `${renderUatLog(found.label, []).trimEnd()}\n\n${parts.map((part) => part.text.trimEnd()).join("\n\n")}\n`;
  return writeFiles(context, putFile(context, path, text));
}

function noteOf(outcome: CommandOutcome): { note?: string } {
  const notes = [...(outcome.exit === undefined ? [outcome.said] : []), ...(outcome.cutBytes > 0 ? [`the first ${String(outcome.cutBytes)} bytes were not kept`] : [])];
  return notes.length === 0 ? {} : { note: notes.join("; ") };
}

function sectionText(phase: string, entry: Parameters<typeof renderUatLog>[1][number]): string {
  const whole = renderUatLog(phase, [entry]);
  return whole.slice(whole.indexOf("## Test "));
}

/** The sections `## Test N` of a log, found by its outline: what a command printed may look like a heading. */
function sectionsExcept(source: string, tests: readonly number[]): { readonly test: number; readonly text: string }[] {
  const outline = outlineOf(source);
  return outline.headings.flatMap((heading) => {
    const test = Number(/^Test (\d+)$/.exec(source.slice(heading.text.start, heading.text.end))?.[1] ?? 0);
    if (heading.level !== 2 || test === 0 || tests.includes(test)) return [];
    const range = sectionOf(source, outline, heading);
    return [{ test, text: source.slice(range.start, range.end) }];
  });
}
