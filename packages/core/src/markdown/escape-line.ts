/** Parts of planning files that stand between tags: such a tag counts in code spans, too, for tools that look for it without reading markdown. */
const PART = "/?(?:domain|decisions|specifics|canonical_refs|code_context|deferred|open_questions|questions|tasks?|objective|context|details|summary)\\b|!--";
const TAG_IN_CODE = new RegExp(`<(?=${PART})`, "gi");
const CODE_OR_TAG = /`[^`]+`|<(?=[A-Za-z/!?])/g;
/** What begins a block where a line of markdown begins: a heading, a list, a quotation, a fence, a definition; and the backslash itself. */
const BLOCK_START = /^(?=[\\#>+\-*=|_[:]|```|~~~)/;

/**
 * Makes one line of markdown of a text that people or agents wrote: nothing in it opens or closes a tag, and at the start of a line nothing begins a block.
 * {@link unescapeLine} gives the text back.
 * @param where `start`: the text begins its line, or the text of its list item; `inside`: something stands before it.
 */
export function escapeLine(text: string, where: "start" | "inside"): string {
  const line = oneLine(text)
    .replace(/&(?=#?\w+;)/g, "&amp;")
    .replace(CODE_OR_TAG, (found) => (found === "<" ? "&lt;" : found.replace(TAG_IN_CODE, "&lt;")));
  return where === "inside" ? line : line.replace(BLOCK_START, "\\").replace(/^(\d{1,9})(?=\\*[.)])/, "$1\\");
}

/** Gives back the text that {@link escapeLine} was given, on one line. */
export function unescapeLine(line: string, where: "start" | "inside"): string {
  const text = where === "inside" ? line : line.replace(/^(\d{1,9})\\(?=\\*[.)])/, "$1").replace(/^\\(?=[\\#>+\-*=~`|_[:])/, "");
  return text.replace(/&(lt|amp);/g, (_, name: string) => (name === "lt" ? "<" : "&"));
}

/** A text without line ends, control characters and halves of characters. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, " ").replace(/[\ud800-\udfff]/gu, "\ufffd").trim();
}
