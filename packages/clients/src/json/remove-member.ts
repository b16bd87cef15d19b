import type { TextEdit } from "@dgs/core";
import type { Node } from "jsonc-parser";
import { closingOf } from "./insert-member.js";
import { type JsonDocument, type JsonMember, membersOf, rangeOf } from "./json-document.js";

/** Takes a member out of its object, with the comma and the blanks that came with it: the way back of {@link insertMember}. */
export function removeMember(document: JsonDocument, object: Node, member: JsonMember): readonly TextEdit[] {
  const [start, end] = rangeOf(object);
  const { start: memberStart, end: memberEnd } = member;
  const tokens = document.tokens.filter((token) => token.start >= start && token.end <= end);
  const before = tokens.findLast((token) => token.end <= memberStart);
  const after = tokens.find((token) => token.start >= memberEnd);
  const from = before?.end ?? start + 1;
  const to = after?.type === "comma" ? after.end : memberEnd;
  if (membersOf(object).length === 1) return [deletion(from, to + closingLength(document, object, from, memberStart, to, before?.type))];
  if (after?.type === "comma") return [deletion(from, to)];
  const comma = tokens.findLast((token) => token.type === "comma" && token.end <= memberStart);
  if (comma === undefined) return [deletion(from, to)];
  return comma.end === from ? [deletion(comma.start, to)] : [deletion(comma.start, comma.end), deletion(from, to)];
}

/** The length of the line ending that came with an only member, so that its object could close on a line of its own. */
function closingLength(document: JsonDocument, object: Node, from: number, memberStart: number, to: number, before: string | undefined): number {
  const { text } = document;
  const isOnOwnLine = /[\r\n]/.test(text.slice(from, memberStart));
  const closing = closingOf(document, object);
  return isOnOwnLine && before !== "line-comment" && text.startsWith(closing, to) ? closing.length : 0;
}

function deletion(start: number, end: number): TextEdit {
  return { start, end, text: "" };
}
