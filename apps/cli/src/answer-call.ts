import { refused, reported, type Answer } from "./answer.js";
import { COMMANDS, findCommand, SHARED_OPTIONS } from "./commands.js";
import { EXIT_CODES, EXIT_MEANINGS } from "./exit-codes.js";
import type { Io } from "./io.js";
import { choosePaint } from "./paint.js";
import { parseArguments, type HelpWanted } from "./parse-arguments.js";
import { renderCommandHelp, renderHelp } from "./render/help.js";
import { VERSION } from "./version.js";

/** Understands the command line and carries its command out. */
export async function answerCall(io: Io): Promise<Answer> {
  const parsed = parseArguments(io.args);
  switch (parsed.type) {
    case "refused":
      return refused(parsed);
    case "version":
      return reported({ type: "version", version: VERSION }, () => VERSION);
    case "help":
      return answerHelp(parsed, io);
    case "call": {
      const command = await findCommand(parsed.command)?.load();
      if (command === undefined) throw new Error(`the command ${parsed.command} was understood and is not there`);
      return command({ ...parsed, io });
    }
  }
}

function answerHelp({ command }: HelpWanted, { stdout, env }: Io): Answer {
  const paint = choosePaint(stdout, env);
  if (command !== undefined) return reported({ type: "help", command: describe(command) }, () => renderCommandHelp(command, SHARED_OPTIONS, paint));
  const exits = Object.entries(EXIT_CODES).map(([kind, code]) => ({ kind: kind as keyof typeof EXIT_CODES, code, means: EXIT_MEANINGS[kind as keyof typeof EXIT_CODES] }));
  const content = { commands: COMMANDS, options: SHARED_OPTIONS, exits };
  return reported({ type: "help", commands: COMMANDS.map(describe), options: SHARED_OPTIONS, exits }, () => renderHelp(content, paint));
}

function describe({ load: _, ...description }: (typeof COMMANDS)[number]): object {
  return description;
}
