import { refused, reported, type Answer } from "./answer.js";
import { COMMANDS, findCommand, SHARED_OPTIONS } from "./commands.js";
import { EXIT_CODES, EXIT_MEANINGS } from "./exit-codes.js";
import type { Io } from "./io.js";
import { choosePaint } from "@dgs/render";
import { parseArguments, type HelpWanted } from "./parse-arguments.js";
import { refuse } from "@dgs/host";
import { withNext } from "./with-next.js";
import { renderCommandHelp, renderHelp } from "./render/help.js";

/** Understands the command line and carries its command out; `version` is this program's. */
export async function answerCall(io: Io, version: string): Promise<Answer> {
  const parsed = parseArguments(io.args);
  switch (parsed.type) {
    case "refused":
      return refused(parsed);
    case "version":
      return reported({ type: "version", version }, () => version);
    case "help":
      return answerHelp(parsed, io);
    case "call": {
      if (io.cwd === "") return refused(refuse("working-folder-gone", "the working folder is not there any more", "Change into a folder that is there.", "the working folder"));
      const command = await findCommand(parsed.command)?.load();
      if (command === undefined) throw new Error(`the command ${parsed.command} was understood and is not there`);
      const answer = await command({ ...parsed, io, version });
      return answer.type === "reported" ? withNext(answer, { ...parsed, io }) : answer;
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
