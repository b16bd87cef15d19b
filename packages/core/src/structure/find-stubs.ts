import type { Language } from "../code/language.js";
import type { MaskedCode } from "../code/mask-code.js";
import { blockStubs } from "./block-stubs.js";
import { pythonStubs } from "./python-stubs.js";
import { rubyStubs } from "./ruby-stubs.js";
import type { Stub } from "./stub.js";

/** More of one file say no more. */
const MOST_STUBS = 200;

/** Finds what is still to be written in a source file that is no test. */
export function findStubs(code: MaskedCode, language: Language, path: string): readonly Stub[] {
  return [...codeStubs(code, language, path), ...todoComments(code.comments)].sort((a, b) => a.offset - b.offset).slice(0, MOST_STUBS);
}

function codeStubs(code: MaskedCode, language: Language, path: string): readonly Stub[] {
  if (/\.d\.[cm]?ts$|\.pyi$|\.h(?:pp)?$/.test(path)) return [];
  if (language === "python") return pythonStubs(code);
  if (language === "ruby") return rubyStubs(code);
  return language === "shell" ? [] : blockStubs(code, language);
}

function todoComments(comments: string): Stub[] {
  const marks = [...comments.matchAll(/\b(?:TODO|FIXME|XXX)\b/g)].map((match) => ({ offset: match.index, kind: "todo" as const, what: `a comment says ${match[0]}` }));
  const words = [...comments.matchAll(/\b(?:placeholder|stub|dummy)[ \t]+(?:implementation|for now|until|value|logic|data|only|response|body)\b|\b(?:not (?:yet )?implemented|to be implemented|implement (?:this )?later)\b|\b(?:as|just) a (?:placeholder|stub)\b/gi)];
  const lines = new Set(marks.map(({ offset }) => comments.lastIndexOf("\n", offset)));
  return [...marks, ...words.filter(({ index }) => !lines.has(comments.lastIndexOf("\n", index))).map((match) => ({ offset: match.index, kind: "todo" as const, what: `a comment says "${match[0]}"` }))];
}
