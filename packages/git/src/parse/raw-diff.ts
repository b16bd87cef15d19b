import { linesOf } from "./quoted-path.js";

/** One line of a raw diff: what the path was in the first, and what it is in the second. */
export interface RawChange {
  readonly oldMode: string;
  readonly mode: string;
  readonly blob: string;
  readonly kind: string;
  /** In git's quotes. */
  readonly path: string;
}

/** Reads what `git diff-index --raw --no-renames --no-abbrev` printed with quoted names; other lines are passed over. */
export function parseRawDiff(printed: string): readonly RawChange[] {
  return linesOf(printed).flatMap((line) => {
    const match = /^:([0-7]{6}) ([0-7]{6}) [0-9a-f]+ ([0-9a-f]+) ([A-Z])\d*\t(.+)$/.exec(line);
    const [, oldMode, mode, blob, kind, path] = match ?? [];
    return oldMode === undefined || mode === undefined || blob === undefined || kind === undefined || path === undefined ? [] : [{ oldMode, mode, blob, kind, path }];
  });
}
