import { findCandidates } from "./find-candidates.js";
import { findWanted } from "./find-wanted.js";
import { formatOffer } from "./format-offer.js";
import { type Shell, SHELLS } from "./shells.js";
import { splitLine } from "./split-line.js";

/**
 * Answers a shell that asks what can stand at the cursor; the scripts of `dgs completion` call it.
 *
 * bash hands over its line up to the cursor and the part that it will replace; the others `=` with the word that is being typed behind it (an
 * empty argument would be lost on the way in some), then the finished words behind `dgs`. Nothing is printed where nothing can be found, and nothing is ever an error: it would stand in the middle of somebody's line.
 */
export async function complete(args: readonly string[]): Promise<void> {
  // A shell may go away while it is answered.
  process.stdout.on("error", () => undefined);
  const text = await answerShell(args, { cwd: process.cwd(), env: process.env }).catch(() => "");
  process.stdout.write(text);
}

/** The lines for a shell; see {@link complete}. */
async function answerShell([name, ...rest]: readonly string[], where: Parameters<typeof findCandidates>[1]): Promise<string> {
  const shell: Shell | undefined = SHELLS.find((each) => each === name);
  if (shell === undefined) return "";
  if (shell !== "bash") {
    const [current = "", ...before] = rest;
    const at = findWanted(before, current.slice(1));
    return formatOffer(shell, at, await findCandidates(at, where));
  }
  const [line = "", replaced = ""] = rest;
  const words = splitLine(line).slice(1);
  const word = words.at(-1);
  if (word === undefined) return "";
  const at = findWanted(words.slice(0, -1).map(({ text }) => text), word.text);
  return formatOffer(shell, at, await findCandidates(at, where), { word, replaced });
}
