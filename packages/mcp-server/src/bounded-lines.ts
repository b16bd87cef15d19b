import { Transform } from "node:stream";

/** A line that was longer than may be. */
export interface LongLine {
  /** How it began; of a message its id stands there, with most clients. */
  readonly beginning: string;
}

const NEWLINE = 0x0a;
const KEPT_BYTES = 1_024;

/**
 * Passes lines on whole and leaves out those of more than `mostBytes` bytes, of which it tells. What it holds in memory is bounded, however long a line gets; and
 * one client's mistake is no reason to end the connection.
 */
export function createBoundedLines(mostBytes: number, onLong: (line: LongLine) => void): Transform {
  let parts: Buffer[] = [];
  let bytes = 0;
  const add = (part: Buffer): void => {
    if (bytes <= mostBytes) parts.push(part);
    bytes += part.length;
    if (bytes > mostBytes && parts.length > 0) {
      const beginning = Buffer.concat(parts).subarray(0, KEPT_BYTES).toString("utf8");
      parts = [];
      onLong({ beginning });
    }
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      for (let from = 0; from < chunk.length; ) {
        const at = chunk.indexOf(NEWLINE, from);
        add(chunk.subarray(from, at === -1 ? chunk.length : at + 1));
        if (at === -1) break;
        if (parts.length > 0) this.push(Buffer.concat(parts));
        parts = [];
        bytes = 0;
        from = at + 1;
      }
      done();
    },
    flush(done) {
      // A last line without its end is no message.
      done();
    },
  });
}

/** The id of a request by how it begins; `undefined` where it does not stand there. */
export function idOfBeginning(beginning: string): number | string | undefined {
  const [, text] = /^\s*\{(?:\s*"(?:jsonrpc|method)"\s*:\s*"[^"\\]*"\s*,)*\s*"id"\s*:\s*(-?\d{1,15}|"(?:[^"\\]){0,200}")\s*[,}]/.exec(beginning) ?? [];
  return text === undefined ? undefined : (JSON.parse(text) as number | string);
}
