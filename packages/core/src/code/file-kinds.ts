import { baseName, extensionOf, languageOf } from "./language.js";

const TEST_NAMES: readonly RegExp[] = [
  /\.(?:test|spec|cy|e2e|e2e-spec|test-d|bench)\.[cm]?[jt]sx?$/i,
  /^test_[^/]*\.py$|_tests?\.py$|^tests\.py$/,
  /_test\.(?:go|exs|dart|rb|rs|c|cc|cpp)$/,
  /_spec\.rb$/,
  /(?:Test|Tests|TestCase|IT|Spec)\.(?:java|kt|kts|cs|swift|scala|groovy|php)$/,
  /^Test[A-Z][^/]*\.(?:java|kt)$/,
  /\.feature$/,
  /\.bats$/,
];

/** Tells whether a file holds tests, by the conventions of the usual runners. */
export function isTestFile(path: string): boolean {
  if (isFixture(path)) return false;
  if (TEST_NAMES.some((name) => name.test(baseName(path)))) return true;
  const language = languageOf(path);
  return language !== undefined && /(?:^|\/)(?:__tests__|tests?|specs?|e2e|cypress|[^/]+\.(?:Unit|Integration)?Tests?)\//.test(path);
}

/** Tells whether a file is what tests compare or feed with: fixtures, mocks, snapshots, golden files. */
export function isFixture(path: string): boolean {
  return /(?:^|\/)(?:__fixtures__|fixtures?|testdata|test-data|__mocks__|mocks|__snapshots__|snapshots|golden|goldens|expected|cassettes)\//i.test(path) || /\.(?:snap|golden|approved\.[a-z0-9]+)$/i.test(path) || /\.(?:expected|golden)\.[a-z0-9]+$/i.test(path);
}

/** Tells whether a file is prose or data for people, in which words such as TODO say nothing of code. */
export function isDocument(path: string): boolean {
  return ["md", "mdx", "markdown", "txt", "rst", "adoc", "org", "tex"].includes(extensionOf(path)) || /^(?:LICENSE|NOTICE|CHANGELOG|AUTHORS|README)$/i.test(baseName(path));
}

/** Tells whether a file was made by a program, or is somebody else's that was copied in. */
export function isForeign(path: string): boolean {
  return /(?:^|\/)(?:node_modules|vendor|third_party|dist|build|out|target|coverage|\.next|__pycache__|site-packages|generated|__generated__)\//.test(path) || /\.(?:min\.[cm]?js|bundle\.js|pb\.go|g\.dart|generated\.[a-z]+)$/.test(path) || /_pb2(?:_grpc)?\.py$/.test(path);
}
