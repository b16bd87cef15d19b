import { readFileSync, statSync } from "node:fs";

/** Bytes of a manifest; a larger file of that name is none. */
const MOST_BYTES = 1_000_000;

/** Reads a small file that is only looked at; `undefined` where it cannot be read, for whatever reason. */
export function readIfText(path: string): string | undefined {
  try {
    const facts = statSync(path);
    return facts.isFile() && facts.size <= MOST_BYTES ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
}
