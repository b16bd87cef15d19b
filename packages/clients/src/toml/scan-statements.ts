/** One statement of a TOML text: a header of a table, or a key with its value. */
export interface TomlStatement {
  readonly start: number;
  /** Behind it, the rest of its last line and that line's ending included. */
  readonly next: number;
  /** It opens a table: everything up to the next one belongs to that. */
  readonly isHeader: boolean;
}

/**
 * Finds the statements of a text of TOML that is known to be right. Blank lines and lines of comment are none.
 *
 * Only what is needed to know where a statement ends: texts in quotes, also over several lines, brackets, comments.
 */
export function scanStatements(text: string): readonly TomlStatement[] {
  const statements: TomlStatement[] = [];
  for (let at = text.startsWith("\ufeff") ? 1 : 0; at < text.length; ) {
    const start = skipBlanks(text, at);
    const sign = text[start];
    if (sign === undefined || sign === "\n" || sign === "\r" || sign === "#") {
      at = nextLine(text, start);
      continue;
    }
    const next = endOfStatement(text, start);
    statements.push({ start, next, isHeader: sign === "[" });
    at = next;
  }
  return statements;
}

function skipBlanks(text: string, at: number): number {
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}

function nextLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end + 1;
}

function endOfStatement(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; ) {
    const sign = text[at];
    if (sign === "\n" && depth === 0) return at + 1;
    if (sign === "#") at = text.indexOf("\n", at) === -1 ? text.length : text.indexOf("\n", at);
    else if (sign === '"' || sign === "'") at = endOfQuoted(text, at, sign);
    else {
      if (sign === "[" || sign === "{") depth++;
      if (sign === "]" || sign === "}") depth--;
      at++;
    }
  }
  return text.length;
}

/** Behind a text in quotes. Three quotes at the start end with three, and up to two more belong to the text then. */
function endOfQuoted(text: string, start: number, quote: string): number {
  const fence = text.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
  let at = start + fence.length;
  while (at < text.length && !text.startsWith(fence, at)) at += quote === '"' && text[at] === "\\" ? 2 : 1;
  at += fence.length;
  while (fence.length === 3 && text[at] === quote) at++;
  return at;
}
