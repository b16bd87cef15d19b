import { splitCommand } from "../work/split-command.js";

/** What a shell knows by itself. */
const BUILTINS: ReadonlySet<string> = new Set([
  ...["!", "(", ")", "{", "}", "[", "[[", "test", "cd", "echo", "printf", "exit", "true", "false", "export", "unset", "set", "read", "return", "eval", "exec", "command", "type", "source", ".", ":", "wait", "trap", "shift", "pwd", "local"],
  ...["if", "then", "else", "elif", "fi", "for", "while", "until", "do", "done", "case", "esac", "in", "function", "time"],
]);

/** Returns the programs that a test command starts, as far as its words tell: of one that needs a shell, the first plain word of each part outside of quotes and substitutions. */
export function programsOf(command: string): readonly string[] {
  const split = splitCommand(command);
  if (!split.shell) return BUILTINS.has(split.program) && split.program !== "test" && split.program !== "[" ? [] : [split.program];
  const bare = command.replace(/\\./g, "_").replace(/'[^']*'|"[^"]*"/g, "''");
  // Behind a substitution or a here-document nothing is told apart for certain.
  const certain = /^[^$`]*/.exec(bare)?.[0] ?? "";
  const parts = (certain.length < bare.length || certain.includes("<<") ? certain.split(/&&|\|\||[;|&\n]/).slice(0, 1) : certain.split(/&&|\|\||[;|&\n]/));
  return parts.flatMap((part) => {
    const words = part.trim().split(/\s+/).filter((word) => word !== "" && !/^\w+=/.test(word) && !/^\d*[<>]/.test(word)).map((word) => word.replace(/^[({]+/, "").replace(/\)+$/, ""));
    const [first] = words.filter((word) => word !== "!" && word !== "");
    return first === undefined || BUILTINS.has(first) || !/^[\w@./+-]+$/.test(first) ? [] : [first];
  });
}
