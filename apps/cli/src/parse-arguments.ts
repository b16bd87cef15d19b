import { parseArgs } from "node:util";
import type { Refusal } from "@dgs/runtime";
import type { ParsedCall } from "./call.js";
import type { CommandSpec, OperandSpec, OptionSpec } from "./command-spec.js";
import { COMMANDS, findCommand, SHARED_OPTIONS } from "./commands.js";
import { formatUsage } from "./render/help.js";
import { chooseFrom, suggest } from "./suggest.js";
import { refuseUsage } from "@dgs/host";

/** The help was asked for, of one command or of all. */
export interface HelpWanted {
  readonly type: "help";
  readonly command?: CommandSpec;
}

/** What a command line asks for, or why it asks for nothing. */
export type Parsed = ParsedCall | HelpWanted | { readonly type: "version" } | Refusal;

interface OptionToken {
  readonly kind: "option";
  readonly name: string;
  readonly rawName: string;
  readonly index: number;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

interface Operand {
  readonly index: number;
  readonly value: string;
}

/** Understands a command line, without the program's name. */
export function parseArguments(args: readonly string[]): Parsed {
  const { options, operands, program } = readTokens(args);
  if (options.some(({ name }) => name === "version")) return { type: "version" };
  const isHelp = options.some(({ name }) => name === "help");
  const words = operands[0]?.value === "help" ? operands.slice(1) : operands;
  const [word, ...rest] = words;
  if (word === undefined) return isHelp || operands.length > 0 ? { type: "help" } : commandMissing();
  const command = findCommand(word.value);
  if (command === undefined) return commandUnknown(word);
  if (isHelp || words !== operands) return { type: "help", command };
  const read = readOptions(command, options);
  if ("type" in read) return read;
  const named = nameOperands(command, rest, program);
  if ("type" in named) return named;
  return { type: "call", command: command.name, operands: named.operands, ...read, program };
}

/** Whether a command line asks for JSON, even one that is wrong in another place. */
export function isJsonAsked(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return (end < 0 ? args : args.slice(0, end)).includes("--json");
}

/** Options may stand before the command, so they are told apart with the options of all commands; whether they fit is looked at later. */
function readTokens(args: readonly string[]): { readonly options: OptionToken[]; readonly operands: Operand[]; readonly program: string[] } {
  // Where two commands mean different things by one name, that of the command counts that stands there.
  const own = args.map(findCommand).find((command) => command !== undefined)?.options ?? [];
  const all = [...SHARED_OPTIONS, ...COMMANDS.flatMap((command) => command.options), ...own];
  const options = Object.fromEntries(
    all.map(({ name, short, value }) => [name, { type: value === undefined ? "boolean" : "string", ...(short === undefined ? {} : { short }) }] as const),
  );
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const end = tokens.find(({ kind }) => kind === "option-terminator")?.index ?? args.length;
  const before = tokens.filter(({ index }) => index < end);
  return {
    options: before.filter((token): token is typeof token & OptionToken => token.kind === "option"),
    operands: before.filter((token) => token.kind === "positional"),
    program: args.slice(end + 1),
  };
}

type ReadOptions = Pick<ParsedCall, "values" | "flags">;

function readOptions(command: CommandSpec, tokens: readonly OptionToken[]): ReadOptions | Refusal {
  const values: Record<string, string> = {};
  const flags = new Set<string>();
  for (const token of tokens) {
    const option = [...command.options, ...SHARED_OPTIONS].find(({ name }) => name === token.name);
    if (option === undefined) return optionUnknown(command, token);
    const wrong = refuseValue(option, token, values[token.name]);
    if (wrong !== undefined) return wrong;
    if (token.value === undefined) flags.add(token.name);
    else values[token.name] = option.isRepeated === true && values[token.name] !== undefined ? `${values[token.name] ?? ""}\n${token.value}` : token.value;
  }
  return { values, flags };
}

function refuseValue(option: OptionSpec, { rawName, index, value, inlineValue }: OptionToken, earlier: string | undefined): Refusal | undefined {
  const where = { index, text: rawName };
  if (option.value === undefined) {
    return value === undefined ? undefined : refuseUsage("option-value-unexpected", `${rawName} takes no value`, `Write ${rawName} alone.`, where);
  }
  const missing = value === undefined || value === "" || (inlineValue !== true && value.startsWith("-") && value !== "-");
  if (missing) return refuseUsage("option-value-missing", `${rawName} has no value`, `Write ${rawName} <${option.value}>; for a value that starts with a dash, ${rawName}=<${option.value}>.`, where);
  if (option.values?.includes(value) === false) return refuseUsage("option-value-unknown", `${rawName} cannot be ${JSON.stringify(value)}`, chooseFrom(value, option.values, (meant) => `${rawName} ${meant}`), where);
  if (option.isRepeated !== true && earlier !== undefined && earlier !== value) return refuseUsage("option-repeated", `${rawName} is given twice, with different values`, "Leave one of them out.", where);
  return undefined;
}

function nameOperands(command: CommandSpec, given: readonly Operand[], program: readonly string[]): { readonly operands: Record<string, string> } | Refusal {
  const usage = `Usage: ${formatUsage(command)}`;
  const extra = isOpenEnded(command.operands.at(-1)) ? undefined : given[command.operands.length];
  if (extra !== undefined) return refuseUsage("operand-unexpected", `dgs ${command.name} does not know what to do with ${JSON.stringify(extra.value)}`, usage, { index: extra.index, text: extra.value });
  if (program.length > 0 && command.program === undefined) return refuseUsage("operand-unexpected", `dgs ${command.name} takes nothing behind --`, usage);
  const operands: Record<string, string> = {};
  for (const [at, operand] of command.operands.entries()) {
    const { name, isRequired, values, isList } = operand;
    const value = isOpenEnded(operand) && given.length > at ? given.slice(at).map((each) => each.value).join(isList === true ? "\n" : " ") : given[at]?.value;
    if (value !== undefined && value !== "" && values?.includes(value) === false) return operandUnknown(command, values, given[at] ?? { index: 0, value });
    // An empty text is a variable that was not set.
    if (value !== undefined && value !== "") operands[name] = value;
    else if (isRequired || value === "") return refuseUsage("operand-missing", `dgs ${command.name} needs a ${name}`, usage);
  }
  return { operands };
}

/** Whether an operand takes all words that are left. */
function isOpenEnded(operand: OperandSpec | undefined): boolean {
  return operand?.isRest === true || operand?.isList === true;
}

function operandUnknown(command: CommandSpec, values: readonly string[], { index, value }: Operand): Refusal {
  const remedy = chooseFrom(value, values, (meant) => `dgs ${command.name} ${meant}`);
  return refuseUsage("operand-unknown", `dgs ${command.name} cannot ${JSON.stringify(value)}`, remedy, { index, text: value });
}

function commandMissing(): Refusal {
  return refuseUsage("command-missing", "no command was given", "Run `dgs --help` to see the commands.");
}

function commandUnknown({ index, value }: Operand): Refusal {
  const meant = suggest(value, [...COMMANDS.map(({ name }) => name), "help"]);
  const remedy = meant === undefined ? "Run `dgs --help` to see the commands." : `Did you mean \`dgs ${meant}\`? \`dgs --help\` shows all commands.`;
  return refuseUsage("unknown-command", `there is no command ${JSON.stringify(value)}`, remedy, { index, text: value });
}

function optionUnknown(command: CommandSpec, { name, rawName, index }: OptionToken): Refusal {
  const names = [...command.options, ...SHARED_OPTIONS].map((option) => option.name);
  const meant = rawName.startsWith("--") ? suggest(name, names) : undefined;
  const all = `\`dgs help ${command.name}\` shows its options.`;
  return refuseUsage("unknown-option", `dgs ${command.name} has no option ${rawName}`, meant === undefined ? all : `Did you mean --${meant}? ${all}`, { index, text: rawName });
}
