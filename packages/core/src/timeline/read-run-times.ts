import type { HistoryEntry, HistoryEvent, HistoryLine } from "../history/types.js";
import type { Moment, RunTimes, ServiceWaitTime, Span, TimedAgent, TimedStage, TimedStep } from "./types.js";

/** What a run told that has begun: its end comes later, or never. */
type Opened<Timed extends Span> = { -readonly [Key in keyof Timed]: Timed[Key] };

interface Reading {
  readonly steps: Opened<TimedStep>[];
  readonly stages: Opened<TimedStage>[];
  readonly agents: Opened<TimedAgent>[];
  readonly waits: Opened<ServiceWaitTime>[];
  readonly moments: Moment[];
  /** What has begun and not ended, by what names it. */
  readonly open: Map<string, Opened<Span & { outcome?: string }>>;
  step: string;
  phase: string | undefined;
}

/**
 * Makes of the lines of one run its times; `undefined` where they do not begin with the line that says which run it is.
 * @param goesOn Whether the run is known to go on: what has not ended stays open. Otherwise it was killed, and what has not ended ends with the last that was heard of it.
 */
export function readRunTimes(lines: readonly HistoryLine[], goesOn: boolean): RunTimes | undefined {
  const [head] = lines;
  if (head?.type !== "head") return undefined;
  const reading: Reading = { steps: [], stages: [], agents: [], waits: [], moments: [], open: new Map(), step: head.command, phase: phaseIn(head.command) };
  let [start, last] = [head.at, head.at];
  const exit = lines.findLast((line) => line.type === "end")?.exit;
  for (const line of lines) {
    const at = timeOf(line);
    if (Date.parse(at) < Date.parse(start)) start = at;
    if (Date.parse(at) > Date.parse(last)) last = at;
    if (line.type === "event") readEvent(reading, line.event, at);
  }
  const isOpen = exit === undefined && goesOn;
  const closing: Partial<Span> = isOpen ? {} : { end: last, cutOff: true };
  for (const open of reading.open.values()) Object.assign(open, closing);
  for (const wait of reading.waits) if (wait.end === undefined || Date.parse(wait.end) > Date.parse(last)) Object.assign(wait, isOpen ? {} : { end: last });
  const { steps, stages, agents, waits, moments } = reading;
  const span: Span = isOpen ? { start } : { start, end: last, ...(exit === undefined ? { cutOff: true } : {}) };
  return { run: head.run, command: head.command, ...span, ...(exit === undefined ? {} : { exit }), steps, stages, agents, waits, moments };
}

/** Some events say themselves when it was; they are written down a little later. */
function timeOf(line: HistoryLine): string {
  const told = line.type === "event" ? (line.event as HistoryEvent & { readonly at?: unknown }).at : undefined;
  return typeof told === "string" && !Number.isNaN(Date.parse(told)) ? told : line.at;
}

function readEvent(reading: Reading, event: HistoryEntry["event"], at: string): void {
  const { open, phase } = reading;
  const where = { ...("plan" in event ? { plan: event.plan } : {}), ...(phase === undefined ? {} : { phase }) };
  const tell = (type: Moment["type"], text: string): void => { reading.moments.push({ at, type, text, ...where }); };
  const begin = <Timed extends Span>(list: Opened<Timed>[], key: string, timed: Opened<Timed>): void => {
    // Begun twice without an end: the first one came to nothing.
    const before = open.get(key);
    if (before !== undefined) Object.assign(before, { end: at, cutOff: true });
    open.set(key, timed);
    list.push(timed);
  };
  const end = (key: string, facts: object): void => {
    const opened = open.get(key);
    if (opened === undefined) return;
    Object.assign(opened, { end: at, ...facts });
    open.delete(key);
  };
  endWaits(reading, event, at);
  switch (event.type) {
    case "step-started":
      [reading.step, reading.phase] = [event.command, phaseIn(event.command)];
      begin(reading.steps, `step ${String(event.step)}`, { start: at, number: event.step, command: event.command });
      return;
    case "step-ended":
      end(`step ${String(event.step)}`, { outcome: event.outcome, ...(event.detail === undefined ? {} : { detail: event.detail }) });
      return;
    case "phase-opened":
      reading.phase = event.phase;
      return;
    case "stage-started":
      begin(reading.stages, `stage ${event.stage}`, { start: at, stage: event.stage, ...where });
      return;
    case "stage-ended":
      end(`stage ${event.stage}`, { outcome: event.outcome });
      return;
    case "agent-started":
      begin(reading.agents, `agent ${event.purpose}`, { start: at, purpose: event.purpose, role: event.role, tier: event.tier, step: reading.step, ...where });
      return;
    case "agent-ended":
      end(`agent ${event.purpose}`, { outcome: event.outcome, ...usageIn(event) });
      return;
    case "agent-waiting":
      reading.waits.push({ start: at, end: event.until, purpose: event.purpose, until: event.until, why: event.why });
      tell("wait", `${event.purpose}: ${event.message}`);
      return;
    case "committed":
      tell("commit", `${event.repo} ${event.sha.slice(0, 10)} ${event.subject}`);
      return;
    case "tested":
      tell("test", `${event.command}: ${event.outcome} (${event.said})`);
      return;
    case "conflict-ahead":
      tell("conflict", `${event.plan} and ${event.with} conflict in ${event.repo}: ${event.files.join(", ")}`);
      return;
    case "steps-inserted":
      tell("steps-inserted", `${event.origin}: ${event.commands.join(", ")}`);
      return;
    case "note":
      tell("note", event.text);
      return;
    case "agent-activity":
    case "agent-usage":
    case "job-stands":
    case "budget-stands":
    case "times-expected":
    case "wave-started":
    case "wave-ended":
      return;
  }
}

/** A wait is over with the next that is heard of its agent. */
function endWaits({ waits }: Reading, event: HistoryEvent, at: string): void {
  if (!("purpose" in event)) return;
  for (const wait of waits) if (wait.purpose === event.purpose && wait.end === wait.until && Date.parse(at) < Date.parse(wait.until)) wait.end = at;
}

function usageIn({ inputTokens, outputTokens, costUsd }: Extract<HistoryEvent, { readonly type: "agent-ended" }>): object {
  return { ...(inputTokens === undefined ? {} : { inputTokens }), ...(outputTokens === undefined ? {} : { outputTokens }), ...(costUsd === undefined ? {} : { costUsd }) };
}

/** The phase that a command names: `/dgs:execute-phase 2.1 --non-interactive`, `execute-phase 3`. */
function phaseIn(command: string): string | undefined {
  return /^(?:\/dgs:)?[a-z]+-phase\s+(\d+(?:\.\d+)*[A-Za-z]?)(?:\s|$)/.exec(command)?.[1];
}
