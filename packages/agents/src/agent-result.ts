import type { AgentResult, AgentUsage } from "@dgs/core";

/** What is said beside the kind of a result. */
export interface Said {
  readonly message?: string;
  readonly resetsAt?: string;
  readonly overload?: true;
  readonly denied?: readonly string[];
  readonly unfit?: true;
}

/** Makes a result from its parts; what a kind of result does not have is left out. */
export function agentResult(type: AgentResult["type"], usage: AgentUsage, said: Said = {}): AgentResult {
  if (type === "completed") return said.denied === undefined || said.denied.length === 0 ? { type, usage } : { type, usage, denied: said.denied };
  const message = said.message ?? "the agent did not say why";
  if (type === "refused" && said.unfit !== undefined) return { type, message, usage, unfit: said.unfit };
  if (type !== "limit-reached") return { type, message, usage };
  return { type, message, usage, ...(said.resetsAt === undefined ? {} : { resetsAt: said.resetsAt }), ...(said.overload === undefined ? {} : { overload: said.overload }) };
}
