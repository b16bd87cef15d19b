import type { Language } from "../code/language.js";
import type { MaskedCode } from "../code/mask-code.js";
import { functionName } from "./function-head.js";
import type { Stub } from "./stub.js";

/** What throws because nothing is there yet, in the languages with braces. Each is looked for in code with its strings. */
const NOT_IMPLEMENTED: Readonly<Partial<Record<Language, RegExp>>> = {
  javascript: /\bthrow[ \t]+(?:new[ \t]+)?(?:\w*NotImplemented\w*[ \t]*\(|\w*Error[ \t]*\([ \t]*["'`][^"'`\n]{0,80}(?:not[ \t]+(?:yet[ \t]+)?implemented|unimplemented|todo\b)[^"'`\n]{0,80}["'`])/gi,
  go: /\bpanic\([ \t]*(?:errors\.New\(|fmt\.\w+\()?["`][^"`\n]{0,80}(?:not[ \t]+(?:yet[ \t]+)?implemented|unimplemented|todo\b)/gi,
  rust: /\b(?:unimplemented|todo)![ \t]*[([{]/g,
  java: /\bthrow[ \t]+new[ \t]+(?:NotImplementedException[ \t]*\(|\w+[ \t]*\([ \t]*"[^"\n]{0,80}(?:not[ \t]+(?:yet[ \t]+)?implemented|unimplemented|todo\b))/gi,
  kotlin: /(?:^|[^\w.])TODO[ \t]*\(|\bthrow[ \t]+(?:NotImplementedError[ \t]*\(|\w+\([ \t]*"[^"\n]{0,80}not[ \t]+(?:yet[ \t]+)?implemented)/g,
  csharp: /\bthrow[ \t]+new[ \t]+(?:[\w.]*NotImplementedException[ \t]*\(|\w+[ \t]*\([ \t]*"[^"\n]{0,80}not[ \t]+(?:yet[ \t]+)?implemented)/gi,
  php: /\bthrow[ \t]+new[ \t]+\\?(?:\w*NotImplemented\w*|\w+[ \t]*\([ \t]*["'][^"'\n]{0,80}(?:not[ \t]+(?:yet[ \t]+)?implemented|unimplemented|todo\b))/gi,
  swift: /\bfatalError\([ \t]*"[^"\n]{0,80}(?:not[ \t]+(?:yet[ \t]+)?(?:been[ \t]+)?implemented|unimplemented|todo\b)/gi,
  c: /\bthrow[ \t]+(?:new[ \t]+)?(?:Unimplemented\w*|[\w:]+[ \t]*\([ \t]*["'][^"'\n]{0,80}not[ \t]+(?:yet[ \t]+)?implemented)/gi,
};

/** Of each one the text around it is read; a file with more is made by a program, or made to cost time. */
const MOST_BODIES = 1000;

/** Finds functions with an empty body, and what throws "not implemented", in a language with braces. */
export function blockStubs({ code, bare, comments }: MaskedCode, language: Language): readonly Stub[] {
  const empty = [...bare.matchAll(/\{[ \t\r\n]*\}/g)].slice(0, MOST_BODIES).flatMap((match) => emptyBody(bare, comments, match.index, match.index + match[0].length, language));
  const pattern = NOT_IMPLEMENTED[language];
  const thrown = pattern === undefined ? [] : [...code.matchAll(pattern)].slice(0, MOST_BODIES).flatMap((match) => thrownStub(bare, match.index + (/^[^\w]/.test(match[0]) ? 1 : 0), language));
  return [...empty, ...thrown];
}

function emptyBody(bare: string, comments: string, open: number, end: number, language: Language): Stub[] {
  const head = functionName(bare, open, language);
  if (head === undefined) return [];
  const said = comments.slice(open, end).replace(/[\s/*#]/g, "") !== "" && !/TODO|FIXME|not (?:yet )?implemented|placeholder/i.test(comments.slice(open, end));
  return [{ offset: open, kind: said || head.unsure ? "unsure" : "body", what: `the function ${quoted(head.name)} has an empty body` }];
}

/** What is thrown as the only thing that a function does makes it a stub; somewhere inside it is one case of several. */
function thrownStub(bare: string, offset: number, language: Language): Stub[] {
  // Inside of a string or a comment: an offset whose characters were blanked.
  if (/\s/.test(bare.charAt(offset))) return [];
  const before = bare.slice(Math.max(0, offset - 2000), offset).trimEnd();
  const open = offset - bare.slice(Math.max(0, offset - 2000), offset).length + before.length - 1;
  const only = before.endsWith("{") && /^[^{};]{0,400};?[ \t\r\n]*\}/.test(bare.slice(offset, offset + 500));
  const head = only ? functionName(bare, open, language) : undefined;
  if (head !== undefined) return [{ offset, kind: head.unsure ? "unsure" : "body", what: `the function ${quoted(head.name)} only says that it is not implemented` }];
  const arrow = /(?:=>|=)\s*$/.test(before);
  return [{ offset, kind: arrow ? "body" : "statement", what: "something is said to be not implemented" }];
}

function quoted(name: string): string {
  return name === "" ? "without a name" : `\`${name}\``;
}
