import path from "node:path";
import type { AgentPermission } from "@dgs/core";
import { listAt, objectAt, textAt } from "../program/json-fields.js";
import { placeInside } from "./inside.js";

/** What an agent may do, and where. */
export interface Scope {
  readonly permission: AgentPermission;
  /** The folder it works in. */
  readonly cwd: string;
  readonly outbox: string;
  /** Commands that may be run, by how they begin. */
  readonly allowedCommands: readonly string[];
}

/** Whether a call of a tool is covered by what the agent may do. What the call does not say clearly enough is not. */
export function isCovered(call: unknown, scope: Scope): boolean {
  if (scope.permission === "full") return true;
  const paths = pathsOf(call);
  switch (textAt(call, "kind") ?? "") {
    case "read":
    case "search":
    case "think":
      return paths.every((each) => placeInside(scope.cwd, each) !== undefined);
    case "edit":
    case "delete":
      return paths.length > 0 && paths.every((each) => mayWrite(each, scope));
    case "move":
      // Both ends have to be known.
      return paths.length > 1 && paths.every((each) => mayWrite(each, scope));
    case "execute":
      return scope.permission === "edit" && mayRun(call, scope);
    default:
      return false;
  }
}

/** Whether a file may be written: inside of the folder, and not in git's or DGS's own; for who only looks, in the outbox alone. */
export function mayWrite(target: string, { permission, cwd, outbox }: Scope): boolean {
  if (permission === "full") return true;
  const absolute = path.resolve(cwd, target);
  const inOutbox = placeInside(outbox, absolute);
  if (inOutbox !== undefined && inOutbox !== "" && placeInside(cwd, absolute) !== undefined) return true;
  const place = placeInside(cwd, absolute);
  if (permission !== "edit" || place === undefined || place === "") return false;
  const parts = place.split(path.sep).map((part) => part.toLowerCase());
  return !parts.includes(".git") && parts[0] !== ".dgs";
}

/** Names under which programs put paths into what they call a tool with. */
const PATH_KEYS = ["path", "file_path", "filePath", "filepath", "abs_path", "notebook_path", "source", "destination", "from", "to", "old_path", "new_path", "cwd", "workdir"];

function pathsOf(call: unknown): readonly string[] {
  const named = [...listAt(call, "locations"), ...listAt(call, "content")].map((each) => textAt(each, "path"));
  const given = PATH_KEYS.map((key) => textAt(call, "rawInput", key));
  // A program may list what it touches by path: Codex does so.
  const changed = Object.keys(objectAt(call, "rawInput", "changes"));
  return [...new Set([...named, ...given, ...changed].filter((each) => each !== undefined && each !== ""))] as string[];
}

/** Signs by which a shell would do more than the command that stands there. */
const SHELL_SIGNS = /[;&|<>`$()\\\r\n]/;

function mayRun(call: unknown, { cwd, allowedCommands }: Scope): boolean {
  const place = textAt(call, "rawInput", "cwd") ?? textAt(call, "rawInput", "workdir");
  if (place !== undefined && placeInside(cwd, place) === undefined) return false;
  const command = commandOf(call);
  if (command === undefined || SHELL_SIGNS.test(command)) return false;
  return allowedCommands.some((allowed) => command === allowed || command.startsWith(`${allowed} `));
}

/** The command that a call runs, as a person would type it; `undefined` where it is not told clearly. */
export function commandOf(call: unknown): string | undefined {
  const text = textAt(call, "rawInput", "command");
  if (text !== undefined) return text.trim();
  const words = listAt(call, "rawInput", "command");
  if (words.length === 0 || !words.every((word) => typeof word === "string")) return undefined;
  const [program = "", flag, script] = words as string[];
  if (words.length === 3 && /^(?:.*\/)?(?:ba|z|da)?sh$/.test(program) && /^-l?c$/.test(flag ?? "")) return script?.trim();
  return (words as string[]).some((word) => /\s/.test(word)) ? undefined : words.join(" ");
}

/** The answer to a question for permission: for this once or not at all, never by the place in the list, as some list "always" first. */
export function answerTo(options: readonly unknown[], isAllowed: boolean): object {
  const id = (kind: string): string | undefined => textAt(options.find((option) => textAt(option, "kind") === kind), "optionId");
  const chosen = isAllowed ? id("allow_once") : (id("reject_once") ?? id("reject_always"));
  return { outcome: chosen === undefined ? { outcome: "cancelled" } : { outcome: "selected", optionId: chosen } };
}
