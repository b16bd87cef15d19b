import { markOf } from "../checklist/marker.js";
import { oneLine } from "../checklist/one-line.js";
import { formatPhaseNumber, type PhaseNumber } from "../ids/phase-number.js";
import type { PlanId } from "../ids/plan-id.js";
import { auditSteps } from "./create.js";
import { detailsOfAuditStep, plainAuditStep } from "./detail.js";
import { formatAuditStage } from "./stage.js";
import type { TestToRun } from "./types.js";

/** What a new audit is made of. */
export interface NewAudit {
  readonly phase: PhaseNumber;
  readonly name: string;
  readonly created: string;
  readonly rerunFailed: boolean;
  readonly agents: number;
  readonly heads: Readonly<Record<string, string>>;
  readonly base: Readonly<Record<string, string>>;
  readonly waiting: readonly PlanId[];
  readonly tests: readonly TestToRun[];
}

/** Writes the file of a new audit. */
export function renderAudit({ phase, name, created, rerunFailed, agents, heads, base, waiting, tests }: NewAudit): string {
  const lines = [
    `# Audit of phase ${formatPhaseNumber(phase)}: ${oneLine(name)}`,
    "",
    `- **Phase:** ${phase}`,
    "- **Status:** pending",
    `- **Rerun-Failed:** ${rerunFailed ? "yes" : "no"}`,
    `- **Agents:** ${String(agents)}`,
    `- **Heads:** ${JSON.stringify(heads)}`,
    `- **Base:** ${JSON.stringify(base)}`,
    ...(waiting.length === 0 ? [] : [`- **Waiting:** ${waiting.join(", ")}`]),
    `- **Created:** ${created}`,
    "",
    "## Steps",
    "",
    ...auditSteps(tests).map(plainAuditStep).flatMap((step) => [`- [${markOf(step.status)}] ${formatAuditStage(step)}`, ...detailsOfAuditStep(step).map(([key, value]) => `  - ${key}: ${value}`)]),
  ];
  return `${lines.join("\n")}\n`;
}
