import { simpleCommands } from "./simple-commands.js";

/** A program that prints nothing when all is well, with the reason. */
interface SilentProgram {
  /** Its name, and the words behind it that have to be there in this order: `git diff`. */
  readonly words: readonly string[];
  /** One of these has to be among its arguments; absent: none is needed. */
  readonly flags?: readonly string[];
  readonly reason: string;
}

const FINDINGS = "prints findings only";
const COMPARES = "tells by its exit code, and prints differences only";
const QUIET = "was asked to be quiet";
const BUILDS = "prints only what is wrong with a build";

/** `true`, `:`, `exit` and `echo` are missing on purpose: they say nothing about the code. */
const SILENT: readonly SilentProgram[] = [
  ...["eslint", "stylelint", "flake8", "shellcheck", "tsc", "vue-tsc", "standard", "hadolint", "yamllint", "markdownlint", "luacheck", "staticcheck", "golangci-lint", "pyflakes", "pycodestyle", "cppcheck", "xmllint"].map((name) => ({ words: [name], reason: FINDINGS })),
  ...["test", "[", "[["].map((name) => ({ words: [name], reason: "tells by its exit code alone" })),
  ...["diff", "cmp", "comm"].map((name) => ({ words: [name], reason: COMPARES })),
  { words: ["git", "diff"], flags: ["--exit-code", "--quiet", "--check"], reason: COMPARES },
  ...["grep", "egrep", "fgrep", "rg", "git grep", "zgrep"].map((name) => ({ words: name.split(" "), flags: ["-q", "--quiet", "--silent"], reason: QUIET })),
  ...["cargo check", "cargo build", "cargo clippy"].map((name) => ({ words: name.split(" "), flags: ["-q", "--quiet"], reason: BUILDS })),
  { words: ["cargo", "fmt"], flags: ["--check"], reason: COMPARES },
  { words: ["rustfmt"], flags: ["--check"], reason: COMPARES },
  ...["go build", "go vet", "go fmt"].map((name) => ({ words: name.split(" "), reason: BUILDS })),
  { words: ["gofmt"], flags: ["-l", "-d"], reason: FINDINGS },
  { words: ["terraform", "fmt"], flags: ["-check"], reason: COMPARES },
  ...["gcc", "g++", "cc", "c++", "clang", "clang++", "javac", "rustc", "kotlinc"].map((name) => ({ words: [name], reason: BUILDS })),
  { words: ["make"], flags: ["-s", "--silent", "--quiet"], reason: QUIET },
  ...["mvn", "mvnw", "gradle", "gradlew"].map((name) => ({ words: [name], flags: ["-q", "--quiet"], reason: "prints failures only when it is quiet" })),
  { words: ["node"], flags: ["--check", "-c"], reason: "prints only what is wrong with the syntax" },
  ...["bash", "sh", "zsh"].map((name) => ({ words: [name], flags: ["-n"], reason: "prints only what is wrong with the syntax" })),
  { words: ["py_compile"], reason: "prints only what is wrong with the syntax" },
  { words: ["compileall"], flags: ["-q", "-qq"], reason: QUIET },
  ...["black", "ruff", "prettier", "mypy"].map((name) => ({ words: [name], flags: ["-q", "--quiet", "-s", "--silent", "--no-error-summary", "--loglevel=silent", "--log-level=silent"], reason: QUIET })),
];

const SHELLS: readonly string[] = ["sh", "bash", "dash", "zsh"];

/** What prepares a command and prints nothing; alone it shows nothing. */
const PREPARES: readonly string[] = ["cd", "export", "set", "unset", "mkdir", "rm", "cp", "mv", "touch", "chmod", "source", ".", "sleep", "pushd", "popd"];

/**
 * Why it is right that a command printed nothing at all, as `tsc prints findings only`; nothing where it is not: then nothing shows that anything
 * was checked. Every part of the command has to be such a program, or prepare one.
 */
export function reasonForSilence(command: string): string | undefined {
  const parts = simpleCommands(command);
  const checks = parts.filter(([program = ""]) => !PREPARES.includes(program));
  const reasons = checks.map(reasonOf);
  return reasons.length === 0 || reasons.includes(undefined) ? undefined : reasons.at(-1);
}

function reasonOf(words: readonly string[]): string | undefined {
  // A shell is as silent as what it is given.
  if (SHELLS.includes(words[0] ?? "") && words[1] === "-c") return reasonForSilence(words[2] ?? "");
  const found = SILENT.find((each) => each.words.every((word, at) => words[at] === word) && (each.flags === undefined || words.some((word) => each.flags?.includes(word) === true || isBundled(word, each.flags ?? []))));
  return found === undefined ? undefined : `${found.words.join(" ")} ${found.reason}`;
}

/** `-iq` holds `-q`. */
function isBundled(word: string, flags: readonly string[]): boolean {
  return /^-[A-Za-z]+$/.test(word) && flags.some((flag) => /^-[A-Za-z]$/.test(flag) && word.includes(flag.slice(1)));
}
