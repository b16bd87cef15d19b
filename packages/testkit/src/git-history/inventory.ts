import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { readRaw } from "../git-contract/raw-files.js";
import { linesOf, treesOf, type World } from "./world.js";

/** Everything of one work tree that work can be lost from. Names are bytes in Latin-1. */
export interface TreeInventory {
  readonly head: string;
  /** Index entries with their flags. */
  readonly staged: string;
  /** All files as `readRaw` tells them. */
  readonly files: ReadonlyMap<string, string>;
  readonly ignored: ReadonlySet<string>;
  /** What lies in submodules and in repositories of its own. */
  readonly inner: ReadonlySet<string>;
  /** Tracked files that git sees no change of, without being told to look away. */
  readonly clean: ReadonlySet<string>;
  /** What is being merged or picked. */
  readonly pending: readonly string[];
}

/** Everything that exists at a moment. */
export interface Inventory {
  readonly refs: ReadonlyMap<string, string>;
  /** The tree and the parents of what the refs name. */
  readonly contents: ReadonlyMap<string, string>;
  /** Objects that a ref, a HEAD or an index holds. */
  readonly held: ReadonlySet<string>;
  /** Commits that those or a reflog know. */
  readonly known: ReadonlySet<string>;
  readonly trees: ReadonlyMap<string, TreeInventory>;
  readonly remote: ReadonlySet<string>;
}

/** Takes stock of everything. */
export function takeInventory(world: World): Inventory {
  const { repo, bare, sandbox } = world;
  const refs = linesOf(sandbox.git(repo, "for-each-ref", "--format=%(refname) %(objectname) %(tree) %(parent)")).map((line) => line.split(" "));
  return {
    refs: new Map(refs.map(([ref = "", sha = ""]) => [ref, sha])),
    contents: new Map(refs.map(([ref = "", , ...content]) => [ref, content.join(" ")])),
    held: new Set(linesOf(sandbox.git(repo, "rev-list", "--objects", "--no-object-names", "--all", "--indexed-objects"))),
    known: new Set(linesOf(sandbox.git(repo, "rev-list", "--all", "--reflog"))),
    trees: new Map(treesOf(world).map((tree) => [tree, treeInventory(world, tree)])),
    remote: new Set(linesOf(sandbox.git(bare, "rev-list", "--all"))),
  };
}

function treeInventory(world: World, tree: string): TreeInventory {
  const bytes = (...args: readonly string[]) => execFileSync("git", args, { cwd: tree, env: world.sandbox.env, encoding: "latin1", stdio: ["ignore", "pipe", "pipe"] });
  const own = path.resolve(tree, world.sandbox.git(tree, "rev-parse", "--git-dir").trim());
  const staged = bytes("ls-files", "-v", "--stage", "-z");
  const entries = staged.split("\0").filter((entry) => entry !== "");
  const files = readRaw(tree);
  const roots = repositoriesIn(Buffer.from(tree), "");
  const inner = new Set([...files.keys()].filter((name) => roots.some((root) => name.startsWith(`${root}/`))));
  const dirty = new Set(bytes("status", "--porcelain", "-z", "--untracked-files=all", "--no-renames").split("\0").map((entry) => entry.slice(3)));
  const clean = entries.filter((entry) => entry.startsWith("H ")).map((entry) => entry.slice(entry.indexOf("\t") + 1)).filter((name) => !dirty.has(name));
  return {
    head: readFileSync(path.join(own, "HEAD"), "utf8"),
    staged,
    files,
    ignored: new Set(bytes("ls-files", "--others", "--ignored", "--exclude-standard", "-z").split("\0")),
    inner,
    clean: new Set(clean),
    pending: ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD"].map((name) => path.join(own, name)).flatMap((file) => (existsSync(file) ? linesOf(readFileSync(file, "utf8")) : [])),
  };
}

/** The folders below a tree that are repositories of their own, submodules too. */
function repositoriesIn(folder: Buffer, prefix: string): readonly string[] {
  return readdirSync(folder, { encoding: "buffer", withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory() || entry.name.toString() === ".git") return [];
    const [at, shown] = [Buffer.concat([folder, Buffer.from("/"), entry.name]), `${prefix}${entry.name.toString("latin1")}`];
    return existsSync(Buffer.concat([at, Buffer.from("/.git")])) ? [shown] : repositoriesIn(at, `${shown}/`);
  });
}

/** The id that git gives to the content of a file as `readRaw` tells it. */
export function blobOf(told: string, idLength: number): string {
  const content = Buffer.from(told.slice(2), "latin1");
  return createHash(idLength === 40 ? "sha1" : "sha256").update(`blob ${content.length}\0`).update(content).digest("hex");
}
