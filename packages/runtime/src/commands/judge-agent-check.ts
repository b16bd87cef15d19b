import type { AgentEvent, AgentResult, OutboxFile } from "@dgs/core";
import type { ExitKind } from "../refusal.js";
import type { AgentCheckLine, CheckedAgent } from "./agent-reports.js";

/** What is known when the program has ended. */
export interface CheckEvidence {
  readonly input: CheckedAgent;
  readonly events: readonly AgentEvent[];
  readonly result: AgentResult;
  /** The line that was asked for. */
  readonly line: string;
  /** What stands in hello.txt; absent: it is not there. */
  readonly file: string | undefined;
  readonly outbox: readonly OutboxFile[];
  /** Paths that git sees as changed. */
  readonly changed: readonly string[];
}

/** Judges line by line what held; the words of the program are no evidence, files are. */
export function judgeCheck(evidence: CheckEvidence): readonly AgentCheckLine[] {
  const { input, events, result } = evidence;
  const name = input.version === undefined ? input.adapter : `${input.adapter} ${input.version}`;
  const started = events.length > 0 || result.type !== "crashed" || result.usage.durationMs > 0;
  if (!started) return [{ what: "start", state: "failed", text: messageOf(result) ?? `${name} did not start` }];
  return [
    { what: "start", state: "held", text: `${name} was started` },
    versionLine(input),
    ...eventLines(evidence, name),
    result.type === "completed" ? { what: "result", state: "held", text: deniedText(result) } : { what: "result", state: "failed", text: `the run ended as ${result.type}: ${messageOf(result) ?? ""}` },
    fileLine(evidence),
    outboxLine(evidence),
    restLine(evidence.changed),
    ...toldLines(result),
  ];
}

/** How the command ends: what the program said no with comes before what did not hold because of it. */
export function exitOfCheck(result: AgentResult, checks: readonly AgentCheckLine[]): ExitKind {
  switch (result.type) {
    case "cancelled":
      return "cancelled";
    case "timed-out":
      return "timed-out";
    case "refused":
      return "human-needed";
    case "limit-reached":
    case "budget-exceeded":
      return "budget";
    case "completed":
    case "checkpoint":
    case "crashed":
    case "lost":
      return checks.some(({ state }) => state === "failed") ? "gaps" : "ok";
  }
}

function versionLine({ version, tried }: CheckEvidence["input"]): AgentCheckLine {
  if (version === undefined || tried === undefined) return { what: "version", state: "untold", text: version === undefined ? "its version is not known" : "this adapter is tried with no version" };
  return version === tried ? { what: "version", state: "held", text: `DGS is tried with ${tried}` } : { what: "version", state: "untold", text: `DGS is tried with ${tried}, not with this version` };
}

/** A stream is read line by line: what is not understood is no event, so that a changed stream shows here first. */
function eventLines({ input, events }: CheckEvidence, name: string): readonly AgentCheckLine[] {
  const counts = new Map<string, number>();
  for (const { type } of events) counts.set(type, (counts.get(type) ?? 0) + 1);
  const told = [...counts].map(([type, count]) => `${type} ${String(count)}`).join(", ");
  const understood: AgentCheckLine = events.length > 0 ? { what: "events", state: "held", text: `its events are understood: ${told}` } : { what: "events", state: input.tellsEnd ? "failed" : "untold", text: `${name} printed nothing that is understood` };
  if (!input.tellsEnd) return [understood];
  const end = counts.has("end");
  return [understood, end ? { what: "end", state: "held", text: "it said how the run ended" } : { what: "end", state: "failed", text: `${name} printed no result event: its stream does not say how the run ended` }];
}

function fileLine({ file, line }: CheckEvidence): AgentCheckLine {
  if (file === undefined) return { what: "file", state: "failed", text: "hello.txt was not written" };
  return file.trim() === line ? { what: "file", state: "held", text: "hello.txt was written as asked" } : { what: "file", state: "failed", text: `hello.txt was asked to hold ${JSON.stringify(line)}, and holds ${JSON.stringify(file.slice(0, 200))}` };
}

function outboxLine({ outbox, line }: CheckEvidence): AgentCheckLine {
  const found = outbox.find(({ path }) => path === "CHECK.md");
  return found?.text.includes(line) === true ? { what: "outbox", state: "held", text: "the result lies in the outbox" } : { what: "outbox", state: "failed", text: found === undefined ? "CHECK.md does not lie in the outbox" : "CHECK.md in the outbox does not hold the line" };
}

function restLine(changed: readonly string[]): AgentCheckLine {
  const others = changed.filter((path) => path !== "hello.txt");
  return others.length === 0 ? { what: "rest", state: "held", text: "nothing else was changed" } : { what: "rest", state: "failed", text: `it also changed ${others.slice(0, 5).join(", ")}` };
}

function toldLines({ usage }: AgentResult): readonly AgentCheckLine[] {
  const { inputTokens, outputTokens, costUsd, sessionId } = usage;
  const tokens = inputTokens === undefined && outputTokens === undefined ? undefined : `${String((inputTokens ?? 0) + (outputTokens ?? 0))} tokens`;
  const cost = costUsd === undefined ? undefined : `$${costUsd.toFixed(4)}`;
  const told = [tokens, cost].filter((each) => each !== undefined).join(", ");
  return [
    told === "" ? { what: "usage", state: "untold", text: "it tells no usage: only limits of time hold it" } : { what: "usage", state: "held", text: `it tells its usage: ${told}` },
    sessionId === undefined ? { what: "session", state: "untold", text: "it tells no id of its session" } : { what: "session", state: "held", text: "it tells the id of its session" },
  ];
}

function messageOf(result: AgentResult): string | undefined {
  return "message" in result ? result.message : undefined;
}

function deniedText(result: AgentResult): string {
  const denied = result.type === "completed" ? (result.denied ?? []) : [];
  return denied.length === 0 ? "the run was completed" : `the run was completed; it was not allowed to: ${denied.join(", ")}`;
}
