import type { AgentRequest } from "@dgs/core";

/**
 * Builds a program's environment: what it was given on purpose, and what it is asked.
 *
 * The runner's own environment is not part of it: tools of an agent see everything that the agent sees.
 */
export function agentEnvironment(given: Readonly<Record<string, string>>, request: AgentRequest): Record<string, string> {
  const { limits } = request;
  return {
    ...given,
    DGS_ROLE: request.role,
    DGS_TIER: request.tier,
    DGS_PURPOSE: request.purpose,
    DGS_ATTEMPT: String(request.attempt),
    DGS_OUTBOX: request.outbox,
    ...(request.reflogAction === undefined ? {} : { GIT_REFLOG_ACTION: request.reflogAction }),
    DGS_LIMIT_TIME_MS: String(limits.timeMs),
    ...(limits.tokens === undefined ? {} : { DGS_LIMIT_TOKENS: String(limits.tokens) }),
    ...(limits.costUsd === undefined ? {} : { DGS_LIMIT_COST_USD: String(limits.costUsd) }),
  };
}
