import { readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { ignoresFolder, isSafeRepoName, type Git } from "@dgs/core";
import { listFolder } from "../disk.js";
import { pathFrom, realpathOfNearest } from "../inside-root.js";
import { PLANNING_FOLDERS } from "../locate-root.js";
import { refuse, type Refusal } from "../refusal.js";
import { readIfText } from "./read-if-text.js";
import { findTestCommand, type FoundTestCommand } from "./test-command.js";

/** Where a planning folder is to be made. */
export interface LookInput {
  readonly cwd: string;
  /** The folder that is to hold it; the working folder where it is not named. */
  readonly root?: string;
  readonly folder?: (typeof PLANNING_FOLDERS)[number];
}

/** A git repository that may belong to the product. */
export interface FoundRepo {
  readonly name: string;
  /** Relative to the folder that holds the planning folder, with `/`. */
  readonly path: string;
  /** What its manifest says of it. */
  readonly description?: string;
}

/** What was found before anybody was asked. */
export interface FoundAround {
  readonly type: "found";
  /** The folder that holds the planning folder, or is to hold it; absolute. */
  readonly base: string;
  /** The planning folder, absolute, and whether it is there. */
  readonly root: string;
  readonly isThere: boolean;
  /** The repository that the folder is in. */
  readonly repo?: FoundRepo & { readonly branch?: string };
  /** Repositories beside that one; where the folder is in none, those in it. */
  readonly others: readonly FoundRepo[];
  readonly hasRegistry: boolean;
  readonly hasConfig: boolean;
  /** Whether git leaves the planning folder out. */
  readonly isIgnored: boolean;
  readonly tests?: FoundTestCommand;
}

/** Repositories that are offered; more than that lie beside each other by chance. */
const MOST_REPOS = 40;

/** Looks at a folder before anything is asked or written: which repository it is in, which lie beside it, and what is there already. */
export async function lookAround(ports: { readonly git: Pick<Git, "topLevel" | "headState" | "listIgnored"> }, input: LookInput): Promise<FoundAround | Refusal> {
  const base = resolve(input.cwd, input.root ?? ".");
  const names = listFolder(base);
  if (names === undefined) return refuse("no-such-folder", `there is no folder ${base}`, "Make it, or correct --root.", { at: base });
  const present = PLANNING_FOLDERS.filter((name) => names.includes(`${name}/`));
  const other = present.find((name) => name !== (input.folder ?? present[0]));
  if (other !== undefined) return refuse("two-planning-folders", `${base} has a planning folder already: ${other}`, `Go on with ${other}, or move it away first.`, { at: join(base, other) });
  const folder = input.folder ?? present[0] ?? PLANNING_FOLDERS[0];
  const root = join(base, folder);
  const inRoot = listFolder(root) ?? [];
  const top = await ports.git.topLevel(base);
  if (typeof top === "object") return refuse(`git-${top.code}`, top.message, "Make git work in that folder and run the command again.", { at: base });
  const head = top === undefined ? undefined : await ports.git.headState(top);
  const branch = head !== undefined && "branch" in head ? head.branch : undefined;
  const tests = findTestCommand(top ?? base);
  return {
    ...{ type: "found", base, root, isThere: present.includes(folder) },
    ...(top === undefined ? {} : { repo: { ...describe(base, top), ...(branch === undefined ? {} : { branch }) } }),
    others: reposIn(top === undefined ? base : dirname(top)).filter((path) => top === undefined || realpathOfNearest(path) !== realpathOfNearest(top)).map((path) => describe(base, path)),
    ...{ hasRegistry: inRoot.includes("REPOS.md"), hasConfig: inRoot.includes("config.json") || inRoot.includes("dgs.config.json") },
    isIgnored: top !== undefined && (isNamedIgnored(base, top, folder) || (await isIgnoredByGit(ports.git, top, root))),
    ...(tests === undefined ? {} : { tests }),
  };
}

/** Folders that are repositories of their own. A `.git` file is the mark of a worktree or a submodule: both belong to another one. */
function reposIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && isSafeRepoName(entry.name))
      .map((entry) => join(folder, entry.name))
      .filter((path) => statSync(join(path, ".git"), { throwIfNoEntry: false })?.isDirectory() === true)
      .sort()
      .slice(0, MOST_REPOS);
  } catch {
    return [];
  }
}

/** Tells of a repository by its folder; a name that no branch can carry is replaced. */
export function describe(base: string, path: string): FoundRepo {
  const description = manifestDescription(path);
  const name = basename(path);
  return {
    name: isSafeRepoName(name) ? name : "app",
    path: pathFrom(base, path) || ".",
    ...(description === undefined ? {} : { description }),
  };
}

function manifestDescription(folder: string): string | undefined {
  const text = readIfText(join(folder, "package.json"));
  try {
    const value = text === undefined ? undefined : (JSON.parse(text) as { description?: unknown } | null)?.description;
    return typeof value === "string" && value.trim() !== "" ? value.trim().slice(0, 200) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a `.gitignore` on the way up to the repository's top folder names the folder. */
function isNamedIgnored(base: string, top: string, folder: string): boolean {
  for (let at = base; ; at = dirname(at)) {
    const text = readIfText(join(at, ".gitignore"));
    if (text !== undefined && ignoresFolder(text, folder)) return true;
    if (at === top || at === dirname(at)) return false;
  }
}

/** Git itself tells of a folder only once something lies in it. */
async function isIgnoredByGit(git: Pick<Git, "listIgnored">, top: string, root: string): Promise<boolean> {
  const ignored = await git.listIgnored(top);
  const inside = pathFrom(top, root);
  return !("type" in ignored) && ignored.some((path) => path.endsWith("/") && `${inside}/`.startsWith(path));
}
