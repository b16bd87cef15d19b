import type { NewDetail } from "../checklist/step-edits.js";
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
  const values = { inserted, cause, files: files === undefined ? undefined : formatFiles(files), "cut-off": cutOff, started, finished, reason, error, skipped, note, commits, before, after, remote, ref };
  return Object.entries(values).flatMap(([key, value]): NewDetail[] => (value === undefined ? [] : [[key, String(value)]]));
}

/** A list of names in one line: JSON in plain ASCII, as a name may hold any character. */
function formatFiles(files: readonly string[]): string {
  return JSON.stringify(files).replace(/[^\u0020-\u007e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Reads a list of names; what is not such a list is one name. */
export function parseFiles(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value;
  } catch {
    // What a person wrote there counts as it stands.
  }
  return [text];
}
