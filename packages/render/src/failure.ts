import { isAbsolute, join, relative } from "node:path";
import type { Refusal } from "@dgs/runtime";
import type { Refused } from "./refused.js";
import type { Paint } from "./paint.js";
import { plainText } from "./plain-text.js";

/** Renders a refusal as three lines: what was wrong, where, and what to do next. */
export function renderFailure({ refusal, root }: Refused, cwd: string, paint: Paint): string {
  const others = (refusal.problems?.length ?? 0) - 1;
  const more = others > 0 ? ` (and ${String(others)} more; --json shows all)` : "";
  return [
    `${paint("red", "dgs:")} ${plainText(refusal.message)}${more}`,
    `  at: ${plainText(placeFrom(cwd, refusal, root))}`,
    `  do: ${plainText(refusal.remedy)}`,
  ].join("\n");
}

/** What `--json` prints for a refusal. */
export interface FailureReport {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly at: string;
    readonly remedy: string;
    readonly exit: Refusal["exit"];
    readonly problems?: Refusal["problems"];
  };
}

/** Makes the JSON of a refusal. */
export function failureReport({ refusal, root }: Refused, cwd: string): FailureReport {
  const { code, message, remedy, exit, problems } = refusal;
  return { error: { code, message, at: placeFrom(cwd, refusal, root), remedy, exit, ...(problems === undefined ? {} : { problems }) } };
}

/** The place as it works from where the person stands: a path relative to the working folder. */
function placeFrom(cwd: string, { at }: Refusal, root: string | undefined): string {
  if (at === undefined) return root === undefined ? "." : relativePath(cwd, root);
  // No file, whatever the root is: also a command that knows its product refuses a word of its line.
  if (/^the command line(?:, argument \d+: |$)/.test(at)) return at;
  const [, path = at, position = ""] = /^(.+?)((?::\d+){0,2})$/s.exec(at) ?? [];
  if (isAbsolute(path)) return relativePath(cwd, path) + position;
  return root === undefined ? at : relativePath(cwd, join(root, path)) + position;
}

/** Returns a path relative to the working folder; `.` for the folder itself, absolute where it is shorter to read. */
export function relativePath(cwd: string, path: string): string {
  const short = relative(cwd, path);
  if (short === "") return ".";
  return short.startsWith(join("..", "..", "..")) ? path : short;
}
