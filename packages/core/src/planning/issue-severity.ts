/** How bad an issue is that a person reports. (formats.md 14) */
export const ISSUE_SEVERITIES = ["blocker", "major", "minor", "cosmetic"] as const;

/** One of {@link ISSUE_SEVERITIES}. */
export type IssueSeverity = (typeof ISSUE_SEVERITIES)[number];

/** The first sign that is found counts: "it works, but never fast" is minor, "the save button is missing" is not about how it looks. */
const SIGNS: readonly (readonly [IssueSeverity, RegExp])[] = [
  ["blocker", /\b(?:crash\w*|exceptions?|stack ?trace|panic\w*|data ?loss|corrupt\w*|unusable|(?:won'?t|does(?:n'?t| not)|do(?:n'?t| not)|cannot) (?:start|open|load|build)|freez\w*|hangs?|hung|segfault\w*|blank (?:page|screen))\b/i],
  ["minor", /\b(?:but (?:it |still |it still )?works|works,? but)\b/i],
  ["cosmetic", /\blooks? (?:off|odd|ugly|wrong)\b/i],
  ["major", /\b(?:fail\w*|errors?|broken|wrong|missing|nothing happens|can(?:not|'?t)|does(?:n'?t| not)|do(?:n'?t| not)|never|not (?:work|saved|shown|there|found)\w*)\b/i],
  ["cosmetic", /\b(?:colou?rs?|fonts?|spac(?:es?|ing)|align\w*|margins?|padding|typos?|spelling|icons?|pixels?|capitali[sz]\w*)\b/i],
  ["minor", /\b(?:slow\w*|sluggish|laggy|confus\w*|unclear|weird|odd|annoying|inconsisten\w*|flicker\w*|minor|small)\b/i],
];

/**
 * Guesses how bad an issue is from the words it is reported in; `major` where they do not tell.
 *
 * It is only a proposal: it is shown, and the person may take another.
 */
export function inferSeverity(words: string): IssueSeverity {
  return SIGNS.find(([, sign]) => sign.test(words))?.[0] ?? "major";
}
