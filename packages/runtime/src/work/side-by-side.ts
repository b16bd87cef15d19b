/**
 * Does pieces of work side by side, at most so many at a time, in their order. Behind one that ends it, nothing more is begun; what is under way comes to its end.
 * @param endsIt Whether a result means that no more is to be begun.
 * @returns The results in the order of the work; `undefined` for what was not begun.
 */
export async function sideBySide<Result>(work: readonly (() => Promise<Result>)[], most: number, endsIt: (result: Result) => boolean): Promise<readonly (Result | undefined)[]> {
  const results: (Result | undefined)[] = work.map(() => undefined);
  let [next, ended] = [0, false];
  const broke = (error: unknown): never => {
    ended = true;
    throw error;
  };
  const takeTurns = async (): Promise<void> => {
    while (!ended && next < work.length) {
      const at = next++;
      const result = await work[at]?.().catch(broke);
      results[at] = result;
      if (result !== undefined && endsIt(result)) ended = true;
    }
  };
  const turns = await Promise.allSettled(Array.from({ length: Math.max(1, Math.min(most, work.length)) }, () => takeTurns()));
  // What broke is told once nothing runs any more.
  for (const turn of turns) if (turn.status === "rejected") throw turn.reason;
  return results;
}
