/** The locks that git could not take, as its words name them; `undefined` where they name none. */
export function lockIn(words: string): string | undefined {
  const locks = new Set([...words.matchAll(/'([^']*\.lock)'/g)].flatMap(([, lock]) => lock ?? []));
  return locks.size === 0 ? undefined : [...locks].join(" and ");
}
