/** Words at which a sentence turns from what is built to how or why. */
const TURN = /\s+(?:using|via|by means of|so that|in order to|such that|which|because|where|while)\s|[;:—–]\s|\s-\s|,\s|\.(?:\s|$)|\s\(/i;
/** Words that say nothing at the end of a phrase. */
const LOOSE = /(?:\s+(?:a|an|the|and|or|of|for|to|in|on|with|from|by|as|at|into|per|their|its|that|is|are))+$/i;

/** Says in 3 to 8 words what something is: the first of the texts that has three. Markup goes; nothing is invented. (Seed 004, "group_by_wave") */
export function brieflyFrom(texts: readonly (string | undefined)[]): string {
  const plain = texts.flatMap((text) => (text === undefined || text.trim() === "" ? [] : [plainProse(text)]));
  return briefly(plain.find((text) => wordsOf(text).length >= 3) ?? plain[0] ?? "");
}

function briefly(text: string): string {
  const words = wordsOf(text);
  const turns = [...text.matchAll(new RegExp(TURN, "gi"))].map((match) => wordsOf(text.slice(0, match.index)).length);
  const length = turns.filter((count) => count >= 3 && count <= 8).at(-1) ?? 8;
  const cut = words.slice(0, length).join(" ");
  const tidy = words.length > length ? cut.replace(LOOSE, "") : cut;
  return (wordsOf(tidy).length >= 3 ? tidy : cut).replace(/[.,;:—–-]+$/, "").trim();
}

/** The first sentences of some texts, taken one after the other, at most so many. (Seed 004, "execute_waves") */
export function firstSentences(texts: readonly (string | undefined)[], most: number): string {
  const sentences = texts.flatMap((text) => (text === undefined ? [] : sentencesOf(plainProse(text))));
  return [...new Set(sentences)].slice(0, most).join(" ");
}

/** A sentence ends at a mark that a blank and a capital letter, a digit or a sign follow. */
function sentencesOf(text: string): string[] {
  const parts = text.split(/(?<=[.!?])\s+(?=[\p{Lu}\p{N}`"'(])/u).map((part) => part.trim()).filter((part) => part !== "");
  return parts.map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}${/[.!?:]$/.test(part) ? "" : "."}`);
}

/** Markdown's own marks are taken off, and lists and lines become one line. */
export function plainProse(text: string): string {
  return text
    .replace(/<[^>\n]{1,80}>/g, " ")
    .replace(/^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+/gm, "")
    .replace(/^#{1,6}[ \t]+/gm, "")
    .replace(/\[([^\]\n]{1,200})\]\([^)\n]{0,500}\)/g, "$1")
    .replace(/\*\*|__|`/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
}
