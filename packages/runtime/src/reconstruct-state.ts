import { applyEdits, type FileChange, type Product, projectFile, stateEdits } from "@dgs/core";
import type { LoadedProduct } from "./load-product.js";
import { percentOf } from "./percent-of.js";
import type { Place } from "./place.js";

const SKELETON = "---\nstatus: executing\n---\n\n# Project State\n\n## Current Position\n\nProgress: [░░░░░░░░░░] 0%\n\n## Session Continuity\n";

/**
 * The change that makes a STATE.md from what lies on disk: milestone, position and progress. What only the lost file knew (decisions, blockers) does not
 * come back. (Seed 004, "load_project_state")
 * @param today `2026-11-26`.
 */
export function reconstructedState(place: Place, { product }: Pick<LoadedProduct, "product">, today: string): FileChange {
  return { type: "create", path: projectFile(place.project, "STATE"), text: applyEdits(SKELETON, stateEdits(SKELETON, updateOf(product, today))) };
}

function updateOf(product: Product, today: string): Parameters<typeof stateEdits>[1] {
  const counted = product.phases.filter((phase) => phase.counted);
  const at = product.next ?? counted.at(-1);
  const { milestone } = product;
  return {
    ...(at === undefined ? {} : { phase: { number: at.number, name: at.name, total: counted.length }, plan: { number: at.plansDone === 0 ? undefined : at.plansDone, total: at.planCount } }),
    status: product.finished ? "Milestone complete" : at === undefined || at.planCount === 0 ? "Ready to plan" : at.plansDone === 0 ? "Ready to execute" : "In progress",
    lastActivity: { date: today, text: "STATE.md was reconstructed from the files on disk" },
    lastSession: today,
    stoppedAt: "unknown: STATE.md was missing",
    ...(milestone === undefined ? {} : { frontMatter: { milestone: milestone.version, ...(milestone.name === "" ? {} : { milestone_name: milestone.name }) } }),
    percent: percentOf(product),
  };
}
