import { randomUUID } from "node:crypto";
import { dirname, join } from "node:path";
import { readBytes, type Disk, createDisk, isErrno, listFolder } from "./disk.js";
import { ignoreOwnFiles } from "./ignore-own-files.js";

/** Who holds a lock: enough to tell a living holder from a dead one, and to tell a person whom to look for. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the runner took the lock, ISO 8601. */
  readonly since: string;
  /** What the liveness check compares; made by {@link Liveness}, opaque here. */
  readonly identity: unknown;
}

/** Tells living processes from dead ones. */
export interface Liveness {
  /** This process. */
  current(): { readonly pid: number; readonly host: string; readonly identity: unknown };
  /** `unknown` where it cannot be told (another host): such a holder is never taken for dead. */
  check(identity: unknown): "alive" | "dead" | "unknown";
}

/** A lock that is held. */
export interface Lock {
  /** The holder before this one, when that one died without releasing. */
  readonly inheritedFrom: Holder | undefined;
  /** Gives the lock up. */
  release(): void;
}

/** The answer to a try. */
export type LockTry = { readonly type: "held"; readonly lock: Lock } | { readonly type: "refused"; readonly holder: Holder; readonly liveness: "alive" | "unknown"; readonly file: string };

/** What a lock is made of. */
export interface LockOptions {
  /** The folder that lock files lie in; made when it is not there. */
  readonly folder: string;
  /** What is locked: a plain file name. */
  readonly name: string;
  readonly now: string;
  readonly liveness: Liveness;
  readonly disk?: Disk;
}

interface Generation {
  readonly number: number;
  readonly file: string;
  readonly holder: Holder | undefined;
  readonly released: boolean;
}

/**
 * Takes a lock, or says who holds it.
 *
 * A lock is a row of files with rising numbers. The highest one counts: it names a holder, or says that it was
 * released. Whoever finds it released, or its holder dead, makes the next number, which only one process can;
 * a number that is no longer the highest when it was made counts for nothing. So a living holder cannot lose the
 * lock, whatever the others do and however slow they are, and a dead one loses it at once. (design 3.14)
 */
export function tryLock(options: LockOptions): LockTry {
  const disk = options.disk ?? createDisk();
  prepareFolder(options.folder, disk);
  for (;;) {
    const last = generationsOf(options).at(-1);
    if (last?.holder !== undefined && !last.released) {
      const liveness = options.liveness.check(last.holder.identity);
      if (liveness !== "dead") return { type: "refused", holder: last.holder, liveness, file: last.file };
    }
    const number = (last?.number ?? 0) + 1;
    const holder: Holder = { ...options.liveness.current(), since: options.now };
    if (!claim(options, number, holder, disk)) continue;
    const all = generationsOf(options);
    if (all.at(-1)?.number !== number) {
      removeIfThere(fileOf(options, number), disk);
      continue;
    }
    for (const older of all.slice(0, -1)) removeIfThere(older.file, disk);
    sweepTemporaries(options.folder, disk);
    const inheritedFrom = last?.released === false ? last.holder : undefined;
    return { type: "held", lock: { inheritedFrom, release: () => { release(options, number, holder, disk); } } };
  }
}

/** Returns who holds a lock now; `undefined` when nobody living does. */
export function lockHolder(options: Omit<LockOptions, "now">): Holder | undefined {
  const last = generationsOf(options).at(-1);
  if (last?.holder === undefined || last.released) return undefined;
  return options.liveness.check(last.holder.identity) === "dead" ? undefined : last.holder;
}

/** Lock files are this machine's business: the folder tells git to leave them alone. */
function prepareFolder(folder: string, disk: Disk): void {
  if (listFolder(folder) === undefined) disk.makeFolder(folder);
  ignoreOwnFiles(folder, disk);
}

function fileOf(options: Pick<LockOptions, "folder" | "name">, number: number): string {
  return join(options.folder, `${options.name}.lock.${String(number)}`);
}

function generationsOf(options: Pick<LockOptions, "folder" | "name">): Generation[] {
  const prefix = `${options.name}.lock.`;
  return (listFolder(options.folder) ?? [])
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .map((name) => readGeneration(join(options.folder, name), Number(name.slice(prefix.length))))
    .filter((generation) => generation !== undefined)
    .sort((a, b) => a.number - b.number);
}

/** A lock file is linked into place whole, so one that does not parse was written by somebody else: it holds nothing. */
function readGeneration(file: string, number: number): Generation | undefined {
  const bytes = readBytes(file);
  if (bytes === undefined) return undefined;
  try {
    const content = JSON.parse(new TextDecoder().decode(bytes)) as { holder?: Holder; released?: boolean };
    return { number, file, holder: content.holder, released: content.released === true };
  } catch {
    return { number, file, holder: undefined, released: true };
  }
}

/** Makes a number with its holder in it, in one step; `false` when another process was first. */
function claim(options: LockOptions, number: number, holder: Holder, disk: Disk): boolean {
  const temporary = writeContent(options.folder, { holder, released: false }, disk);
  try {
    disk.link(temporary, fileOf(options, number));
    disk.syncFolder(options.folder);
    return true;
  } catch (error) {
    // ENOENT: the process that just got the lock has swept the temporary file away.
    if (isErrno(error, "EEXIST", "ENOENT")) return false;
    throw error;
  } finally {
    removeIfThere(temporary, disk);
  }
}

/** Removes what killed processes left of their tries. A living one that is still trying starts its try again. */
function sweepTemporaries(folder: string, disk: Disk): void {
  for (const name of listFolder(folder) ?? []) if (/^\.[0-9a-f-]+\.tmp$/.test(name)) removeIfThere(join(folder, name), disk);
}

/** The file stays, so that numbers never fall: a slow process cannot claim a number that was used before. */
function release(options: LockOptions, number: number, holder: Holder, disk: Disk): void {
  const file = fileOf(options, number);
  while (readBytes(file) !== undefined) {
    try {
      disk.rename(writeContent(dirname(file), { holder, released: true }, disk), file);
      return;
    } catch (error) {
      // The process that just got another lock of this folder has swept the temporary file away.
      if (!isErrno(error, "ENOENT")) throw error;
    }
  }
}

function writeContent(folder: string, content: { readonly holder: Holder; readonly released: boolean }, disk: Disk): string {
  const temporary = join(folder, `.${randomUUID()}.tmp`);
  disk.writeNew(temporary, new TextEncoder().encode(`${JSON.stringify(content)}\n`), 0o644);
  return temporary;
}

function removeIfThere(file: string, disk: Disk): void {
  try {
    disk.remove(file);
  } catch (error) {
    if (!isErrno(error, "ENOENT")) throw error;
  }
}
