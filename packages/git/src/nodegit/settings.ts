import path from "node:path";
import type { GitRefusal } from "@dgs/core";
import { isRefusal, refuse } from "../refusal.js";
import { askGit, type RunGit } from "../run-git.js";
import type { OpenRepo } from "./open-repo.js";
import type { Environment } from "./place.js";
import { stampOf } from "./stamp.js";

/** One line of the user's configuration, as git itself reads it: all files, includes and the environment together. */
export interface Setting {
  /** With section and name in lower case. */
  readonly key: string;
  readonly value: string;
  /** The file it stands in; absent: the environment or the command line. */
  readonly file?: string;
}

/** Reads the configuration that is in force in a repository. */
export type ReadSettings = (open: OpenRepo) => Promise<readonly Setting[] | GitRefusal>;

/**
 * Makes the function that asks the git program for the configuration, and remembers it as long as no file of it has changed.
 *
 * libgit2 reads the configuration of the process's own environment and knows fewer kinds of includes: what is in force is for git to
 * say. (The files of this process's own home are watched too, so that the same answer means that libgit2 reads the same.) Where anything is included nothing is remembered, as an included file that is not there yet leaves no trace.
 */
export function createReadSettings(run: RunGit, env: Environment): ReadSettings {
  const known = new Map<string, { readonly stamp: string; readonly files: readonly string[]; readonly settings: readonly Setting[] }>();
  return async (open) => {
    const { own, shared, top } = open;
    const before = known.get(own);
    if (before !== undefined && before.stamp === stampOf(before.files)) return before.settings;
    const usual = [path.join(shared, "config"), path.join(own, "config.worktree"), ...usualFiles(env), ...usualFiles(process.env)];
    const early = stampOf(usual);
    const printed = await askGit(run, { tree: top, args: ["config", "--list", "-z", "--show-origin"], kind: "read" });
    if (isRefusal(printed)) return printed;
    const settings = parseSettings(printed, top);
    if (settings === undefined) return refuse("other", "what git config printed was not understood");
    const files = [...new Set([...usual, ...settings.flatMap(({ file }) => (file === undefined ? [] : [file]))])];
    known.delete(own);
    if (early === stampOf(usual) && !settings.some(({ key }) => /^include(?:if)?\./.test(key))) known.set(own, { stamp: stampOf(files), files, settings });
    return settings;
  };
}

/** The files that git may read besides the repository's own, whether they are there or not. */
function usualFiles(env: Environment): readonly string[] {
  const { HOME: home, XDG_CONFIG_HOME: config, GIT_CONFIG_GLOBAL: global, GIT_CONFIG_SYSTEM: system } = env;
  return [
    ...(home === undefined ? [] : [path.join(home, ".gitconfig"), path.join(home, ".config", "git", "config")]),
    ...(config === undefined ? [] : [path.join(config, "git", "config")]),
    ...[global, system].filter((file) => file !== undefined),
    ...["/etc/gitconfig", "/usr/local/etc/gitconfig", "/opt/homebrew/etc/gitconfig"],
  ];
}

/** Reads what `git config --list -z --show-origin` printed; `undefined` when it is not of that form. */
export function parseSettings(printed: string, folder: string): readonly Setting[] | undefined {
  const fields = printed.split("\0");
  if (fields.pop() !== "" || fields.length % 2 !== 0) return undefined;
  const settings: Setting[] = [];
  for (let at = 0; at < fields.length; at += 2) {
    const [origin = "", entry = ""] = [fields[at], fields[at + 1]];
    const line = entry.indexOf("\n");
    // A key without a value stands for true.
    const [key, value] = line < 0 ? [entry, "true"] : [entry.slice(0, line), entry.slice(line + 1)];
    settings.push({ key, value, ...(origin.startsWith("file:") ? { file: path.resolve(folder, origin.slice("file:".length)) } : {}) });
  }
  return settings;
}
