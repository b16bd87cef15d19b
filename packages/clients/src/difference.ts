import type { TextEdit } from "@dgs/core";

/** The one edit that makes a text into another: what both begin and end with stays. None where they are the same. */
export function differenceOf(before: string, after: string): readonly TextEdit[] {
  if (before === after) return [];
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let behind = 0;
  while (behind < most - start && before[before.length - 1 - behind] === after[after.length - 1 - behind]) behind++;
  return [{ start, end: before.length - behind, text: after.slice(start, after.length - behind) }];
}
