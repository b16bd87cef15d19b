import { isDocument, isFixture, isForeign, isTestFile } from "../../code/file-kinds.js";
import { languageOf } from "../../code/language.js";
import { maskCode } from "../../code/mask-code.js";
import { gatePart } from "../gate-part.js";
import type { ChangedFile } from "../types.js";
import { lineFinder } from "../test-declarations.js";
import { addedLines } from "./added-lines.js";
import { constantAnswers } from "./constant-answers.js";
import { type Answers, answersOf, echoedAnswers } from "./echoed-answers.js";
import { idleTests } from "./idle-tests.js";
import { detectsTests, holdsOwnTests } from "./test-detection.js";
import type { Pretence } from "./types.js";

/** In a source with more characters no answer is looked for: people and agents write shorter ones, programs longer ones. */
const MOST_CHARACTERS = 500_000;

/** Places of one file that are told one by one. */
const MOST_TOLD = 5;

/**
 * Finds where a change seems to be made for its tests and not for its task: sources that ask whether they are under test, that give the answers which tests ask for to
 * just those inputs, that answer with a constant; new tests that assert nothing. Each is a question for a person. (Design 3.5)
 * @param tests The texts of all test files as they are now, by path.
 */
export function findPretence(files: readonly ChangedFile[], tests: ReadonlyMap<string, string>): readonly Pretence[] {
  const answers = answersOf([...tests].map(([path, text]) => codeOf(path, text)));
  return files.flatMap((file): readonly Pretence[] => {
    const { path, after } = file;
    if (after === undefined || file.unread === true || isForeign(path)) return [];
    if (isTestFile(path)) return idleOf(file);
    const language = languageOf(path);
    if (language === undefined || isFixture(path) || isDocument(path) || gatePart(path) !== undefined) return [];
    return ofSource(file, after, answers).slice(0, MOST_TOLD);
  });
}

function codeOf(path: string, text: string): string {
  const language = languageOf(path);
  return language === undefined ? text : maskCode(text, language).code;
}

function idleOf({ path, before, after = "" }: ChangedFile): readonly Pretence[] {
  const idle = idleTests(path, after);
  if (idle === 0 || (before !== undefined && idleTests(path, before) > 0)) return [];
  return [{ path, line: 1, kind: "idle-tests", text: idle === 1 ? "Its test asserts nothing." : `None of its ${idle} tests asserts anything.` }];
}

function ofSource(file: ChangedFile, after: string, answers: Answers): readonly Pretence[] {
  const { path } = file;
  const language = languageOf(path);
  if (language === undefined) return [];
  const masked = maskCode(after, language);
  const added = addedLines(file);
  const lineOf = lineFinder(masked.code);
  const isNew = (offset: number): boolean => added.has(lineOf(offset));
  const detected = holdsOwnTests(masked) ? [] : masked.code.split("\n").flatMap((line, at): Pretence[] => {
    const how = added.has(at) ? detectsTests(line.slice(0, 2000)) : undefined;
    return how === undefined ? [] : [{ path, line: at + 1, kind: "test-detected", text: `The code ${how}: it may behave otherwise there than for those who use it.` }];
  });
  const echoed = (masked.code.length > MOST_CHARACTERS ? [] : echoedAnswers(masked.code, answers, isNew)).map(({ asked, answer, offset }): Pretence => ({ path, line: lineOf(offset) + 1, kind: "answer-echoed", text: `The code answers ${asked} with ${answer}, as a test asks for just that: it may know the answer and not how to find it.` }));
  const constant = constantAnswers(masked.code, language).filter(({ offset }) => isNew(offset)).map(({ name, answer, offset }): Pretence => ({ path, line: lineOf(offset) + 1, kind: "constant-answer", text: `The function \`${name}\` answers with ${answer}, whatever it is given.` }));
  return [...detected, ...echoed, ...constant];
}
