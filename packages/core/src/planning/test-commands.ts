import { outdent } from "./tag-children.js";

/** What a place for test commands holds. */
export interface TestCommands {
  readonly commands: readonly string[];
  /** It says that the test is still to be written. */
  readonly missing: boolean;
}

/**
 * Reads the test commands of `<automated>` or of a table's cell: one on each line, with or without backticks or a fence.
 *
 * A line that ends in `\`, `&&`, `||` or `|` goes on with the next. A script that only makes sense as a whole stays whole.
 */
export function readTestCommands(text: string): TestCommands {
  const plain = outdent(outdent(text).replace(/^(`{3,}|~{3,})[^\n]*\n([^]*?)\n?[ \t]*\1[ \t]*$/, "$2"));
  const lines = plain.split("\n").map((line) => line.trim());
  const script = lines.length > 1 && lines.some((line) => /^(?:for|while|until|if|case|function|\{|\()(?:\s|$)|<<-?\s*['"\w]/.test(line));
  const joined = script ? [plain] : plain.replace(/[ \t]*\\\n\s*/g, " ").replace(/(&&|\|\|?)[ \t]*\n\s*/g, "$1 ").split("\n");
  const texts = joined.map((line) => unquote(line.trim())).filter((line) => line !== "" && !/^#(?!!)/.test(line));
  const commands = texts.filter((line) => !isMissing(line) && !/^(?:[-–—]|n\/a|none|tbd|manual(?: only)?)$/i.test(line));
  return { commands, missing: texts.some(isMissing) };
}

/** `❌ MISSING — wave 0 creates it` */
function isMissing(text: string): boolean {
  return /^\P{L}*MISSING\b/u.test(text);
}

function unquote(line: string): string {
  const bare = line.replace(/^(?:[-*]\s+)?(?:\$\s+)?/, "");
  return /^(`+)([^`]+)\1$/.exec(bare)?.[2]?.trim() ?? bare;
}
