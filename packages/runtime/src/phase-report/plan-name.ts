import type { PlanId, ProductPhase } from "@dgs/core";
import { plainProse } from "./brief-text.js";

/**
 * What a plan is called: by the words behind it in the roadmap (`- [ ] 03-01-PLAN.md — units`), else by those in its file's name
 * (`03-01-rate-limiter-PLAN.md`); `undefined` where it has none.
 * @param roadmap The text that the phase was read from.
 */
export function planName(roadmap: string, phase: Pick<ProductPhase, "roadmap" | "plans">, id: PlanId): string | undefined {
  const listed = phase.roadmap.section?.plans.find((plan) => plan.id === id);
  const words = listed === undefined ? "" : plainProse(roadmap.slice(listed.item.content.start, listed.item.content.end)).replace(/^\S+?(?:\s*[-–—:]+\s+|\s+|$)/, "");
  if (/\p{L}/u.test(words)) return words.replace(/\s*\([^()]*\)$/, "").slice(0, 80).trim();
  const stem = phase.plans.find((plan) => plan.id === id)?.stem ?? "";
  const slug = /^[\d.]+[A-Za-z]?-\d+[A-Za-z]?-(.+)$/.exec(stem)?.[1];
  return slug === undefined ? undefined : slug.replaceAll(/[-_]+/g, " ").trim();
}
