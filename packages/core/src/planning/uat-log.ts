/** An escape sequence that sets colours or moves the cursor. */
const COLOUR = `${String.fromCharCode(27)}\\[[0-9;?]*[ -/]*[@-~]`;

/** What one test command did, for the log beside a UAT file. */
export interface UatLogEntry {
  /** The number of the test in the UAT file. */
  readonly test: number;
  readonly command: string;
  /** Which run of the command it is, `run 2`, `on the base`; absent: the first. */
  readonly run?: string;
  /** `undefined` where it did not end by itself. */
  readonly exit: number | undefined;
  /** ISO 8601. */
  readonly started: string;
  readonly durationMs: number;
  /** What it printed, as far as it was kept. */
  readonly output: string;
  /** Why it did not end by itself, or that output was cut off. */
  readonly note?: string;
}

/**
 * Returns the text of a log of tests: every command with its exit code and its output in a fence that fits.
 * @param of What was tested: `phase 3`, `milestone v1.1`.
 */
export function renderUatLog(of: string, entries: readonly UatLogEntry[]): string {
  return [`# Test log of ${of.replace(/\s+/g, " ").trim()}`, "", ...entries.flatMap((entry) => [renderUatLogEntry(entry), ""])].join("\n");
}

/** Returns the section of one run of a command, without a line ending at its end. */
export function renderUatLogEntry({ test, run, command, exit, started, durationMs, output, note }: UatLogEntry): string {
  const facts = [`- **Exit:** ${exit === undefined ? "none" : String(exit)}`, `- **Started:** ${started}`, `- **Duration:** ${(durationMs / 1000).toFixed(1)} s`, ...(note === undefined ? [] : [`- **Note:** ${note.replace(/\s+/g, " ").trim()}`])];
  return [`## Test ${String(test)}${run === undefined ? "" : `, ${run}`}`, "", fenced("sh", command), "", ...facts, "", output.trim() === "" ? "No output." : fenced("text", output)].join("\n");
}

/** The fence is longer than any run of backticks in the text; what a terminal would obey is shown, not kept. */
function fenced(language: string, text: string): string {
  const plain = text
    .replace(new RegExp(COLOUR, "g"), "")
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "\uFFFD")
    .replace(/\n+$/, "");
  const longest = (plain.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${plain}\n${fence}`;
}
