import type { ExitKind, Refusal } from "@dgs/runtime";

/** What a command came to: a report, or a refusal. */
export type Answer = Reported | Refused;

/** A report, with how it is shown to people. */
export interface Reported {
  readonly type: "reported";
  /** What `--json` prints. */
  readonly report: object;
  /** The report for people, without the last line's end; only made when it is printed. */
  readonly text: () => string;
  readonly exit: ExitKind;
}

/** A refusal, with the folder that its paths are relative to. */
export interface Refused {
  readonly type: "refused";
  readonly refusal: Refusal;
  /** Absolute; absent where the refusal's place is absolute or relative to the working folder. */
  readonly root?: string;
  /** Where an unexpected error came from, for whoever looks for the fault. */
  readonly stack?: string;
}

/** Answers with a report. */
export function reported(report: object, text: () => string, exit: ExitKind = "ok"): Reported {
  return { type: "reported", report, text, exit };
}

/** Answers with a refusal. */
export function refused(refusal: Refusal, root?: string): Refused {
  return root === undefined ? { type: "refused", refusal } : { type: "refused", refusal, root };
}
