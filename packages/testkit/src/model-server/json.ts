/** What stands at a key of a JSON object; `undefined` for everything else. */
export function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

/** The list at a key of a JSON object, empty where there is none. */
export function list(value: unknown, key: string): readonly unknown[] {
  const found = field(value, key);
  return Array.isArray(found) ? (found as readonly unknown[]) : [];
}

/** The words of what may be a text or a list of pieces with a text each; whatever else there is, as JSON. */
export function words(value: unknown): string {
  if (typeof value === "string") return value;
  if (!Array.isArray(value)) return value === undefined ? "" : JSON.stringify(value);
  return (value as readonly unknown[]).map((piece) => text(piece, "text") || JSON.stringify(piece)).join("\n");
}

/** The text at a key of a JSON object, "" where there is none. */
export function text(value: unknown, key: string): string {
  const found = field(value, key);
  return typeof found === "string" ? found : "";
}
