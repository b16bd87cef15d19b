/** Writes a table under a header of its own, without the ending of its last line. */
export function formatSection(path: readonly string[], entry: Readonly<Record<string, string | readonly string[]>>, lineEnding: string): string {
  const pairs = Object.entries(entry).map(([key, value]) => `${key} = ${typeof value === "string" ? quoted(value) : `[${value.map(quoted).join(", ")}]`}`);
  return [`[${path.join(".")}]`, ...pairs].join(lineEnding);
}

/** As JSON quotes it, and DEL, which TOML does not take as it is. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll("\u007f", "\\u007f");
}
