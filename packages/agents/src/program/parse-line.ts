/** Reads a line of a stream; `undefined` for what is no JSON object, which is a word of somebody else: a warning, a banner. It stays in the log. */
export function parseLine(line: string): unknown {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
