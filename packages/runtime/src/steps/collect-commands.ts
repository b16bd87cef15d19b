import { type Plan, readValidation } from "@dgs/core";
import type { StepContext } from "./context.js";
import type { PhaseInFolder } from "./find-phase.js";

/**
 * The test commands of a phase, each once: the full suite first, then those of VALIDATION.md, then those of the plans.
 * (Seed 000, "How It Works", stage 2)
 */
export function collectCommands(context: Pick<StepContext, "config"> & { readonly ports: Pick<StepContext["ports"], "files"> }, found: PhaseInFolder, plans: readonly Plan[]): readonly string[] {
  const path = found.folder.documents.VALIDATION;
  const text = path === undefined ? undefined : context.ports.files.read(path);
  const validation = path === undefined || typeof text !== "string" ? undefined : readValidation(text, path);
  const configured = context.config["workflow.test_command"];
  const all = [
    validation?.fullSuite,
    configured,
    ...(validation?.tasks.map((task) => task.command) ?? []),
    ...plans.flatMap((plan) => plan.tasks.flatMap((task) => task.automated)),
  ];
  return [...new Set(all.filter((command): command is string => command !== undefined && command !== ""))];
}
