import { isAssertion, tokensOf } from "../assertion.js";
import { readTestFile } from "../test-declarations.js";

/** The languages of whose assertions enough is known to miss them. */
const KNOWN = /\.(?:[cm]?[jt]sx?|py|go|rs|java|kt|cs|rb|php)$/;

/** How many tests a file has of which none asserts anything; 0 where one does, or nobody knows. */
export function idleTests(path: string, text: string): number {
  if (!KNOWN.test(path)) return 0;
  const { tests, lines } = readTestFile(path, text);
  const [first] = tests;
  if (first === undefined) return 0;
  return lines.some((line) => (isAssertion(line) && !isIdle(line)) || /\bthrow\b|\braise\b|\bfail\w*\(|\bt\.(?:Log|Run)\b|\b(?:check|ensure|must|verify)[A-Z_]\w*\(/.test(line)) ? 0 : tests.length;
}

/** An assertion in which nothing stands but literals: `assert.equal(true, true)`. */
function isIdle(line: string): boolean {
  const at = /\b(?:expect|assert\w*|t|should|XCTAssert\w*|Assert)\b/.exec(line)?.index ?? 0;
  const names = tokensOf(line.slice(at)).filter((token) => /^[A-Za-z_$]/.test(token));
  return names.every((name) => /^(?:expect|assert\w*!?|t|self|Assert|XCTAssert\w*|is|ok|not|toBe\w*|toEqual|toStrictEqual|equal\w*|strictEqual|deepEqual|deepStrictEqual|AreEqual|IsTrue|Equal|True|False|true|false|True|False|None|null|undefined|nil|strict|debug_assert\w*!?|assert_eq!|eq|eql|to|be|be_truthy)$/.test(name));
}
