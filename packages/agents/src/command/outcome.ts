import type { AgentResult, AgentUsage, ProcessResult } from "@dgs/core";
import { agentResult } from "../agent-result.js";
import { lastWords } from "../last-words.js";
import type { ResultFileRead } from "./result-file.js";

/**
 * Decides what a run came to, from the program's end and from what it said.
 *
 * Whoever was stopped has not completed, whatever it said. An exit code other than 0 stands beside a stop that the
 * program explained, never beside `completed`: such a program contradicts itself.
 */
export function outcomeOf(ended: ProcessResult, said: ResultFileRead, logPath: string): AgentResult {
  const usage = usageOf(ended, said, logPath);
  const crashed = (message: string) => agentResult("crashed", usage, { message });
  const words = lastWords(ended.tail);
  switch (ended.type) {
    case "timed-out":
      return agentResult("timed-out", usage, { message: `stopped after ${String(Math.round(ended.durationMs / 1000))} seconds${ended.forced ? ", by force" : ""}${words}` });
    case "cancelled":
      return agentResult("cancelled", usage, { message: `cancelled${ended.forced ? ", by force" : ""}` });
    case "not-started":
      return crashed(`the program could not be started (${ended.reason}): ${ended.message}`);
    case "signalled":
      return crashed(`the program was ended by ${ended.signal}${words}`);
    case "exited":
      break;
  }
  if (ended.survivors !== undefined && ended.survivors.length > 0) {
    return crashed(`processes that the program started could not be ended and may still be writing: ${ended.survivors.join(", ")}`);
  }
  return said.type === "unreadable" ? crashed(`result.json in the outbox cannot be used: ${said.message}`) : outcomeOfExit(ended.code, said, usage, words);
}

function outcomeOfExit(code: number, said: Exclude<ResultFileRead, { readonly type: "unreadable" }>, usage: AgentUsage, words: string): AgentResult {
  const result = said.type === "read" ? said.result : undefined;
  if (result !== undefined && result.status !== "completed") return agentResult(result.status, usage, result);
  if (code === 0) return agentResult("completed", usage);
  const claim = result === undefined ? "" : ", though result.json says completed";
  return agentResult("crashed", usage, { message: `the program ended with exit code ${String(code)}${claim}${words}` });
}

function usageOf(ended: ProcessResult, said: ResultFileRead, logPath: string): AgentUsage {
  return { durationMs: ended.durationMs, logPath, ...(ended.logLeftOut === undefined ? {} : { logLeftOut: ended.logLeftOut }), ...(said.type === "read" ? said.result.usage : undefined) };
}
