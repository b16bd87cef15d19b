import type { CommandSpec, OptionSpec } from "./command-spec.js";
import { cancelJobSpec, createMilestoneJobSpec, initSpec, listJobsSpec, progressSpec, runJobSpec } from "./command-specs.js";

/** Options that every command takes. */
export const SHARED_OPTIONS: readonly OptionSpec[] = [
  { name: "root", value: "folder", summary: "the planning root, or the folder that holds it; DGS_ROOT says the same" },
  { name: "project", value: "name", summary: "the project, in a product with several" },
  { name: "json", summary: "print one JSON object on stdout, for errors too" },
  { name: "help", short: "h", summary: "show the help" },
  { name: "version", short: "v", summary: "show the version" },
];

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandSpec[] = [initSpec, progressSpec, createMilestoneJobSpec, runJobSpec, listJobsSpec, cancelJobSpec];

/** Returns a command by its name. */
export function findCommand(name: string): CommandSpec | undefined {
  return COMMANDS.find((command) => command.name === name);
}
