import { createHash } from "node:crypto";
import { existsSync, lstatSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { gatePart, parseSha, type TreeFile } from "@dgs/core";
import { isErrno } from "../disk.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { planningIn, type WorkTree } from "../work/work-tree.js";
import type { AuditContext } from "./context.js";
import type { PhaseCommits } from "./survey-phase.js";

/** Differences of one tree that are told one by one. */
const MOST_TOLD = 20;

/** A file above this many bytes is not held against its commit. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Programs that a runner would find beside its own before the system's. */
const SHADOWS = ["node", "sh", "bash", "env"] as const;

/**
 * What was tested and is in no commit, an entry each: tracked files that hold something else than the commit says, files of the gate that git does not track, and
 * programs that stand before those of the system. Git's own word is not taken for it: a bit in its index, or a filter, can hide a change. (design 3.5)
 */
export async function treeDifferences(context: AuditContext, { heads }: Pick<PhaseCommits, "heads">): Promise<readonly string[] | WorkFailure> {
  const all: string[] = [];
  for (const tree of context.trees) {
    const found = await differencesOf(context, tree, heads[tree.repo.name] ?? "");
    if (isFailure(found)) return found;
    const prefix = context.trees.length === 1 ? "" : `${tree.repo.name}/`;
    all.push(...found.slice(0, MOST_TOLD).map((text) => prefix + text), ...(found.length > MOST_TOLD ? [`${tree.path}: ${String(found.length - MOST_TOLD)} more files are not as the commit says`] : []));
  }
  return all;
}

async function differencesOf(context: AuditContext, tree: WorkTree, head: string): Promise<readonly string[] | WorkFailure> {
  const { git } = context.ports;
  const commit = parseSha(head);
  if (commit === undefined) return failed("internal", `${tree.repo.name}: the commit that the audit looks at is not known`);
  const [listed, status] = [await git.listFiles(tree.path, commit), await git.status(tree.path)];
  if ("type" in listed) return failed("internal", `${tree.repo.name}: ${listed.message}`);
  if ("type" in status) return failed("internal", `${tree.repo.name}: ${status.message}`);
  const planning = planningIn(context.place, tree);
  const isPlanning = (path: string): boolean => planning !== undefined && path.startsWith(`${planning}/`);
  const changed: string[] = [];
  for (const file of listed) {
    if (isPlanning(file.path) || file.kind === "submodule") continue;
    const told = await differenceOf(context, tree.path, file);
    if (told !== undefined) changed.push(`${file.path}: ${told}: what was tested is in no commit`);
  }
  const untracked = status.filter(({ code, path }) => code === "??" && !isPlanning(path) && isOfGate(path)).map(({ path }) => `${path}: it is in no commit, and may change what the tests do`);
  const shadows = SHADOWS.map((name) => `node_modules/.bin/${name}`).filter((path) => existsSync(join(tree.path, path))).map((path) => `${path}: it stands before the program of that name on this machine, whenever a script is run`);
  return [...changed, ...untracked, ...shadows];
}

/** Snapshots and fixtures are what runs of tests leave behind. */
function isOfGate(path: string): boolean {
  const part = gatePart(path);
  return part !== undefined && part !== "snapshot" && part !== "fixture";
}

async function differenceOf({ ports }: AuditContext, tree: string, { path, kind, blob }: TreeFile): Promise<string | undefined> {
  const file = join(tree, ...path.split("/"));
  try {
    const facts = lstatSync(file);
    if (facts.isSymbolicLink() !== (kind === "link")) return kind === "link" ? undefined : "it is a link now";
    if (facts.size > MOST_BYTES) return undefined;
    const bytes = facts.isSymbolicLink() ? Buffer.from(readlinkSync(file)) : readFileSync(file);
    if (isBlob(bytes, blob) || isBlob(Buffer.from(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1"), blob)) return undefined;
    const committed = await ports.git.readBlob(tree, blob);
    return typeof committed === "string" && isLargeFile(committed, bytes) ? undefined : "it is not as the commit says";
  } catch (error) {
    if (isErrno(error, "ENOENT", "ENOTDIR")) return "it is not there, and the commit has it";
    if (isErrno(error, "EACCES", "EISDIR", "ELOOP", "ENAMETOOLONG")) return "it cannot be read";
    throw error;
  }
}

/** Whether bytes are those of a blob, by the name that git gives them. */
function isBlob(bytes: Buffer, blob: string): boolean {
  return createHash(blob.length === 64 ? "sha256" : "sha1").update(`blob ${String(bytes.length)}\0`).update(bytes).digest("hex") === blob;
}

/** Of a large file that git keeps elsewhere, the commit has its sum. */
function isLargeFile(pointer: string, bytes: Buffer): boolean {
  const sum = /^version https:\/\/git-lfs[^]*?^oid sha256:([0-9a-f]{64})$/m.exec(pointer)?.[1];
  return sum !== undefined && sum === createHash("sha256").update(bytes).digest("hex");
}
