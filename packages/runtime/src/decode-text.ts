import { isUtf8 } from "node:buffer";

/** Where bytes stop being UTF-8: the offset of the first bad byte, and its line and column in bytes, both from 1. */
export interface BadByte {
  readonly byte: number;
  readonly line: number;
  readonly column: number;
}

/** Decodes UTF-8 and refuses what is not: nothing is ever replaced. A byte order mark stays in the text. */
export function decodeText(bytes: Uint8Array): string | BadByte {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const byte = firstBadByte(bytes);
    const line = bytes.subarray(0, byte).filter((each) => each === 10).length + 1;
    return { byte, line, column: byte - bytes.lastIndexOf(10, byte - 1) };
  }
}

/** The longest run from the start that decodes, searched by halves; a character that is cut off at its end is the bad one. */
function firstBadByte(bytes: Uint8Array): number {
  let [good, bad] = [0, bytes.length + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodes(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  while (!isUtf8(bytes.subarray(0, good))) good--;
  return good;
}

/** Whether bytes are UTF-8, a last character that is cut off included. */
function decodes(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
