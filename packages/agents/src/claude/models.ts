import type { ModelTier } from "@dgs/core";

/** The models of Claude Code by the names it gives its own tiers: they follow its newest models. */
export const CLAUDE_MODELS: Readonly<Record<ModelTier, string>> = { opus: "opus", sonnet: "sonnet", haiku: "haiku" };
