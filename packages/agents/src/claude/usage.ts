import { numberAt } from "../program/json-fields.js";

/** All that was read: what came from a cache is counted apart by the service. */
export function inputOf(usage: unknown): number {
  return (numberAt(usage, "input_tokens") ?? 0) + (numberAt(usage, "cache_creation_input_tokens") ?? 0) + (numberAt(usage, "cache_read_input_tokens") ?? 0);
}
