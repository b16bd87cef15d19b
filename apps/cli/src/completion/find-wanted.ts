import type { CommandSpec, Completes, OperandSpec, OptionSpec } from "../command-spec.js";
import { COMMANDS, findCommand, SHARED_OPTIONS } from "../commands.js";

/** What can stand where the cursor is. */
export type Wanted =
  | { readonly type: "command" }
  | { readonly type: "option"; readonly options: readonly OptionSpec[] }
  | { readonly type: "word"; readonly values: readonly string[] }
  | { readonly type: "named"; readonly completes: Completes }
  /** A program, or something of its own behind it. */
  | { readonly type: "program" };

/** What is wanted at the cursor, what was typed of it, and where the product is that the line is about. */
export interface AtCursor {
  readonly wanted: Wanted;
  /** Stands in front of every candidate: `--agent=`; empty in most cases. */
  readonly before: string;
  readonly typed: string;
  readonly root: string | undefined;
  readonly project: string | undefined;
}

interface Read {
  readonly words: readonly string[];
  readonly given: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  /** The option whose value is due. */
  readonly open: OptionSpec | undefined;
  readonly isBehind: boolean;
}

/** Finds out what can stand at the cursor: `before` are the finished words behind `dgs`, `typed` is the one that is being typed. */
export function findWanted(before: readonly string[], typed: string): AtCursor {
  const read = readWords(before);
  const [first, ...rest] = read.words;
  const command = findCommand(first === "help" ? "" : (first ?? ""));
  const place = { root: read.values.get("root"), project: read.values.get("project") };
  const inline = /^--([^=]+)=(.*)$/s.exec(typed);
  const inlineOption = inline === null ? undefined : optionsOf(command).find(({ name, value }) => name === inline[1] && value !== undefined);
  if (read.isBehind) return { wanted: { type: "program" }, before: "", typed, ...place };
  if (read.open !== undefined) return { wanted: wantedBy(read.open), before: "", typed, ...place };
  if (inline !== null) return { wanted: inlineOption === undefined ? NOTHING : wantedBy(inlineOption), before: `--${inline[1] ?? ""}=`, typed: inline[2] ?? "", ...place };
  const options: Wanted = { type: "option", options: optionsOf(command).filter(({ name, isRepeated }) => isRepeated === true || !read.given.has(name)) };
  if (typed.startsWith("-")) return { wanted: options, before: "", typed, ...place };
  if (command === undefined) return { wanted: first === undefined || (first === "help" && rest.length === 0) ? { type: "command" } : NOTHING, before: "", typed, ...place };
  return { wanted: wantedOperand(command, rest) ?? (typed === "" ? options : NOTHING), before: "", typed, ...place };
}

const NOTHING: Wanted = { type: "named", completes: "text" };

function optionsOf(command: CommandSpec | undefined): readonly OptionSpec[] {
  return command === undefined ? SHARED_OPTIONS : [...command.options, ...SHARED_OPTIONS];
}

function wantedBy({ values, completes = "text" }: Pick<OptionSpec, "values" | "completes">): Wanted {
  return values === undefined ? { type: "named", completes } : { type: "word", values };
}

/** The operand that is due; `undefined` where there is none, or only free text that need not be there. */
function wantedOperand(command: CommandSpec, given: readonly string[]): Wanted | undefined {
  const last = command.operands.at(-1);
  // One that takes all words as one thing is named by the first of them.
  const due: OperandSpec | undefined = command.operands[given.length] ?? (last?.isList === true ? last : undefined);
  const fits = due?.behind === undefined || due.behind.includes(given[0] ?? "");
  return due === undefined || !fits ? undefined : wantedBy(due);
}

/** Takes the words apart as the command line is understood: a value may look like anything, and options may stand before the command. */
function readWords(words: readonly string[]): Read {
  const own = words.map(findCommand).find((command) => command !== undefined)?.options ?? [];
  const known = new Map([...COMMANDS.flatMap(({ options }) => options), ...SHARED_OPTIONS, ...own].map((option) => [option.name, option]));
  const [given, values, operands] = [new Set<string>(), new Map<string, string>(), [] as string[]];
  let open: OptionSpec | undefined;
  for (const word of words) {
    if (open !== undefined) {
      values.set(open.name, word);
      open = undefined;
      continue;
    }
    if (word === "--") return { words: operands, given, values, open, isBehind: true };
    const option = optionIn(word, known);
    if (option === undefined) {
      if (!word.startsWith("-") || word === "-") operands.push(word);
      continue;
    }
    given.add(option.name);
    const equals = word.startsWith("--") ? word.indexOf("=") : -1;
    if (equals > 0) values.set(option.name, word.slice(equals + 1));
    else if (option.value !== undefined) open = option;
  }
  return { words: operands, given, values, open, isBehind: false };
}

function optionIn(word: string, known: ReadonlyMap<string, OptionSpec>): OptionSpec | undefined {
  if (word.startsWith("--")) return known.get(word.slice(2).split("=")[0] ?? "");
  return /^-[a-zA-Z]$/.test(word) ? [...known.values()].find(({ short }) => short === word.slice(1)) : undefined;
}
