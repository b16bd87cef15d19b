import { isCompleteTag, isLetter } from "./html-tag.js";
import { isBlankCode } from "./span.js";

/**
 * How an HTML block ends: the seven kinds of CommonMark.
 *
 * 1 `</pre>` and the like, 2 `-->`, 3 `?>`, 4 `>`, 5 `]]>`: on the line that has it; 6 (a known block tag) and
 * 7 (any complete tag alone on its line): before a blank line.
 */
export type HtmlKind = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** The start of an HTML block: its kind, and from where on its end may be found. */
export interface HtmlStart {
  readonly kind: HtmlKind;
  readonly from: number;
}

const rawNames = new Set(["pre", "script", "style", "textarea"]);
const blockNames = new Set(
  (
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset " +
    "figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link main menu menuitem " +
    "nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead title tr track ul"
  ).split(" "),
);

/** Reads the start of an HTML block at a `<`; undefined where the line starts none. */
export function readHtmlStart(source: string, start: number, lineEnd: number): HtmlStart | undefined {
  const code = source.charCodeAt(start + 1);
  if (start + 1 >= lineEnd) return undefined;
  if (code === 33) return readDeclaration(source, start);
  if (code === 63) return { kind: 3, from: start + 1 };
  return readTag(source, start, lineEnd);
}

/** The shortest comments, `<!-->` and `<!--->`, end where they start: so the end is looked for from the hyphens on. */
function readDeclaration(source: string, start: number): HtmlStart | undefined {
  if (source.startsWith("--", start + 2)) return { kind: 2, from: start + 2 };
  if (source.startsWith("[CDATA[", start + 2)) return { kind: 5, from: start + 9 };
  return isLetter(source.charCodeAt(start + 2)) ? { kind: 4, from: start + 3 } : undefined;
}

function readTag(source: string, start: number, lineEnd: number): HtmlStart | undefined {
  const closing = source.charCodeAt(start + 1) === 47;
  const nameStart = closing ? start + 2 : start + 1;
  let at = nameStart;
  while (at < lineEnd && (isLetter(source.charCodeAt(at)) || (at > nameStart && isNameDigit(source.charCodeAt(at))))) at++;
  const after = at < lineEnd ? source.charCodeAt(at) : 32;
  if (at === nameStart || !(after === 47 || after === 62 || isBlankCode(after))) return undefined;
  const name = source.slice(nameStart, at).toLowerCase();
  if (after !== 47 && !closing && rawNames.has(name)) return { kind: 1, from: at };
  if (blockNames.has(name)) {
    return after !== 47 || (at + 1 < lineEnd && source.charCodeAt(at + 1) === 62) ? { kind: 6, from: at } : undefined;
  }
  return isCompleteTag(source, at, lineEnd, closing) ? { kind: 7, from: at } : undefined;
}

function isNameDigit(code: number): boolean {
  return code === 45 || (code >= 48 && code <= 57);
}

/** Tells whether a line, from an offset on, has what ends a block of a kind; kinds 6 and 7 end at blank lines only. */
export function endsHtml(source: string, from: number, lineEnd: number, kind: HtmlKind): boolean {
  switch (kind) {
    case 1:
      return /<\/(?:pre|script|style|textarea)>/i.test(source.slice(from, lineEnd));
    case 2:
      return holds(source, from, lineEnd, "-->");
    case 3:
      return holds(source, from, lineEnd, "?>");
    case 4:
      return holds(source, from, lineEnd, ">");
    case 5:
      return closesCdata(source, from, lineEnd);
    case 6:
    case 7:
      return false;
  }
}

function holds(source: string, from: number, lineEnd: number, end: string): boolean {
  return source.slice(from, lineEnd).includes(end);
}

/** The parser takes brackets in pairs: in `]]]>` it sees no end. */
function closesCdata(source: string, from: number, lineEnd: number): boolean {
  let at = from;
  while (at < lineEnd) {
    if (source.charCodeAt(at) !== 93 || source.charCodeAt(at + 1) !== 93) at++;
    else if (source.charCodeAt(at + 2) === 62) return true;
    else at += 2;
  }
  return false;
}
