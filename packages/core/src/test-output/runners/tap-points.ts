/** One test of an output in the Test Anything Protocol. */
export interface TapPoint {
  readonly ok: boolean;
  readonly name: string;
  readonly directive: "skip" | "todo" | undefined;
  /** Whether tests stand below it. */
  readonly isSuite: boolean;
  readonly indent: number;
}

const POINT = /^( *)(not )?ok \d+(?: (?:- )?(.*))?$/;

/**
 * Reads the test points of a TAP output. Below a suite stand the points of its tests: before it and deeper (node), or behind it in
 * braces (vitest).
 */
export function tapPoints(lines: readonly string[]): readonly TapPoint[] {
  const points: TapPoint[] = [];
  let deepest = 0;
  for (const line of lines) {
    const match = POINT.exec(line);
    if (match !== null) {
      const indent = match[1]?.length ?? 0;
      const text = match[3] ?? "";
      const opens = text.endsWith("{");
      points.push({ ...readText(text), ok: match[2] === undefined, isSuite: opens || deepest > indent, indent });
      deepest = opens ? 0 : indent;
    } else if (/^ *\}$/.test(line)) deepest = 0;
  }
  return points;
}

function readText(text: string): Pick<TapPoint, "name" | "directive"> {
  const plain = text.replace(/ \{$/, "").replace(/ # time=\S+$/, "");
  // A `#` of the name itself is escaped.
  const directive = /(?:^| )# ?(skip|todo)\b/i.exec(plain);
  const name = (directive === null ? plain : plain.slice(0, directive.index)).replace(/\\([#\\])/g, "$1").trim();
  return { name, directive: directive?.[1]?.toLowerCase() === "skip" ? "skip" : directive === null ? undefined : "todo" };
}
