/** Characters of a program's last words that a message quotes. */
const MAX_WORDS = 500;

/** The end of what a program printed, to be put behind a message; empty where it printed nothing. */
export function lastWords(tail: string): string {
  const words = tail.trim().slice(-MAX_WORDS);
  return words === "" ? "" : `: ${words}`;
}
