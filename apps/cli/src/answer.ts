import type { Refused } from "@dgs/render";
import type { ExitKind, Refusal } from "@dgs/runtime";

/** What a command came to: a report, or a refusal. */
export type Answer = (Reported | Refused | Served) & Told;

/** What is done once the answer is printed: somebody who looks elsewhere is told of it. */
interface Told {
  readonly tell?: (next?: string) => Promise<void>;
}

/** A report, with how it is shown to people. */
export interface Reported {
  readonly type: "reported";
  /** What `--json` prints. */
  readonly report: object;
  /** The report for people, without the last line's end; only made when it is printed. */
  readonly text: () => string;
  readonly exit: ExitKind;
  /** The planning root that it is about, absolute; absent where there may be none. */
  readonly root?: string;
}

/** The command spoke to another program until that was gone: there is nothing to print. */
export interface Served {
  readonly type: "served";
  readonly code: number;
}

/** Answers with a report. */
export function reported(report: object, text: () => string, exit: ExitKind = "ok"): Reported {
  return { type: "reported", report, text, exit };
}

/** Answers with a refusal. */
export function refused(refusal: Refusal, root?: string): Refused {
  return root === undefined ? { type: "refused", refusal } : { type: "refused", refusal, root };
}
