import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join, sep } from "node:path";
import { gitOf } from "./git-of.js";
import { productFolders } from "./product-folders.js";

/** The work that a product holds: git's name of it, and where it was found. */
export interface Inventory {
  /** Commits that a ref or a HEAD reaches, contents that are committed, staged, changed or untracked. */
  readonly work: ReadonlyMap<string, string>;
  /** All of that, and the content of every other file: whoever looks for something finds it in one of these. */
  readonly found: ReadonlySet<string>;
}

/**
 * Takes stock of a product. Planning files are no work: machines edit them, and what of them must be there is compared in the end state.
 */
export function takeInventory(product: string, planning: string): Inventory {
  const { repos, trees } = productFolders(product);
  const work = new Map<string, string>();
  for (const repo of repos) {
    for (const [id, type] of reachableFrom(join(product, repo))) if (type !== "tree") work.set(id, `${type} in ${repo}`);
  }
  const files = contentsBelow(product);
  const found = new Set([...work.keys(), ...files.values()]);
  for (const tree of trees) {
    for (const name of knownFiles(join(product, tree))) {
      const path = join(tree, name);
      const id = files.get(path);
      if (id !== undefined && !path.startsWith(planning + sep) && !isConflict(join(product, path))) work.set(id, `the file ${path}`);
    }
  }
  return { work, found };
}

/** Says what of an earlier inventory is in no work tree, in no index and reachable from no ref any more. */
export function lostSince(earlier: Inventory, now: Inventory): string[] {
  return [...earlier.work].flatMap(([id, where]) => (now.found.has(id) ? [] : [`lost: ${id}, ${where}`]));
}

/** Git's types of objects never change, and every inventory asks for the same ones. */
const types = new Map<string, string>();

/** Objects that refs, HEADs and indexes of all work trees of a repository reach, with their types. */
function reachableFrom(repo: string): [string, string][] {
  // A worktree whose folder is gone or half made may name what is not there: that must not hide the rest.
  const listed = gitOf(repo, ["rev-list", "--objects", "--no-object-names", "--all", "--indexed-objects"]).split("\n").filter((id) => id !== "");
  const unknown = listed.filter((id) => !types.has(id));
  if (unknown.length > 0) {
    for (const line of gitOf(repo, ["cat-file", "--batch-check=%(objectname) %(objecttype)"], `${unknown.join("\n")}\n`).trim().split("\n")) {
      const [id = "", type = ""] = line.split(" ");
      types.set(id, type);
    }
  }
  return listed.map((id) => [id, types.get(id) ?? ""]);
}

/** Tracked and untracked files of a work tree, without ignored ones. */
function knownFiles(tree: string): string[] {
  return [...new Set(gitOf(tree, ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).split("\0"))].filter((name) => name !== "");
}

/** Whether git has written both sides of a conflict into a file: that is nobody's work, and git makes it again. */
function isConflict(file: string): boolean {
  return lstatSync(file).isFile() && /^<{7} .*^={7}$.*^>{7} /ms.test(readFileSync(file, "latin1"));
}

/** What each file below a folder would be to git, without git's own folders. */
function contentsBelow(folder: string): Map<string, string> {
  const contents = new Map<string, string>();
  const visit = (relative: string): void => {
    for (const entry of readdirSync(join(folder, relative), { withFileTypes: true })) {
      const path = join(relative, entry.name);
      if (entry.isDirectory() && entry.name !== ".git" && !entry.name.endsWith(".git")) visit(path);
      else if (entry.isFile() || entry.isSymbolicLink()) contents.set(path, blobId(join(folder, path)));
    }
  };
  visit("");
  return contents;
}

function blobId(file: string): string {
  const bytes = lstatSync(file).isSymbolicLink() ? Buffer.from(readlinkSync(file)) : readFileSync(file);
  return createHash("sha1").update(`blob ${String(bytes.length)}\0`).update(bytes).digest("hex");
}
