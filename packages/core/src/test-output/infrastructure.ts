/** What was missing around a test command, so that its end says nothing about the code. */
export type InfrastructureCause = "command-missing" | "not-allowed" | "not-started" | "port-in-use" | "no-network" | "out-of-memory" | "disk-full";

/** A sign of a cause in an output. */
interface Sign {
  readonly cause: InfrastructureCause;
  readonly pattern: RegExp;
  /** Whether it counts even where tests ran and passed: no test prints it by the way, and none goes on after it. */
  readonly isFinal?: boolean;
}

const RUNNERS = "vitest|jest|mocha|ava|tap|tape|jasmine|karma|playwright|@playwright/test|cypress|pytest|nose2?|tox|unittest2|nox|robot|behave|phpunit|rspec";

/** In the order in which they are looked for: an install that failed for want of space also has no command afterwards. */
const SIGNS: readonly Sign[] = [
  { cause: "disk-full", isFinal: true, pattern: /\bENOSPC\b|No space left on device|\bEDQUOT\b|Disk quota exceeded|not enough space on the disk/i },
  { cause: "out-of-memory", isFinal: true, pattern: /JavaScript heap out of memory|^Killed(?: +.*)?$|\(signal: 9, SIGKILL|^fatal error: runtime: out of memory|Out of memory: Killed process|^#? ?There is insufficient memory for the Java Runtime/ },
  { cause: "out-of-memory", pattern: /java\.lang\.OutOfMemoryError|Cannot allocate memory|\bENOMEM\b|std::bad_alloc|memory allocation of \d+ bytes failed|^MemoryError\b|process out of memory/ },
  { cause: "command-missing", isFinal: true, pattern: /^\S{0,200}sh: (?:(?:line )?\d+: )?.+: (?:command )?not found$|^zsh:\d*:? ?command not found: \S+$/ },
  { cause: "command-missing", isFinal: true, pattern: /^.{0,200} is not recognized as an internal or external command|^(?:\/\S*\/)?env: .+: No such file or directory$/ },
  { cause: "command-missing", pattern: /^npm (?:error|ERR!) (?:missing script:|could not determine executable to run)|^ ?(?:\[?ERR_PNPM_NO_SCRIPT\]?|ERR_PNPM_RECURSIVE_EXEC_FIRST_FAIL|ERR_PNPM_RECURSIVE_RUN_NO_SCRIPT)\b|^(?:error|Usage Error:?) (?:Command "?.+"? not found\.?|Couldn't find a script named)|^error: Script not found /i },
  { cause: "command-missing", pattern: /^make: \*\*\* No rule to make target|^make: \*\*\* No targets specified and no makefile found|^error: no such command: |^bundler: command not found: |^Command not found: |^Could not open input file: vendor\/bin\// },
  { cause: "command-missing", pattern: new RegExp(`^(?:\\S*: )?(?:ModuleNotFoundError: )?No module named '?(?:${RUNNERS})(?:\\.__main__)?'?(?:;.*)?$`) },
  { cause: "command-missing", pattern: new RegExp(`Cannot find (?:module|package) '(?:${RUNNERS})(?:/[^']*)?'|Cannot find module '[^']*[\\\\/]node_modules[\\\\/](?:\\.bin|${RUNNERS})[\\\\/][^']*'`) },
  { cause: "command-missing", pattern: /\bspawn \S+ ENOENT\b|\/usr\/bin\/env: .+: No such file or directory|^The JAVA_HOME environment variable is not defined correctly/ },
  { cause: "port-in-use", pattern: /\bEADDRINUSE\b|[Aa]ddress already in use|[Pp]ort \d+ is (?:already )?(?:in use|allocated|being used)|Only one usage of each socket address/ },
  { cause: "no-network", pattern: /\bgetaddrinfo (?:ENOTFOUND|EAI_AGAIN)\b|\b(?:ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|EAI_AGAIN)\b|Could not resolve host|Temporary failure in name resolution|Name or service not known|Network is unreachable|No route to host/i },
  { cause: "no-network", pattern: /^npm (?:error|ERR!) network\b|\bdial tcp\b.*(?:lookup|refused|timeout)|Could not transfer artifact|in offline mode and the artifact|spurious network error|failed to download from|Could not (?:GET|HEAD) '/ },
];

/** A cause, and the line that shows it. */
export interface ShownCause {
  readonly cause: InfrastructureCause;
  readonly line: string;
}

/**
 * Looks for what was missing around a command in what it printed. Where tests ran, only what ends everything counts: anything else may be what
 * a test printed by the way.
 */
export function shownCause(lines: readonly string[], { hasRun }: { readonly hasRun: boolean }): ShownCause | undefined {
  for (const { cause, pattern, isFinal } of SIGNS) {
    if (hasRun && isFinal !== true) continue;
    const line = lines.find((each) => pattern.test(each));
    if (line !== undefined) return { cause, line: line.trim().slice(0, 200) };
  }
  return undefined;
}
