import { milestoneMarks } from "./milestone-marks.js";

const EMOJI = /🚧|🟡|🔄|📋|📅|🔜/gu;
const IN_BRACKETS = /([([]\s*)(?:started|active|wip|in[ -]progress|current|planned|next|upcoming)\b([^)\]]*)/i;
const CAPITALS = /\b(?:STARTED|ACTIVE|WIP|IN PROGRESS|PLANNED)\b/;

/** Rewrites a heading, bullet or summary of a milestone so that its marks say that it is finished. `date`: a day. (formats.md 5.1) */
export function closeMention(text: string, date: string): string {
  const bracketed = text.replace(IN_BRACKETS, (_, open: string) => `${open}shipped ${date}`);
  const [first] = bracketed.match(EMOJI) ?? [];
  const marked = first === undefined ? bracketed : bracketed.replace(first, "✅").replace(EMOJI, "").trimStart();
  // Capitals in a name stay unless they are what marks it.
  const plain = milestoneMarks(marked).active || milestoneMarks(marked).planned ? marked.replace(new RegExp(CAPITALS, "g"), "SHIPPED") : marked;
  return milestoneMarks(plain).closed ? plain : `✅ ${plain}`;
}
