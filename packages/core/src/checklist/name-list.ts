/** Writes a list of names in one line: JSON in plain ASCII, as a name may hold any character. */
export function formatNames(names: readonly string[]): string {
  return JSON.stringify(names).replace(/[^\u0020-\u007e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Reads a list of names; what is not such a list is one name. */
export function parseNames(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value) && value.every((each) => typeof each === "string")) return value;
  } catch {
    // What a person wrote there counts as it stands.
  }
  return [text];
}
