/** What stands where a secret stood. */
export const HIDDEN = "[hidden]";

/** Characters that a secret may have at most before it is sure that it is one; what a pattern below asks for is shorter. */
export const LONGEST_BEGINNING = 2048;

/** Characters that end a word; only what {@link BEGUN} names goes on behind one. */
export const SEPARATOR = /[\s"'`<>]/;

/** What ends in the middle of a secret that has blanks or quotes in it: the word before a token, or the first line of a private key. */
export const BEGUN = /(?:(?:[Bb]earer|BEARER|[Bb]asic|[Aa]uthorization["']?:|[Xx]-[Aa]pi-[Kk]ey["']?:?)[ \t]{0,8}["']?|[Aa]uthorization["']|-----BEGIN[A-Z0-9 ]{0,60}-{0,5})$/;

const BASE64 = "[A-Za-z0-9+/=]";
const BLANK = "(?:\\s|\\\\{1,2}[nrt])";

/** Keys as their makers write them. Where a word could be one, a digit in it decides. */
const FORMATS: readonly string[] = [
  "(?<![A-Za-z0-9_])sk-(?:(?:ant|proj|svcacct|admin|or|live|test)-[A-Za-z0-9_-]{12,}|(?=[A-Za-z_-]{0,40}[0-9])[A-Za-z0-9_-]{20,})",
  "(?<![A-Za-z0-9_])(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{20,})",
  "(?<![A-Za-z0-9_])(?:[rs]k_(?:live|test)_[A-Za-z0-9]{16,}|npm_[A-Za-z0-9]{36})",
  "(?<![A-Za-z0-9_])A(?:KIA|SIA)[0-9A-Z]{16}(?![0-9A-Za-z])",
  "(?<![A-Za-z0-9_])AIza[0-9A-Za-z_-]{30,}",
  "(?<![A-Za-z0-9_])x(?:ox[abeoprs]|app)-[A-Za-z0-9-]{10,}",
  // A JSON Web Token: header and payload are objects, the signature may be missing.
  "(?<![A-Za-z0-9_])eyJ[A-Za-z0-9_-]{8,1024}\\.eyJ[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*)?",
  // A private key, also one that is cut off, and with its line ends written as a JSON text or a shell writes them.
  `(?<key>-----BEGIN) (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----(?:${BLANK}*(?:[A-Z][A-Za-z-]{2,20}: [^\\r\\n\\\\]{0,100}|${BASE64}{16,}))*(?:${BLANK}+${BASE64}{1,15}(?![A-Za-z0-9+/=]))?(?:${BLANK}*(?<closed>-----END) [A-Z0-9 ]{0,60}-----)?`,
];

/** Secrets that something else says to be one: what comes first is left standing. */
const SAID: readonly string[] = [
  "(?:[Bb]earer|BEARER|[Bb]asic|[Aa]uthorization[\"']?:|[Xx]-[Aa]pi-[Kk]ey[\"']?:)[ \\t]{0,8}[\"']?",
  ":\\/\\/[^\\s\\/?#:@\"'`<>]{0,256}:",
];
const SAID_BY_WORD = "(?=[^\\s\"'`<>]{0,256}[0-9])[A-Za-z0-9._~+/=-]{16,}";
const SAID_BY_ADDRESS = "[^\\s\\/?#@\"'`<>]{1,512}(?=@)";

/**
 * The pattern of every secret, for `replace` with {@link hide}. Every part of it is bounded until it is sure, so that what runs into the end of a
 * piece of text is no longer than {@link LONGEST_BEGINNING}; and no part of it is ever tried in more than one way.
 */
export function secretPattern(values: readonly string[]): RegExp {
  const literal = values.map((value) => value.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return new RegExp([...literal, ...FORMATS, `(?<word>${SAID[0] ?? ""})${SAID_BY_WORD}`, `(?<address>${SAID[1] ?? ""})${SAID_BY_ADDRESS}`].join("|"), "g");
}

/** Characters behind a private key without an end in which it may still go on: more than any line of it has. */
const LINE = 256;

/** Whether a secret may go on in what comes behind a text: it runs into the end, or is a private key of which the last line is not there yet. */
export function mayGoOn(match: RegExpExecArray, end: number, length: number): boolean {
  return end === length || (match.groups?.["key"] !== undefined && match.groups["closed"] === undefined && length - end < LINE);
}

/** What stands in place of a match: what said that a secret comes, and the mark. */
export function hide(match: RegExpExecArray): string {
  return `${match.groups?.["word"] ?? match.groups?.["address"] ?? ""}${HIDDEN}`;
}
