const endings = new Set<() => void>();

/** Only synchronous work is done in an `exit` listener. */
function endAll(): void {
  for (const end of endings) end();
}

/**
 * Calls `end` when this process exits, by `process.exit` or by an uncaught error; returns what takes that back.
 *
 * A signal that ends this process gives no `exit` event: see `forwardSignals`. One listener serves all runs, as Node
 * warns of more than ten.
 */
export function endWithParent(end: () => void): () => void {
  if (endings.size === 0) process.on("exit", endAll);
  endings.add(end);
  return () => {
    endings.delete(end);
    if (endings.size === 0) process.off("exit", endAll);
  };
}
