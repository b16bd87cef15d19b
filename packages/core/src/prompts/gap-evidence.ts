import type { PromptInput } from "./prompt.js";

/** Characters of a failed command's output that a prompt carries, from its end: there it says what went wrong. */
const MOST_OUTPUT = 20_000;

/** A test command that failed. */
export interface CommandFailure {
  readonly command: string;
  /** How it ended, in one line: `exit 1`. */
  readonly said: string;
  /** The end of what it printed. */
  readonly tail: string;
}

/** Returns failed commands as inputs. A command comes from a plan, which an agent wrote: it stands inside of the fence too. */
export function failureInputs(failures: readonly CommandFailure[]): readonly PromptInput[] {
  const several = failures.length > 1;
  return failures.map(({ command, said, tail }, index): PromptInput => ({
    title: `A test command that failed${several ? `, ${String(index + 1)} of ${String(failures.length)}` : ""}`,
    text: [`$ ${command}`, tail === "" ? "(it printed nothing)" : tail.slice(-MOST_OUTPUT).replace(/\r?\n$/, ""), `(${said})`].join("\n"),
  }));
}
