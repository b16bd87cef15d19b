import type { HistoryEvent, HistoryLine } from "./types.js";

/** The version of the format of a run's history. */
const VERSION = 1;

/** Writes one line of a run's history, with its line ending. */
export function formatHistoryLine(line: HistoryLine): string {
  return `${JSON.stringify(toJson(line))}\n`;
}

function toJson(line: HistoryLine): object {
  const { type, ...rest } = line;
  return type === "head" ? { version: VERSION, ...rest } : type === "end" ? { at: line.at, end: { exit: line.exit } } : rest;
}

/** Reads one line of a run's history; `undefined` where it is none: cut off, of a later format, or somebody else's. */
export function parseHistoryLine(text: string): HistoryLine | undefined {
  const json = objectIn(text);
  const at = json?.["at"];
  if (json === undefined || typeof at !== "string" || Number.isNaN(Date.parse(at))) return undefined;
  const { event, end } = json;
  if (isObject(end)) return typeof end["exit"] === "string" ? { type: "end", at, exit: end["exit"] } : undefined;
  if (isObject(event)) return isHistoryEvent(event) ? { type: "event", at, event } : undefined;
  const { version, run, command, pid } = json;
  if (version !== VERSION || typeof run !== "string" || typeof command !== "string") return undefined;
  return { type: "head", at, run, command, ...(typeof pid === "number" ? { pid } : {}) };
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** What an event of each type has at least: the names of its texts, its numbers, and its lists of texts. */
const FIELDS: Readonly<Record<HistoryEvent["type"], { readonly texts: readonly string[]; readonly numbers?: readonly string[]; readonly lists?: readonly string[] }>> = {
  "step-started": { texts: ["command"], numbers: ["step", "total"] },
  "step-ended": { texts: ["command", "outcome"], numbers: ["step", "total"] },
  "steps-inserted": { texts: ["origin"], lists: ["commands"] },
  "agent-started": { texts: ["purpose", "role", "tier"], numbers: ["attempt"] },
  "agent-ended": { texts: ["purpose", "outcome"], numbers: ["durationMs"] },
  "agent-activity": { texts: ["purpose", "text"] },
  "agent-usage": { texts: ["purpose"] },
  "agent-waiting": { texts: ["purpose", "until", "why", "message"] },
  committed: { texts: ["repo", "sha", "subject"] },
  tested: { texts: ["command", "outcome", "said"], numbers: ["durationMs"] },
  "stage-started": { texts: ["stage"] },
  "stage-ended": { texts: ["stage", "outcome"] },
  "phase-opened": { texts: ["phase", "name"] },
  "wave-started": { texts: [], numbers: ["waves"] },
  "wave-ended": { texts: [], numbers: ["waves"] },
  "conflict-ahead": { texts: ["plan", "with", "repo"], lists: ["files"] },
  "job-stands": { texts: ["version"] },
  "budget-stands": { texts: ["level", "name"] },
  "times-expected": { texts: [] },
  note: { texts: ["text"] },
};

/** What an event of any type may have. */
const OPTIONAL_TEXTS = ["plan", "detail", "log"];
const OPTIONAL_NUMBERS = ["inputTokens", "outputTokens", "costUsd", "planMs", "sharePerPlanMs"];

function isHistoryEvent(event: Readonly<Record<string, unknown>>): event is Readonly<Record<string, unknown>> & HistoryEvent {
  const { type } = event;
  if (typeof type !== "string" || !Object.hasOwn(FIELDS, type)) return false;
  const { texts, numbers = [], lists = [] } = FIELDS[type as HistoryEvent["type"]];
  const isThere =
    texts.every((name) => typeof event[name] === "string") &&
    numbers.every((name) => isNumber(event[name])) &&
    lists.every((name) => isList(event[name], (each) => typeof each === "string"));
  const mayBeThere =
    OPTIONAL_TEXTS.every((name) => event[name] === undefined || typeof event[name] === "string") &&
    OPTIONAL_NUMBERS.every((name) => event[name] === undefined || isNumber(event[name]));
  if (!isThere || !mayBeThere) return false;
  return hasParts(type, event);
}

/** What an event has besides texts, numbers and lists of texts. */
function hasParts(type: string, event: Readonly<Record<string, unknown>>): boolean {
  switch (type) {
    case "phase-opened":
      return isList(event["waves"], isWave);
    case "wave-started":
    case "wave-ended":
      return isWave(event["wave"]);
    case "job-stands":
      return isList(event["steps"], isStep) && isCycles(event["cycles"]);
    case "budget-stands":
      return isAmounts(event["used"]) && isAmounts(event["limits"]);
    case "times-expected":
      return isAmounts(event["steps"]);
    default:
      return true;
  }
}

function isStep(value: unknown): boolean {
  return isObject(value) && typeof value["command"] === "string" && typeof value["status"] === "string" && ["started", "finished"].every((name) => value[name] === undefined || typeof value[name] === "string");
}

function isCycles(value: unknown): boolean {
  return isObject(value) && ["milestone", "mostOfMilestone", "mostOfPhase"].every((name) => isNumber(value[name])) && isAmounts(value["phases"]);
}

/** Numbers by name. */
function isAmounts(value: unknown): boolean {
  return isObject(value) && Object.values(value).every(isNumber);
}

function isWave(value: unknown): boolean {
  return isObject(value) && isNumber(value["number"]) && isList(value["plans"], (plan) => isObject(plan) && typeof plan["id"] === "string");
}

function isNumber(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value);
}

function isList(value: unknown, isEach: (each: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isEach);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
