/** How one line of a test became another. */
export type LineChange = "same" | "renamed" | "asynchronous" | "tightened" | "loosened" | "expectation" | "timeout" | "import" | "unknown";

const ASSERTION = /\b(?:expect\w*|assert\w*|should\w*|require\.\w+|verify\w*|refute\w*|must_\w+|wont_\w+|XCTAssert\w*|assert_\w+!?|debug_assert\w*!?|toMatchSnapshot|toMatchInlineSnapshot)\b|\bt\.(?:is|not|deepEqual|true|false|throws\w*|ok|equal\w*|same|like|regex|Error\w*|Fatal\w*|Fail\w*)\b|\bpanic!?\(|\b(?:self|cls)\.(?:assert|fail)\w*|\bAssert\.\w+|->(?:assert|expect|should)\w*|\.to(?:Be|Equal|Have|Throw|Match|Contain|Return|StrictEqual)\w*\(|\.(?:Should|should)\b|^[ \t]*(?:Then|And|But)[ \t]/;

/** Tells whether a line of code asserts something, in the words of the usual libraries. */
export function isAssertion(line: string): boolean {
  return !/^[ \t]*(?:import|from|use|using|package)\b/.test(line) && ASSERTION.test(line.slice(0, 2000));
}

/** How much a check asks, from "there is something" to "it is exactly this". What is not here cannot be compared. */
const STRENGTH: ReadonlyMap<string, number> = new Map([
  ...["toBeDefined", "toBeTruthy", "toBeFalsy", "toBeUndefined", "toBeNull", "assertTrue", "assertFalse", "assertIsNotNone", "assertNotNull", "assertNotEmpty", "NotNull", "True", "False", "IsTrue", "IsNotNull", "ok", "be_truthy", "be_present", "assert", "NotNil", "not_nil", "exist", "assert_not_nil", "assert_not_null"].map((name) => [name, 1] as const),
  ...["toBeInstanceOf", "toHaveProperty", "toContain", "toMatch", "toMatchObject", "toBeGreaterThan", "toBeGreaterThanOrEqual", "toBeLessThan", "toBeLessThanOrEqual", "toBeCloseTo", "toHaveLength", "arrayContaining", "objectContaining", "stringContaining", "anything", "any", "assertIn", "assertContains", "assertGreater", "assertGreaterEqual", "assertLess", "assertIsInstance", "assertAlmostEqual", "assertRegex", "Contains", "include", "match", "toThrow", "toHaveBeenCalled", "assertStringContainsString", "assertArrayHasKey", "assertInstanceOf", "InDelta", "toContainEqual"].map((name) => [name, 2] as const),
  ...["toHaveBeenCalledTimes", "toHaveBeenCalledWith", "toThrowError"].map((name) => [name, 3] as const),
  ...["toBe", "toEqual", "assertEqual", "assertEquals", "Equal", "AreEqual", "equal", "deepEqual", "eq", "eql", "assert_eq", "assert_equal", "is"].map((name) => [name, 4] as const),
  ...["toStrictEqual", "assertSame", "Same", "AreSame", "strictEqual", "deepStrictEqual", "assert_same"].map((name) => [name, 5] as const),
]);

/** Takes one line apart into names, numbers, texts and single characters. */
export function tokensOf(line: string): readonly string[] {
  return line.slice(0, 4000).match(/[A-Za-z_$][\w$]*!?|\d[\d_.]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\\n]|\\.)*`|[^\s\w]/g) ?? [];
}

const strength = (tokens: readonly string[]): number | undefined => {
  const known = tokens.flatMap((token) => STRENGTH.get(token.replace(/!$/, "")) ?? []);
  return known.length === 0 ? undefined : Math.min(...known);
};

/** Compares an assertion that is gone with one that came, where both may be the same check. */
export function compareAssertions(before: string, after: string): LineChange {
  const [old, fresh] = [tokensOf(before), tokensOf(after)];
  if (old.join(" ") === fresh.join(" ")) return "same";
  const isAsync = (token: string): boolean => token === "async" || token === "await" || token === ";";
  if (old.filter((token) => !isAsync(token)).join(" ") === fresh.filter((token) => !isAsync(token)).join(" ")) return "asynchronous";
  const [was, is] = [strength(old), strength(fresh)];
  if (negations(fresh) !== negations(old) || fresh.some((token) => isEscape(token)) !== old.some((token) => isEscape(token)) || alternatives(fresh) !== alternatives(old)) return "loosened";
  if (was !== undefined && is !== undefined && was !== is) return is < was ? "loosened" : sameSubject(old, fresh) ? "tightened" : "unknown";
  if (!sameSubject(old, fresh)) return "unknown";
  return was === undefined && !old.includes("==") && !old.includes("=") ? "unknown" : "expectation";
}

function negations(tokens: readonly string[]): number {
  return tokens.filter((token) => token === "not" || token === "!" || token === "never" || /^(?:assert|refute)?(?:Not|not_)/.test(token)).length;
}

/** A check that accepts several answers. */
function alternatives(tokens: readonly string[]): number {
  return tokens.filter((token) => token === "|" || token === "?" || token === "or").length;
}

function isEscape(token: string): boolean {
  return /^(?:anything|any|objectContaining|arrayContaining|stringContaining|stringMatching|ANY|catch|soft)$/.test(token);
}

/** Whether two assertions look at the same thing: what `expect` is given, or one argument, at any place, that is no mere value. */
function sameSubject(old: readonly string[], fresh: readonly string[]): boolean {
  const [was, is] = [subjects(old), new Set(subjects(fresh))];
  return was.some((part) => is.has(part));
}

function subjects(tokens: readonly string[]): readonly string[] {
  const at = tokens.findIndex((token) => STRENGTH.has(token.replace(/!$/, "")));
  if (at === -1) return [tokens.slice(0, tokens.indexOf("=") === -1 ? 2 : tokens.indexOf("=")).join(" ")];
  const open = tokens.indexOf("expect");
  if (open !== -1 && open < at) return [tokens.slice(open, at).filter((token) => token !== "not" && token !== "resolves" && token !== "await").join(" ").replace(/[ .]+$/, "")];
  const written = argumentsOf(tokens.slice(at + 1));
  const telling = written.filter((part) => !/^(?:-? ?\d[\d_. ]*|["'`].*|true|false|null|None|nil|t|self|True|False|undefined)$/.test(part));
  return telling;
}

/** The arguments behind an open parenthesis; of `assert a == b` both sides. */
function argumentsOf(tokens: readonly string[]): string[] {
  let depth = tokens[0] === "(" ? 0 : 1;
  const taken: string[][] = [[]];
  for (const token of tokens) {
    if (")]}".includes(token) && --depth <= 0) break;
    if (depth === 1 && (token === "," || token === "=" || token === "<" || token === ">" || token === "is" || token === "!")) taken.push([]);
    else if (depth > 0) taken.at(-1)?.push(token);
    if ("([{".includes(token)) depth++;
  }
  return taken.map((part) => part.join(" ")).filter((part) => part !== "");
}

/** Compares two lines that assert nothing. `names` are those that the file declares itself: only they may be renamed. */
export function comparePlainLines(before: string, after: string, names: ReadonlySet<string>, renamed: ReadonlyMap<string, string>): LineChange {
  const [old, fresh] = [tokensOf(before), tokensOf(after)];
  const bare = (tokens: readonly string[]): string => tokens.filter((token) => token !== "async" && token !== "await" && token !== ";" && token !== "const" && token !== "let" && token !== "var").join(" ");
  if (bare(old) === bare(fresh)) return "asynchronous";
  if (isRename(old, fresh, names, renamed)) return "renamed";
  if (isTimeout(old, fresh)) return "timeout";
  return isImport(old, fresh) ? "import" : "unknown";
}

/** Tells whether two lines differ in names alone that the file declares itself, each always by the same other name. */
export function isRename(old: readonly string[], fresh: readonly string[], names: ReadonlySet<string>, renamed: ReadonlyMap<string, string>): boolean {
  return old.length === fresh.length && old.length > 0 && old.every((token, at) => token === fresh[at] || (names.has(token) && renamed.get(token) === fresh[at]));
}

/** A number that is a time: `}, 5000);`, `timeout: 5000`, `setTimeout(5000)`, `timeout=5`. */
function isTimeout(old: readonly string[], fresh: readonly string[]): boolean {
  const isTime = (tokens: readonly string[]): boolean => tokens.some((token) => /time_?out/i.test(token)) || tokens[0] === "}";
  const rest = (tokens: readonly string[]): string => tokens.filter((token) => !/^\d/.test(token) && token !== "," && token !== ";").join(" ");
  return isTime(old) && isTime(fresh) && rest(old) === rest(fresh);
}

/** The same module from another place, or more names from it. */
function isImport(old: readonly string[], fresh: readonly string[]): boolean {
  const isOne = (tokens: readonly string[]): boolean => tokens[0] === "import" || tokens[0] === "from" || tokens[0] === "use" || tokens[0] === "using" || (tokens.includes("require") && tokens[0] !== "expect");
  if (!isOne(old) || !isOne(fresh)) return false;
  const base = (tokens: readonly string[]): string => /([\w-]+)(?:\.[cm]?[jt]sx?)?["'`]$/.exec([...tokens].reverse().find((token) => /^["'`]/.test(token)) ?? "")?.[1] ?? "";
  const words = (tokens: readonly string[]): string[] => tokens.filter((token) => /^[A-Za-z_]/.test(token));
  const now = new Set(words(fresh));
  return base(old) === base(fresh) && words(old).every((word) => now.has(word)) && (base(old) !== "" || old.join(" ") === fresh.slice(0, old.length).join(" "));
}
