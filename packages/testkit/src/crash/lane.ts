import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { installHooks } from "./git-hooks.js";
import { runCommand, type RunName } from "./run-command.js";
import type { Scenario } from "./scenario.js";

/** The runs that come before what is swept: each has ids and times of its own. */
const TEMPLATES: readonly RunName[] = ["template0", "template1", "template2"];

/**
 * Makes the folder in which a scenario is run one time after the other, and returns it. Each lane has its product at a place of its
 * own, where it stays: worktrees name their repository by its whole path.
 */
export async function makeLane(lane: string, scenario: Scenario): Promise<string> {
  const product = join(lane, "product");
  mkdirSync(product, { recursive: true });
  await scenario.make(product);
  installHooks(lane);
  for (const [index, command] of (scenario.before ?? []).entries()) {
    const { report } = await runCommand(lane, scenario, command, TEMPLATES[index] ?? "template2");
    if (report["type"] === "refused" || "code" in report) throw new Error(`${command.name} was refused before the sweep: ${JSON.stringify(report)}`);
  }
  scenario.meanwhile?.(product);
  copy(product, join(lane, "template"));
  return lane;
}

/** Puts a lane's product back to what it was before the swept command, and returns its folder. */
export function restoreProduct(lane: string): string {
  const product = join(lane, "product");
  copy(join(lane, "template"), product);
  return product;
}

/** The folder of the planning files, below the product's. */
export function planningOf(scenario: Scenario): string {
  return join(scenario.root, ".planning");
}

function copy(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
}
