import { closeSync, constants, fstatSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { numberAt, textAt } from "../program/json-fields.js";
import { placeInside } from "./inside.js";
import { mayWrite, type Scope } from "./permission.js";

/** Bytes of a file that are read for a program. */
const MAX_BYTES = 10_000_000;

/** What came of a program's wish to have a file read or written for it. */
export type FileAnswer = { readonly type: "done"; readonly result: object; readonly path?: string } | { readonly type: "denied"; readonly path: string } | { readonly type: "failed"; readonly message: string };

/** Reads a file for a program: inside of the folder only, unless it may do everything. */
export function readFor(params: unknown, scope: Scope): FileAnswer {
  const target = path.resolve(scope.cwd, textAt(params, "path") ?? "");
  if (scope.permission !== "full" && placeInside(scope.cwd, target) === undefined) return { type: "denied", path: target };
  return attempt(() => {
    // Without waiting: a pipe has no text.
    const file = openSync(target, constants.O_RDONLY | (constants.O_NONBLOCK as number | undefined ?? 0));
    try {
      const found = fstatSync(file);
      if (!found.isFile() || found.size > MAX_BYTES) return { type: "failed", message: `${target} is no file, or one of more than ${String(MAX_BYTES)} bytes` };
      return { type: "done", result: { content: linesOf(readFileSync(file, "utf8"), params) } };
    } finally {
      closeSync(file);
    }
  });
}

function linesOf(text: string, params: unknown): string {
  const [line, limit] = [numberAt(params, "line"), numberAt(params, "limit")];
  if (line === undefined && limit === undefined) return text;
  const from = Math.max(0, (line ?? 1) - 1);
  return text.split("\n").slice(from, limit === undefined ? undefined : from + limit).join("\n");
}

/** Writes a file for a program, where it may write. */
export function writeFor(params: unknown, scope: Scope): FileAnswer {
  const [given, content] = [textAt(params, "path"), textAt(params, "content")];
  if (given === undefined || content === undefined) return { type: "failed", message: "a path and a content are needed" };
  const target = path.resolve(scope.cwd, given);
  if (!mayWrite(target, scope)) return { type: "denied", path: target };
  return attempt(() => {
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
    return { type: "done", result: {}, path: target };
  });
}

function attempt(work: () => FileAnswer): FileAnswer {
  try {
    return work();
  } catch (error) {
    return { type: "failed", message: error instanceof Error ? error.message : String(error) };
  }
}
