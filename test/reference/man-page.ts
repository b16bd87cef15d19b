import type { CommandSpec, OptionSpec } from "../../apps/cli/src/command-spec.js";
import { COMMANDS, SHARED_OPTIONS } from "../../apps/cli/src/commands.js";
import { EXIT_CODES, EXIT_MEANINGS } from "../../apps/cli/src/exit-codes.js";
import { formatUsage } from "../../apps/cli/src/render/help.js";

/** What DGS takes from the environment itself, beside what the programs that it starts take. */
const ENVIRONMENT: readonly (readonly [string, string])[] = [
  ["DGS_ROOT", "the planning root, or the folder that holds it; `--root` counts before it"],
  ["DGS_DEBUG", "any text: a fault of DGS is told with where in the program it was"],
  ["NO_COLOR, FORCE_COLOR", "no colours; colours also where the output is no terminal"],
];

const FILES: readonly (readonly [string, string])[] = [
  [".planning/, .gsd/", "the planning root: the nearest one from the working folder upwards"],
  ["ROADMAP.md, STATE.md, REQUIREMENTS.md", "the milestones and phases of a project, and where it stands"],
  ["phases/", "a folder for each phase with its plans, summaries, verification and audit"],
  ["jobs/pending/, jobs/in-progress/, jobs/completed/", "the jobs: a markdown file each, with one step on each line"],
  ["config.json, dgs.config.json", "the configuration"],
  ["REPOS.md", "the code repos of a product, where there are several"],
];

/** Renders dgs(1) in the macros of man(7). Neither a date nor a version stands in it: it would be another text after each release. */
export function manPage(): string {
  return `${[
    `.\\" written by npm run reference`,
    `.TH DGS 1 "" "DGS" "User Commands"`,
    ...section("NAME", [`dgs ${"\\-"} carry out milestones that are planned as markdown files, with coding agents`]),
    ...section("SYNOPSIS", [".B dgs", `${"\\fIcommand\\fR"} [${"\\fIoperands\\fR"}] [${"\\fIoptions\\fR"}] [${bold("--")} ${"\\fIprogram\\fR"} ...]`, ".br", ".B dgs help", "\\fIcommand\\fR"]),
    ...section("DESCRIPTION", [text("DGS turns a roadmap into a job, a markdown file with one step on each line, and works through it: agents discuss, plan and write code, DGS runs the tests. The file is the state: killed at any moment and run again, it goes on where it was."), ".PP", text("Results go to stdout, everything else to stderr. With `--json` stdout holds one JSON object.")]),
    ...section("OPTIONS OF EVERY COMMAND", SHARED_OPTIONS.flatMap(optionEntry)),
    ...section("COMMANDS", COMMANDS.flatMap(commandEntry)),
    ...section("EXIT STATUS", Object.entries(EXIT_CODES).flatMap(([kind, code]) => entry(bold(String(code)), `${kind}: ${EXIT_MEANINGS[kind as keyof typeof EXIT_CODES]}`))),
    ...section("ENVIRONMENT", ENVIRONMENT.flatMap(([name, says]) => entry(bold(name), says))),
    ...section("FILES", [text("Below the planning root:"), ...FILES.flatMap(([name, says]) => entry(italic(name), says))]),
    ...section("SEE ALSO", [".BR git (1)"]),
  ].join("\n")}\n`;
}

function section(title: string, lines: readonly string[]): string[] {
  return [`.SH ${title.includes(" ") ? `"${title}"` : title}`, ...lines];
}

function commandEntry(command: CommandSpec): string[] {
  return [
    `.SS "${escaped(formatUsage(command).replace(/ \[options\]/, command.options.length === 0 ? "" : " [options]"))}"`,
    text(`${command.summary.slice(0, 1).toUpperCase()}${command.summary.slice(1)}.`),
    ...command.details.flatMap((paragraph) => [".PP", text(paragraph)]),
    ...command.options.flatMap(optionEntry),
    ".PP",
    "Examples:",
    ...command.examples.flatMap(({ line, says }) => entry(bold(line), says)),
  ];
}

function optionEntry({ name, short, value, values, summary }: OptionSpec): string[] {
  const head = `${short === undefined ? "" : `${bold(`-${short}`)}, `}${bold(`--${name}`)}${value === undefined ? "" : ` ${italic(value)}`}`;
  return entry(head, values === undefined ? summary : `${summary}: ${values.map((each) => `\`${each}\``).join(", ")}`);
}

function entry(head: string, says: string): string[] {
  return [".TP", head, text(says)];
}

function bold(word: string): string {
  return `\\fB${escaped(word)}\\fR`;
}

function italic(word: string): string {
  return `\\fI${escaped(word)}\\fR`;
}

/** A paragraph; what stands in backticks becomes bold. */
function text(paragraph: string): string {
  const line = paragraph.split(/`([^`]*)`/).map((part, at) => (at % 2 === 1 ? bold(part) : escaped(part))).join("");
  // A line that starts with one of these would be an order to roff.
  return /^[.']/.test(line) ? `\\&${line}` : line;
}

/** Letters stay letters: a backslash is no order, a dash is the one that is typed, and characters outside of ASCII are named. */
function escaped(word: string): string {
  return word
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replaceAll("'", "\\(aq")
    .replaceAll('"', "\\(dq")
    .replace(/[^\p{ASCII}]/gu, (character) => `\\[u${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}]`);
}
