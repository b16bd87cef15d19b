// How much of a disk the program takes: stated and measured here alone.

import { readdirSync, statSync } from "node:fs";
import path from "node:path";

/** What an install of @dgs/cli may come to. Whoever raises one says in the commit what it bought. */
export const SIZE_BOUNDS = { packedKB: 1600, unpackedKB: 7500, files: 420 };

/** Measures the packed tarball and what npm made of it. */
export function measureInstall(tarball, installed) {
  const files = readdirSync(installed, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
  return { packedKB: kilobytes(statSync(tarball).size), unpackedKB: kilobytes(bytes), files: files.length };
}

/** What is more than it may be, as sentences. */
export function findTooLarge(name, size, bounds = SIZE_BOUNDS) {
  return Object.entries(bounds).filter(([what, most]) => size[what] > most).map(([what, most]) => `${name}: ${what} is ${String(size[what])}, and may be ${String(most)} (scripts/workspace/install-size.mjs)`);
}

/** The sizes in one line. */
export function describeInstall(name, { packedKB, unpackedKB, files }) {
  return `${name}: ${String(files)} files, ${String(packedKB)} KB packed, ${String(unpackedKB)} KB installed, no dependencies`;
}

function kilobytes(bytes) {
  return Math.ceil(bytes / 1000);
}
