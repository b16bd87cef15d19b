/** Reads counts by name, `{"app":1}`; an empty text counts nothing, and what is no such object is `undefined`. */
export function parseCounts(text: string): Readonly<Record<string, number>> | undefined {
  if (text === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every((count) => Number.isInteger(count) && Number(count) >= 0)) return value as Record<string, number>;
  } catch {
    // As anything else that is no such object.
  }
  return undefined;
}

/** How often something was counted, whatever its name. */
export function countOf(counts: Readonly<Record<string, number>>, name: string): number {
  return Object.hasOwn(counts, name) ? (counts[name] ?? 0) : 0;
}
