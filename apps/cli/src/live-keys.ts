/** What a person has chosen in the live view. */
export interface LiveChoice {
  /** The purpose of the agent that is chosen. */
  readonly chosen?: string;
  readonly details: boolean;
  readonly help: boolean;
  /** Whether it was asked if the run shall be cancelled. */
  readonly asksCancel: boolean;
  /** What the last key came to. */
  readonly message?: string;
}

/** What the live view is to do for a key. */
export type LiveAction = "pause" | "cancel" | "leave";

/** Nothing is chosen. */
export const NO_CHOICE: LiveChoice = { details: false, help: false, asksCancel: false };

/** What a key makes of the choice, and what is to be done. `agents`: the purposes of those at work, in the order in which they are shown. */
export function pressKey(before: LiveChoice, key: string, agents: readonly string[]): { readonly choice: LiveChoice; readonly action?: LiveAction } {
  const { message: _message, ...choice } = before;
  if (choice.asksCancel) {
    const isSure = key === "y" || key === "Y";
    return { choice: { ...choice, asksCancel: false }, ...(isSure ? { action: "cancel" as const } : {}) };
  }
  switch (key) {
    case "up":
    case "k":
      return { choice: { ...choice, ...chosenNext(choice.chosen, agents, -1) } };
    case "down":
    case "j":
      return { choice: { ...choice, ...chosenNext(choice.chosen, agents, 1) } };
    case "enter":
    case "d": {
      const isShown = choice.details && choice.chosen !== undefined && agents.includes(choice.chosen);
      return { choice: { ...choice, ...(choice.chosen !== undefined && agents.includes(choice.chosen) ? {} : chosenNext(undefined, agents, 1)), details: !isShown } };
    }
    case "escape":
      return { choice: NO_CHOICE };
    case "?":
    case "h":
      return { choice: { ...choice, help: !choice.help } };
    case "p":
      return { choice, action: "pause" };
    case "c":
      return { choice: { ...choice, asksCancel: true } };
    case "q":
      return { choice, action: "leave" };
    default:
      return { choice: before };
  }
}

function chosenNext(chosen: string | undefined, agents: readonly string[], by: number): Pick<LiveChoice, "chosen"> {
  if (agents.length === 0) return {};
  const at = chosen === undefined ? -1 : agents.indexOf(chosen);
  const next = at < 0 ? (by > 0 ? 0 : agents.length - 1) : (at + by + agents.length) % agents.length;
  const purpose = agents[next];
  return purpose === undefined ? {} : { chosen: purpose };
}

/** Says that a run was asked to pause, and when it will. */
export function pausingOf(command = ""): string {
  return `It pauses ${command.startsWith("run-job") ? "after this step" : "once the plans under way are in"}; p takes that back.`;
}

/** What is asked, came of the last key, or holds for the run as a whole. */
export function noticeOf({ asksCancel, message }: LiveChoice, standing?: string): readonly string[] {
  // The keys that answer it first: a narrow terminal cuts off the end.
  if (asksCancel) return ["Cancel the run? y/n  What is done is kept, and it can be gone on with."];
  return [message, standing].filter((line) => line !== undefined);
}

/** The line of keys; none while something is asked. `canLeave`: the run goes on without whoever watches. */
export function footOf({ help, asksCancel }: LiveChoice, canLeave: boolean): readonly string[] {
  if (asksCancel) return [];
  const keys = canLeave ? HELP : HELP.filter(([key]) => key !== "q");
  return help ? keys.map(([key, does]) => `  ${key.padEnd(8)}${does}`) : [`  ${keys.map(([key, , short]) => `${key} ${short}`).join("   ")}`];
}

const HELP: readonly (readonly [key: string, does: string, short: string])[] = [
  // The first one, so that it is there on a narrow terminal, too.
  ["?", "show or hide this", "help"],
  ["up/down", "choose an agent", "choose"],
  ["enter", "show or hide what is known of it", "details"],
  ["p", "pause: begin nothing new, and end once what is under way has; p again: go on", "pause"],
  ["c", "cancel: stop what is under way, in order; asks first", "cancel"],
  ["q", "leave; the run goes on", "leave"],
];
