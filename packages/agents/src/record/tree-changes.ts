import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Redactor } from "@dgs/process";
import { faultOfPath } from "../files/safe-path.js";
import type { TapeChange, TapeExpectation, TapeOmission } from "../replay/tape.js";
import { isSameFile, type Snapshot, type SnapshotEntry } from "./snapshot-tree.js";

/** Bytes of one file that a tape takes. */
const MOST_BYTES = 16 * 1024 * 1024;

/** What a run made of a tree, as a tape holds it. */
export interface TreeChanges {
  readonly expects: readonly TapeExpectation[];
  readonly changes: readonly TapeChange[];
  readonly leftOut: readonly TapeOmission[];
  readonly hidden: boolean;
}

/** Tells what was changed between two snapshots, with the contents that are there now; what goes away comes first, so that a folder can take a file's place. */
export async function treeChanges(root: string, before: Snapshot, after: Snapshot, redactor: Redactor): Promise<TreeChanges> {
  const expects: TapeExpectation[] = [];
  const deleted: TapeChange[] = [];
  const written: TapeChange[] = [];
  const leftOut: TapeOmission[] = [];
  let hidden = false;
  for (const file of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [old, now] = [before.get(file), after.get(file)];
    if (isSameFile(old, now)) continue;
    const reason = whyLeftOut(file, old, now);
    if (reason !== undefined) {
      leftOut.push({ path: file, reason });
      continue;
    }
    expects.push(old === undefined ? { path: file, absent: true } : { path: file, sha256: old.content });
    // Who writes a file over keeps its mode: one that may not be run any more is made anew.
    if (now === undefined || (old?.executable === true && !now.executable)) deleted.push({ path: file, delete: true });
    if (now === undefined) continue;
    const bytes = await readFile(path.join(root, file));
    if (bytes.length > MOST_BYTES) {
      leftOut.push({ path: file, reason: `it has more than ${String(MOST_BYTES)} bytes` });
      continue;
    }
    const kept = hide(bytes, redactor);
    hidden ||= !kept.equals(bytes);
    written.push({ path: file, ...contentOf(kept), ...(now.executable ? { executable: true } : {}) });
  }
  return { expects, changes: [...deleted, ...written], leftOut, hidden };
}

function whyLeftOut(file: string, old: SnapshotEntry | undefined, now: SnapshotEntry | undefined): string | undefined {
  const strange = [old, now].find((entry) => entry !== undefined && entry.kind !== "file");
  if (strange !== undefined) return strange.kind === "link" ? "it is or was a symbolic link" : "it is or was no plain file";
  const fault = faultOfPath(file);
  return fault === undefined ? undefined : `its path ${fault}`;
}

/** Bytes without secrets. */
function hide(bytes: Buffer, redactor: Redactor): Buffer {
  const stream = redactor.stream();
  return Buffer.concat([stream.write(bytes), stream.end()]);
}

function contentOf(bytes: Buffer): { readonly text: string } | { readonly base64: string } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { base64: bytes.toString("base64") };
  }
}
