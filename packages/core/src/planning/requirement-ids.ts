const ID = /(?<![A-Za-z0-9_-])([A-Z][A-Z0-9]*(?:-[A-Z][A-Z0-9]*)*)-(\d{1,6})([a-z]?)(?:\s*\.\.\.?\s*(\d{1,6}))?(?![A-Za-z0-9_]|-\w)/g;
const LONGEST_RANGE = 500;

/**
 * Returns the requirement ids that a text names, each once: `AUTH-01, AUTH-02`, `[SEC-01]`, `EMBED-01..10`.
 *
 * What stands in an HTML comment is not named.
 */
export function requirementsIn(text: string): string[] {
  const found = new Set<string>();
  for (const match of text.replace(/<!--[\s\S]*?(?:-->|$)/g, " ").matchAll(ID)) {
    const [, name = "", from = "", letter = "", to] = match;
    const last = to === undefined ? Number(from) : Math.min(Number(to), Number(from) + LONGEST_RANGE);
    if (last <= Number(from)) found.add(`${name}-${from}${letter}`);
    else for (let number = Number(from); number <= last; number++) found.add(`${name}-${String(number).padStart(from.length, "0")}`);
  }
  return [...found];
}
