/** A number or a text as it is written in code, in one spelling. */
export interface Literal {
  /** `5400`, `"1h 30m"`. */
  readonly value: string;
  readonly kind: "number" | "text";
  readonly start: number;
  readonly end: number;
}

const LITERAL = /"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\$]|\\.)*)`|(?<![\w$.])(\d[\d_]*(?:\.\d+)?)(?![\w$.])/g;

/** Returns the literals of a text without comments, in order; a `-` before a number belongs to it where nothing is subtracted. */
export function literalsOf(code: string): readonly Literal[] {
  return [...code.matchAll(LITERAL)].map((match): Literal => {
    const [whole, double, single, template, number] = match;
    const end = match.index + whole.length;
    if (number === undefined) return { value: JSON.stringify(double ?? single ?? template ?? ""), kind: "text", start: match.index, end };
    const isNegative = /(?:^|[(,=:?[{]|return)[ \t]*-[ \t]*$/.test(code.slice(Math.max(0, match.index - 12), match.index));
    return { value: `${isNegative ? "-" : ""}${number.replaceAll("_", "")}`, kind: "number", start: match.index, end };
  });
}

/** A value that stands in code for many reasons: it says nothing that it is what a test asks for. */
export function isCommon({ value, kind }: Literal): boolean {
  return kind === "number" ? /^-?(?:[012]|10|100|1000)$/.test(value) : value.length <= 3;
}
