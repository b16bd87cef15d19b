/** Asks for something at most once in so many milliseconds; whoever asks meanwhile gets the same. */
export function latestOf<T>(make: () => Promise<T>, soonestMs: number, now: () => number = () => performance.now()): () => Promise<T> {
  let last: { readonly made: Promise<T>; readonly since: number } | undefined;
  return () => {
    if (last === undefined || now() - last.since >= soonestMs) {
      const mine = { made: make(), since: now() };
      last = mine;
      // What failed is not kept: the next who asks has it tried again.
      mine.made.catch(() => {
        if (last === mine) last = undefined;
      });
    }
    return last.made;
  };
}
