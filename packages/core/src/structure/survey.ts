import type { MaskedCode } from "../code/mask-code.js";
import { maskCode } from "../code/mask-code.js";
import { languageOf, type Language } from "../code/language.js";
import type { FileIndex } from "./file-index.js";
import type { StructureFinding, StructurePlace } from "./types.js";

/** What all checks of one survey share. */
export interface Survey {
  readonly index: FileIndex;
  readonly textOf: (path: string) => string | undefined;
  /** The file taken apart; `undefined` where its text is not there or its language is not known. */
  readonly codeOf: (path: string) => (MaskedCode & { readonly language: Language }) | undefined;
  readonly findings: StructureFinding[];
  readonly held: StructurePlace[];
  readonly questions: StructurePlace[];
  /** What may still be looked through, in characters; plans are files that agents write, and ten thousand questions of one cost time. */
  readonly effort: { left: number };
}

/** In characters; a few seconds. */
const MOST_EFFORT = 2_000_000_000;

/** Takes from what may still be looked through; says whether there was enough. */
export function spendEffort(survey: Survey, characters: number): boolean {
  survey.effort.left -= characters;
  return survey.effort.left > 0;
}

/** Opens a survey; each text is taken apart at most once. */
export function openSurvey(index: FileIndex, texts: ReadonlyMap<string, string>): Survey {
  const codes = new Map<string, (MaskedCode & { readonly language: Language }) | undefined>();
  return {
    index,
    textOf: (path) => texts.get(path),
    codeOf: (path) => {
      if (!codes.has(path)) {
        const [text, language] = [texts.get(path), languageOf(path)];
        codes.set(path, text === undefined || language === undefined ? undefined : { ...maskCode(text, language), language });
      }
      return codes.get(path);
    },
    findings: [],
    held: [],
    questions: [],
    effort: { left: MOST_EFFORT },
  };
}

/** Returns the line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line++;
  return line;
}
