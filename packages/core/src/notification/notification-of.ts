import { clip, plainText } from "../text/plain-text.js";
import type { NotificationKind } from "../planning/notification-kinds.js";
import type { Notification, RunEnd } from "./types.js";

const MOST_TITLE = 100;
const MOST_BODY = 300;
/** What is said of the end comes from files and agents: a glance has to be enough. */
const MOST_SAID = 160;

const WORDS: Readonly<Record<NotificationKind, string>> = { halt: "has halted", "human-needed": "needs you", budget: "has used up its budget", done: "is done" };

/** Makes the notification of how a run ended; `undefined` where there is nothing to tell: it was cancelled by who watches, or never began. */
export function notificationOf({ run, product, exit, said, next }: RunEnd): Notification | undefined {
  const kind = kindOf(exit);
  if (kind === undefined) return undefined;
  const line = (text: string, most: number): string => clip(plainText(text).trim(), most);
  const [name, what] = [line(run, MOST_SAID), line(said ?? "", MOST_SAID)];
  const parts = [`${line(product, MOST_TITLE)}${what === "" ? "" : `: ${what}`}`, ...(next === undefined ? [] : [`Next: ${line(next, MOST_SAID)}`])];
  return {
    kind,
    title: clip(`DGS: ${name} ${WORDS[kind]}`, MOST_TITLE),
    body: clip(parts.join(". "), MOST_BODY),
    ...{ run: name, product: line(product, MOST_TITLE), exit },
    ...(next === undefined ? {} : { next: line(next, MOST_SAID) }),
  };
}

function kindOf(exit: string): NotificationKind | undefined {
  switch (exit) {
    case "ok":
      return "done";
    case "human-needed":
      return "human-needed";
    case "budget":
      return "budget";
    case "internal":
    case "gaps":
    case "blocked":
    case "timed-out":
    case "conflict":
      return "halt";
    default:
      return undefined;
  }
}
