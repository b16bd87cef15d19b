import type { Language } from "../../code/language.js";
import { isCommon, literalsOf } from "./literals.js";

/** A function that gives the same answer whatever it is asked. */
export interface ConstantAnswer {
  readonly name: string;
  readonly answer: string;
  readonly offset: number;
}

const FORMS: Readonly<Partial<Record<Language, readonly RegExp[]>>> = {
  javascript: [
    /^(?:export[ \t]+(?:default[ \t]+)?)?(?:async[ \t]+)?function[ \t]+(\w+)(?:<[^>\n]{0,200}>)?[ \t]*\(([^)]{1,300})\)[^{;]{0,200}\{\s*return[ \t]+([^;{}\n]{1,300});?\s*\}/gm,
    /^(?:export[ \t]+)?const[ \t]+(\w+)(?:[ \t]*:[^=\n]{1,200})?[ \t]*=[ \t]*(?:async[ \t]+)?\(([^)]{1,300})\)(?:[ \t]*:[ \t]*[\w<>[\]| ]{1,80})?[ \t]*=>[ \t]*(?:\{\s*return[ \t]+)?([^;{}\n]{1,300});/gm,
  ],
  python: [/^(?:async[ \t]+)?def[ \t]+(\w+)[ \t]*\(([^)]{1,300})\)[^:\n]{0,100}:[ \t]*\n(?:[ \t]*\n)*[ \t]+return[ \t]+([^\n]{1,300})(?=\n(?:[ \t]*\n)*\S|\s*$)/gm],
};

/** Finds functions at the top of a file that take something and answer with one literal. Of methods that is usual: classes differ in them. */
export function constantAnswers(code: string, language: Language): readonly ConstantAnswer[] {
  return (FORMS[language] ?? []).flatMap((form) =>
    [...code.matchAll(form)].flatMap((match): ConstantAnswer[] => {
      const [, name = "", given = "", body = ""] = match;
      const [literal, ...others] = literalsOf(body);
      const isAlone = literal !== undefined && others.length === 0 && /^[\s()]*-?$/.test(body.slice(0, literal.start)) && /^[\s();]*$/.test(body.slice(literal.end));
      // `_context` says itself that it is not looked at.
      const isAsked = given.split(",").some((part) => /^\s*(?!_)[\w{[*.]/.test(part) && !/^\s*(?:self|cls|this)\b/.test(part));
      return isAlone && isAsked && !isCommon(literal) ? [{ name, answer: literal.value, offset: match.index }] : [];
    }),
  );
}
