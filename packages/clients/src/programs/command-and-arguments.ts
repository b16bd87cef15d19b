import type { ServerStart } from "@dgs/core";
import { isDeepStrictEqual } from "node:util";
import type { JsonShape } from "../json/edit-json.js";
import type { EntryValue } from "../json/layout.js";
import { readWords, wordsOf } from "../server-words.js";

/** What an entry has around the program and its arguments. */
interface Around {
  readonly before?: EntryValue;
  readonly behind?: EntryValue;
  /** Stands for the project's folder in the client's configuration, where the client does not start servers in it. */
  readonly folderVariable?: string;
}

/** The shape of entries with a `command` and its `args`, as most clients have it. */
export function commandAndArguments({ before = {}, behind = {}, folderVariable }: Around = {}): Omit<JsonShape, "container"> {
  const toEntry = (start: ServerStart): EntryValue => {
    const [command = "", ...args] = wordsOf(folderVariable === undefined ? start : { ...start, root: start.root === undefined ? folderVariable : `${folderVariable}/${start.root}` });
    return { ...before, command, args, ...behind };
  };
  return {
    toEntry,
    readEntry(value) {
      if (typeof value !== "object" || value === null || !("command" in value) || !("args" in value) || !Array.isArray(value.args)) return undefined;
      const said = readWords([value.command, ...(value.args as readonly unknown[])]);
      if (said === undefined) return undefined;
      const start = { ...withoutVariable(said, folderVariable), approvesTools: false };
      return isDeepStrictEqual(toEntry(start), withoutEmptyEnv(value)) ? start : undefined;
    },
  };
}

function withoutVariable<Said extends { readonly root?: string }>(said: Said, variable: string | undefined): Said {
  if (variable === undefined || said.root?.startsWith(variable) !== true) return said;
  const { root, ...others } = said;
  const rest = root.slice(variable.length);
  return (rest === "" ? others : { ...others, root: rest.slice(1) }) as Said;
}

/** Claude Code itself writes an empty `env` into what it adds. */
function withoutEmptyEnv(value: object): object {
  const { env, ...others } = value as { readonly env?: unknown };
  return env === undefined || isDeepStrictEqual(env, {}) ? others : value;
}
