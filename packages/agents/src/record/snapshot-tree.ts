import { createHash } from "node:crypto";
import { lstat, readdir, readFile, readlink } from "node:fs/promises";
import path from "node:path";

/** A file of a tree as it was at one moment. */
export interface SnapshotEntry {
  readonly kind: "file" | "link" | "other";
  /** What tells two states apart: the sha256 of its bytes, or where a link leads. */
  readonly content: string;
  readonly executable: boolean;
  /** What the system says of it: while that is the same, nobody has written it. */
  readonly stamp: string;
}

/** The files of a tree by their paths, relative and with `/`. */
export type Snapshot = ReadonlyMap<string, SnapshotEntry>;

/**
 * Looks at every file of a tree but git's own, DGS's own and what is ignored.
 * @param ignored Paths, with a `/` behind folders.
 * @param earlier A snapshot whose entries are taken over where nobody has written the file since.
 */
export async function snapshotTree(root: string, ignored: readonly string[], earlier?: Snapshot): Promise<Snapshot> {
  const skipped = new Set(ignored);
  const found = new Map<string, SnapshotEntry>();
  const folders = [""];
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
      const relative = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.name === ".git" || relative === ".dgs" || skipped.has(relative) || skipped.has(`${relative}/`)) continue;
      if (entry.isDirectory()) folders.push(relative);
      else found.set(relative, await look(path.join(root, relative), earlier?.get(relative)));
    }
  }
  return found;
}

/** Whether two states of a file are the same. */
export function isSameFile(old: SnapshotEntry | undefined, now: SnapshotEntry | undefined): boolean {
  return old !== undefined && now !== undefined && old.kind === now.kind && old.content === now.content && old.executable === now.executable;
}

async function look(file: string, earlier: SnapshotEntry | undefined): Promise<SnapshotEntry> {
  const stats = await lstat(file, { bigint: true });
  const stamp = [stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs, stats.mode].join(" ");
  if (earlier?.stamp === stamp) return earlier;
  const executable = stats.isFile() && (stats.mode & 0o111n) !== 0n;
  if (stats.isSymbolicLink()) return { kind: "link", content: await readlink(file), executable, stamp };
  if (!stats.isFile()) return { kind: "other", content: "", executable, stamp };
  return { kind: "file", content: createHash("sha256").update(await readFile(file)).digest("hex"), executable, stamp };
}
