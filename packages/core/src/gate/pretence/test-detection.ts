import { isFixture, isTestFile } from "../../code/file-kinds.js";
import type { MaskedCode } from "../../code/mask-code.js";

/** What runners set, load or leave where a program can see it. */
const RUNNERS: readonly RegExp[] = [
  /\b(?:VITEST(?:_\w+)?|JEST_WORKER_ID|NODE_TEST_CONTEXT|PYTEST_CURRENT_TEST|PYTEST_VERSION|MOCHA_\w+|PLAYWRIGHT_TEST\w*|TEST_WORKER_INDEX|RUST_TEST_THREADS|PHPUNIT_\w+|__PHPUNIT_\w+)\b/,
  /\b(?:NODE_ENV|APP_ENV|RAILS_ENV|RACK_ENV|BUN_ENV|ENVIRONMENT)\b["'\])}]*[ \t]*(?:[=!]==?|eq)[ \t]*["'`]tests?["'`]|["'`]tests?["'`][ \t]*[=!]==?[ \t]*[\w.$]*\b(?:NODE_ENV|APP_ENV|RAILS_ENV|RACK_ENV)\b|\bRails\.env\.test\?/,
  /\btypeof[ \t]+(?:globalThis\.)?(?:jest|vi|vitest|describe|it|expect|beforeEach|mocha)\b|\b(?:globalThis|global|window)(?:\.|\[["'])(?:jest|vi|describe|it|expect|beforeEach|mocha|__vitest_\w+|__karma__|Cypress)\b/,
  /["'`](?:pytest|unittest|_pytest)["'`][ \t]+(?:not[ \t]+)?in[ \t]+sys\.modules|\bsys\.modules\b[^\n]*["'](?:pytest|unittest)["']/,
  /\btesting\.Testing\(\)|\bflag\.Lookup\([ \t]*"test\.|\bcfg!\([ \t]*test\b|\bdefined\?\([ \t]*(?:RSpec|Minitest)\b|\bclass_exists\([^)\n]*PHPUnit/,
];

/** Who calls, and how the process was started. */
const CALLERS = /\.stack\b|\bgetStackTrace\b|\bcaptureStackTrace\b|\binspect\.(?:stack|currentframe)\b|\btraceback\b|\bprocess\.(?:argv|execArgv|title|mainModule)\b|\brequire\.main\b|\bsys\.argv\b|\bos\.Args\b|\bargv\b|\bcaller\b/;
const TEST_WORD = /["'`/][^"'`\n]{0,80}(?:\btests?\b|\bspecs?\b|vitest|jest|mocha|pytest|junit|phpunit|rspec)/i;

const READS = /\b(?:read\w*|open|import|require|load\w*|fopen|file_get_contents|include\w*)\b/i;

/** Returns how a line of a source asks whether it is under test; `undefined` where it does not. */
export function detectsTests(line: string): string | undefined {
  if (RUNNERS.some((pattern) => pattern.test(line))) return "asks whether a test runner is at work";
  if (CALLERS.test(line) && TEST_WORD.test(line)) return "asks whether a test calls it";
  if (READS.test(line) && [...line.matchAll(/(?<=["'`])[^"'`\n]{1,300}(?=["'`])/g)].some(([path]) => /[./]/.test(path) && isOfTests(path))) return "reads a file of the tests";
  return undefined;
}

function isOfTests(path: string): boolean {
  const plain = path.replace(/^(?:\.{0,2}\/)+/, "");
  return isTestFile(plain) || (isFixture(plain) && /(?:^|\/)(?:tests?|specs?|__tests__|__fixtures__|golden|expected)\//.test(plain));
}

/** Tells whether a file holds its tests itself, as vitest can have it: then it has to ask. */
export function holdsOwnTests({ code }: Pick<MaskedCode, "code">): boolean {
  return /\}[ \t]*=[ \t]*import\.meta\.vitest\b/.test(code);
}
