/** The last bytes of an output. */
export interface Tail {
  readonly write: (chunk: Buffer) => void;
  /** The bytes kept, decoded as UTF-8; a character that was cut at the front is left out. */
  readonly text: () => string;
}

/**
 * Makes a tail that keeps the last `limit` bytes, in memory that does not depend on how much is written.
 *
 * A list of chunks would not do: a thousand chunks of one byte weigh a thousand objects.
 */
export function createTail(limit: number): Tail {
  const size = Math.max(0, Math.floor(limit));
  let ring: Buffer | undefined;
  let written = 0;
  return {
    write(chunk) {
      if (size === 0 || chunk.length === 0) return;
      ring ??= Buffer.allocUnsafe(size);
      const kept = chunk.subarray(Math.max(0, chunk.length - size));
      const at = (written + chunk.length - kept.length) % size;
      const atEnd = kept.copy(ring, at);
      kept.copy(ring, 0, atEnd);
      written += chunk.length;
    },
    text() {
      if (ring === undefined) return "";
      if (written <= size) return ring.toString("utf8", 0, written);
      const at = written % size;
      const bytes = Buffer.concat([ring.subarray(at), ring.subarray(0, at)]);
      return bytes.toString("utf8", lengthOfCutCharacter(bytes));
    },
  };
}

/** Counts the bytes at the front that continue a character whose first byte is gone. */
function lengthOfCutCharacter(bytes: Buffer): number {
  let length = 0;
  while (length < 3 && ((bytes[length] ?? 0) & 0b1100_0000) === 0b1000_0000) length += 1;
  return length;
}
