import type { FileRefusal, FileRefusalCode } from "@dgs/core";
import { isErrno } from "./disk.js";

/** Carries a refusal out of an action; {@link guarded} turns it into that refusal. */
export class Refused extends Error {
  readonly refusal: FileRefusal;

  constructor(refusal: FileRefusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** Makes a refusal to read or write a file. */
export function refuse(path: string, code: FileRefusalCode, message: string, remedy: string): FileRefusal {
  return { type: "refused", code, path, message, remedy };
}

/** Performs an action on a file; what the system says against it becomes a refusal. */
export function guarded<T>(path: string, action: () => T): T | FileRefusal {
  try {
    return action();
  } catch (error) {
    return refusalOf(error, path);
  }
}

function refusalOf(error: unknown, path: string): FileRefusal {
  if (error instanceof Refused) return error.refusal;
  const message = error instanceof Error ? error.message : String(error);
  if (isErrno(error, "ENOSPC", "EDQUOT", "EFBIG")) return refuse(path, "disk-full", `the disk is full: ${message}`, "Make room on the disk and run the command again; nothing of the file was changed.");
  if (isErrno(error, "EACCES", "EPERM", "EROFS")) return refuse(path, "read-only", `the file or its folder may not be written: ${message}`, "Give yourself the right to write there, or choose another root.");
  if (isErrno(error, "EISDIR", "ENOTDIR", "ELOOP")) return refuse(path, "not-a-file", `it is not a file: ${message}`, "Move what is in the way.");
  if (isErrno(error, "EEXIST")) return refuse(path, "exists", "it is there already", "Look at the file, move it away or choose another name.");
  if (isErrno(error, "ENOENT")) return refuse(path, "missing", "it is not there any more", "Run the command again.");
  return refuse(path, "io", message, "Look at the disk and run the command again.");
}
