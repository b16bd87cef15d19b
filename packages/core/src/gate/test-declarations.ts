import { baseName, type Language, languageOf } from "../code/language.js";
import { maskCode, type MaskedCode } from "../code/mask-code.js";

/** A test as its runner would find it. */
export interface TestDeclaration {
  readonly name: string;
  /** From 0. */
  readonly firstLine: number;
  /** The line behind its last one: where the next test starts. */
  readonly endLine: number;
}

/** A test file taken apart. */
export interface TestFile {
  readonly code: string;
  /** The lines of the code without comments and without blanks at their ends; as many as the file has. */
  readonly lines: readonly string[];
  readonly tests: readonly TestDeclaration[];
  /** How often a test is marked as one that does not run, or as the only one that does. */
  readonly skips: number;
  /** The code without blanks and what formatters put in and take out. */
  readonly normal: string;
}

const SCRIPT_TEST = /(?:^|[^\w$.])(?:it|test|specify|fit|xit|xtest|xspecify|ftest|bench)((?:\.\w+){0,3})[ \t]*(?:\(|`)/g;
const QUOTED = "[ \\t(\\r\\n]{0,40}(?:\"([^\"\\n]{0,500})\"|'([^'\\n]{0,500})'|`([^`]{0,500})`)";

const DECLARATIONS: readonly (readonly [RegExp, RegExp])[] = [
  [/\.pyi?$/, /^[ \t]*(?:async[ \t]+)?def[ \t]+(test\w*)/gm],
  [/\.go$/, /^func[ \t]+((?:Test|Benchmark|Fuzz|Example)\w*)|\bt\.Run\([ \t]*"([^"\n]{0,500})"/gm],
  [/\.rs$/, /#\[(?:\w+::)*test(?:_case)?(?:\([^\]\n]*\))?\][^{};]{0,600}?\bfn[ \t]+(\w+)/g],
  [/\.(?:java|kt|kts|groovy|scala)$/, /@(?:Test|ParameterizedTest|RepeatedTest|TestFactory)\b[^{};]{0,600}?\b(?:void|fun|[\w<>]+)[ \t]+(\w+|`[^`\n]{1,300}`)[ \t]*\(/g],
  [/\.cs$/, /\[(?:Fact|Theory|Test|TestMethod|TestCase|DataTestMethod)\b[^{};]{0,600}?\b(?:void|Task)[ \t]+(\w+)[ \t]*\(/g],
  [/\.swift$/, /\bfunc[ \t]+(test\w*)/g],
  [/\.php$/, new RegExp(`\\bfunction[ \\t]+(test\\w*)|(?:^|[^\\w$>:])(?:it|test)\\(${QUOTED}`, "g")],
  [/\.rb$/, new RegExp(`^[ \\t]*def[ \\t]+(test_\\w+)|^[ \\t]*(?:it|specify|test|scenario|example|xit|fit|xspecify)${QUOTED}`, "gm")],
  [/\.feature$/, /^[ \t]*Scenario(?:[ \t]+(?:Outline|Template))?:[ \t]*([^\n]{0,300})/gm],
  [/\.bats$/, /^@test[ \t]+["']([^"'\n]{0,300})/gm],
];

const SKIPS: readonly RegExp[] = [
  /\b(?:xit|xtest|xdescribe|xcontext|xspecify|xscenario|fit|fdescribe|ftest|fcontext|xexample)\b/g,
  /\b(?:it|test|describe|suite|context|specify|bench)(?:\.\w+)*\.(?:skip\w*|only|todo|fixme|fails|failing|runIf)\b/g,
  /\b(?:this|t|ctx|context|testInfo)\.skip\(|\bpending\(|\bskip\b[ \t]*:[ \t]*(?:true\b|["'`!]|process\b|is[A-Z])|\btodo\b[ \t]*:[ \t]*true/g,
  /\b(?:pytest|unittest)\.(?:mark\.)?(?:skip\w*|xfail|importorskip|expectedFailure)|@(?:skip\w*|xfail|expectedFailure)\b|\bself\.skipTest\(|\braise[ \t]+(?:unittest\.)?SkipTest|\bcollect_ignore\w*|\b__test__[ \t]*=[ \t]*False/g,
  /\b[tb]\.Skip(?:f|Now)?\(|^\/\/go:build[^\n]*|^\/\/ \+build[^\n]*/gm,
  /#\[(?:cfg_attr\([^\]\n]*,[ \t]*)?ignore\b|#\[should_panic\b/g,
  /@(?:Disabled\w*|Ignore|EnabledIf\w*|EnabledOn\w*)\b|\bassume(?:True|False|That)\(|\bAssumptions?\./g,
  /\[(?:Ignore|Explicit)\b|\bSkip[ \t]*=[ \t]*"|\bAssert\.(?:Ignore|Inconclusive|Skip)\b/g,
  /->(?:markTestSkipped|markTestIncomplete|skip|todo|only)\(|@(?:doesNotPerformAssertions|requires|group)\b|#\[(?:RequiresPhp|DoesNotPerformAssertions)/g,
  /\b(?:skip|pending)[ \t]+["'(]|(?:,[ \t]*|:)(?:skip|pending|focus)\b(?:[ \t]*=>|[ \t]*:)|^[ \t]*skip[ \t]*$/gm,
  /\bXCTSkip\w*|^[ \t]*@(?:skip|ignore|wip|only|manual|todo)\b/gim,
];

/** Takes a test file apart, in the language that its name tells. */
export function readTestFile(path: string, text: string): TestFile {
  const language = languageOf(path);
  const masked: MaskedCode = language === undefined ? { code: text, bare: text, comments: "", spans: [] } : maskCode(text, language);
  const code = masked.code;
  const found = (language === "javascript" ? scriptTests(masked) : otherTests(baseName(path), code, masked.bare)).sort((a, b) => a.offset - b.offset);
  const lineOf = lineFinder(code);
  const lines = code.split("\n");
  const tests = found.map(({ name, offset }, index) => ({ name, firstLine: lineOf(offset), endLine: Math.max(lineOf(offset) + 1, lineOf(found[index + 1]?.offset ?? code.length) + (index + 1 < found.length ? 0 : 1)) }));
  const marked = textForSkips(text, masked, language);
  return { code, lines: lines.map((line) => line.trimEnd()), tests, skips: SKIPS.reduce((sum, pattern) => sum + (marked.match(pattern)?.length ?? 0), 0), normal: normalOf(code, masked, language === "python") };
}

/** Of Go its build tags are comments; Ruby and C# say why in a string that belongs to the mark. */
function textForSkips(text: string, { code, bare }: MaskedCode, language: Language | undefined): string {
  if (language === "go") return text;
  return language === "ruby" || language === "csharp" ? code : bare;
}

interface Found {
  readonly name: string;
  readonly offset: number;
}

function scriptTests({ code, bare }: MaskedCode): Found[] {
  return [...bare.matchAll(SCRIPT_TEST)].flatMap((match) => {
    const start = match.index + (/^[^\w$]/.test(match[0]) ? 1 : 0);
    // `test.describe(…)`, `test.beforeEach(…)`, `test.extend(…)` and a method `test(` of something are none.
    if (/\.(?:describe|before\w*|after\w*|extend|use|step|setTimeout|configure|info)\b/.test(match[1] ?? "")) return [];
    const behind = code.slice(match.index + match[0].length - 1, match.index + 3000);
    const name = /\.each\b/.test(match[1] ?? "") ? /[)`][ \t\r\n]*\([ \t\r\n]*(["'`])([^\n]{0,500}?)\1[ \t\r\n]*,/.exec(behind)?.[2] : /^\([ \t\r\n]*(["'`])([^\n]{0,500}?)\1/.exec(behind)?.[2];
    return name === undefined && !/\.each\b/.test(match[1] ?? "") && !/^\([ \t\r\n]*[\w.$]+[ \t]*,/.test(behind) ? [] : [{ name: name ?? "", offset: start }];
  });
}

function otherTests(name: string, code: string, bare: string): Found[] {
  const pattern = DECLARATIONS.find(([names]) => names.test(name))?.[1];
  return pattern === undefined ? [] : [...code.matchAll(pattern)].flatMap((match) => {
    const offset = match.index + Math.max(0, match[0].search(/\S/));
    const isCode = bare.charAt(offset) === code.charAt(offset);
    return isCode ? [{ name: match.slice(1).find((group: string | undefined) => group !== undefined) ?? "", offset }] : [];
  });
}

/** Makes a function that tells the line, from 0, at which an offset of a text stands. */
export function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
}

/** What strings hold stays as it is; around them blanks, semicolons, and commas before a bracket go. Python's indentation has a meaning. */
function normalOf(code: string, { spans }: MaskedCode, indented: boolean): string {
  const parts: string[] = [];
  let at = 0;
  const outside = (text: string): string => (indented ? text.replace(/[ \t]+(?=\r?\n|$)/g, "").replace(/(?:\r?\n)+/g, "\n") : text.replace(/[\s;]+/g, "").replace(/,(?=[)\]}])/g, "").replace(/['`]/g, '"'));
  for (const { start, end, kind } of spans) {
    if (kind === "comment") continue;
    parts.push(outside(code.slice(at, start)), code.slice(start, end));
    at = end;
  }
  return [...parts, outside(code.slice(at))].join("").trim();
}
