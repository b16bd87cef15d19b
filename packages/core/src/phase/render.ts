import { markOf } from "../checklist/marker.js";
import type { PhaseNumber } from "../ids/phase-number.js";
import { formatPhaseNumber } from "../ids/phase-number.js";
import { oneLine } from "../checklist/one-line.js";
import { phaseSteps, planSteps } from "./create.js";
import { detailsOfPhaseStep } from "./detail.js";
import { formatPhaseStage } from "./stage.js";
import type { ExecutionOptions, PlanToRun } from "./types.js";

/** What a new execution is made of. */
export interface NewExecution {
  readonly phase: PhaseNumber;
  readonly name: string;
  readonly created: string;
  readonly options: ExecutionOptions;
  readonly plans: readonly PlanToRun[];
}

/** Writes the file of a new execution. */
export function renderExecution({ phase, name, created, options, plans }: NewExecution): string {
  const steps = [...plans.flatMap(planSteps), ...phaseSteps()];
  const lines = [
    `# Execution of phase ${formatPhaseNumber(phase)}: ${oneLine(name)}`,
    "",
    `- **Phase:** ${phase}`,
    "- **Status:** pending",
    `- **Schedule:** ${options.schedule}`,
    `- **Agents:** ${String(options.agents)}`,
    `- **On-Failure:** ${options.onFailure}`,
    `- **Created:** ${created}`,
    "",
    "## Steps",
    "",
    ...steps.flatMap((step) => [`- [${markOf(step.status)}] ${formatPhaseStage(step)}`, ...detailsOfPhaseStep(step).map(([key, value]) => `  - ${key}: ${value}`)]),
  ];
  return `${lines.join("\n")}\n`;
}
