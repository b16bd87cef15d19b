import type { PhaseNumber } from "../ids/phase-number.js";
import { parsePhaseNumber } from "../ids/phase-number.js";
import { parseVersion } from "../ids/version.js";

/** What a step's command takes: a phase number, a version, either or none, and which flags. */
export interface CommandForm {
  readonly argument: "phase" | "version" | "none";
  readonly required: boolean;
  readonly flags: readonly string[];
}

const form = (argument: CommandForm["argument"], required: boolean, ...flags: string[]): CommandForm => ({ argument, required, flags });

/** The commands that may stand in a job file, by name. `complete-milestone` is known and never run by a job. */
export const STEP_COMMANDS = {
  "discuss-phase": form("phase", true, "--auto"),
  "map-codebase": form("none", false),
  "plan-phase": form("phase", true, "--non-interactive", "--auto", "--research", "--skip-research", "--skip-verify", "--gaps"),
  "execute-phase": form("phase", true, "--non-interactive", "--auto", "--gaps-only"),
  "audit-phase": form("phase", true, "--rerun-failed"),
  "verify-work": form("phase", true, "--auto"),
  "audit-milestone": form("version", false),
  "plan-milestone-gaps": form("version", false, "--auto"),
  "complete-milestone": form("version", false),
} as const satisfies Record<string, CommandForm>;

/** The name of a command that may stand in a job file. */
export type StepName = keyof typeof STEP_COMMANDS;

/** The command of one step, parsed. */
export interface StepCommand {
  readonly name: StepName;
  /** Present for commands that work on one phase. */
  readonly phase?: PhaseNumber;
  /** The phase or version as it is spelled in the file. */
  readonly argument?: string;
  readonly flags: readonly string[];
}

/** Why a text is not a step command; `message` completes the sentence "the step …". */
export interface CommandFault {
  readonly code: "no-command" | "unknown-command" | "bad-argument" | "unknown-flag";
  readonly message: string;
}

/** Reads `/dgs:plan-phase 3 --non-interactive`, with or without backticks; `/gsd:` and `dgs ` are read too. (design 3.1) */
export function parseStepCommand(text: string): StepCommand | CommandFault {
  const plain = text.trim().replace(/^`+|`+$/g, "").trim();
  const match = /^(?:\/(?:dgs|gsd)[:-]|(?:dgs|gsd)\s+)([a-z][a-z-]*)(?:\s+(.*))?$/.exec(plain);
  if (match === null) return { code: "no-command", message: "names no command: write it as `/dgs:<command> …`" };
  const [, name = "", rest = ""] = match;
  if (!isStepName(name)) return { code: "unknown-command", message: `names the unknown command ${quote(name)}` };
  const words = rest.split(/\s+/).filter((word) => word !== "");
  const flags = words.filter((word) => word.startsWith("--"));
  const allowed: readonly string[] = STEP_COMMANDS[name].flags;
  const strange = flags.find((flag) => !allowed.includes(flag));
  if (strange !== undefined) return { code: "unknown-flag", message: `has the flag ${quote(strange)}, which ${name} does not know` };
  return withArgument(name, words.filter((word) => !word.startsWith("--")), flags);
}

/** Whether a parse result is a fault. */
export function isCommandFault(result: StepCommand | CommandFault): result is CommandFault {
  return "code" in result;
}

/** Writes a command as it stands in a job file, without backticks. */
export function formatStepCommand(command: StepCommand): string {
  return [`/dgs:${command.name}`, ...(command.argument === undefined ? [] : [command.argument]), ...command.flags].join(" ");
}

function isStepName(name: string): name is StepName {
  return Object.hasOwn(STEP_COMMANDS, name);
}

function withArgument(name: StepName, args: readonly string[], flags: readonly string[]): StepCommand | CommandFault {
  const { argument: kind, required }: CommandForm = STEP_COMMANDS[name];
  const [argument, ...more] = args;
  if (more.length > 0 || (kind === "none" && argument !== undefined)) {
    return { code: "bad-argument", message: `has the argument ${quote(kind === "none" ? (argument ?? "") : more.join(" "))} too many` };
  }
  if (argument === undefined) {
    return required ? { code: "bad-argument", message: `needs a phase number: \`/dgs:${name} 1\`` } : { name, flags };
  }
  if (kind === "version") {
    return parseVersion(argument) === undefined ? { code: "bad-argument", message: `has ${quote(argument)} where a version belongs` } : { name, argument, flags };
  }
  const phase = parsePhaseNumber(argument);
  return phase === undefined ? { code: "bad-argument", message: `has ${quote(argument)} where a phase number belongs` } : { name, phase, argument, flags };
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
