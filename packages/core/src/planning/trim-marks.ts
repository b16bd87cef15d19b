const MARK = /[\s\p{Extended_Pictographic}✓]|\u200D|\uFE0F/u;

/** Returns a name on one line without the marks that decorate its end: `Security ✅` is "Security". */
export function trimMarks(text: string): string {
  const characters = Array.from(text.replace(/\s+/g, " ").trim());
  // From the end, not by a pattern: that would try every mark of a long row of them as the first of the last ones.
  while (MARK.test(characters.at(-1) ?? "x")) characters.pop();
  return characters.join("");
}
