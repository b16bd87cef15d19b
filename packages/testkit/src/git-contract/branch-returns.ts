import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { ahead, HOSTILE_BRANCHES } from "./ahead.js";
import { conflicted, contentOf } from "./scenes.js";
import { expectRefusal, type MakeGit, stages } from "./stage.js";

/** What every engine does when a branch, or HEAD, goes back to where it was. */
export function branchReturnsContract(makeGit: MakeGit): void {
  const setStage = stages(makeGit);

  describe("moveBack", () => {
    it("takes a fast-forward back with the files, and leaves changed, staged and untracked files as they are", async () => {
      const stage = setStage();
      const { repo, from, to } = ahead(stage);
      const { engine, git, sha, write } = stage;
      await engine.fastForward({ repo, branch: "main", to });
      write(repo, "b.txt", "changed");
      write(repo, "staged.txt", "staged");
      git(repo, "add", "staged.txt");
      write(repo, "staged.txt", "and changed");
      write(repo, "mine.txt", "untracked");
      expect(await engine.moveBack({ repo, branch: "main", from: to, to: from })).toEqual({ type: "moved", tree: repo });
      expect(sha(repo, "main")).toBe(from);
      expect(git(repo, "status", "--porcelain")).toBe(" M b.txt\nAM staged.txt\n?? mine.txt\n");
      expect(git(repo, "show", ":staged.txt")).toBe("staged");
      expect(readFileSync(path.join(repo, "a.txt"), "utf8")).toBe("1");
      expect(await engine.moveBack({ repo, branch: "main", from: to, to: from })).toEqual({ type: "elsewhere", at: from });
    });

    it("moves nothing where a change would be overwritten, where the branch has moved on, or to what is no earlier commit", async () => {
      const stage = setStage();
      const { repo, from, to } = ahead(stage);
      const { engine, git, sha, write } = stage;
      await engine.fastForward({ repo, branch: "main", to });
      write(repo, "a.txt", "mine");
      const before = contentOf(stage, repo);
      expectRefusal(await engine.moveBack({ repo, branch: "main", from: to, to: from }), "dirty");
      expect(contentOf(stage, repo)).toEqual(before);
      git(repo, "commit", "--quiet", "--all", "-m", "mine");
      const mine = sha(repo, "main");
      expect(await engine.moveBack({ repo, branch: "main", from: to, to: from })).toEqual({ type: "elsewhere", at: mine });
      git(repo, "branch", "aside", from);
      stage.commitAt(repo, "2026-03-04T05:06:08Z", "later");
      expectRefusal(await engine.moveBack({ repo, branch: "aside", from, to: mine }), "unknown-revision");
      for (const name of HOSTILE_BRANCHES) expect(await engine.moveBack({ repo, branch: name, from, to: from })).toMatchObject({ type: "refused" });
    });

    it("moves a branch that is checked out nowhere, and goes on where it was killed behind the files", async () => {
      const stage = setStage();
      const { repo, from, to } = ahead(stage);
      const { engine, git, sha } = stage;
      await engine.fastForward({ repo, branch: "main", to });
      git(repo, "read-tree", "-m", "-u", to, from);
      expect(await engine.moveBack({ repo, branch: "main", from: to, to: from })).toEqual({ type: "moved", tree: repo });
      expect(git(repo, "status", "--porcelain")).toBe("");
      git(repo, "checkout", "--quiet", "--detach");
      git(repo, "branch", "--force", "main", to);
      expect(await engine.moveBack({ repo, branch: "main", from: to, to: from })).toEqual({ type: "moved" });
      expect(sha(repo, "main")).toBe(from);
    });
  });

  describe("attachHead", () => {
    it("puts a detached HEAD on a branch and leaves index and files, where nothing is in progress and nobody else has it", async () => {
      const stage = setStage();
      const { repo } = ahead(stage);
      const { engine, git, write } = stage;
      git(repo, "checkout", "--quiet", "--detach", "side");
      write(repo, "b.txt", "changed");
      git(repo, "add", "b.txt");
      write(repo, "mine.txt", "mine");
      const files = (contentOf(stage, repo) as { files: unknown }).files;
      expect(await engine.attachHead({ tree: repo, branch: "main" })).toEqual({ type: "attached" });
      expect(await engine.attachHead({ tree: repo, branch: "main" })).toEqual({ type: "present" });
      expect(git(repo, "symbolic-ref", "HEAD").trim()).toBe("refs/heads/main");
      expect((contentOf(stage, repo) as { files: unknown }).files).toEqual(files);
      expect(git(repo, "diff", "--cached", "--name-only").trim().split("\n")).toEqual(["a.txt", "b.txt", "new.txt"]);
      const linked = path.join(stage.folder, "linked");
      git(repo, "worktree", "add", "--quiet", linked, "side");
      expectRefusal(await engine.attachHead({ tree: repo, branch: "side" }), "branch-in-use");
      expectRefusal(await engine.attachHead({ tree: repo, branch: "nowhere" }), "unknown-revision");
      for (const name of HOSTILE_BRANCHES) expect(await engine.attachHead({ tree: repo, branch: name })).toMatchObject({ type: "refused" });
      const second = setStage();
      expectRefusal(await second.engine.attachHead({ tree: conflicted(second), branch: "main" }), "operation-in-progress");
    });
  });
}
