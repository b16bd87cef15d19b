import type { OperandSpec, OptionSpec } from "../command-spec.js";

/** The milestone that a command is about. */
export const VERSION: OperandSpec = { name: "version", isRequired: true, completes: "version" };

/** For commands that ask before they do something. */
export const YES: OptionSpec = { name: "yes", short: "y", summary: "do not ask" };

/** The quick that a command is about: an id, a slug or a title. */
export const QUICK: OperandSpec = { name: "quick", isRequired: false, completes: "quick" };

/** What may stand behind `--` where a command runs agents. */
export const AGENT_PROGRAM = "program [argument…]";

/** Records what agents do. */
export const RECORD_OPTION: OptionSpec = { name: "record", value: "file", completes: "file", summary: "put what the agents do on a tape; one that is there is gone on with" };

/** For commands that run agents. */
export const AGENT_OPTIONS: readonly OptionSpec[] = [
  { name: "agent", value: "adapter", values: ["claude", "codex", "gemini", "opencode", "copilot", "acp", "command", "replay"], summary: "what runs the agents" },
  { name: "tape", value: "file", completes: "file", summary: "the tape that replay plays" },
];
