import type { MustHaveArtifact, MustHaveLink, MustHaves } from "./plan-types.js";
import { type Finding, quote } from "./problems.js";
import { isMap, scalarText, scalarTexts } from "./yaml-value.js";

/** A plan that says nothing of what must be true. */
export const NO_MUST_HAVES: MustHaves = Object.freeze({ truths: [], artifacts: [], keyLinks: [] });

/** Reads the value of `must_haves` as YAML gives it; what is of another shape is a finding at the key's offset. */
export function readMustHaves(value: unknown, offset: number, findings: Finding[]): MustHaves {
  const unread = (what: string, item: unknown): void => {
    findings.push({ code: "plan-must-have-unread", offset, message: `${what} ${quote(JSON.stringify(item))} cannot be read.`, remedy: "Write truths as texts, artifacts with a path, and key_links with from and to." });
  };
  if (value === null || value === undefined) return NO_MUST_HAVES;
  if (!isMap(value)) {
    unread("The value of must_haves", value);
    return NO_MUST_HAVES;
  }
  const list = (key: string): readonly unknown[] => {
    const items = value[key];
    if (items === undefined || items === null) return [];
    return Array.isArray(items) ? items : [items];
  };
  const read = <T>(key: string, what: string, one: (item: unknown) => T | undefined): T[] =>
    list(key).flatMap((item) => {
      const found = one(item);
      if (found === undefined) unread(what, item);
      return found === undefined ? [] : [found];
    });
  return { truths: read("truths", "The truth", readTruth), artifacts: read("artifacts", "The artifact", readArtifact), keyLinks: read("key_links", "The key link", readLink) };
}

/** `Login is limited: 5/min` without quotes is a map to YAML, and a sentence to whoever wrote it. */
function readTruth(item: unknown): string | undefined {
  if (!isMap(item)) return scalarText(item);
  const pairs = Object.entries(item).map(([key, value]) => [key, scalarText(value)] as const);
  const [first] = pairs;
  return pairs.length === 1 && first?.[1] !== undefined ? `${first[0]}: ${first[1]}` : scalarText(item["truth"]);
}

function readArtifact(item: unknown): MustHaveArtifact | undefined {
  if (!isMap(item)) {
    const path = scalarText(item);
    return path === undefined ? undefined : { path, provides: undefined, minLines: undefined, exports: [], contains: [] };
  }
  const path = scalarText(item["path"]) ?? scalarText(item["file"]);
  if (path === undefined) return undefined;
  const lines = Number(scalarText(item["min_lines"]));
  return { path, provides: scalarText(item["provides"]), minLines: Number.isSafeInteger(lines) && lines > 0 ? lines : undefined, exports: scalarTexts(item["exports"]), contains: scalarTexts(item["contains"]) };
}

function readLink(item: unknown): MustHaveLink | undefined {
  if (!isMap(item)) return undefined;
  const [from, to] = [scalarText(item["from"]), scalarText(item["to"])];
  return from === undefined || to === undefined ? undefined : { from, to, via: scalarText(item["via"]), pattern: scalarText(item["pattern"]) };
}
