import { closeSync, constants, fsyncSync, linkSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, renameSync, statSync, unlinkSync, writeSync } from "node:fs";

/**
 * The operations of the file system that change something durable, one system call each.
 *
 * The runtime changes files through these and nothing else, so that a test can stop the program before and after each.
 */
export interface Disk {
  makeFolder(path: string): void;
  /** Writes a new file and forces it to the disk; fails with `EEXIST` when the path is taken. */
  writeNew(path: string, bytes: Uint8Array, mode: number): void;
  rename(from: string, to: string): void;
  /** Gives a file a second name; fails with `EEXIST` when the name is taken. */
  link(from: string, to: string): void;
  remove(path: string): void;
  /** Forces a folder's names to the disk. */
  syncFolder(path: string): void;
}

/** Makes the real disk. */
export function createDisk(): Disk {
  return {
    makeFolder: (path) => void mkdirSync(path, { recursive: true }),
    writeNew: writeNewFile,
    rename: renameSync,
    link: linkSync,
    remove: unlinkSync,
    syncFolder,
  };
}

function writeNewFile(path: string, bytes: Uint8Array, mode: number): void {
  const file = openSync(path, "wx", mode);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncFolder(path: string): void {
  // Windows cannot open a folder; its file systems keep names in order by themselves.
  if (process.platform === "win32") return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/**
 * Returns a folder's names, folders with a `/` behind them, sorted; `undefined` when there is no such folder.
 * @param onFolder Told the names of folders that really lie there, and are no symbolic links.
 */
export function listFolder(path: string, onFolder?: (name: string) => void): string[] | undefined {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    if (onFolder !== undefined) for (const entry of entries) if (entry.isDirectory()) onFolder(entry.name);
    return entries.map((entry) => (isFolder(path, entry) ? `${entry.name}/` : entry.name)).sort();
  } catch (error) {
    if (isErrno(error, "ENOENT", "ENOTDIR")) return undefined;
    throw error;
  }
}

function isFolder(path: string, entry: { readonly name: string; isDirectory(): boolean; isSymbolicLink(): boolean }): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  try {
    return statSync(`${path}/${entry.name}`, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch (error) {
    // A link that leads to itself, or where nobody may look, is a name beside others: they are listed all the same.
    if (isErrno(error, "ELOOP", "EACCES")) return false;
    throw error;
  }
}

/** Returns a file's bytes; `undefined` when there is no such file. */
export function readBytes(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isErrno(error, "ENOENT", "ENOTDIR")) return undefined;
    throw error;
  }
}

/** Used again for each comparison: a file is compared piece by piece, so that no room for the whole of it has to be made. */
const piece = Buffer.allocUnsafeSlow(65_536);

/** Whether a file holds exactly these bytes; `undefined` when there is no such file. */
export function holdsBytes(path: string, bytes: Uint8Array): boolean | undefined {
  try {
    const file = openSync(path, "r");
    try {
      for (let at = 0; ; ) {
        const count = readSync(file, piece, 0, piece.length, null);
        if (count === 0) return at === bytes.length;
        if (at + count > bytes.length || piece.compare(bytes, at, at + count, 0, count) !== 0) return false;
        at += count;
      }
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (isErrno(error, "ENOENT", "ENOTDIR")) return undefined;
    throw error;
  }
}

/**
 * Reads the first bytes of a file and returns how many; `undefined` when there is no such file, `"link"` when it is a
 * symbolic link and these are not to be followed. Windows cannot tell, and says `"link"` of every file.
 */
export function readFirstBytes(path: string, into: Uint8Array, links: "follow" | "stop"): number | "link" | undefined {
  if (links === "stop" && NO_FOLLOW === undefined) return "link";
  try {
    const file = openSync(path, links === "stop" ? constants.O_RDONLY | (NO_FOLLOW ?? 0) : "r");
    try {
      return readSync(file, into, 0, into.length, 0);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (isErrno(error, "ENOENT", "ENOTDIR")) return undefined;
    if (links === "stop" && isErrno(error, "ELOOP", "EMLINK")) return "link";
    throw error;
  }
}

/** Absent on Windows, whatever its type says. */
const NO_FOLLOW = constants.O_NOFOLLOW as number | undefined;

/** Whether an error is one of the system's with one of these codes. */
export function isErrno(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
