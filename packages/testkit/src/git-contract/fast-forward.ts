import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Sha } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { ahead, HOSTILE_BRANCHES } from "./ahead.js";
import { conflicted, contentOf, hook } from "./scenes.js";
import { expectRefusal, type MakeGit, stages } from "./stage.js";

/** What every engine does when a branch is to move forward. */
export function fastForwardContract(makeGit: MakeGit): void {
  const setStage = stages(makeGit);

  describe("fastForward", () => {
    it("moves a branch that is checked out nowhere, and is up to date afterwards, also for what lies before", async () => {
      const stage = setStage();
      const { repo, from, to } = ahead(stage);
      stage.git(repo, "checkout", "--quiet", "--detach");
      const before = contentOf(stage, repo);
      expect(await stage.engine.fastForward({ repo, branch: "main", to })).toEqual({ type: "moved", from, to });
      expect(stage.sha(repo, "main")).toBe(to);
      for (const target of [to, from]) expect(await stage.engine.fastForward({ repo, branch: "main", to: target })).toEqual({ type: "up-to-date", at: to });
      expect(stage.sha(repo, "main")).toBe(to);
      expect(contentOf(stage, repo)).toEqual(before);
    });

    it("takes the files along where it is checked out: in the main tree, and asked from there in a linked one", async () => {
      const stage = setStage();
      const { repo, from, to } = ahead(stage);
      const linked = path.join(stage.folder, "linked");
      await stage.engine.addWorktree({ repo, path: linked, branch: "other", base: from });
      expect(await stage.engine.fastForward({ repo: linked, branch: "main", to })).toEqual({ type: "moved", from, to, tree: repo });
      expect(await stage.engine.fastForward({ repo, branch: "other", to })).toEqual({ type: "moved", from, to, tree: linked });
      for (const tree of [repo, linked]) {
        expect(stage.git(tree, "status", "--porcelain")).toBe("");
        expect(readFileSync(path.join(tree, "new.txt"), "utf8")).toBe("2");
      }
    });

    it("leaves changes alone that it does not touch", async () => {
      const stage = setStage();
      const { repo, to } = ahead(stage);
      stage.write(repo, "b.txt", "mine");
      stage.write(repo, "staged.txt", "mine");
      stage.git(repo, "add", "staged.txt");
      stage.write(repo, "untracked.txt", "mine");
      const before = stage.git(repo, "status", "--porcelain");
      expect(await stage.engine.fastForward({ repo, branch: "main", to })).toMatchObject({ type: "moved" });
      expect(stage.git(repo, "status", "--porcelain")).toBe(before);
      for (const file of ["b.txt", "staged.txt", "untracked.txt"]) expect(readFileSync(path.join(repo, file), "utf8")).toBe("mine");
    });

    it("refuses where changes, staged changes, untracked or ignored files would be overwritten", async () => {
      const stage = setStage();
      const { repo, from, to } = ahead(stage);
      const spoil = [
        () => { stage.write(repo, "a.txt", "mine"); },
        () => { stage.write(repo, "a.txt", "mine"); stage.git(repo, "add", "a.txt"); },
        () => { stage.write(repo, "new.txt", "mine"); },
        () => { stage.write(repo, "new.txt", "mine"); stage.git(repo, "add", "new.txt"); },
      ];
      for (const change of spoil) {
        change();
        const before = contentOf(stage, repo);
        expectRefusal(await stage.engine.fastForward({ repo, branch: "main", to }), "dirty");
        expect(contentOf(stage, repo)).toEqual(before);
        expect(stage.sha(repo, "main")).toBe(from);
        stage.git(repo, "reset", "--quiet", "--hard");
        stage.git(repo, "clean", "--quiet", "-fd");
      }
      writeFileSync(path.join(repo, ".git/info/exclude"), "new.txt\n");
      stage.write(repo, "new.txt", "secret");
      expectRefusal(await stage.engine.fastForward({ repo, branch: "main", to }), "path-exists");
      expect(readFileSync(path.join(repo, "new.txt"), "utf8")).toBe("secret");
    });

    it("refuses a branch that has gone another way, is not there, or is no name", async () => {
      const stage = setStage();
      const { repo, from, to } = ahead(stage);
      stage.git(repo, "commit", "--quiet", "--allow-empty", "-m", "aside");
      const aside = stage.sha(repo, "main");
      expectRefusal(await stage.engine.fastForward({ repo, branch: "main", to }), "not-fast-forward");
      expectRefusal(await stage.engine.fastForward({ repo, branch: "none", to }), "unknown-revision");
      expectRefusal(await stage.engine.fastForward({ repo, branch: "main", to: "0123456789012345678901234567890123456789" as Sha }), "unknown-revision");
      expect(stage.sha(repo, "main")).toBe(aside);
      for (const branch of HOSTILE_BRANCHES.slice(2)) expectRefusal(await stage.engine.fastForward({ repo, branch, to: from }), "bad-name");
    });

    it("refuses in the middle of something, under a lock, and where the folder is gone", async () => {
      const stage = setStage();
      const { repo, from, to } = ahead(stage);
      const linked = path.join(stage.folder, "linked");
      await stage.engine.addWorktree({ repo, path: linked, branch: "other", base: from });
      writeFileSync(path.join(repo, ".git/index.lock"), "");
      expectRefusal(await stage.engine.fastForward({ repo, branch: "main", to }), "index-locked");
      rmSync(path.join(repo, ".git/index.lock"));
      stage.git(linked, "bisect", "start");
      expectRefusal(await stage.engine.fastForward({ repo, branch: "other", to }), "operation-in-progress");
      rmSync(linked, { recursive: true });
      expectRefusal(await stage.engine.fastForward({ repo, branch: "other", to }), "worktree-missing");
      expect(stage.sha(repo, "other")).toBe(from);
      const merging = conflicted({ ...stage, repo: () => stage.repo("merging", { "both.txt": "base\n", "gone.txt": "base\n" }) });
      stage.git(merging, "branch", "next", stage.git(merging, "commit-tree", "-p", "main", "-m", "next", "main^{tree}").trim());
      expectRefusal(await stage.engine.fastForward({ repo: merging, branch: "main", to: stage.sha(merging, "next") }), "operation-in-progress");
    });

    it("refuses while somebody rebases the branch, though HEAD is on none then", async () => {
      const stage = setStage();
      const { repo, from, to } = ahead(stage);
      stage.git(repo, "switch", "--quiet", "-c", "mine");
      stage.write(repo, "a.txt", "3");
      stage.git(repo, "commit", "--quiet", "--all", "-m", "mine");
      const mine = stage.sha(repo, "mine");
      const next = stage.git(repo, "commit-tree", "-p", "mine", "-m", "next", "mine^{tree}").trim() as Sha;
      expect(() => stage.git(repo, "rebase", "side")).toThrow();
      expectRefusal(await stage.engine.fastForward({ repo, branch: "mine", to: next }), "operation-in-progress");
      expectRefusal(await stage.engine.deleteBranch({ repo, branch: "mine", expected: mine }), "branch-in-use");
      expect([stage.sha(repo, "mine"), stage.sha(repo, "main"), stage.sha(repo, "side")]).toEqual([mine, from, to]);
    });

    it("cannot tell in a history that is cut off", async () => {
      const stage = setStage();
      const { repo, from, to } = ahead(stage);
      stage.git(repo, "switch", "--quiet", "side");
      stage.git(repo, "commit", "--quiet", "--allow-empty", "-m", "further");
      stage.git(stage.folder, "clone", "--quiet", "--depth=1", "--no-single-branch", `file://${repo}`, "shallow");
      const shallow = path.join(stage.folder, "shallow");
      stage.git(shallow, "branch", "main", from);
      expectRefusal(await stage.engine.fastForward({ repo: shallow, branch: "main", to: stage.sha(shallow, "side") }), "shallow");
      expectRefusal(await stage.engine.fastForward({ repo: shallow, branch: "main", to }), "unknown-revision");
    });

    it("lets the hooks of the user run, and moves a branch of a bare repository", async () => {
      const stage = setStage();
      const { repo, from, to } = ahead(stage);
      stage.git(stage.folder, "clone", "--quiet", "--bare", repo, "bare.git");
      const bare = path.join(stage.folder, "bare.git");
      expect(await stage.engine.fastForward({ repo: bare, branch: "main", to })).toEqual({ type: "moved", from, to });
      hook(stage, repo, "post-merge", 'touch "$HOME/merged"; exit 1');
      expect(await stage.engine.fastForward({ repo, branch: "main", to })).toMatchObject({ type: "moved" });
      expect(readFileSync(path.join(stage.folder, "home/merged"), "utf8")).toBe("");
    });
  });
}
