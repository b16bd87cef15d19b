import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import type { Sha } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { hook } from "./scenes.js";
import { expectRefusal, type MakeGit, type Stage, stages } from "./stage.js";

interface Scene {
  readonly repo: string;
  readonly tree: string;
  readonly from: Sha;
  readonly onto: Sha;
}

/** A worktree on `side` with two commits of which the first conflicts with what is new on `main`. */
async function scene(stage: Stage): Promise<Scene> {
  const repo = stage.repo("repo", { "a.txt": "1\n", "gone.txt": "1\n" });
  const tree = path.join(stage.folder, "tree");
  await stage.engine.addWorktree({ repo, path: tree, branch: "side", base: stage.sha(repo, "HEAD") });
  stage.write(tree, "a.txt", "side\n");
  stage.git(tree, "commit", "--quiet", "--all", "-m", "first");
  stage.write(tree, "new/b.txt", "side\n");
  rmSync(path.join(tree, "gone.txt"));
  stage.git(tree, "add", "--all");
  stage.git(tree, "commit", "--quiet", "-m", "second");
  stage.write(repo, "a.txt", "main\n");
  stage.git(repo, "commit", "--quiet", "--all", "-m", "main");
  return { repo, tree, from: stage.sha(tree, "HEAD"), onto: stage.sha(repo, "HEAD") };
}

/** Git and its hook have a process group of their own. */
const atRef = (ref: string, state: string): readonly [string, string] => ["reference-transaction", `if [ "$1" = ${state} ] && grep -q ' ${ref}$'; then kill -9 0; fi`];
const atOnce = (name: string): readonly [string, string] => [name, "kill -9 0"];

/** Rebases as the runtime does it, also again after a kill: what conflicts is resolved, and the rebase goes on. */
async function rebaseAll(stage: Stage, { tree, onto }: Scene): Promise<unknown> {
  const first = await stage.engine.rebase({ tree, onto });
  if (first.type !== "conflict") return first;
  stage.write(tree, "a.txt", "united\n");
  return stage.engine.continueRebase({ tree, resolved: first.files.map((file) => file.path) });
}

/** What a rebase that was killed comes to in the end. */
function expectRebased(stage: Stage, { tree, onto }: Scene): void {
  expect(stage.git(tree, "status", "--porcelain", "--branch", "--untracked-files=all")).toBe("## side\n");
  expect(stage.git(tree, "log", "--reverse", "--format=%s", `${onto}..HEAD`)).toBe("first\nsecond\n");
  expect([readFileSync(path.join(tree, "a.txt"), "utf8"), readFileSync(path.join(tree, "new/b.txt"), "utf8"), existsSync(path.join(tree, "gone.txt"))]).toEqual(["united\n", "side\n", false]);
  const own = stage.git(tree, "rev-parse", "--absolute-git-dir").trim();
  expect(["rebase-merge", "CHERRY_PICK_HEAD", "dgs-rebase.json"].filter((name) => existsSync(path.join(own, name)))).toEqual([]);
}

/** What every engine does with a rebase whose git was killed. */
export function rebaseKilledContract(makeGit: MakeGit): void {
  const setStage = stages(makeGit);

  describe("rebase after one that was killed", () => {
    it.each<[string, readonly [string, string]]>([
      ["in front of the branch", atRef("HEAD", "committed")],
      ["when it had checked out where it goes", atOnce("post-checkout")],
      ["while it stopped at the conflict", atRef("CHERRY_PICK_HEAD", "committed")],
      ["behind the commit of the resolution", atOnce("post-commit")],
      ["when the branch had moved", atRef("refs/heads/side", "committed")],
      ["when all but its traces was done", atOnce("post-rewrite")],
    ])("comes to the same end: killed %s", async (_, [name, lines]) => {
      const stage = setStage();
      const made = await scene(stage);
      hook(stage, made.repo, name, lines);
      await rebaseAll(stage, made);
      rmSync(path.join(made.repo, ".git/hooks", name));
      expect(await stage.engine.operation(made.tree)).toBe("rebase");
      expect(await rebaseAll(stage, made)).toMatchObject({ type: "rebased", from: made.from, to: stage.sha(made.tree, "HEAD") });
      expectRebased(stage, made);
    });

    it("comes to the same end: killed when files were written that the index does not know yet", async () => {
      const stage = setStage();
      const made = await scene(stage);
      hook(stage, made.repo, ...atOnce("post-checkout"));
      await rebaseAll(stage, made);
      rmSync(path.join(made.repo, ".git/hooks/post-checkout"));
      stage.write(made.tree, "new/b.txt", "side\n");
      expect(await rebaseAll(stage, made)).toMatchObject({ type: "rebased", from: made.from });
      expectRebased(stage, made);
    });

    it("does not ask for the same resolution again when the branch had moved to it", async () => {
      const stage = setStage();
      const made = await scene(stage);
      hook(stage, made.repo, ...atRef("refs/heads/side", "committed"));
      await rebaseAll(stage, made);
      rmSync(path.join(made.repo, ".git/hooks/reference-transaction"));
      const to = stage.sha(made.repo, "side");
      expect(to).not.toBe(made.from);
      expect(await stage.engine.rebase({ tree: made.tree, onto: made.onto })).toEqual({ type: "rebased", from: made.from, to });
      expectRebased(stage, made);
    });

    it.each<[string, readonly [string, string], readonly string[]]>([
      ["HEAD", atRef("HEAD", "prepared"), ["HEAD.lock"]],
      ["the commit that is replayed", atRef("REBASE_HEAD", "prepared"), ["REBASE_HEAD.lock"]],
      ["the commit that is picked", atRef("CHERRY_PICK_HEAD", "prepared"), ["CHERRY_PICK_HEAD.lock"]],
      ["the branch", atRef("refs/heads/side", "prepared"), ["side.lock"]],
    ])("names every lock that was left at %s, changes nothing, and comes to the same end when they are gone", async (_, [name, lines], named) => {
      const stage = setStage();
      const made = await scene(stage);
      hook(stage, made.repo, name, lines);
      await rebaseAll(stage, made);
      rmSync(path.join(made.repo, ".git/hooks", name));
      const state = (): string => stage.git(made.tree, "status", "--porcelain", "--branch") + stage.git(made.repo, "for-each-ref");
      const before = state();
      const refused = expectRefusal(await stage.engine.rebase({ tree: made.tree, onto: made.onto }), "index-locked");
      expectRefusal(await stage.engine.abortRebase(made.tree), "index-locked");
      const locks = [...refused.message.matchAll(/'([^']*\.lock)'/g)].flatMap(([, lock]) => lock ?? []);
      for (const lock of named) expect(locks.map((each) => path.basename(each))).toContain(lock);
      expect(state()).toBe(before);
      for (const lock of locks) rmSync(lock);
      expect(await rebaseAll(stage, made)).toMatchObject({ type: "rebased", from: made.from });
      expectRebased(stage, made);
    });
  });
}
