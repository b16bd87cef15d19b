import type { NotificationKind } from "../planning/notification-kinds.js";

/** Commands that work for long without anybody: whoever called one may look elsewhere. */
export const NOTIFYING_COMMANDS: readonly string[] = Object.freeze(["run-job", "execute-phase", "audit-phase", "plan-phase", "map-codebase", "audit-milestone", "complete-milestone", "quick", "complete-quick", "fast"]);

/** How a run ended, as far as a notification tells it. */
export interface RunEnd {
  /** What was called: `run-job v1.0`. */
  readonly run: string;
  /** The name of the product. */
  readonly product: string;
  /** How it ended, as the exit codes name it. */
  readonly exit: string;
  /** What there is to say about it; of any length, and perhaps with the words of an agent. */
  readonly said?: string;
  /** The command to go on with. */
  readonly next?: string;
}

/** What is told outside of the program: one line each, without anything that a terminal would act on. */
export interface Notification {
  readonly kind: NotificationKind;
  /** At most 100 characters. */
  readonly title: string;
  /** At most 300 characters. */
  readonly body: string;
  readonly run: string;
  readonly product: string;
  readonly exit: string;
  readonly next?: string;
}
