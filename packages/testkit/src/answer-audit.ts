import type { AgentRequest } from "@dgs/core";
import { readdirSync } from "node:fs";
import type { AgentTools } from "./agent-tools.js";

/**
 * Answers as agents of an audit do that find nothing wrong: the phase verifier has looked at every plan that it was given, the debugger knows a cause, the plan checker
 * has no objection, the researcher finds that nothing new is needed. Leaves nothing for any other role.
 */
export function answerAudit({ role, purpose, inputs }: AgentRequest, tools: AgentTools): void {
  if (role === "phase-verifier") {
    const plans = (inputs ?? []).flatMap(({ title }) => /^Plan (\S+)$/.exec(title)?.[1] ?? []);
    tools.leave("structure.json", JSON.stringify({ checked: plans, gaps: [] }));
  }
  if (role === "debugger") {
    tools.leave("diagnosis.json", JSON.stringify({ gaps: [{ id: purpose.split(" ").at(-1), root_cause: "result.txt:1 says something else", certainty: "proved", evidence: ["grep finds nothing"], artifacts: [], missing: ["the right word"] }] }));
  }
  if (role === "phase-researcher") tools.leave("RESEARCH.md", "# Research\n\n## Standard Stack\n\nWhat is there is enough.\n\n## Sources\n\n- the repository\n");
  if (role === "plan-checker") tools.leave("plan-check.json", '{"issues": []}');
}

/** The id of the plan that a planner writes next in the folder of a phase. */
export function nextPlan(folder: string, phase: string): string {
  const count = readdirSync(folder).filter((name) => name.endsWith("-PLAN.md")).length;
  return `${phase}-${String(count + 1).padStart(2, "0")}`;
}
