/**
 * Counts the bytes at the end (0 to 3) that begin a UTF-8 character and do not finish it.
 *
 * Bytes that are no UTF-8 at all count as finished: nothing that follows would make them right.
 */
export function lengthOfUnfinishedCharacter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0b1100_0000) !== 0b1000_0000) return lengthOfCharacter(byte) > back ? back : 0;
  }
  return 0;
}

function lengthOfCharacter(first: number): number {
  if (first >= 0xf0 && first <= 0xf4) return 4;
  if (first >= 0xe0 && first <= 0xef) return 3;
  return first >= 0xc2 && first <= 0xdf ? 2 : 1;
}

/** Turns chunks that end anywhere into chunks that end between characters. */
export interface CharacterGate {
  /** Gives the chunk with what was held back before it, without an unfinished character at its end. */
  readonly write: (chunk: Buffer) => Buffer;
  /** Gives what is still held back. */
  readonly end: () => Buffer;
}

/**
 * Makes a gate for one stream.
 *
 * Two streams that share a log or a tail take turns at chunks; without a gate each, a turn may fall inside a character.
 */
export function createCharacterGate(): CharacterGate {
  let held: Buffer = Buffer.alloc(0);
  return {
    write(chunk) {
      const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const whole = bytes.length - lengthOfUnfinishedCharacter(bytes);
      // A copy: three bytes must not keep the chunk of 64 KiB alive.
      held = Buffer.from(bytes.subarray(whole));
      return bytes.subarray(0, whole);
    },
    end() {
      const rest = held;
      held = Buffer.alloc(0);
      return rest;
    },
  };
}
