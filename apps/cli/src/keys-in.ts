/** The names of keys that send more than a character of their own, and of those that are named for what they do. */
const NAMES: Readonly<Record<string, string>> = {
  "\u001b[A": "up", "\u001bOA": "up", "\u001b[B": "down", "\u001bOB": "down", "\t": "down", "\r": "enter", "\n": "enter", "\u001b": "escape", "\u0003": "interrupt", "\u001a": "suspend", "\u001c": "quit",
};

/** What a terminal sends for one key: a sequence, or a character. What a sequence means that nobody knows is nothing. */
// eslint-disable-next-line no-control-regex -- that is what it sends
const KEY = /\u001b(?:\[[0-?]*[ -/]*[@-~]|O[@-~])|[^]/gu;

/** The keys in what a terminal has sent, by their names: `up`, `enter`, or the character itself. */
export function keysIn(sent: string): readonly string[] {
  return (sent.match(KEY) ?? []).flatMap((key) => (Object.hasOwn(NAMES, key) ? (NAMES[key] ?? []) : key.length > 2 || key < " " ? [] : key));
}
