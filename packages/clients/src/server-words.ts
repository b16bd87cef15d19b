import { posix, win32 } from "node:path";
import type { ServerStart } from "@dgs/core";

/** What a start is told by its words alone. */
export type SaidStart = Omit<ServerStart, "approvesTools">;

/** The name of DGS's entry in every client. Clients put it before the names of its tools and prompts: `mcp__dgs__overview`. */
export const ENTRY_NAME = "dgs";

/** The command line of a start: the program and its arguments. */
export function wordsOf({ program, root, project }: SaidStart): readonly string[] {
  return [...program, "mcp", ...(root === undefined ? [] : ["--root", root]), ...(project === undefined ? [] : ["--project", project])];
}

/** Reads a start from a command line; `undefined` where it is none that install writes. */
export function readWords(words: readonly unknown[]): SaidStart | undefined {
  if (!words.every((word) => typeof word === "string")) return undefined;
  const [first = "", second = ""] = words;
  const length = first === "dgs" ? 1 : isAbsolute(first) && isAbsolute(second) ? 2 : 0;
  if (length === 0 || words[length] !== "mcp") return undefined;
  const options = readOptions(words.slice(length + 1));
  return options === undefined ? undefined : { program: words.slice(0, length), ...options };
}

function readOptions(words: readonly string[]): Pick<SaidStart, "root" | "project"> | undefined {
  const read: { root?: string; project?: string } = {};
  for (let at = 0; at < words.length; at += 2) {
    const [option, value] = [words[at], words[at + 1]];
    const key = option === "--root" ? "root" : option === "--project" ? "project" : undefined;
    if (key === undefined || value === undefined || read[key] !== undefined) return undefined;
    read[key] = value;
  }
  return read;
}

/** Of whichever system the file was written on. */
function isAbsolute(path: string): boolean {
  return posix.isAbsolute(path) || win32.isAbsolute(path);
}

/** Whether two starts come to the same server of the same product, by whatever program. */
export function serveTheSame(one: SaidStart, other: SaidStart): boolean {
  return one.root === other.root && one.project === other.project;
}

/** Whether what stands there does all that is wanted; approval that a person has given besides stays. */
export function fulfils(there: ServerStart, wanted: ServerStart): boolean {
  return wordsOf(there).join("\0") === wordsOf(wanted).join("\0") && (there.approvesTools || !wanted.approvesTools);
}
