import type { NewDetail } from "../checklist/step-edits.js";
import { formatNames } from "../checklist/name-list.js";
import { oneLine } from "../checklist/one-line.js";
import type { QuickStep, StageFacts } from "./types.js";

/** Details that tell of the last run of a step: gone when the step is run again. Where a step comes from stays. */
export const RUN_DETAILS = ["cut-off", "started", "finished", "reason", "error", "skipped", "note", "commits", "before", "after", "remote", "ref"] as const;

/** A step as it is before its first run. */
export function freshStep({ stage, repo, inserted, cause, files }: QuickStep): QuickStep {
  return {
    stage,
    status: "pending",
    ...(repo === undefined ? {} : { repo }),
    ...(inserted === undefined ? {} : { inserted }),
    ...(cause === undefined ? {} : { cause }),
    ...(files === undefined ? {} : { files }),
  };
}

/** The facts as they are read again: texts in one line. */
export function plainFacts({ note, remote, ref, ...facts }: StageFacts): StageFacts {
  const texts = Object.entries({ note, remote, ref }).flatMap(([key, text]) => (text === undefined ? [] : [[key, oneLine(text)]]));
  return { ...facts, ...(Object.fromEntries(texts) as StageFacts) };
}

/** All details of a step, in the order they are written. */
export function detailsOf(step: QuickStep): NewDetail[] {
  const { inserted, cause, files, cutOff, started, finished, reason, error, skipped, note, commits, before, after, remote, ref } = step;
  const values = { inserted, cause, files: files === undefined ? undefined : formatNames(files), "cut-off": cutOff, started, finished, reason, error, skipped, note, commits, before, after, remote, ref };
  return Object.entries(values).flatMap(([key, value]): NewDetail[] => (value === undefined ? [] : [[key, String(value)]]));
}
