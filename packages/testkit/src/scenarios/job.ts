import { createMilestoneJob, createPlanningFiles, isRefusal } from "@dgs/runtime";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CRASH_TAPE, makeCrashProduct } from "../crash-product.js";
import type { LogEvent, Scenario } from "../crash/scenario.js";

/** Makes the product of {@link jobScenario}, with its job. */
export async function makeJobProduct(folder: string): Promise<void> {
  makeCrashProduct(folder);
  const root = join(folder, "app", ".planning");
  const ports = { files: createPlanningFiles({ root }), clock: { now: () => "2026-01-01T00:00:00.000Z" } };
  const created = await createMilestoneJob(ports, { base: join(folder, "app"), root, project: "" }, { check: true });
  if (isRefusal(created)) throw new Error(created.message);
}

/** A job of two plans, an audit that finds a gap, and a cycle that closes it. */
export const jobScenario: Scenario = {
  name: "run-job",
  every: 4,
  make: makeJobProduct,
  root: "app",
  tape: () => CRASH_TAPE.entries,
  swept: { name: "runJob", input: { version: "v1", dryRun: false } },
  wrong: (end, report) => (report["status"] === "completed" && end["app--v1: status"] !== undefined ? [] : ["the job did not come to its end"]),
  completed: completedSteps,
  done: startedSteps,
};

/** The steps that the job file says are completed, wherever it lies now. Inserted steps only come behind them. */
export function completedSteps(folder: string): string[] {
  for (const place of ["pending", "in-progress", "completed"]) {
    const path = join(folder, "app", ".planning", "jobs", place, "milestone-v1.md");
    if (!existsSync(path)) continue;
    const steps = readFileSync(path, "utf8").split("\n").filter((line) => /^- \[.\] /.test(line));
    return steps.flatMap((line, index) => (line.startsWith("- [x] ") ? [`step ${String(index + 1)}`] : []));
  }
  return [];
}

/** The steps that a run has begun, in the same words. */
export function startedSteps(log: readonly LogEvent[]): string[] {
  return log.filter((event) => event["type"] === "step-started").map((event) => `step ${String(event["step"])}`);
}
