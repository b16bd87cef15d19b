import { statSync } from "node:fs";

/** Returns what tells one state of some files from another: size, times and place of each; a file that is not there counts too. */
export function stampOf(files: Iterable<string>): string {
  return [...files].map((file) => {
    const found = statSync(file, { bigint: true, throwIfNoEntry: false });
    return found === undefined ? `${file} -` : `${file} ${found.dev} ${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}`;
  }).join("\n");
}
