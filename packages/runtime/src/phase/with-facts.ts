import { applyEdits, frontMatterEdit, readFrontMatter } from "@dgs/core";

/**
 * Adds to the front matter of a text what DGS knows better than the agent that wrote it: keys that stand there already stay as they are. A text without
 * front matter stays without.
 */
export function withFacts(text: string, facts: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(facts).reduce((before, [key, value]) => {
    const { range, entries } = readFrontMatter(before);
    return range === undefined || value === undefined || entries.has(key) ? before : applyEdits(before, frontMatterEdit(before, key, value));
  }, text);
}

/** How long something took, in whole seconds: `85 s`; `undefined` where its start is not known. */
export function secondsSince(started: string | undefined, now: string): string | undefined {
  const seconds = started === undefined ? Number.NaN : Math.round((Date.parse(now) - Date.parse(started)) / 1000);
  return Number.isFinite(seconds) && seconds >= 0 ? `${String(seconds)} s` : undefined;
}
