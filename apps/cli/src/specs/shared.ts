import type { OperandSpec, OptionSpec } from "../command-spec.js";

/** The milestone that a command is about. */
export const VERSION: OperandSpec = { name: "version", isRequired: true };

/** For commands that ask before they do something. */
export const YES: OptionSpec = { name: "yes", short: "y", summary: "do not ask" };
