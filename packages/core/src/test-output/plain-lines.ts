/** Characters of a line that are read: no runner's summary is longer, and a pattern has to end on any text. */
const LINE = 4096;

const ESC = "\\u001b";
/** Colours and moves of the cursor (CSI), titles and links (OSC), and the two-character sequences. */
const ESCAPES = new RegExp(`(?:${ESC}\\[|\\u009b)[0-?]*[ -/]*[@-~]|${ESC}\\][^\\u0007${ESC}]*(?:\\u0007|${ESC}\\\\)?|${ESC}[@-Z\\\\^_]`, "g");

/** Returns the lines of an output as a person reads them: without escape sequences; a lone carriage return ends a line, so that what it hides is seen. */
export function plainLines(output: string): readonly string[] {
  return output
    .replace(ESCAPES, "")
    .split(/\r\n|\n|\r/)
    .map((line) => line.slice(0, LINE).trimEnd());
}

/** turbo: `web:test: `, also `@scope/web:test:unit: `. A line number of a compiler (`a.go:4: `) does not begin with a letter. */
const TURBO = /^(@?[\w./-]+:[a-z][\w:-]*): ?/i;
/** pnpm for several packages: `packages/web test: `, of `pnpm -r test`. */
const PNPM = /^([\w@./-]+ test(?::[\w-]+)?): /;
/** yarn, lerna and concurrently: `[web] ` or `[web]: `. Maven's `[INFO] ` is no name of a package. */
const BRACKETS = /^\[(?!INFO\]|ERROR\]|WARNING\]|DEBUG\])([\w@./:-]+)\]:? /;

/**
 * Returns the lines of each program apart where several printed side by side and each line says whose it is: summaries of several lines would
 * be torn otherwise.
 */
export function streamsOf(lines: readonly string[]): readonly (readonly string[])[] {
  const streams = new Map<string, string[]>([["", []]]);
  for (const line of lines) {
    const prefix = TURBO.exec(line) ?? PNPM.exec(line) ?? BRACKETS.exec(line);
    const name = prefix?.[1] ?? "";
    const stream = streams.get(name) ?? [];
    streams.set(name, stream);
    stream.push(prefix === null ? line : line.slice(prefix[0].length));
  }
  return [...streams.values()];
}
