const ESC = "\\u001b";
const STRING_END = `(?:\\u0007|${ESC}\\\\|\\u009c|$)`;
/** OSC, DCS, SOS, PM and APC: they carry a text of their own (a window title, a link, the clipboard), which goes with them. */
const CONTROL_STRING = `(?:${ESC}[\\]PX^_]|[\\u009d\\u0090\\u0098\\u009e\\u009f])[^\\u0007\\u001b\\u009c]*${STRING_END}`;
const CONTROL_SEQUENCE = `(?:${ESC}\\[|\\u009b)[0-?]*[ -/]*[@-~]?`;
const OTHER_ESCAPE = `${ESC}[ -/]*[0-~]?`;
const ESCAPES = new RegExp(`${CONTROL_STRING}|${CONTROL_SEQUENCE}|${OTHER_ESCAPE}`, "g");

const BLANKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
/** Controls, marks that turn the direction of what follows, and characters that show nothing but hide text from people. */
const UNSEEN = /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
const HALF_CHARACTER = /[\ud800-\udfff]/gu;

/**
 * Makes a text from a file or a program fit for one line of a terminal.
 *
 * Such a text is data: nothing in it may move the cursor, colour, hide or reorder what DGS prints.
 */
export function plainText(text: string): string {
  return text.replace(ESCAPES, "").replace(BLANKS, " ").replace(UNSEEN, "").replace(HALF_CHARACTER, "\ufffd");
}

/** Cuts a text to a number of characters; a cut one ends in `…`. */
export function clip(text: string, length: number): string {
  const characters = Array.from(text);
  return characters.length <= length ? text : `${characters.slice(0, Math.max(0, length - 1)).join("").trimEnd()}…`;
}
