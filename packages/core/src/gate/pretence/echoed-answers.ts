import { isCommon, type Literal, literalsOf } from "./literals.js";

/** What tests ask and what they expect, as `5400 → "1h 30m"`. */
export type Answers = ReadonlySet<string>;

const key = (asked: Literal, answer: Literal): string => `${asked.value} → ${answer.value}`;

/** Literals of one test line beyond these say nothing of what belongs together. */
const MOST_LITERALS = 8;

/**
 * Returns what tests ask and expect: literals that stand in one line, or follow each other in a table.
 * @param codes Test files without comments.
 */
export function answersOf(codes: readonly string[]): Answers {
  const answers = new Set<string>();
  for (const code of codes) {
    for (const line of code.split("\n")) {
      const found = literalsOf(line.slice(0, 2000)).slice(0, MOST_LITERALS);
      for (const [at, asked] of found.entries()) for (const answer of found.slice(at + 1)) answers.add(key(asked, answer)).add(key(answer, asked));
    }
  }
  return answers;
}

/** What may stand between what is asked and the answer: of a branch, a case, a choice, an entry of a table. */
const BETWEEN = /^[)\]\s]*(?:\{\s*|:\s*|\?\s*|,\s*|=>\s*|then\s+|and\s+)?(?:return\s*\(?\s*|\w+\s*=\s*|:\s*)?$/;

/** An answer that source code gives to one certain input. */
export interface EchoedAnswer {
  readonly asked: string;
  readonly answer: string;
  /** Where in the code what is asked stands. */
  readonly offset: number;
}

/**
 * Finds the answers in a source that its tests ask for by just that input. A table or a row of branches counts where at least half of its entries stand in the tests, too:
 * one that knows more is knowledge, not an echo.
 * @param code A source without comments.
 * @param isNew Whether the change brought what stands at an offset.
 */
export function echoedAnswers(code: string, answers: Answers, isNew: (offset: number) => boolean): readonly EchoedAnswer[] {
  const literals = literalsOf(code);
  const pairs = literals.flatMap((asked, at): readonly (readonly [Literal, Literal])[] => {
    const answer = literals[at + 1];
    return answer !== undefined && isNew(asked.start) && isAnswer(code, asked, answer) ? [[asked, answer]] : [];
  });
  const echoed = pairs.filter(([asked, answer]) => answers.has(key(asked, answer)));
  if (echoed.length * 2 < pairs.length) return [];
  return echoed.map(([asked, answer]) => ({ asked: asked.value, answer: answer.value, offset: asked.start }));
}

function isAnswer(code: string, asked: Literal, answer: Literal): boolean {
  if (isCommon(asked) || isCommon(answer) || isWord(asked)) return false;
  const between = code.slice(asked.end, answer.start);
  if (between.length > 60 || !BETWEEN.test(between)) return false;
  const before = code.slice(Math.max(0, asked.start - 60), asked.start);
  // `status === 404`, `case 404:` of a code: those are names that happen to be numbers.
  if (/(?:status|code|errno|port|version|year|month)\w*[ \t)\].]*(?:[=!]==?|is)[ \t]*$/i.test(before)) return false;
  // Two numbers or texts that follow each other in a list or a call belong together only as an entry of their own.
  return /^[)\]\s]*,/.test(between) ? /[[({]\s*$/.test(before) && /^\s*[\])}]/.test(code.slice(answer.end)) && !/\w\s*\(\s*$/.test(before) : true;
}

/** One word, as the names of units, kinds and roles are: to choose by them is no echo of a test. */
function isWord({ value, kind }: Literal): boolean {
  return kind === "text" && /^"[A-Za-z][\w.-]*"$/.test(value);
}
