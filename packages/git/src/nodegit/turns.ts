import { setImmediate } from "node:timers/promises";

/** Entries that are read from libgit2 before others get their turn: each costs some microseconds of the one thread. */
const PER_TURN = 500;

/** Lets others have their turn, every so many entries. */
export async function pause(at: number): Promise<void> {
  if (at > 0 && at % PER_TURN === 0) await setImmediate();
}

/** Compares two names by their bytes, as git sorts. */
export function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
