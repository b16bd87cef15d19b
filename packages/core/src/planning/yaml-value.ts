/** A map as the YAML reader gives it. */
export type YamlMap = Readonly<Record<string, unknown>>;

/** Tells whether a value is a map. */
export function isMap(value: unknown): value is YamlMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Returns a text, number or boolean as text, without blanks around it; `undefined` for anything else and for an empty text. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

/** Returns the texts of a list, or the only one that stands there; what is deeper is left out. */
export function scalarTexts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((each) => scalarText(each) ?? []);
}

/** Returns the items of a list; a single value is a list of one, and nothing is an empty one. */
export function listItems(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
