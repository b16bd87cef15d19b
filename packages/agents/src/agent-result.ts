import type { AgentResult, AgentUsage } from "@dgs/core";

/** Makes a result from its parts; what a kind of result does not have is left out. */
export function agentResult(type: AgentResult["type"], usage: AgentUsage, said: { readonly message?: string; readonly resetsAt?: string } = {}): AgentResult {
  if (type === "completed") return { type, usage };
  const message = said.message ?? "the agent did not say why";
  return type === "limit-reached" && said.resetsAt !== undefined ? { type, message, usage, resetsAt: said.resetsAt } : { type, message, usage };
}
