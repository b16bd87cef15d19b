/** The entry of a client, as its configuration has it. */
export type EntryValue = Readonly<Record<string, string | readonly string[]>>;

/** What has been made for an entry: nothing but itself, the object around it, the whole document, or the file, too. */
export type Made = "entry" | "container" | "document" | "file";

/** Where a value is written. */
export interface Spot {
  /** It stands on the line of what is around it, as its neighbours do. */
  readonly isInline: boolean;
  /** What the line begins with that its member stands on. */
  readonly indent: string;
  /** One step of indentation. */
  readonly unit: string;
  readonly lineEnding: string;
}

/**
 * Writes an entry. How it is laid out says what was made for it, so that `--remove` takes exactly that away again: JSON has no comments for such a word.
 * (decision 55)
 */
export function formatEntry(value: EntryValue, made: Made, spot: Spot): string {
  if (spot.isInline) return made === "entry" ? JSON.stringify(value) : oneLine(value, " ");
  if (made === "container") return oneLine(value, " ");
  if (made === "document") return oneLine(value, "");
  if (made === "file") return JSON.stringify(value, null, spot.unit).replaceAll("\n", spot.lineEnding + spot.indent);
  const inner = spot.lineEnding + spot.indent + spot.unit;
  return `{${pairs(value).map((pair) => inner + pair).join(",")}${spot.lineEnding}${spot.indent}}`;
}

function oneLine(value: EntryValue, edge: string): string {
  return `{${edge}${pairs(value).join(", ")}${edge}}`;
}

function pairs(value: EntryValue): readonly string[] {
  return Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${typeof each === "string" ? JSON.stringify(each) : `[${each.map((word) => JSON.stringify(word)).join(", ")}]`}`);
}
