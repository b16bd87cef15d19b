/**
 * Returns the candidate that a misspelt word was meant to be; `undefined` when none is close.
 *
 * Close: it starts with the word, or differs by at most a third of its letters (two letters that changed places count as one).
 */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const close = candidates
    .map((candidate) => ({ candidate, distance: lower.length > 1 && candidate.startsWith(lower) ? 0 : editDistance(lower, candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)));
  return close.sort((a, b) => a.distance - b.distance)[0]?.candidate;
}

/** Says what can be chosen, and first what a misspelt word was meant to be; `say` puts that into the words of a command line. */
export function chooseFrom(word: string, values: readonly string[], say: (meant: string) => string): string {
  const meant = suggest(word, values);
  return `${meant === undefined ? "" : `Did you mean \`${say(meant)}\`? `}Choose ${values.join(" or ")}.`;
}

function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const changed = from[row - 1] === to[column - 1] ? 0 : 1;
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const costs = [at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + changed];
      current.push(Math.min(...costs, swapped ? at(beforeLast, column - 2) + 1 : Infinity));
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
