/** A word of a command line that is being typed. */
export interface TypedWord {
  /** Without its quotes. */
  readonly text: string;
  /** As it stands in the line. */
  readonly raw: string;
}

/**
 * Splits a line of bash, up to the cursor, into its words; the last one is what is being typed, and may be empty.
 *
 * Quotes and backslashes are taken away, nothing else happens: `$(…)`, variables and patterns stay the letters that they are.
 */
export function splitLine(line: string): readonly TypedWord[] {
  const words: TypedWord[] = [];
  let [text, raw, quote] = ["", "", ""];
  let isEscaped = false;
  const take = (character: string): void => { text += character; };
  for (const character of line) {
    if (quote === "" && !isEscaped && /[ \t\n]/.test(character)) {
      if (raw !== "") words.push({ text, raw });
      [text, raw] = ["", ""];
      continue;
    }
    raw += character;
    if (isEscaped) {
      take(quote === '"' && !/["\\$`]/.test(character) ? `\\${character}` : character);
      isEscaped = false;
    } else if (character === "\\" && quote !== "'") isEscaped = true;
    else if (quote === character) quote = "";
    else if (quote === "" && (character === "'" || character === '"')) quote = character;
    else take(character);
  }
  return [...words, { text, raw }];
}
