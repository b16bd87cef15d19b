import { constants } from "node:fs";
import { open } from "node:fs/promises";

/** What reading a file that somebody else wrote can come to. */
export type BoundedRead =
  | { readonly type: "read"; readonly text: string }
  | { readonly type: "missing" }
  | { readonly type: "too-large" }
  | { readonly type: "not-a-file" }
  | { readonly type: "not-utf8" }
  | { readonly type: "unreadable"; readonly message: string };

/** Reads a text file of at most `maxBytes`. A symbolic link is never followed, a pipe never waited for, and a byte that is not UTF-8 never replaced. */
export async function readBounded(file: string, maxBytes: number): Promise<BoundedRead> {
  try {
    // Windows has neither flag; there the link is seen by whoever listed the folder. NONBLOCK: opening a pipe would wait for its writer.
    const noFollow = (constants.O_NOFOLLOW as number | undefined) ?? 0;
    const nonBlock = (constants.O_NONBLOCK as number | undefined) ?? 0;
    const handle = await open(file, constants.O_RDONLY | noFollow | nonBlock);
    try {
      const found = await handle.stat();
      if (!found.isFile()) return { type: "not-a-file" };
      if (found.size > maxBytes) return { type: "too-large" };
      const bytes = await handle.readFile();
      return bytes.length > maxBytes ? { type: "too-large" } : decode(bytes);
    } finally {
      await handle.close();
    }
  } catch (error) {
    return failureOf(error);
  }
}

function decode(bytes: Uint8Array): BoundedRead {
  try {
    return { type: "read", text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { type: "not-utf8" };
  }
}

function failureOf(error: unknown): BoundedRead {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT" || code === "ENOTDIR") return { type: "missing" };
  // A symbolic link, as it is not followed; a socket.
  if (code === "ELOOP" || code === "EMLINK" || code === "ENXIO") return { type: "not-a-file" };
  return { type: "unreadable", message: error instanceof Error ? error.message : String(error) };
}
