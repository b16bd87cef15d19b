/** What stands at a key of a JSON object; `undefined` for everything else. */
export function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

/** The list at a key of a JSON object, empty where there is none. */
export function list(value: unknown, key: string): readonly unknown[] {
  const found = field(value, key);
  return Array.isArray(found) ? (found as readonly unknown[]) : [];
}

/** The text at a key of a JSON object, "" where there is none. */
export function text(value: unknown, key: string): string {
  const found = field(value, key);
  return typeof found === "string" ? found : "";
}
