import { readFile } from "node:fs/promises";
import path from "node:path";
import { stampOf } from "./stamp.js";

/** What the index of a tree holds that decides whether libgit2 can tell its status. */
export interface IndexTraits {
  /** Tells this index from a later one. */
  readonly stamp: string;
  /**
   * Whether all of it is files and links that nobody has hidden, in one version each, without attributes: no submodules, no
   * `assume-unchanged`, `skip-worktree` or `intent-to-add`, no conflicts, no `.gitattributes`, and no part of it elsewhere.
   */
  readonly plain: boolean;
}

const HEADER = 12;
/** Bytes of an entry before its name, of which the last two are flags. */
const FIXED = 62;
const TRAILER = 20;

/** Where the mode stands in an entry, in bytes. */
const MODE = 24;
const GITLINK = 0o160000;

/** Reads what the index of a git folder holds; none at all is plain. */
export async function readIndexTraits(own: string): Promise<IndexTraits> {
  const file = path.join(own, "index");
  const stamp = stampOf([file]);
  try {
    return { stamp, plain: isPlainIndex(await readFile(file)) };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return { stamp, plain: true };
    throw error;
  }
}

/** Tells whether an index (sha1, version 2: only later versions know hidden entries of a second kind) is plain. */
export function isPlainIndex(bytes: Buffer): boolean {
  if (bytes.length < HEADER + TRAILER || bytes.toString("latin1", 0, 4) !== "DIRC" || bytes.readUInt32BE(4) !== 2) return false;
  let at = HEADER;
  for (let left = bytes.readUInt32BE(8); left > 0; left--) {
    if (at + FIXED > bytes.length) return false;
    const flags = bytes.readUInt16BE(at + FIXED - 2);
    // Anything besides the length of the name: assume-unchanged, extended, or one of several versions.
    if ((flags & 0xf000) !== 0 || (bytes.readUInt32BE(at + MODE) & 0o170000) === GITLINK) return false;
    const end = bytes.indexOf(0, at + FIXED);
    if (end < 0 || isAttributes(bytes, at + FIXED, end)) return false;
    // At least one NUL, up to a multiple of eight.
    at += (end - at + 8) & ~7;
  }
  return hasKnownExtensions(bytes, at);
}

function isAttributes(bytes: Buffer, start: number, end: number): boolean {
  return end - start >= 14 && bytes.toString("latin1", end - 14, end) === ".gitattributes" && (end - start === 14 || bytes[end - 15] === 0x2f);
}

/** Extensions in capitals can be passed over; the others change what the entries mean. */
function hasKnownExtensions(bytes: Buffer, from: number): boolean {
  let at = from;
  while (at < bytes.length - TRAILER) {
    const first = bytes[at] ?? 0;
    if (first < 0x41 || first > 0x5a) return false;
    at += 8 + bytes.readUInt32BE(at + 4);
  }
  return at === bytes.length - TRAILER;
}
