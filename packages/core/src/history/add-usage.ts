import type { ToldUsage } from "./types.js";

/** Adds what two runs have used; what neither tells stays absent. */
export function addUsage(first: ToldUsage, second: ToldUsage): ToldUsage {
  const sum = (name: keyof ToldUsage): ToldUsage => (first[name] === undefined && second[name] === undefined ? {} : { [name]: (first[name] ?? 0) + (second[name] ?? 0) });
  return { ...sum("inputTokens"), ...sum("outputTokens"), ...sum("costUsd") };
}
