import { type AgentView, formatUsd, formatWhole } from "@dgs/core";
import { plainText } from "./plain-text.js";
import { spell } from "./spelled-time.js";
import type { Span } from "./styled-line.js";

/** What is known of one agent at work, the most useful first: who it is, since when, what it used, where its log lies, what it did last. */
export function agentDetails(agent: AgentView, now: number): readonly (readonly Span[])[] {
  const { purpose, role, tier, attempt, since, usage, log, activities } = agent;
  const who = [role, tier, attempt === undefined || attempt < 2 ? undefined : `attempt ${String(attempt)}`].filter((part) => part !== undefined).map(plainText);
  const used = [
    ...(usage.inputTokens === undefined ? [] : [`${formatWhole(usage.inputTokens)} tokens in`]),
    ...(usage.outputTokens === undefined ? [] : [`${formatWhole(usage.outputTokens)} tokens out`]),
    ...(usage.costUsd === undefined ? [] : [formatUsd(usage.costUsd)]),
  ];
  return [
    [["cyan", `  ${plainText(purpose)}`], who.length === 0 ? "" : `  ${who.join(", ")}`],
    [`    since ${plainText(since)} (${spell(now - Date.parse(since))})`],
    ...(used.length === 0 ? [] : [[`    ${used.join("  ")}`]]),
    ...(log === undefined ? [] : [[`    log: ${plainText(log)}`]]),
    ...[...activities].reverse().map((text): readonly Span[] => [["dim", "    - "], plainText(text)]),
  ];
}
