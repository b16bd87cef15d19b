import { type AuditedCommand, formatPhaseNumber } from "@dgs/core";
import type { LoadedProduct } from "../load-product.js";
import { collectCommands } from "../steps/collect-commands.js";
import type { StepContext } from "../steps/context.js";
import { readPlans } from "../steps/read-plans.js";
import { openTrees } from "../steps/trees.js";
import { isFailure, type WorkFailure } from "../work/context.js";
import { keptOf } from "../work/kept-failures.js";
import { runCommand } from "../work/run-command.js";

/** Runs every test command that a counted phase declares, each once. */
export async function runMilestoneCommands(context: StepContext, loaded: LoadedProduct): Promise<readonly AuditedCommand[] | WorkFailure> {
  const trees = await openTrees(context);
  if (isFailure(trees)) return trees;
  const audited: AuditedCommand[] = [];
  for (const phase of loaded.product.phases) {
    if (phase.folder === undefined || !phase.counted) continue;
    const ordered = readPlans(context, phase.number, phase.plans, () => true);
    if ("type" in ordered) return ordered;
    const commands = collectCommands(context, { loaded, phase, folder: phase.folder, label: formatPhaseNumber(phase.number) }, ordered.plans.map((each) => each.plan));
    for (const command of commands.filter((each) => !audited.some((before) => before.command === each))) {
      const tree = trees[0]?.path ?? context.place.base;
      const outcome = await runCommand(context, command, tree);
      if (outcome.outcome === "interrupted") return { type: "interrupted" };
      audited.push({ command, phase: phase.number, passed: outcome.outcome === "passed", said: outcome.said, ...(outcome.outcome === "passed" ? {} : { kept: { outcome: outcome.outcome, ...keptOf(outcome, [tree]) } }) });
    }
  }
  return audited;
}
