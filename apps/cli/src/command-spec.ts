import type { Call } from "./call.js";
import type { Answer } from "./answer.js";

/** One option of a command. */
export interface OptionSpec {
  /** Without the dashes. */
  readonly name: string;
  readonly short?: string;
  /** What stands for the value in the help; absent: the option takes none. */
  readonly value?: string;
  /** The values that are possible; absent: any. */
  readonly values?: readonly string[];
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
