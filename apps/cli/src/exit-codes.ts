import type { ExitKind } from "@dgs/runtime";

/** The exit code of each way a command can end; scripts rely on them, so none ever changes. (design 6) */
export const EXIT_CODES = {
  ok: 0,
  internal: 1,
  usage: 2,
  gaps: 3,
  "human-needed": 4,
  blocked: 5,
  budget: 6,
  "timed-out": 7,
  locked: 8,
  conflict: 9,
  cancelled: 130,
} as const satisfies Readonly<Record<ExitKind, number>>;

/** What each exit code says, for `dgs --help` and the documents. */
export const EXIT_MEANINGS: Readonly<Record<ExitKind, string>> = {
  ok: "done",
  internal: "a fault of DGS or of the machine",
  usage: "a wrong call, or planning files that cannot be worked with",
  gaps: "gaps were found, or a gate failed",
  "human-needed": "a person has to do something first",
  blocked: "the fix cycles are used up",
  budget: "a budget of time, tokens or money is used up",
  "timed-out": "a deadline passed",
  locked: "another runner holds the lock",
  conflict: "something changed meanwhile, or a merge conflicts",
  cancelled: "cancelled by a signal",
};
