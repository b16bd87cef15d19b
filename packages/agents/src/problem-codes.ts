import type { Problem } from "@dgs/core";

/** Every code of a finding in a tape or an outbox, with the sentence that explains it. All are errors. */
export const AGENT_PROBLEMS = {
  "tape-unreadable": "A tape could not be read from the disk, or is not UTF-8.",
  "tape-unwritable": "A tape to be recorded could not be written.",
  "tape-not-json": "A tape is not JSON.",
  "tape-shape": "A value of a tape is missing, unknown, or not of the kind it has to be.",
  "tape-duplicate": "Two entries of a tape are for the same purpose and attempt.",
  "outbox-name": "A file in an outbox has a name that no planning file can have.",
  "outbox-not-a-file": "Something in an outbox is neither a file nor a folder.",
  "outbox-too-large": "A file in an outbox is larger than is read.",
  "outbox-too-many": "An outbox holds more files than are read.",
  "outbox-not-utf8": "A file in an outbox is not UTF-8.",
  "outbox-unreadable": "A file in an outbox could not be read.",
} as const;

/** One of {@link AGENT_PROBLEMS}. */
export type AgentProblemCode = keyof typeof AGENT_PROBLEMS;

/** Makes a finding about a file as a whole. */
export function agentProblem(code: AgentProblemCode, path: string, message: string, remedy: string): Problem {
  return { code, severity: "error", path, message, remedy };
}
