/** Lines that are another text afterwards. Both lists may be empty, not both at once. */
export interface Hunk {
  /** The first line, from 0. */
  readonly beforeAt: number;
  readonly afterAt: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** The longest common part is looked for where the lines that differ, multiplied, are no more than this; beyond, all of them count as replaced. */
const MOST_CELLS = 4_000_000;

/** Returns the lines of a text without their ends. */
export function splitLines(text: string): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

/** Returns what differs between two lists of lines, in order. */
export function changedLines(before: readonly string[], after: readonly string[]): readonly Hunk[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const [old, fresh] = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)];
  if (old.length === 0 && fresh.length === 0) return [];
  if (old.length * fresh.length > MOST_CELLS) return [{ beforeAt: head, afterAt: head, removed: old, added: fresh }];
  return hunksOf(old, fresh, commonPart(old, fresh), head);
}

/** The longest common part of two lists, as pairs of their positions. */
function commonPart(old: readonly string[], fresh: readonly string[]): readonly (readonly [number, number])[] {
  const width = fresh.length + 1;
  const best = new Uint16Array((old.length + 1) * width);
  const at = (i: number, j: number): number => best[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) best[i * width + j] = old[i] === fresh[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < old.length && j < fresh.length; ) {
    if (old[i] === fresh[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

function hunksOf(old: readonly string[], fresh: readonly string[], pairs: readonly (readonly [number, number])[], head: number): Hunk[] {
  const hunks: Hunk[] = [];
  let [i, j] = [0, 0];
  for (const [nextI, nextJ] of [...pairs, [old.length, fresh.length] as const]) {
    if (nextI > i || nextJ > j) hunks.push({ beforeAt: head + i, afterAt: head + j, removed: old.slice(i, nextI), added: fresh.slice(j, nextJ) });
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return hunks;
}
