import type { GapToClose, PromptInput } from "@dgs/core";

/** What a plan checker is told of the gaps that plans have to close. */
export function gapsInput(gaps: readonly GapToClose[]): PromptInput {
  return { title: "The gaps that the plans have to close", text: gaps.map(({ id, truth, why, rootCause }) => `${id}: ${truth}\n  found: ${why ?? ""}\n  cause: ${rootCause ?? "unknown"}`).join("\n") };
}
