// Measures things side by side: what disturbs one disturbs the other, so that their ratio holds on any machine.

/** The middle value of a list of numbers. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Milliseconds that an action takes. */
export async function time(action) {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/**
 * Runs actions in turn, round after round, and returns the milliseconds of each by its name.
 *
 * Every other round runs backwards: an action must not always profit from the one before it. The rounds before the first
 * that counts warm up the file cache and, in process, the compiler. `after` undoes each action, outside of the time.
 */
export async function alternate(actions, { rounds, warmUp = 1, after = () => {} }) {
  const names = Object.keys(actions);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : [...names].reverse()) {
      const took = await time(actions[name]);
      if (round >= 0) times[name].push(took);
      await after();
    }
  }
  return times;
}

/** The ratio of two series taken round by round: the median of the ratios, and the ratio of the two best. */
export function ratioOf(times, base) {
  return { median: median(times.map((each, round) => each / base[round])), best: Math.min(...times) / Math.min(...base) };
}
