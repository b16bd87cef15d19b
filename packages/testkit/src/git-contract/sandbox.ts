import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseSha, type Sha } from "@dgs/core";

/** A folder of its own for one test, with an environment in which git knows nothing of the machine. */
export interface Sandbox {
  /** Without symbolic links; its name has a space and a letter that is not ASCII. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Runs the git program and returns its stdout; throws when it fails. */
  readonly git: (tree: string, ...args: readonly string[]) => string;
  /** The same with something on stdin. */
  readonly gitWith: (tree: string, stdin: string | Buffer, ...args: readonly string[]) => string;
  /** Makes an empty commit with a committer date. */
  readonly commitAt: (tree: string, date: string, message: string) => void;
  /** Makes a repository with the branch `main` and one commit of the files. */
  readonly repo: (name: string, files?: Readonly<Record<string, string>>) => string;
  /** Writes a file, its folders too. */
  readonly write: (tree: string, file: string, text: string) => void;
  /** The commit that a revision names. */
  readonly sha: (tree: string, revision: string) => Sha;
  readonly dispose: () => void;
}

/** How a sandbox makes its repositories. */
export interface SandboxOptions {
  readonly objectFormat?: "sha1" | "sha256";
}

const DATE = "2026-03-04T05:06:07Z";

/** Makes a sandbox; the test disposes of it. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "dgs sändbox-")));
  const home = path.join(folder, "home");
  mkdirSync(home);
  const env = environment(home);
  const run = (tree: string, args: readonly string[], more: Readonly<Record<string, string>> = {}, input: string | Buffer = "") =>
    execFileSync("git", args, { cwd: tree, env: { ...env, ...more }, encoding: "utf8", input, stdio: ["pipe", "pipe", "pipe"] });
  const git = (tree: string, ...args: readonly string[]) => run(tree, args);
  const write = (tree: string, file: string, text: string) => {
    mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
    writeFileSync(path.join(tree, file), text);
  };
  return {
    folder,
    env,
    git,
    gitWith: (tree, stdin, ...args) => run(tree, args, {}, stdin),
    write,
    commitAt: (tree, date, message) => { run(tree, ["commit", "--quiet", "--allow-empty", "-m", message], { GIT_COMMITTER_DATE: date }); },
    repo(name, files = { "readme.md": "one\n" }) {
      const tree = path.join(folder, name);
      git(folder, "init", "--quiet", "--initial-branch=main", `--object-format=${options.objectFormat ?? "sha1"}`, tree);
      for (const [file, text] of Object.entries(files)) write(tree, file, text);
      git(tree, "add", "--all");
      git(tree, "commit", "--quiet", "--allow-empty", "--message=first");
      return tree;
    },
    sha(tree, revision) {
      const found = parseSha(git(tree, "rev-parse", "--verify", `${revision}^{commit}`).trim());
      if (found === undefined) throw new Error(`${revision} is no commit`);
      return found;
    },
    dispose: () => { rmSync(folder, { recursive: true, force: true }); },
  };
}

function environment(home: string): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, "config"),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "Test Author",
    GIT_AUTHOR_EMAIL: "author@example.invalid",
    GIT_AUTHOR_DATE: DATE,
    GIT_COMMITTER_NAME: "Test Committer",
    GIT_COMMITTER_EMAIL: "committer@example.invalid",
    GIT_COMMITTER_DATE: DATE,
  };
}

/** Returns the environment without anybody's name, in which git cannot make one up either. */
export function withoutIdentity(env: Readonly<Record<string, string>>): Record<string, string> {
  const nameless = Object.fromEntries(Object.entries(env).filter(([name]) => !/^GIT_(AUTHOR|COMMITTER)_(NAME|EMAIL)$/.test(name)));
  return { ...nameless, GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "user.useConfigOnly", GIT_CONFIG_VALUE_0: "true" };
}
