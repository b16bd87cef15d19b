import type { AgentRole } from "./role.js";

/** A class of model; an adapter knows the name of its model for each. */
export type ModelTier = "opus" | "sonnet" | "haiku";

/** How much quality is bought: a column of the table in seed 000, "Model Profiles". */
export type Profile = "quality" | "balanced" | "budget";

/** The three profiles, dearest first. */
export const PROFILES: readonly Profile[] = ["quality", "balanced", "budget"];

const row = (quality: ModelTier, balanced: ModelTier, budget: ModelTier): Readonly<Record<Profile, ModelTier>> =>
  Object.freeze({ quality, balanced, budget });

/**
 * The tier of each role in each profile: seed 000's twelve rows to the letter; the conflict agent and
 * discussion, which the seed does not name, decide like a debugger and a planner do.
 */
export const TIERS: Readonly<Record<AgentRole, Readonly<Record<Profile, ModelTier>>>> = Object.freeze({
  planner: row("opus", "opus", "sonnet"),
  roadmapper: row("opus", "sonnet", "sonnet"),
  executor: row("opus", "sonnet", "sonnet"),
  "phase-researcher": row("opus", "sonnet", "haiku"),
  "project-researcher": row("opus", "sonnet", "haiku"),
  "research-synthesizer": row("sonnet", "sonnet", "haiku"),
  debugger: row("opus", "sonnet", "sonnet"),
  "codebase-mapper": row("sonnet", "haiku", "haiku"),
  "phase-verifier": row("sonnet", "sonnet", "haiku"),
  verifier: row("sonnet", "sonnet", "haiku"),
  "plan-checker": row("sonnet", "sonnet", "haiku"),
  "integration-checker": row("sonnet", "sonnet", "haiku"),
  conflict: row("opus", "sonnet", "sonnet"),
  discussion: row("opus", "opus", "sonnet"),
});
