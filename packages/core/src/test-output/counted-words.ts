/** Reads a list like `1 failed, 2 passed` or `1 failed | 2 passed (3)` as numbers by their word, in lower case; a word that comes twice is added up. */
export function countedWords(text: string): (...words: string[]) => number {
  const counts = new Map<string, number>();
  for (const [, amount = "", word = ""] of text.matchAll(/(\d{1,9}) ([A-Za-z]+)/g)) {
    const key = word.toLowerCase();
    counts.set(key, (counts.get(key) ?? 0) + Number(amount));
  }
  return (...words) => words.reduce((sum, word) => sum + (counts.get(word) ?? 0), 0);
}

/** Reads a list like `Tests: 4, Failures: 1` as numbers by their word, in lower case. */
export function namedNumbers(text: string): (...words: string[]) => number {
  const counts = new Map<string, number>();
  for (const [, word = "", amount = ""] of text.matchAll(/([A-Za-z]+) ?[:=] *(\d{1,9})/g)) counts.set(word.toLowerCase(), Number(amount));
  return (...words) => words.reduce((sum, word) => sum + (counts.get(word) ?? 0), 0);
}

/** Returns what a pattern's first group matched in each line that it fits. */
export function firstGroups(lines: readonly string[], pattern: RegExp): readonly string[] {
  return lines.flatMap((line) => pattern.exec(line)?.[1] ?? []);
}
