import { readValidation, type Validation } from "../planning/validation.js";
import type { GateFinding } from "./types.js";

/** Compares the test commands of a validation plan; its statuses and its prose measure nothing. */
export function compareValidation(path: string, before: string, after: string): readonly GateFinding[] {
  const [old, fresh] = [commandsOf(readValidation(before, path)), commandsOf(readValidation(after, path))];
  const dropped = [...old].filter((command) => !fresh.has(command)).map((command): GateFinding => ({ kind: "command-dropped", severity: "person", text: `The test command \`${command.slice(0, 200)}\` is gone or another one.` }));
  const added = [...fresh].filter((command) => !old.has(command)).map((command): GateFinding => ({ kind: "command-added", severity: "listed", text: `The test command \`${command.slice(0, 200)}\` is new.` }));
  return [...dropped, ...added];
}

function commandsOf({ quickRun, fullSuite, tasks }: Validation): ReadonlySet<string> {
  return new Set([quickRun, fullSuite, ...tasks.map(({ command }) => command)].filter((command) => command !== undefined));
}
