import type { AgentEnd, AgentResult, AgentUsage, ProcessResult } from "@dgs/core";
import { agentResult } from "../agent-result.js";
import type { ResultFileRead } from "../command/result-file.js";
import { lastWords } from "../last-words.js";
import type { RunFacts } from "./run-facts.js";

/** What is known of a run when it is over. */
export interface RunEvidence {
  /** The adapter's name. */
  readonly name: string;
  readonly ended: ProcessResult;
  readonly facts: RunFacts;
  /** What the agent left in `result.json`: it may stop at a checkpoint, or say no. */
  readonly said: ResultFileRead;
  readonly stop: OwnStop | undefined;
  readonly logPath: string;
  /** The model that it was told to use; empty: it chooses by itself. */
  readonly model: string;
}

/** Why DGS itself ended a program. */
export type OwnStop = { readonly type: "idle"; readonly idleMs: number } | { readonly type: "budget"; readonly message: string };

/**
 * Decides what a run came to: its process, its stream and what DGS did to it, together.
 *
 * Exit codes lie (0 after a signal, 0 when nothing was allowed) and so do ends (a success with an error in it). So a run has completed only
 * where the program exited with 0 and its stream said so and nobody stopped it. A stream that says nothing of its end is lost. (design 5)
 */
export function outcomeOf(evidence: RunEvidence): AgentResult {
  const { name, ended, facts, stop } = evidence;
  const usage = usageOf(evidence);
  const say = (type: AgentResult["type"], message: string): AgentResult => agentResult(type, usage, { message });
  const words = lastWords(ended.tail);
  const force = "forced" in ended && ended.forced ? ", by force" : "";
  if (ended.survivors !== undefined && ended.survivors.length > 0) return say("crashed", `processes that ${name} started could not be ended and may still be writing: ${ended.survivors.join(", ")}`);
  switch (ended.type) {
    case "not-started":
      return say("crashed", `${name} could not be started (${ended.reason}): ${ended.message}`);
    case "timed-out":
      return say("timed-out", `stopped after ${String(Math.round(ended.durationMs / 1000))} seconds${force}${troubleOf(facts)}`);
    case "cancelled":
      if (stop?.type === "idle") return say("timed-out", `${name} printed nothing for ${String(Math.round(stop.idleMs / 1000))} seconds and was stopped${force}${troubleOf(facts)}`);
      return stop === undefined ? say("cancelled", `cancelled${force}`) : say("budget-exceeded", stop.message);
    case "signalled":
      return say("crashed", `${name} was ended by ${ended.signal}${words}`);
    case "exited":
      return outcomeOfExit(evidence, ended.code, usage, words);
  }
}

function outcomeOfExit({ name, facts, said }: RunEvidence, code: number, usage: AgentUsage, words: string): AgentResult {
  const { end } = facts;
  const exit = `exit code ${String(code)}`;
  if (end === undefined) return agentResult("lost", usage, { message: `${name} ended with ${exit} and its stream does not say how the run ended${troubleOf(facts)}${words}` });
  if (!end.ok) return failureOf(end, usage);
  if (code !== 0) return agentResult("crashed", usage, { message: `${name} ended with ${exit}, though its stream says that all went well${words}` });
  if (said.type === "unreadable") return agentResult("crashed", usage, { message: `result.json in the outbox cannot be used: ${said.message}` });
  if (said.type === "read" && said.result.status !== "completed") return agentResult(said.result.status, usage, said.result);
  return agentResult("completed", usage, { denied: facts.denied });
}

/** How services speak of what a person has bought and used up, and not of too many requests at a time. */
const USED_UP = /usage limit|(?<!rate )limit reached|hit your (?:\w+ )?limit|quota|billing|credits?\b|spend/i;

function failureOf(end: AgentEnd & { readonly ok: false }, usage: AgentUsage): AgentResult {
  const said = { message: end.message, ...(end.resetsAt === undefined ? {} : { resetsAt: end.resetsAt }) };
  switch (end.trouble) {
    case "usage-limit":
      // Too many requests in a moment pass by themselves, whatever their name; what is bought for days does not.
      return agentResult("limit-reached", usage, { ...said, ...(end.resetsAt === undefined && !USED_UP.test(end.message) ? { overload: true } : {}) });
    case "overload":
      return agentResult("limit-reached", usage, { ...said, overload: true });
    case "budget":
      return agentResult("budget-exceeded", usage, said);
    case "not-signed-in":
      return agentResult("refused", usage, said);
    case "context-full":
    case "interrupted":
    case "failed":
      return agentResult("crashed", usage, said);
  }
}

function troubleOf({ lastTrouble }: RunFacts): string {
  return lastTrouble === undefined ? "" : `; the last it spoke of: ${lastTrouble}`;
}

function usageOf({ ended, facts, logPath, model }: RunEvidence): AgentUsage {
  const { inputTokens, outputTokens, costUsd, sessionId } = facts;
  return {
    durationMs: ended.durationMs,
    logPath,
    ...(model === "" ? {} : { model }),
    ...(ended.logLeftOut === undefined ? {} : { logLeftOut: ended.logLeftOut }),
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
    ...(costUsd === undefined ? {} : { costUsd }),
    ...(sessionId === undefined ? {} : { sessionId }),
  };
}
