import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { textOf } from "../git-folders.js";
import type { Nodegit, NodegitRepository } from "./api.js";
import { type Sure, unlessRefused } from "./sure.js";

/** A repository that libgit2 has opened in a work tree, and that is an ordinary one. */
export interface OpenRepo {
  readonly api: Nodegit;
  readonly repo: NodegitRepository;
  /** The top of the work tree, without symbolic links. */
  readonly top: string;
  /** The git folder of the work tree. */
  readonly own: string;
  /** The git folder that all work trees share. */
  readonly shared: string;
}

/**
 * Opens the repository of a work tree, asks something of it, and frees what libgit2 holds.
 *
 * A doubt is: no `.git` right there, another user's files (git has its own rules for those), a work tree that lies elsewhere, and
 * objects that stand in for others (`git replace`, grafts), which libgit2 passes over. What libgit2 cannot open (sha256, reftable,
 * extensions that it does not know) it refuses itself.
 */
export async function inRepo<T>(api: Nodegit, tree: string, ask: (open: OpenRepo) => Promise<Sure<T> | undefined>): Promise<Sure<T> | undefined> {
  if (tree.includes("\0")) return undefined;
  return unlessRefused(async () => {
    const top = realpathSync(path.resolve(tree));
    const link = path.join(top, ".git");
    if (lstatSync(link).isSymbolicLink() || !isMine(top) || !isMine(link)) return undefined;
    const repo = await api.Repository.open(top);
    try {
      const own = path.normalize(repo.path()).replace(/[\\/]$/, "");
      const shared = path.normalize(repo.commondir()).replace(/[\\/]$/, "");
      const workdir = repo.workdir();
      if (repo.isBare() !== 0 || typeof workdir !== "string" || realpathSync(workdir) !== top) return undefined;
      if (!isMine(own) || !isMine(shared) || hasStandIns(shared)) return undefined;
      return await ask({ api, repo, top, own, shared });
    } finally {
      await repo.cleanup();
    }
  });
}

function isMine(file: string): boolean {
  const user = process.geteuid?.();
  return user === undefined || lstatSync(file).uid === user;
}

function hasStandIns(shared: string): boolean {
  if (existsSync(path.join(shared, "info", "grafts"))) return true;
  const loose = path.join(shared, "refs", "replace");
  if (existsSync(loose) && readdirSync(loose).length > 0) return true;
  const packed = path.join(shared, "packed-refs");
  return existsSync(packed) && readFileSync(packed).includes(" refs/replace/");
}

/** Tells whether the history was cut off when it was cloned. */
export function isShallow({ shared }: OpenRepo): boolean {
  return textOf(path.join(shared, "shallow")) !== undefined;
}
