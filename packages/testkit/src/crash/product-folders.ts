import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** What lies directly in the folder of a product. */
export interface ProductFolders {
  /** Repositories with a git folder of their own, bare ones too. */
  readonly repos: readonly string[];
  /** Folders with files that git knows: checkouts and worktrees. */
  readonly trees: readonly string[];
  readonly bare: readonly string[];
  readonly all: readonly string[];
}

/** Sorts the folders of a product by what they are. A worktree of which only a part was made or is left is none. */
export function productFolders(product: string): ProductFolders {
  const all = readdirSync(product).sort();
  const git = (name: string): string => join(product, name, ".git");
  const checkouts = all.filter((name) => existsSync(git(name)) && statSync(git(name)).isDirectory());
  const worktrees = all.filter((name) => existsSync(git(name)) && statSync(git(name)).isFile());
  const bare = all.filter((name) => existsSync(join(product, name, "objects")) && existsSync(join(product, name, "HEAD")));
  return { repos: [...checkouts, ...bare], trees: [...checkouts, ...worktrees], bare, all };
}
