import type { RunEvent } from "../commands/reports.js";

type Activity = Extract<RunEvent, { readonly type: "agent-activity" }>;

/** Lets through what agents do, each agent now and then: the last that it did comes through in any case, a moment later. */
export interface ActivityGate {
  readonly take: (at: string, event: Activity) => void;
  /** What that agent did last is no news any more. */
  readonly forget: (purpose: string) => void;
  readonly close: () => void;
}

/** How often that of one agent is let through at most, in milliseconds. */
const ACTIVITY_MS = 1_000;

/** Makes a gate that hands over what comes through it. */
export function createActivityGate(pass: (activity: { readonly at: string; readonly event: Activity }) => void, now: () => string): ActivityGate {
  const passed = new Map<string, number>();
  const held = new Map<string, Activity>();
  let timer: NodeJS.Timeout | undefined;
  const letThrough = (at: string, event: Activity): void => {
    held.delete(event.purpose);
    passed.set(event.purpose, Date.parse(at));
    pass({ at, event });
  };
  const passHeld = (): void => {
    timer = undefined;
    for (const event of [...held.values()]) letThrough(now(), event);
  };
  return {
    take(at, event) {
      if (Date.parse(at) - (passed.get(event.purpose) ?? -Infinity) >= ACTIVITY_MS) {
        letThrough(at, event);
        return;
      }
      held.set(event.purpose, event);
      timer ??= setTimeout(passHeld, ACTIVITY_MS).unref();
    },
    forget: (purpose) => { held.delete(purpose); },
    close() {
      clearTimeout(timer);
      held.clear();
    },
  };
}
