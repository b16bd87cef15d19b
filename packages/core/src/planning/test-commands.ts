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
  const plain = withoutFence(outdent(text));
  const lines = plain.split("\n").map((line) => line.trim());
  const script = lines.length > 1 && lines.some((line) => /^(?:for|while|until|if|case|function|\{|\()(?:\s|$)|<<-?\s*['"\w]/.test(line));
  const joined = script ? [plain] : plain.replace(/[ \t]*\\\n\s*/g, " ").replace(/(&&|\|\|?)[ \t]*\n\s*/g, "$1 ").split("\n");
  const texts = joined.map((line) => unquote(line.trim())).filter((line) => line !== "" && !/^#(?!!)/.test(line));
  const commands = texts.filter((line) => !isMissing(line) && !/^(?:[-–—]|n\/a|none|tbd|manual(?: only)?)$/i.test(line));
  return { commands, missing: texts.some(isMissing) };
}

/** Returns what the first code span of a text holds. */
export function firstCodeSpan(text: string): string | undefined {
  const runs = [...text.matchAll(/`+/g)];
  for (const [index, open] of runs.entries()) {
    const close = runs.slice(index + 1, index + 20).find(([run]) => run === open[0]);
    if (close !== undefined) return text.slice(open.index + open[0].length, close.index).trim();
  }
  return undefined;
}

function withoutFence(text: string): string {
  const lines = text.split("\n");
  const fence = /^(?:`{3,}|~{3,})/.exec(lines[0] ?? "")?.[0];
  return fence !== undefined && lines.length > 1 && lines.at(-1)?.trim() === fence ? outdent(["", ...lines.slice(1, -1)].join("\n")) : text;
}

/** `❌ MISSING — wave 0 creates it` */
function isMissing(text: string): boolean {
  return /^\P{L}*MISSING\b/u.test(text);
}

function unquote(line: string): string {
  const bare = line.replace(/^(?:[-*]\s+)?(?:\$\s+)?/, "");
  return /^(`+)([^`]+)\1$/.exec(bare)?.[2]?.trim() ?? bare;
}
