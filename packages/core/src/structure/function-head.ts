import type { Language } from "../code/language.js";

/** What stands before the body of a function. */
export interface FunctionHead {
  readonly name: string;
  /** An empty body may be meant: a method of a class that others are made from. */
  readonly unsure: boolean;
}

/** How far back the head of a function is looked for, in characters. */
const LONGEST_HEAD = 600;

const NO_FUNCTIONS: ReadonlySet<string> = new Set(["if", "for", "while", "switch", "catch", "with", "do", "try", "else", "finally", "return", "new", "super", "using", "lock", "fixed", "synchronized", "foreach", "match", "when", "select", "func", "describe", "constructor", "init", "deinit", "__construct", "__destruct", "main_"]);

/** A name that says that nothing happens. */
const NOTHING = /^_*(?:no_?op\w*|nop|noOperation|do_?nothing|empty|ignore|swallow|drop|dispose|identity)$/i;

/** Reads the head of the function whose body opens at an offset; `undefined` where it is no function, or one whose empty body says nothing. */
export function functionName(bare: string, open: number, language: Language): FunctionHead | undefined {
  const head = headBefore(bare, open);
  const name = language === "javascript" ? scriptName(head) : language === "go" ? /(?:^|\n)[ \t]*func[ \t]+(?:\([^()]*\)[ \t]*)?(\w+)/.exec(head)?.[1] : blockName(head, language);
  if (name === undefined || NO_FUNCTIONS.has(name) || NOTHING.test(name)) return undefined;
  const around = headAround(bare, open);
  // A method of an object that is written out is a default that does nothing more often than not.
  if (language === "javascript" && isMethod(head) && !/\bclass\b/.test(around)) return undefined;
  return { name, unsure: isMeant(head, language) || isInBase(bare, around) };
}

/** The text from the end of what stands before the head; parentheses in it may hold braces of their own. */
function headBefore(bare: string, open: number): string {
  const from = Math.max(0, open - LONGEST_HEAD);
  let depth = 0;
  for (let at = open - 1; at >= from; at--) {
    const here = bare.charAt(at);
    if (here === ")" || here === "]") depth++;
    else if (here === "(" || here === "[") {
      // Out of an argument list: the body is that of a callback.
      if (depth === 0) return bare.slice(at, open);
      depth--;
    } else if (depth === 0 && (here === ";" || here === "{" || here === "}")) return bare.slice(at + 1, open);
  }
  return bare.slice(from, open);
}

/** A declared function, a method, or a constant that is exported. A callback, a default and a property are meant to do nothing more often than not. */
function scriptName(head: string): string | undefined {
  const text = head.trimEnd();
  const declared = /(?:^|[\s(])function\b[ \t]*\*?[ \t]*([\w$]+)[ \t]*[<(]/.exec(text);
  if (declared !== null && !/^[([]/.test(text)) return declared[1];
  if (text.endsWith("=>") || /\bfunction[ \t]*\([^()]*\)$/.test(text)) return /(?:^|\n)[ \t]*export[ \t]+(?:default[ \t]+)?(?:const|let|var)[ \t]+([\w$]+)/.exec(text)?.[1] ?? (/(?:^|\n)[ \t]*export[ \t]+default[ \t]/.test(text) ? "default" : /(?:^|\n)[ \t]*(?:module\.)?exports\.([\w$]+)[ \t]*=/.exec(text)?.[1]);
  if (/^[([]/.test(text) || /(?:^|\n)[ \t]*(?:export[ \t]+)?(?:default[ \t]+)?(?:abstract[ \t]+)?(?:class|interface|enum|namespace|module)\b/.test(text) || /[=:,?]\s*$/.test(text)) return undefined;
  return methodName(text);
}

function isMethod(head: string): boolean {
  return !/\bfunction\b|=>\s*$/.test(head);
}

/** `async save(x: T): Promise<void>`; of a getter its name, and of a setter nothing. */
function methodName(text: string): string | undefined {
  const match = /(?:^|\n)[ \t]*((?:(?:public|private|protected|static|override|async|get|set|readonly)[ \t]+)*)\*?[ \t]*(#?[\w$]+)[ \t]*(?:<[^<>]*>)?[ \t]*\(/.exec(text);
  if (match === null || /\bset\b/.test(match[1] ?? "")) return undefined;
  return text.endsWith(")") || /\)[ \t]*:[^=]{1,200}$/.test(text) ? match[2] : undefined;
}

function blockName(head: string, language: Language): string | undefined {
  const text = head.trimEnd();
  const word = ({ rust: "fn", kotlin: "fun", swift: "func", php: "function" } as Readonly<Partial<Record<Language, string>>>)[language];
  if (word !== undefined) return new RegExp(`\\b${word}[ \\t]+(?:<[^<>]*>[ \\t]*)?&?(?:[\\w.]+\\.)?(\\w+)[ \\t]*[<(]`).exec(text)?.[1];
  if (/^[([]/.test(text) || /\b(?:class|interface|enum|record|struct|namespace|new|return|union)\b|=>|->|=\s*$/.test(text)) return undefined;
  // A constructor of Java, C# or C++ has no type in front.
  const match = /(?:^|\n)[ \t]*(?:@\w+(?:\([^()]*\))?\s*)*((?:[\w.<>[\],?:*&]+[ \t]+)+)[*&]*(?:\w+::)?(\w+)[ \t]*\([^{}]*\)[\w\s,.]*$/.exec(text.slice(-LONGEST_HEAD));
  if (match === null || /^(?:(?:public|private|protected|internal|explicit|static|inline|else|virtual)\s+)+$/.test(match[1] ?? "")) return undefined;
  return match[2];
}

function isMeant(head: string, language: Language): boolean {
  return (language === "java" ? /\b(?:default|protected)\b/ : /\b(?:virtual|open|abstract|protected)\b/).test(head);
}

/** A class that is made for others to be made from: its methods may be empty on purpose. */
function isInBase(bare: string, around: string): boolean {
  const name = /\b(?:class|trait|interface|object)[ \t]+(\w+)/.exec(around)?.[1];
  if (name === undefined) return /\bimpl\b.*\bfor\b/.test(around);
  return /\b(?:abstract|trait|interface|open)\b/.test(around) || /^(?:Abstract|Base|Null|No[Oo]p|I[A-Z])|(?:Base|Adapter|Visitor|Listener|Interface)$/.test(name) || new RegExp(`\\bextends[ \\t]+${name}\\b`).test(bare);
}

/** How far back the class around a function is looked for, in characters. */
const LONGEST_CLASS = 50_000;

/** The head of the block that holds an offset, as `class A extends B`; nothing at the top of the file. */
function headAround(bare: string, open: number): string {
  let depth = 0;
  for (let at = open - 1; at >= Math.max(0, open - LONGEST_CLASS); at--) {
    const here = bare.charAt(at);
    if (here === "}") depth++;
    else if (here === "{" && depth-- === 0) return headBefore(bare, at);
  }
  return "";
}
