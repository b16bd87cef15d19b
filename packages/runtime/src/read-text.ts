import type { FileRefusal } from "@dgs/core";
import { decodeText } from "./decode-text.js";
import { readBytes, readFirstBytes } from "./disk.js";
import { refuse } from "./file-refusals.js";

/** Bytes that {@link readHead} reads before it looks whether the front matter ends within them. */
const HEAD_BYTES = 2048;

/** Used again for each head: what was read is a text before anything else is read. */
const scratch = Buffer.allocUnsafeSlow(HEAD_BYTES);

/** Reads a file's text; `undefined` when there is no such file. Bytes that are not UTF-8 are refused. */
export function readText(file: string, path: string): string | FileRefusal | undefined {
  const bytes = readBytes(file);
  return bytes === undefined ? undefined : textOf(bytes, path);
}

/** Decodes the bytes of a file; refuses those that are not UTF-8. */
export function textOf(bytes: Uint8Array, path: string): string | FileRefusal {
  const decoded = decodeText(bytes);
  if (typeof decoded === "string") return decoded;
  const remedy = "Save the file as UTF-8; DGS changes no byte that it cannot read.";
  const { line, column } = decoded;
  return { ...refuse(path, "not-utf8", `byte ${String(decoded.byte)} (line ${String(line)}, column ${String(column)}) is not UTF-8`, remedy), position: { line, column } };
}

/**
 * Reads the whole lines at the start of a file, all of its front matter among them; `undefined` when there is no such file.
 * @param placeOfLinked Asked where to read when the file is a symbolic link; absent: such a link is followed.
 */
export function readHead(file: string, path: string, placeOfLinked?: () => string): string | FileRefusal | undefined {
  const count = readFirstBytes(file, scratch, placeOfLinked === undefined ? "follow" : "stop");
  if (count === "link") return placeOfLinked === undefined ? undefined : readHead(placeOfLinked(), path);
  if (count === undefined) return undefined;
  const text = scratch.toString("utf8", 0, count);
  const head = count < HEAD_BYTES ? text : text.slice(0, text.lastIndexOf("\n") + 1);
  // The sign for what could not be decoded; it may also stand there on purpose.
  return head.includes("\ufffd") || (count === HEAD_BYTES && hasOpenFrontMatter(head)) ? readText(file, path) : head;
}

function hasOpenFrontMatter(head: string): boolean {
  const opened = /^\ufeff?---\s*\r?\n/.exec(head);
  return opened !== null && !/\r?\n---\s*\r?\n/.test(head.slice(opened[0].length - 1));
}
