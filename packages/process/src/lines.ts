import { lengthOfUnfinishedCharacter } from "./characters.js";

const newline = 0x0a;
const carriageReturn = 0x0d;

/** Cuts bytes into lines. */
export interface LineSplitter {
  readonly write: (chunk: Buffer) => void;
  /** Passes on a last line that has no line ending. */
  readonly end: () => void;
}

/**
 * Makes a splitter that calls `onLine` with each line, without its `\n` or `\r\n`.
 *
 * Of a line longer than `limit` bytes (1 MiB unless told) only the first `limit` are passed on, less a character that would be
 * cut; the rest of the line is dropped. So memory stays bounded for a program that never ends its line.
 */
export function createLineSplitter(onLine: (line: string) => void, limit = 1_048_576): LineSplitter {
  const open = createOpenLine(limit);
  return {
    write(chunk) {
      let start = 0;
      for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
        open.append(chunk.subarray(start, end));
        start = end + 1;
        onLine(open.take(true));
      }
      open.append(chunk.subarray(start));
    },
    end() {
      if (!open.isEmpty()) onLine(open.take(false));
    },
  };
}

interface OpenLine {
  readonly append: (bytes: Buffer) => void;
  readonly take: (endedByNewline: boolean) => string;
  readonly isEmpty: () => boolean;
}

/** Collects the line that has not ended yet; grows by doubling, as a program may write it byte by byte. */
function createOpenLine(limit: number): OpenLine {
  // One byte more than the limit: the `\r` that ends a line of full length.
  const room = limit + 1;
  let buffer = Buffer.allocUnsafe(Math.min(256, room));
  let length = 0;
  return {
    append(bytes) {
      const kept = bytes.subarray(0, room - length);
      if (length + kept.length > buffer.length) {
        const larger = Buffer.allocUnsafe(Math.min(room, Math.max(buffer.length * 2, length + kept.length)));
        buffer.copy(larger, 0, 0, length);
        buffer = larger;
      }
      kept.copy(buffer, length);
      length += kept.length;
    },
    take(endedByNewline) {
      const line = buffer.subarray(0, length);
      length = 0;
      const ended = endedByNewline && line.at(-1) === carriageReturn ? line.subarray(0, -1) : line;
      return cutAt(ended, limit).toString("utf8");
    },
    isEmpty: () => length === 0,
  };
}

function cutAt(line: Buffer, limit: number): Buffer {
  if (line.length <= limit) return line;
  const cut = line.subarray(0, limit);
  return cut.subarray(0, cut.length - lengthOfUnfinishedCharacter(cut));
}
