import type { Summary } from "./summary.js";
import type { NewUatTest, Uat, UatTest } from "./uat-types.js";

/** Something that a person is to look at, made from a summary. */
export interface UatQuestion {
  readonly name: string;
  readonly expected: string;
  /** Which deliverable of which summary: `05-01-SUMMARY.md#D1`, or `#2` for the second thing that was accomplished. */
  readonly source: string;
}

/**
 * Returns what a person is to look at in a phase, in the order of its summaries.
 *
 * A summary with a `coverage` is asked by it, and what needs no human judgment there is not asked; else each thing
 * that was accomplished is, or the one line that says what the plan came to. What two summaries say in the same words
 * is asked once. (design 3.5; formats.md 9 and 14)
 */
export function uatQuestions(summaries: readonly Summary[]): UatQuestion[] {
  const questions = summaries.flatMap((summary) => questionsOf(summary));
  return questions.filter(({ name }, index) => questions.findIndex((each) => sameWords(each.name, name)) === index);
}

function questionsOf({ path, coverage, accomplishments, oneLiner }: Summary): UatQuestion[] {
  const file = path.slice(path.lastIndexOf("/") + 1);
  const ask = (text: string, key: string, expected = text): UatQuestion[] => (text.trim() === "" ? [] : [{ name: titleOf(text), expected, source: `${file}#${key}` }]);
  if (coverage.length > 0) {
    return coverage.flatMap(({ id, description, humanJudgment, rationale }, index) =>
      humanJudgment === false ? [] : ask(description, id ?? String(index + 1), rationale === undefined ? description : `${description} (${rationale})`));
  }
  if (accomplishments.length > 0) return accomplishments.flatMap((text, index) => ask(text, String(index + 1)));
  return oneLiner === undefined ? [] : ask(oneLiner, "1");
}

/** The longest heading that is still read at a glance. */
const LONGEST = 100;

/** The first sentence, or as much of it as fits; the whole text stands below, as what is expected. */
function titleOf(text: string): string {
  const plain = text.replaceAll("`", "").replace(/\s+/g, " ").trim();
  const sentence = /^(.+?)(?:[.;](?:\s|$)|\s[-–—]\s|:\s)/.exec(plain)?.[1] ?? plain;
  return sentence.length <= LONGEST ? sentence : `${sentence.slice(0, sentence.lastIndexOf(" ", LONGEST) > 40 ? sentence.lastIndexOf(" ", LONGEST) : LONGEST).trimEnd()}…`;
}

/** Returns the questions that a UAT file has no test for yet, as tests that are to be answered. */
export function newQuestions(uat: Uat, questions: readonly UatQuestion[]): NewUatTest[] {
  const left = uat.tests.filter(isPersonsTest);
  const take = (matches: (test: UatTest) => boolean): boolean => {
    const index = left.findIndex(matches);
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  };
  // By their words first: where somebody reworded one test, its place must not be taken for that of another.
  const unnamed = questions.filter(({ name, expected }) => !take((test) => sameWords(test.name, name) || (test.expected !== undefined && sameWords(test.expected, expected))));
  return unnamed.filter(({ source }) => !take((test) => test.source === source)).map(({ name, expected, source }) => ({ name, expected, source, result: "pending" }));
}

/** Whether a test is answered by a person: those with a command are DGS's own. */
export function isPersonsTest(test: Pick<UatTest, "command">): boolean {
  return test.command === undefined;
}

function sameWords(a: string, b: string): boolean {
  return wordsOf(a) === wordsOf(b);
}

function wordsOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}
