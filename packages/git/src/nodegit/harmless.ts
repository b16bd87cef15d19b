import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { OpenRepo } from "./open-repo.js";
import type { Environment } from "./place.js";
import type { Setting } from "./settings.js";

/** Sections that have no say in what `git status` answers. */
const SECTIONS = new Set([
  ...["user", "author", "committer", "alias", "branch", "remote", "push", "pull", "fetch", "transfer", "receive", "uploadpack", "color", "column", "init", "credential"],
  ...["http", "https", "url", "merge", "mergetool", "difftool", "commit", "gpg", "gc", "maintenance", "rerere", "rebase", "tag", "advice", "safe", "pager", "help"],
  ...["web", "gui", "log", "format", "sendemail", "blame", "grep", "stash", "notes", "pack", "repack", "protocol", "ssh", "clone", "checkout", "sequence", "trailer"],
  ...["am", "interactive", "browser", "man", "guitool", "github", "hub", "dgs"],
]);

/** Keys of the sections `core` and `diff` that have no say either, whatever they say. */
const KEYS = new Set([
  ...["editor", "pager", "logallrefupdates", "compression", "loosecompression", "sshcommand", "askpass", "hookspath", "abbrev", "quotepath", "commentchar", "whitespace"],
  ...["fsmonitor", "untrackedcache", "preloadindex", "multipackindex", "commitgraph", "fsync", "fsyncmethod", "fsyncobjectfiles", "deltabasecachelimit"],
].map((name) => `core.${name}`).concat(["diff.tool", "diff.guitool", "diff.algorithm", "diff.colormoved", "diff.mnemonicprefix", "diff.renames"]));

/** Keys that have none as long as they say what is usual. */
const USUAL: Readonly<Record<string, string>> = {
  "core.repositoryformatversion": "0",
  "core.bare": "false",
  "core.filemode": "true",
  "core.symlinks": "true",
  "core.ignorecase": "false",
  "core.precomposeunicode": "false",
  "core.autocrlf": "false",
};

/** Keys that libgit2 follows when it looks at files. */
const FOLLOWED = ["autocrlf", "eol", "safecrlf", "excludesfile", "attributesfile", "ignorecase", "filemode", "symlinks", "trustctime", "precomposeunicode", "worktree", "ignorestat"].map((name) => `core.${name}`);

/**
 * Tells whether a setting has no say in what `git status` answers. One that nobody here knows has a say: filters, line endings,
 * submodules, sparse checkouts and whatever later gits bring are the program's.
 */
export function isHarmless({ key, value }: Setting): boolean {
  const usual = USUAL[key];
  if (usual !== undefined) return value.toLowerCase() === usual;
  return KEYS.has(key) || SECTIONS.has(key.slice(0, key.indexOf(".")));
}

/** What libgit2 was found to follow, by the settings that it was found beside: while git's are remembered, no file has changed. */
const found = new WeakMap<readonly Setting[], boolean>();

/** Tells whether all settings are harmless, and whether libgit2, which reads those of this process's own home, follows nothing unusual either. */
export async function areHarmless(open: OpenRepo, settings: readonly Setting[]): Promise<boolean> {
  const before = found.get(settings);
  if (before !== undefined) return before;
  const now = settings.every(isHarmless) && (await followsNothingUnusual(open));
  found.set(settings, now);
  return now;
}

async function followsNothingUnusual({ repo }: OpenRepo): Promise<boolean> {
  const config = await repo.config();
  for (const key of FOLLOWED) {
    const value = await config.getStringBuf(key).catch((error: unknown) => {
      if (error instanceof Error && "errno" in error) return undefined;
      throw error;
    });
    if (value !== undefined && !isHarmless({ key, value })) return false;
  }
  return true;
}

/**
 * Tells whether there are rules for all repositories about ignored files and attributes, in the home that git is told or in this
 * process's own, where libgit2 looks.
 */
export function hasRulesForAll(env: Environment): boolean {
  const homes = [env, process.env].flatMap(({ HOME: home, XDG_CONFIG_HOME: config }) => [config, home === undefined ? undefined : path.join(home, ".config")]);
  const folders = [...homes, path.join(os.homedir(), ".config")].filter((folder) => folder !== undefined);
  return existsSync("/etc/gitattributes") || folders.some((folder) => ["ignore", "attributes"].some((name) => existsSync(path.join(folder, "git", name))));
}
