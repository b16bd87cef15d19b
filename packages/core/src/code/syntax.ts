import type { Language } from "./language.js";

/** How a string opens and closes. */
interface Quote {
  readonly open: string;
  readonly close: string;
  /** It may go over several lines. */
  readonly lines: boolean;
  /** A backslash frees the character behind it. */
  readonly escapes: boolean;
}

/** What separates code from comments and strings in one language. */
export interface Syntax {
  readonly lineComments: readonly string[];
  readonly blockComments: readonly (readonly [string, string])[];
  /** Longer ones first. */
  readonly strings: readonly Quote[];
  /** Templates with code in them, and regular expressions. */
  readonly templates: boolean;
  readonly lifetimes: boolean;
  /** A `#` inside a word is none: `$#` and `${a#b}` of a shell. */
  readonly hashNeedsSpace: boolean;
}

const line = (mark: string): Quote => ({ open: mark, close: mark, lines: false, escapes: true });
const long = (mark: string, escapes = true): Quote => ({ open: mark, close: mark, lines: true, escapes });
const raw = (open: string, close: string): Quote => ({ open, close, lines: true, escapes: false });

const SLASHES: Syntax = { lineComments: ["//"], blockComments: [["/*", "*/"]], strings: [long('"""'), line('"'), line("'")], templates: false, lifetimes: false, hashNeedsSpace: false };

const SYNTAXES: Readonly<Record<Language, Syntax>> = {
  javascript: { ...SLASHES, strings: [line('"'), line("'")], templates: true },
  python: { ...SLASHES, lineComments: ["#"], blockComments: [], strings: [long('"""'), long("'''"), line('"'), line("'")] },
  go: { ...SLASHES, strings: [long("`", false), line('"'), line("'")] },
  rust: { ...SLASHES, strings: [raw('r##"', '"##'), raw('r#"', '"#'), long('"'), line("'")], lifetimes: true },
  java: SLASHES,
  kotlin: SLASHES,
  csharp: { ...SLASHES, strings: [raw('@"', '"'), long('"""', false), line('"'), line("'")] },
  php: { ...SLASHES, lineComments: ["//", "#"], strings: [line('"'), line("'")] },
  ruby: { ...SLASHES, lineComments: ["#"], blockComments: [["\n=begin", "\n=end"]], strings: [line('"'), line("'")], hashNeedsSpace: true },
  swift: SLASHES,
  c: SLASHES,
  shell: { ...SLASHES, lineComments: ["#"], blockComments: [], strings: [line('"'), line("'")], hashNeedsSpace: true },
};

/** Returns what separates code from comments and strings in a language. */
export function syntaxOf(language: Language): Syntax {
  return SYNTAXES[language];
}
