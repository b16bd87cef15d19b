import { choosePaint, type Next, nextOf, renderNext } from "@dgs/render";
import type { NextCommand } from "@dgs/runtime";
import type { Answer, Reported } from "./answer.js";
import type { Call } from "./call.js";
import { findCommand, SHARED_OPTIONS } from "./commands.js";
import { shellWords } from "./shell-words.js";

/** Options that say where and with which agents: they hold for the next command, too, where it takes them. */
const CARRIED = ["root", "project", "agent", "tape"];

/** Lets the last line of an answer name the next sensible command, and its JSON, too. One place for all commands, so that none forgets it. */
export function withNext(answer: Answer & Reported, call: Omit<Call, "version">): Answer {
  const { io, command, values } = call;
  const next = nextOf(command, answer.report, { hasPlanning: answer.root !== undefined, again: callAgain(io.args), values });
  if (next === undefined) return answer;
  return {
    ...answer,
    report: { ...answer.report, next },
    ...(answer.tell === undefined ? {} : { tell: () => answer.tell?.(next.command) ?? Promise.resolve() }),
    text: () => `${answer.text().trimEnd()}\n\n${renderNext(carriedOver(next, call), choosePaint(io.stdout, io.env))}`,
  };
}

/** The call as it is typed, without the option that only shows. */
function callAgain(args: readonly string[]): string {
  const end = args.indexOf("--");
  const isOurs = (at: number): boolean => end < 0 || at < end;
  return shellWords(["dgs", ...args.filter((word, at) => !(isOurs(at) && ["--dry-run", "--json"].includes(word)))]);
}

/** A command that is named from the command line has to work from there: what was said of the place and of the agents is said again. */
function carriedOver(next: Next, call: Omit<Call, "version">): Next {
  const again = callAgain(call.io.args);
  const carry = <Command extends NextCommand>(each: Command): Command => (each.command === again ? each : { ...each, command: [each.command, ...carriedWords(each.command, call)].join(" ") });
  return { ...carry(next), ...(next.or === undefined ? {} : { or: carry(next.or) }) };
}

function carriedWords(command: string, { values, program }: Omit<Call, "version">): readonly string[] {
  const spec = findCommand(command.split(" ")[1] ?? "");
  const taken = new Set([...(spec?.options ?? []), ...SHARED_OPTIONS].map(({ name }) => name));
  const options = CARRIED.filter((name) => values[name] !== undefined && taken.has(name)).flatMap((name) => [`--${name}`, values[name] ?? ""]);
  const behind = program.length > 0 && spec?.program !== undefined ? ["--", ...program] : [];
  return options.length + behind.length === 0 ? [] : [shellWords([...options, ...behind])];
}
