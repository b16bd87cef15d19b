import type { Call } from "./call.js";
import type { Answer } from "./answer.js";

/**
 * What a word on the command line names, for those who complete it: names that the product has (a phase, the version of a job or a
 * milestone, a plan, what waits for a person, any of them as `target`, a quick, a repo, a project, a worktree, what is kept), an agent adapter, a model profile, a file or a
 * folder; `text` is anything else, and nothing is offered.
 */
export type Completes = "version" | "job" | "phase" | "plan" | "waiting" | "target" | "quick" | "repo" | "project" | "worktree" | "kept" | "agent" | "profile" | "file" | "folder" | "text";

/** One option of a command. */
export interface OptionSpec {
  /** Without the dashes. */
  readonly name: string;
  readonly short?: string;
  /** What stands for the value in the help; absent: the option takes none. */
  readonly value?: string;
  /** The values that are possible; absent: any. */
  readonly values?: readonly string[];
  /** What its value names; needed where it takes a value and `values` does not say which. */
  readonly completes?: Completes;
  /** It may be given several times: the values stand on lines of their own then. */
  readonly isRepeated?: boolean;
  readonly summary: string;
}

/** One operand of a command, in order. */
export interface OperandSpec {
  readonly name: string;
  readonly isRequired: boolean;
  /** The words that are possible, the first one where none is given; absent: any. */
  readonly values?: readonly string[];
  /** What it names; needed where `values` does not say it. */
  readonly completes?: Completes;
  /** The words of the first operand behind which it may stand; absent: any. */
  readonly behind?: readonly string[];
  /** The last operand only: it takes all words that are left, with one blank between them. */
  readonly isRest?: boolean;
  /** The last operand only: it takes all words that are left, each on a line of its own. */
  readonly isList?: boolean;
}

/** An example in the help: a line to copy, and what it does. */
export interface ExampleSpec {
  readonly line: string;
  readonly says: string;
}

/** Everything that is known of a command without loading it. */
export interface CommandSpec {
  readonly name: string;
  readonly summary: string;
  /** Paragraphs of the command's own help. */
  readonly details: readonly string[];
  readonly operands: readonly OperandSpec[];
  /** What may stand behind `--`; absent: nothing may. */
  readonly program?: string;
  readonly options: readonly OptionSpec[];
  readonly examples: readonly ExampleSpec[];
  /** Loads the command; its code and what it needs are not touched before. */
  readonly load: () => Promise<Command>;
}

/** Carries a command out: one call of the runtime, and its report as an answer. */
export type Command = (call: Call) => Promise<Answer>;
