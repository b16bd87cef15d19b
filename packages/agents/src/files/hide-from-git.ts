import { lstatSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const IGNORE_ALL = "*\n";

/** Sees to it that git leaves a folder of DGS's own alone, also where a killed run left its `.gitignore` half-way. Throws where the disk refuses. */
export function hideFromGit(folder: string): void {
  const file = path.join(folder, ".gitignore");
  if (readIgnored(file) === IGNORE_ALL) return;
  // A link there would be written through.
  rmSync(file, { recursive: true, force: true });
  writeFileSync(file, IGNORE_ALL);
}

function readIgnored(file: string): string | undefined {
  try {
    // Git does not follow a link there.
    return lstatSync(file).isFile() ? readFileSync(file, "utf8") : undefined;
  } catch {
    return undefined;
  }
}
