/**
 * A short name for what some lines say, 16 hexadecimal digits: the same lines in any order have the same one. Two texts that happen to share one are as good as never met;
 * it keeps nothing secret and proves nothing to somebody who wants to deceive.
 */
export function fingerprintOf(lines: readonly string[]): string {
  let [low, high] = [0xdeadbeef, 0x41c6ce57];
  for (const line of [...lines].sort()) {
    for (const unit of [line.length, ...Array.from({ length: line.length }, (_, at) => line.charCodeAt(at))]) {
      low = Math.imul(low ^ unit, 0x9e3779b1);
      high = Math.imul(high ^ unit, 0x5f356495);
    }
  }
  return [mixed(low, high), mixed(high, low)].map((half) => half.toString(16).padStart(8, "0")).join("");
}

/** Spreads the bits of both halves over one, so that lines that hardly differ do not have names that hardly differ. */
function mixed(half: number, other: number): number {
  const first = Math.imul(half ^ (half >>> 16), 0x85ebca6b) ^ Math.imul(other ^ (other >>> 13), 0xc2b2ae35);
  return (first ^ (first >>> 16)) >>> 0;
}
