import { COMMANDS, SHARED_OPTIONS } from "../../apps/cli/src/commands.js";
import type { CommandSpec, OptionSpec } from "../../apps/cli/src/command-spec.js";
import { EXIT_CODES, EXIT_MEANINGS } from "../../apps/cli/src/exit-codes.js";
import { code, page, table } from "./page.js";

/** Renders every command with its operands, options and examples, as `dgs help` has them. */
export function commandsPage(): string {
  const intro = "Every command of `dgs`, as `dgs help <command>` tells it. What comes out of them, as text and as JSON, is told in [the program](../cli.md).";
  const list = table(["Command", "What it does"], COMMANDS.map(({ name, summary }) => [`[\`dgs ${name}\`](#dgs-${name})`, summary]));
  return page("Commands", intro, list, "## Options of every command", optionTable(SHARED_OPTIONS), ...COMMANDS.flatMap(commandSection));
}

function commandSection(spec: CommandSpec): string[] {
  const examples = table(["Example", ""], spec.examples.map(({ line, says }) => [code(line), says]));
  return [`## dgs ${spec.name}`, `${code(usageOf(spec))}: ${spec.summary}.`, ...spec.details, optionTable(spec.options), examples];
}

function usageOf({ name, operands, options, program }: CommandSpec): string {
  const words = operands.map((operand) => {
    const word = operand.values === undefined ? operand.name : operand.values.join("|");
    const many = operand.isRest === true || operand.isList === true ? `${word}…` : word;
    return operand.isRequired ? `<${many}>` : `[${many}]`;
  });
  return ["dgs", name, ...words, ...(options.length === 0 ? [] : ["[options]"]), ...(program === undefined ? [] : [`[-- ${program}]`])].join(" ");
}

function optionTable(options: readonly OptionSpec[]): string {
  const spelled = ({ name, short, value }: OptionSpec): string => `${code(value === undefined ? `--${name}` : `--${name} <${value}>`)}${short === undefined ? "" : `, ${code(`-${short}`)}`}`;
  return table(["Option", ""], options.map((option) => [spelled(option), option.values === undefined ? option.summary : `${option.summary}: ${option.values.map(code).join(", ")}`]));
}

/** Renders the exit codes. */
export function exitCodesPage(): string {
  const intro = "How a command ended. Scripts may rely on the codes: none ever changes its meaning. `exit` is the word for it in JSON. Which codes a single command has beyond that is told in [the program](../cli.md).";
  const rows = Object.entries(EXIT_CODES).map(([exit, number]) => [String(number), code(exit), EXIT_MEANINGS[exit as keyof typeof EXIT_MEANINGS]]);
  return page("Exit codes", intro, table(["Code", "`exit`", "What it says"], rows));
}
