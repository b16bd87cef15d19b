import { formatDuration } from "./duration.js";

/** Spells milliseconds for what is drawn over and over, in whole seconds: more would only flicker. */
export function spell(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  return seconds < 10 ? `${String(seconds)} s` : formatDuration(seconds * 1_000);
}

/** Spells how long something goes on, against what was expected where that is known: `1 min 3 s of about 4 min 0 s`. */
export function ofAbout(elapsed: number, expected: number | undefined): string {
  return expected === undefined ? spell(elapsed) : `${spell(elapsed)} of about ${spell(expected)}`;
}
