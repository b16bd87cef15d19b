import { appendFileSync, chmodSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ATTRIBUTES, contentOf, IGNORES, NAMES } from "./names.js";
import { branchesOf, commitsOf, pick, type Step, treesOf, type World } from "./world.js";

type Act = (world: World, tree: string, step: Step) => void;

/** Runs git as a person; that it fails is a person's everyday life. */
function tryGit({ sandbox }: World, tree: string, ...args: readonly string[]): void {
  try {
    sandbox.git(tree, ...args);
  } catch {
    // As a person sees it: git has said no.
  }
}

function tryPaths({ sandbox }: World, tree: string, names: readonly string[], ...args: readonly string[]): void {
  try {
    sandbox.gitWith(tree, Buffer.from(names.map((name) => `${name}\0`).join(""), "latin1"), ...args);
  } catch {
    // The same with names that no command line can hold.
  }
}

function place(tree: string, name: string): Buffer {
  return Buffer.concat([Buffer.from(`${tree}/`), Buffer.from(name, "latin1")]);
}

function isPlainFile(target: Buffer): boolean {
  try {
    return lstatSync(target).isFile();
  } catch {
    return false;
  }
}

/** Makes room for a file: what stands in its way goes, as a person who replaces a folder by a file wants it. */
function makeRoom(tree: string, name: string): Buffer | undefined {
  const segments = name.split("/");
  for (let i = 1; i < segments.length; i++) {
    const at = place(tree, segments.slice(0, i).join("/"));
    if (existsSync(Buffer.concat([at, Buffer.from("/.git")]))) return undefined;
    if (lstatSync(at, { throwIfNoEntry: false })?.isDirectory() === false) rmSync(at);
  }
  const target = place(tree, name);
  if (existsSync(Buffer.concat([target, Buffer.from("/.git")]))) return undefined;
  mkdirSync(target.subarray(0, target.lastIndexOf(0x2f)), { recursive: true });
  if (lstatSync(target, { throwIfNoEntry: false })?.isDirectory() === true) rmSync(target, { recursive: true });
  return target;
}

function write(world: World, tree: string, name: string, style: number): void {
  const target = makeRoom(tree, name);
  if (target === undefined) return;
  rmSync(target, { force: true });
  writeFileSync(target, contentOf(world.count++, style));
}

function commitSome(world: World, tree: string, step: Step): void {
  for (let i = 0; i <= step.c % 3; i++) write(world, tree, pick(NAMES, step.b + i * 7), step.c + i);
  tryGit(world, tree, "add", "--all");
  tryGit(world, tree, "commit", "--quiet", "-m", `work ${world.count}`);
}

const FILES: Readonly<Record<string, Act>> = {
  write: (world, tree, { b, c }) => { write(world, tree, pick(NAMES, b), c); },
  writeTwice: (world, tree, { b, c }) => {
    write(world, tree, pick(NAMES, b), c);
    tryPaths(world, tree, [pick(NAMES, b)], "update-index", "--add", "--remove", "--replace", "-z", "--stdin");
    write(world, tree, pick(NAMES, b), c + 1);
  },
  delete: (_, tree, { b }) => { if (makeRoom(tree, pick(NAMES, b)) !== undefined) rmSync(place(tree, pick(NAMES, b)), { recursive: true, force: true }); },
  link: (world, tree, { b, c }) => {
    const target = makeRoom(tree, pick(NAMES, b));
    if (target === undefined) return;
    rmSync(target, { force: true });
    symlinkSync(pick(["nowhere", "a.txt", "dir", "../repo", `to ${world.count++}`], c), target);
  },
  mode: (_, tree, { b, c }) => { if (isPlainFile(place(tree, pick(NAMES, b)))) chmodSync(place(tree, pick(NAMES, b)), c % 2 === 0 ? 0o755 : 0o644); },
  rename: (_, tree, { b, c }) => {
    const from = place(tree, pick(NAMES, b));
    if (pick(NAMES, b) === pick(NAMES, c) || !isPlainFile(from)) return;
    const to = makeRoom(tree, pick(NAMES, c));
    if (to !== undefined && existsSync(from)) renameSync(from, to);
  },
  folder: (_, tree, { b }) => { if (!existsSync(place(tree, pick(NAMES, b)))) mkdirSync(place(tree, `empty ${String(b % 3)}`), { recursive: true }); },
  ignore: (_, tree, { b }) => { if (makeRoom(tree, ".gitignore") !== undefined) writeFileSync(path.join(tree, ".gitignore"), pick(IGNORES, b)); },
  attributes: (_, tree, { b }) => { if (makeRoom(tree, ".gitattributes") !== undefined) writeFileSync(path.join(tree, ".gitattributes"), pick(ATTRIBUTES, b)); },
  exclude: (world, _, { b }) => { appendFileSync(path.join(world.repo, ".git/info/exclude"), pick(["*.o\n", "lead*\n", "\n"], b)); },
  repository: (world, tree, { b }) => {
    const inner = path.join(tree, pick(["inner", "dir/inner", "build", "a.txt"], b));
    // A link that leads nowhere is there, too: no repository can be made through it.
    if (lstatSync(inner, { throwIfNoEntry: false }) !== undefined || lstatSync(path.dirname(inner), { throwIfNoEntry: false })?.isDirectory() !== true) return;
    tryGit(world, tree, "init", "--quiet", inner);
    write(world, inner, "inside.txt", 0);
    if (b % 2 === 0) tryGit(world, inner, "commit", "--quiet", "--allow-empty", "-m", "inside");
  },
  submodule: (world, tree, { b }) => {
    if (!existsSync(path.join(tree, "sub"))) tryGit(world, tree, "submodule", "--quiet", "add", world.library, "sub");
    if (b % 2 === 0 && existsSync(path.join(tree, "sub/.git"))) write(world, path.join(tree, "sub"), "lib.txt", 0);
    if (b % 3 === 0 && existsSync(path.join(tree, "sub/.git"))) tryGit(world, path.join(tree, "sub"), "commit", "--quiet", "--all", "-m", "in the submodule");
  },
};

const INDEX: Readonly<Record<string, Act>> = {
  stage: (world, tree, { b }) => { tryPaths(world, tree, [pick(NAMES, b)], "update-index", "--add", "--remove", "--replace", "-z", "--stdin"); },
  stageAll: (world, tree) => { tryGit(world, tree, "add", "--all"); },
  unstage: (world, tree, { b }) => { tryPaths(world, tree, [pick(NAMES, b)], "update-index", "--force-remove", "-z", "--stdin"); },
  announce: (world, tree, { b }) => { tryGit(world, tree, "add", "--intent-to-add", "--", `:(literal)${pick(NAMES, b)}`); },
  assume: (world, tree, { b, c }) => { tryPaths(world, tree, [pick(NAMES, b)], "update-index", c % 2 === 0 ? "--assume-unchanged" : "--no-assume-unchanged", "-z", "--stdin"); },
  skip: (world, tree, { b, c }) => { tryPaths(world, tree, [pick(NAMES, b)], "update-index", c % 2 === 0 ? "--skip-worktree" : "--no-skip-worktree", "-z", "--stdin"); },
  sparse: (world, tree, { b }) => { tryGit(world, tree, "sparse-checkout", ...pick([["set", "dir"], ["disable"], ["set", "--no-cone", "/*", "!/dir/"]], b)); },
};

const HISTORY: Readonly<Record<string, Act>> = {
  commitSome,
  commitAll: (world, tree) => { tryGit(world, tree, "commit", "--quiet", "--all", "-m", `all ${world.count++}`); },
  commitStaged: (world, tree) => { tryGit(world, tree, "commit", "--quiet", "-m", `staged ${world.count++}`); },
  amend: (world, tree) => { tryGit(world, tree, "commit", "--quiet", "--amend", "--allow-empty", "-m", `amended ${world.count++}`); },
  stash: (world, tree, { b }) => { tryGit(world, tree, "stash", ...pick([["push", "--include-untracked"], ["push"], ["pop", "--index"], ["apply"]], b)); },
  newBranch: (world, tree) => { tryGit(world, tree, "switch", "--quiet", "--create", `theirs/${world.count++}`); },
  switch: (world, tree, { b }) => { tryGit(world, tree, "switch", "--quiet", pick(branchesOf(world), b)); },
  detach: (world, tree, { b }) => { tryGit(world, tree, "switch", "--quiet", "--detach", pick(commitsOf(world), b)); },
  merge: (world, tree, { b }) => { tryGit(world, tree, "merge", "--quiet", "--no-edit", pick(branchesOf(world), b)); },
  pick: (world, tree, { b }) => { tryGit(world, tree, "cherry-pick", pick(commitsOf(world), b)); },
  rebase: (world, tree, { b }) => { tryGit(world, tree, "-c", "core.editor=true", "rebase", "--quiet", pick(branchesOf(world), b)); },
  giveUp: (world, tree, { b }) => { tryGit(world, tree, ...pick([["merge", "--abort"], ["rebase", "--abort"], ["cherry-pick", "--abort"], ["-c", "core.editor=true", "rebase", "--continue"]], b)); },
  tag: (world, tree) => { tryGit(world, tree, "tag", `mark-${world.count++}`); },
  deleteBranch: (world, tree, { b }) => { tryGit(world, tree, "branch", "--quiet", "-D", pick(branchesOf(world), b)); },
  backUp: (world, tree, { b }) => { tryGit(world, tree, "reset", "--quiet", pick(["--soft", "--mixed"], b), "HEAD~1"); },
  ownRef: (world, tree) => { tryGit(world, tree, "update-ref", "refs/worktree/mine", "HEAD"); },
  config: (world, tree, { b }) => { tryGit(world, tree, "config", ...pick([["core.autocrlf", "true"], ["core.autocrlf", "input"], ["core.autocrlf", "false"], ["core.splitIndex", "true"], ["core.untrackedCache", "true"], ["index.version", "4"]], b)); },
};

const PLACES: Readonly<Record<string, Act>> = {
  worktree: (world) => { tryGit(world, world.repo, "worktree", "add", "--quiet", "-b", `tree/${world.count}`, path.join(world.sandbox.folder, `theirs ${world.count++}`)); },
  lock: (world, tree) => { if (tree !== world.repo) tryGit(world, world.repo, "worktree", "lock", tree); },
  unlock: (world, tree) => { if (tree !== world.repo) tryGit(world, world.repo, "worktree", "unlock", tree); },
  deleteFolder: (world, tree) => { if (tree !== world.repo) rmSync(tree, { recursive: true }); },
  othersPush: (world, _, { b }) => {
    commitSome(world, world.other, { kind: "", a: 0, b, c: 1 });
    tryGit(world, world.other, "push", "--quiet", "origin", "HEAD:main");
  },
  othersForce: (world) => {
    tryGit(world, world.other, "commit", "--quiet", "--amend", "--allow-empty", "-m", `forced ${world.count++}`);
    tryGit(world, world.other, "push", "--quiet", "--force", "origin", "HEAD:main");
  },
};

/** What people do between the operations of DGS. */
export const PERSON: Readonly<Record<string, Act>> = { ...FILES, ...INDEX, ...HISTORY, ...PLACES };

/** Lets a person do something in one of the work trees. */
export function actAsPerson(world: World, step: Step): void {
  const act = PERSON[step.kind.slice("person ".length)];
  if (act === undefined) throw new Error(`a person cannot ${step.kind}`);
  act(world, pick(treesOf(world), step.a), step);
}
