import type { Language } from "../code/language.js";

/** The names that a file declares at its surface. */
export interface DeclaredNames {
  /** Those that other files may use. */
  readonly exported: ReadonlySet<string>;
  /** Those that are there, for other files or not. */
  readonly declared: ReadonlySet<string>;
}

/** No line of source is that long; what lies behind is not read. */
const LONGEST_LINE = 2000;

interface Rule {
  /** Its last group is the name. */
  readonly pattern: RegExp;
  readonly exported: (line: string, name: string) => boolean;
}

const always = (): boolean => true;
const capital = (_line: string, name: string): boolean => /^\p{Lu}/u.test(name);
const notPrivate = (line: string): boolean => !/\b(?:private|protected|fileprivate)\b/.test(line);

const TYPE_WORDS = "(?:class|interface|enum|record|struct|trait|object|@interface)";

const RULES: Readonly<Record<Exclude<Language, "javascript">, readonly Rule[]>> = {
  python: [
    { pattern: /^(?:async +)?(?:def|class) +(\w+)/, exported: always },
    { pattern: /^(\w+)[ \t]*(?::[^=]+)?=(?!=)/, exported: always },
    { pattern: /^[ \t]+(?:async +)?(?:def|class) +(\w+)/, exported: () => false },
  ],
  go: [
    { pattern: /^func +(?:\([^)]*\) *)?(\w+)/, exported: capital },
    { pattern: /^(?:type|var|const) +(\w+)/, exported: capital },
    { pattern: /^\t(\w+)(?:, *\w+)*(?: +[\w.*[\]]+)? *=/, exported: capital },
    { pattern: /^\t(\w+) +(?:struct|interface|func)\b/, exported: capital },
  ],
  rust: [
    { pattern: /^[ \t]*(?:pub(?:\([^)]*\))? +)?(?:default +|async +|unsafe +|const +|extern +"?\w*"? +)*(?:fn|struct|enum|trait|type|mod|const|static|union) +(?:mut +)?(\w+)/, exported: (line) => /^[ \t]*pub\b/.test(line) },
    { pattern: /^[ \t]*macro_rules! *(\w+)/, exported: always },
  ],
  java: [
    { pattern: new RegExp(`\\b${TYPE_WORDS} +(\\w+)`), exported: notPrivate },
    { pattern: /^[ \t]+(?:(?:public|protected|private|static|final|abstract|synchronized|default|native) +)*(?:<[^>]*> +)?[\w.<>[\],?]+(?: [\w.<>[\],?]+)? +(\w+) *\(/, exported: (line) => /\bpublic\b/.test(line) || !/\b(?:private|protected|return|new|else|throw)\b/.test(line) },
    { pattern: /\bpublic +static +final +[\w.<>[\]]+ +(\w+)/, exported: always },
  ],
  kotlin: [{ pattern: /\b(?:class|interface|object|fun|val|var|typealias) +(?:<[^>]*> *)?(?:[\w.]+\.)?(\w+)/, exported: notPrivate }],
  csharp: [
    { pattern: new RegExp(`\\b${TYPE_WORDS} +(\\w+)`), exported: notPrivate },
    { pattern: /\b(?:public|internal)(?: +(?:static|async|virtual|override|abstract|sealed|readonly|const|required|partial|extern|new|unsafe))* +[\w.<>[\],?]+(?: [\w.<>[\],?]+)? +(\w+) *(?:[({=;]|<|$)/, exported: always },
  ],
  php: [
    { pattern: /\b(?:class|interface|trait|enum|function) +&?(\w+)/, exported: notPrivate },
    { pattern: /\bconst +(?:\w+ +)?(\w+) *=/, exported: notPrivate },
    { pattern: /\bdefine *\( *['"](\w+)/, exported: always },
  ],
  ruby: [
    { pattern: /^[ \t]*(?:class|module) +(?:\w+::)*(\w+)/, exported: always },
    { pattern: /^[ \t]*def +(?:self\.)?(\w+[?!=]?)/, exported: always },
    { pattern: /^[ \t]*([A-Z]\w*) *=(?!=)/, exported: always },
    { pattern: /^[ \t]*attr_(?:reader|writer|accessor) +:(\w+)/, exported: always },
  ],
  swift: [{ pattern: /\b(?:class|struct|enum|protocol|actor|func|var|let|typealias|extension) +(\w+)/, exported: notPrivate }],
  c: [
    { pattern: /\b(?:class|struct|enum|union|namespace|trait|object|mixin|def|val) +(\w+)/, exported: always },
    { pattern: /^(?!return\b|else\b)[\w:*&<>, \t]+[ \t*&](\w+) *\(/, exported: always },
    { pattern: /^[ \t]*#define +(\w+)/, exported: always },
  ],
  shell: [
    { pattern: /^[ \t]*(?:function +)?([\w-]+) *\(\)/, exported: always },
    { pattern: /^[ \t]*function +([\w-]+)/, exported: always },
    { pattern: /^[ \t]*(?:export +|readonly +)?(\w+)=/, exported: always },
  ],
};

/** Returns the names that a file of another language than JavaScript declares; `code` is without comments. */
export function declaredNames(code: string, language: Exclude<Language, "javascript">): DeclaredNames {
  const [exported, declared] = [new Set<string>(), new Set<string>()];
  for (const whole of code.split("\n")) {
    const line = whole.slice(0, LONGEST_LINE);
    for (const { pattern, exported: isExported } of RULES[language]) {
      const name = pattern.exec(line)?.at(-1);
      if (name === undefined) continue;
      declared.add(name);
      if (isExported(line, name)) exported.add(name);
    }
  }
  for (const name of reexported(code, language)) {
    declared.add(name);
    exported.add(name);
  }
  return { exported, declared };
}

/** What a file takes from another one and hands on. */
function reexported(code: string, language: Language): string[] {
  if (language === "python") return [...code.matchAll(/^from[ \t]+[\w.]+[ \t]+import[ \t]+(?:\(([^()]*)\)|([^\n(]*))/gm)].flatMap((match) => importedNames(match[1] ?? match[2] ?? ""));
  if (language === "rust") return [...code.matchAll(/^[ \t]*pub(?:\([^()\n]*\))?[ \t]+use[ \t]([^;]*);/gm)].flatMap((match) => (match[1] ?? "").split(/[{},]/)).flatMap((part) => /(\w+)\s*$/.exec(part)?.[1] ?? []);
  return [];
}

function importedNames(list: string): string[] {
  return list.split(",").flatMap((part) => /(?:\bas\s+)?(\w+)\s*$/.exec(part.trim().slice(0, 300))?.[1] ?? []);
}
