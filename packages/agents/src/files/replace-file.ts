import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import path from "node:path";

/** Writes a file whole or not at all, also after a power cut: beside it, forced to the disk, and renamed. Throws where the disk refuses. */
export function replaceFile(file: string, text: string): void {
  const part = `${file}.part`;
  rmSync(part, { force: true });
  const bytes = Buffer.from(text);
  const open = openSync(part, "wx", 0o644);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(open, bytes, at);
    fsyncSync(open);
  } finally {
    closeSync(open);
  }
  renameSync(part, file);
  if (process.platform === "win32") return;
  const folder = openSync(path.dirname(file), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
