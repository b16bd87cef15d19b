import type { ExitKind } from "@dgs/runtime";
import type { CommandSpec, OptionSpec } from "../command-spec.js";
import type { Paint } from "@dgs/render";

/** Formats how a command is called: `dgs run-job <version> [options] [-- program]`. */
export function formatUsage(command: CommandSpec): string {
  const operands = command.operands.map(({ name, isRequired, values, isRest, isList }) => {
    const word = `${values?.join("|") ?? name}${isRest === true || isList === true ? "…" : ""}`;
    return isRequired ? `<${word}>` : `[${word}]`;
  });
  const program = command.program === undefined ? [] : [`[-- ${command.program}]`];
  return ["dgs", command.name, ...operands, "[options]", ...program].join(" ");
}

/** Everything that the general help is made of. */
export interface HelpContent {
  readonly commands: readonly CommandSpec[];
  readonly options: readonly OptionSpec[];
  readonly exits: readonly { readonly code: number; readonly kind: ExitKind; readonly means: string }[];
}

/** Renders the general help. */
export function renderHelp({ commands, options, exits }: HelpContent, paint: Paint): string {
  return [
    "DGS carries out a milestone that is planned as markdown files, with coding agents.",
    section("Usage", ["dgs <command> [options]", "dgs help <command>"], paint),
    section("Commands", columns(commands.map(({ name, summary }) => [name, summary])), paint),
    section("Options of every command", optionLines(options), paint),
    section("Examples", columns(commands.map(({ examples: [first] }) => [first?.line ?? "", first?.says ?? ""])), paint),
    section("Exit codes", columns(exits.map(({ code, kind, means }) => [String(code).padStart(3), `${kind}: ${means}`])), paint),
    "Results go to stdout, everything else to stderr.",
  ].join("\n\n");
}

/** Renders the help of one command. */
export function renderCommandHelp(command: CommandSpec, shared: readonly OptionSpec[], paint: Paint): string {
  return [
    `dgs ${command.name}: ${command.summary}`,
    section("Usage", [formatUsage(command)], paint),
    ...command.details.map((paragraph) => fold(paragraph, 90).join("\n")),
    ...(command.options.length === 0 ? [] : [section("Options", optionLines(command.options), paint)]),
    section("Options of every command", optionLines(shared), paint),
    section("Examples", columns(command.examples.map(({ line, says }) => [line, says])), paint),
  ].join("\n\n");
}

function section(title: string, lines: readonly string[], paint: Paint): string {
  return [paint("bold", title), ...lines.map((line) => `  ${line}`)].join("\n");
}

function optionLines(options: readonly OptionSpec[]): string[] {
  return columns(options.map((option) => [optionHead(option), option.summary + (option.values === undefined ? "" : ` (${option.values.join(", ")})`)]));
}

function optionHead({ name, short, value }: OptionSpec): string {
  return `${short === undefined ? "" : `-${short}, `}--${name}${value === undefined ? "" : ` <${value}>`}`;
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`);
}

function fold(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
