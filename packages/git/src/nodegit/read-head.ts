import { lstatSync } from "node:fs";
import path from "node:path";
import { type HeadState, parseSha, type Sha } from "@dgs/core";
import { isRefName } from "../ref-name.js";
import type { NodegitOid } from "./api.js";
import type { OpenRepo } from "./open-repo.js";
import { type Sure, sure } from "./sure.js";

/** libgit2's word for a ref that names another. */
const SYMBOLIC = 2;

/** libgit2's code for what is not there. */
const NOT_FOUND = -3;

/** Refs whose full name leads to one place only, in every work tree. */
const PLAIN_REF = /^refs\/(?:heads|tags|remotes|dgs)\//;

/** Asks for the commit that HEAD names. */
export async function readHead({ api, repo }: OpenRepo): Promise<Sure<Sha> | undefined> {
  return shaOf(await api.Reference.nameToId(repo, "HEAD"));
}

/** Asks for the branch that HEAD is on. */
export async function readBranch({ api, repo, own }: OpenRepo): Promise<Sure<string | undefined> | undefined> {
  // The oldest gits made HEAD a symbolic link.
  if (lstatSync(path.join(own, "HEAD")).isSymbolicLink()) return undefined;
  const head = await api.Reference.lookup(repo, "HEAD");
  if (head.type() !== SYMBOLIC) return sure(undefined);
  const target = head.symbolicTarget();
  if (typeof target !== "string" || !isPlainText(target) || !target.startsWith("refs/heads/")) return undefined;
  return (await isSymbolic({ api, repo }, target)) ? undefined : sure(target.slice("refs/heads/".length));
}

/** Asks what HEAD is. An unborn branch is a doubt: that it names nothing may have many reasons. */
export async function readHeadState(open: OpenRepo): Promise<Sure<HeadState> | undefined> {
  const branch = await readBranch(open);
  const at = branch === undefined ? undefined : await readHead(open);
  if (branch === undefined || at === undefined) return undefined;
  return sure(branch.answer === undefined ? { type: "detached", at: at.answer } : { type: "on-branch", branch: branch.answer, at: at.answer });
}

/**
 * Asks for the commit that a revision names.
 *
 * Answered are full ids of commits, HEAD, and full names of refs that lead to a commit without a tag between. Everything else of
 * git's language for revisions, and that something names nothing, is a doubt.
 */
export async function readCommit({ api, repo }: OpenRepo, revision: string): Promise<Sure<Sha> | undefined> {
  const id = await idOf({ api, repo }, revision);
  if (id === undefined) return undefined;
  const commit = await api.Commit.lookup(repo, id.answer);
  return shaOf(commit.id());
}

async function idOf({ api, repo }: Pick<OpenRepo, "api" | "repo">, revision: string): Promise<Sure<Sha> | undefined> {
  if (/^[0-9a-f]{40}$/.test(revision)) return sure(revision as Sha);
  if (revision !== "HEAD" && !(PLAIN_REF.test(revision) && isRefName(revision))) return undefined;
  return shaOf(await api.Reference.nameToId(repo, revision));
}

/** Returns an object id that libgit2 told. */
export function shaOf(id: NodegitOid): Sure<Sha> | undefined {
  const sha = parseSha(id.tostrS());
  return sha === undefined ? undefined : sure(sha);
}

/** Tells whether a ref names another ref; one that is not there does not. */
export async function isSymbolic({ api, repo }: Pick<OpenRepo, "api" | "repo">, ref: string): Promise<boolean> {
  try {
    return (await api.Reference.lookup(repo, ref)).type() === SYMBOLIC;
  } catch (error) {
    if (error instanceof Error && "errno" in error && error.errno === NOT_FOUND) return false;
    throw error;
  }
}

/** Tells whether a text came over whole: bytes that are not UTF-8 stand there as a sign, and which they were nobody knows. */
export function isPlainText(text: string): boolean {
  return !text.includes("\uFFFD");
}
