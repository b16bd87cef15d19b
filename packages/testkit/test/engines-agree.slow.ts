import { execFileSync } from "node:child_process";
import { chmodSync, lstatSync, mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Git, Sha } from "@dgs/core";
import { type AnsweredBy, createGit, createNodegitGit } from "@dgs/git";
import { createProcesses } from "@dgs/process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { whyNoNodegit, withNodegit } from "../src/built-nodegit.js";
import { createSandbox, type Sandbox } from "../src/git-contract/sandbox.js";
import { ODD_NAMES } from "../src/git-contract/scenes.js";

const missing = whyNoNodegit();
const processes = createProcesses({ leftovers: "leave" });

/** Both engines in one sandbox, and who answered what of the second. */
interface Pair {
  readonly box: Sandbox;
  readonly program: Git;
  readonly nodegit: Git;
  readonly answers: Map<keyof Git, AnsweredBy[]>;
}

async function withPair(use: (pair: Pair) => Promise<void>): Promise<void> {
  const box = createSandbox();
  const answers = new Map<keyof Git, AnsweredBy[]>();
  const onAnswer = (operation: keyof Git, by: AnsweredBy) => { answers.set(operation, [...(answers.get(operation) ?? []), by]); };
  try {
    await use({ box, answers, program: createGit({ processes, env: box.env }), nodegit: createNodegitGit({ processes, env: withNodegit(box.env), onAnswer }) });
  } finally {
    box.dispose();
  }
}

/** Expects that both engines say the same, to the letter and in the same order, and returns it. */
async function agree<T>(pair: Pair, ask: (engine: Git) => Promise<T>): Promise<T> {
  const expected = await ask(pair.program);
  expect(await ask(pair.nodegit)).toEqual(expected);
  return expected;
}

/** What can be done to a tree between two looks at it. */
const FILES = ["a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt", "-dash", "ünï/e 😀.txt", "log/x.log", "build/out", "keep.log", ...ODD_NAMES.slice(0, 4)];
const IGNORES = ["*.log\n", "*.log\n!keep.log\n", "/build\n", "build/\n!build/out\n", "sub/**\n!sub/deep\n", "**/deep/\n", "\\-dash\n", "# nothing\n", "a.*\n!/a.txt\n", "sub/*\n!sub/c.txt\n", " \n*.txt \n", "ünï\n", "[ab].txt\n"];

const step = fc.oneof(
  fc.record({ type: fc.constant("write" as const), file: fc.constantFrom(...FILES), text: fc.constantFrom("", "1", "2", "1\r\n") }),
  fc.record({ type: fc.constant("remove" as const), file: fc.constantFrom(...FILES) }),
  fc.record({ type: fc.constant("link" as const), file: fc.constantFrom(...FILES) }),
  fc.record({ type: fc.constant("mode" as const), file: fc.constantFrom(...FILES) }),
  fc.record({ type: fc.constant("folder" as const), file: fc.constantFrom("a.txt", "b.txt", "sub/c.txt", "empty") }),
  fc.record({ type: fc.constant("rename" as const), file: fc.constantFrom(...FILES), to: fc.constantFrom(...FILES) }),
  fc.record({ type: fc.constant("touch" as const), file: fc.constantFrom(...FILES) }),
  fc.record({ type: fc.constant("ignore" as const), at: fc.constantFrom(".gitignore", "sub/.gitignore", ".git/info/exclude"), text: fc.constantFrom(...IGNORES) }),
  fc.record({ type: fc.constant("nested" as const), commit: fc.boolean() }),
  fc.record({ type: fc.constant("git" as const), args: fc.constantFrom(["add", "--all"], ["add", "-u"], ["add", "-f", "log"], ["rm", "-r", "--cached", "-q", "sub"], ["reset", "-q"], ["commit", "-qam", "x"], ["commit", "-q", "--allow-empty", "-m", "y"], ["add", "-N", "."], ["update-index", "--assume-unchanged", "a.txt"], ["update-index", "--skip-worktree", "b.txt"], ["stash", "-q"], ["checkout", "-q", "--detach"], ["switch", "-q", "-c", "other"]) }),
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function take(box: Sandbox, tree: string, doing: Step): void {
  const at = (file: string) => path.join(tree, file);
  const run = (...args: readonly string[]) => { execFileSync("git", args, { cwd: tree, env: { ...box.env }, stdio: "ignore" }); };
  switch (doing.type) {
    case "write": box.write(tree, doing.file, doing.text); break;
    case "remove": rmSync(at(doing.file), { recursive: true }); break;
    case "link": rmSync(at(doing.file), { recursive: true, force: true }); mkdirSync(path.dirname(at(doing.file)), { recursive: true }); symlinkSync("a.txt", at(doing.file)); break;
    case "mode": if (lstatSync(at(doing.file)).isFile()) chmodSync(at(doing.file), 0o755); break;
    case "folder": rmSync(at(doing.file), { recursive: true, force: true }); mkdirSync(at(doing.file), { recursive: true }); if (doing.file !== "empty") writeFileSync(path.join(at(doing.file), "inside"), "1"); break;
    case "rename": mkdirSync(path.dirname(at(doing.to)), { recursive: true }); renameSync(at(doing.file), at(doing.to)); break;
    case "touch": utimesSync(at(doing.file), new Date(0), new Date(0)); break;
    case "ignore": box.write(tree, doing.at, doing.text); break;
    case "nested": run("init", "-q", "inner/repo"); box.write(tree, "inner/repo/f", "1"); if (doing.commit) { execFileSync("git", ["add", "f"], { cwd: at("inner/repo"), stdio: "ignore" }); execFileSync("git", ["commit", "-qm", "n"], { cwd: at("inner/repo"), env: { ...box.env }, stdio: "ignore" }); } break;
    case "git": run(...(doing.args as readonly string[]));
  }
}

/** Does what can be done: a step that makes no sense in the tree as it is (no such file, nothing to commit) changes nothing. */
function tryStep(box: Sandbox, tree: string, doing: Step): void {
  try {
    take(box, tree, doing);
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error || "status" in error)) throw error;
  }
}

describe.skipIf(missing !== undefined)("both engines", () => {
  it("say the same of any tree, and nodegit answers most of it itself", async () => {
    const tally = { nodegit: 0, program: 0, both: 0 };
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      await withPair(async (pair) => {
        const tree = pair.box.repo("repo", { "a.txt": "1", "b.txt": "1", "sub/c.txt": "1", "keep.log": "1" });
        const first = pair.box.sha(tree, "HEAD");
        for (const doing of steps) tryStep(pair.box, tree, doing);
        await agree(pair, (engine) => engine.status(tree));
        const head = await agree(pair, (engine) => engine.head(tree));
        await agree(pair, (engine) => engine.headState(tree));
        await agree(pair, (engine) => engine.branch(tree));
        await agree(pair, (engine) => engine.describeRepo(tree));
        await agree(pair, (engine) => engine.log(tree, first, head as Sha));
        await agree(pair, (engine) => engine.changed(tree, first, head as Sha));
        await agree(pair, (engine) => engine.isReachable(tree, first, ["HEAD", "refs/heads/main"]));
        for (const by of pair.answers.get("status") ?? []) tally[by] += 1;
      });
    }), { numRuns: Number(process.env["DGS_RUNS"] ?? 40) });
    expect(tally.nodegit).toBeGreaterThan(tally.program / 4);
  }, 600_000);

  it("say the same where something takes part that libgit2 leaves out, and the program answers there", async () => {
    const spoil: Readonly<Record<string, (box: Sandbox, tree: string) => void>> = {
      "a filter": (box, tree) => {
        box.git(tree, "config", "filter.upper.clean", "tr a-z A-Z");
        box.write(tree, ".git/info/attributes", "*.txt filter=upper\n");
        box.git(tree, "add", "--renormalize", ".");
        utimesSync(path.join(tree, "a.txt"), new Date(0), new Date(0));
      },
      "attributes in the tree": (box, tree) => { box.write(tree, ".gitattributes", "* text eol=crlf\n"); box.write(tree, "crlf.txt", "1\r\n"); },
      "line endings": (box, tree) => { box.git(tree, "config", "core.autocrlf", "input"); box.write(tree, "a.txt", "one\r\n"); },
      "a setting from the environment's files": (box, tree) => { box.write(box.env["HOME"] ?? "", ".gitconfig", "[core]\n\tfileMode = false\n"); chmodSync(path.join(tree, "a.txt"), 0o755); },
      "ignore rules for all": (box) => { box.write(box.env["XDG_CONFIG_HOME"] ?? "", "git/ignore", "*.bak\n"); },
      "an included file": (box, tree) => { box.git(tree, "config", "include.path", "more"); box.write(tree, ".git/more", "[core]\n\texcludesFile = /dev/null\n"); },
      "a submodule": (box, tree) => { box.git(tree, "update-index", "--add", "--cacheinfo", `160000,${box.sha(tree, "HEAD")},module`); mkdirSync(path.join(tree, "module")); },
      "a sparse checkout": (box, tree) => { box.git(tree, "sparse-checkout", "set", "sub"); },
    };
    for (const [name, change] of Object.entries(spoil)) {
      await withPair(async (pair) => {
        const tree = pair.box.repo("repo", { "a.txt": "one\n", "sub/b.txt": "two\n" });
        await agree(pair, (engine) => engine.status(tree));
        change(pair.box, tree);
        pair.box.write(tree, "x.bak", "1");
        await agree(pair, (engine) => engine.status(tree));
        expect(pair.answers.get("status"), name).toEqual(["nodegit", "program"]);
      });
    }
  }, 120_000);

  it("say the same of objects that stand in for others, and of merges, and of commits in another encoding", async () => {
    await withPair(async (pair) => {
      const { box } = pair;
      const tree = box.repo("repo");
      const from = box.sha(tree, "HEAD");
      box.git(tree, "switch", "-q", "-c", "side");
      box.commitAt(tree, "2030-01-01T00:00:00Z", "side");
      box.git(tree, "switch", "-q", "main");
      box.commitAt(tree, "2031-01-01T00:00:00Z", "main");
      box.git(tree, "-c", "i18n.commitEncoding=ISO-8859-1", "commit", "-q", "--allow-empty", "-m", "latin");
      await agree(pair, (engine) => engine.log(tree, from, box.sha(tree, "main")));
      box.git(tree, "merge", "-q", "-m", "both", "side");
      const to = box.sha(tree, "main");
      await agree(pair, (engine) => engine.log(tree, from, to));
      expect(pair.answers.get("log")).toEqual(["program", "program"]);
      expect(await agree(pair, (engine) => engine.isReachable(tree, box.sha(tree, "side"), [to]))).toBe(true);
      expect(await agree(pair, (engine) => engine.isReachable(tree, to, ["refs/heads/side"]))).toBe(false);
      expect(pair.answers.get("isReachable")).toEqual(["nodegit", "nodegit"]);
      box.git(tree, "replace", to, from);
      await agree(pair, (engine) => engine.isReachable(tree, box.sha(tree, "side"), [to]));
      await agree(pair, (engine) => engine.changed(tree, from, to));
      box.git(tree, "pack-refs", "--all");
      await agree(pair, (engine) => engine.changed(tree, from, to));
      expect(pair.answers.get("changed")).toEqual(["program", "program"]);
    });
  }, 120_000);

  it("say the same in linked worktrees and from folders below, and of what is in progress there", async () => {
    await withPair(async (pair) => {
      const { box } = pair;
      const tree = box.repo("repo", { "sub/a.txt": "1" });
      const linked = path.join(box.folder, "linked");
      box.git(tree, "worktree", "add", "-q", "-b", "other", linked);
      box.git(tree, "bisect", "start");
      box.git(tree, "remote", "add", "origin", "https://example.invalid/x.git");
      box.git(tree, "remote", "add", "a.b", "https://example.invalid/y.git");
      for (const folder of [tree, linked, path.join(linked, "sub"), path.join(tree, ".git"), box.folder]) {
        await agree(pair, (engine) => engine.topLevel(folder));
        await agree(pair, (engine) => engine.describeRepo(folder));
      }
      for (const folder of [tree, linked]) {
        await agree(pair, (engine) => engine.operation(folder));
        await agree(pair, (engine) => engine.headState(folder));
      }
      expect(pair.answers.get("topLevel")).toEqual(["nodegit", "nodegit", "nodegit", "program", "program"]);
      expect(pair.answers.get("describeRepo")?.slice(0, 3)).toEqual(["nodegit", "nodegit", "nodegit"]);
    });
  }, 120_000);

  it("leave a fast-forward that takes files along to the program, and let git itself set the ref of any other", async () => {
    await withPair(async (pair) => {
      const { box, nodegit } = pair;
      const tree = box.repo("repo");
      box.git(tree, "branch", "behind");
      box.commitAt(tree, "2030-01-01T00:00:00Z", "two");
      const to = box.sha(tree, "HEAD");
      const log = path.join(box.folder, "transactions");
      box.write(tree, ".git/hooks/reference-transaction", `#!/bin/sh\nwhile read line; do echo "$1 $line" >> '${log}'; done\n`);
      chmodSync(path.join(tree, ".git/hooks/reference-transaction"), 0o755);
      expect(await nodegit.fastForward({ repo: tree, branch: "behind", to })).toMatchObject({ type: "moved", to });
      expect(execFileSync("cat", [log], { encoding: "utf8" })).toContain("committed");
      expect(await nodegit.fastForward({ repo: tree, branch: "behind", to })).toEqual({ type: "up-to-date", at: to });
      box.git(tree, "reset", "-q", "--hard", "HEAD~1");
      expect(await nodegit.fastForward({ repo: tree, branch: "main", to })).toMatchObject({ type: "moved", tree });
      expect(pair.answers.get("fastForward")).toEqual(["both", "nodegit", "program"]);
    });
  }, 120_000);
});

it("is tried on both engines", (context) => {
  if (missing !== undefined) context.skip(missing);
});
