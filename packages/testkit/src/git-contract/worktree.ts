import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Sha } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { hook } from "./scenes.js";
import { expectRefusal, type MakeGit, type Stage, stages } from "./stage.js";

/** A repository, a place beside it, and the commit that new branches start at: not the last one. */
function place(stage: Stage): { readonly repo: string; readonly path: string; readonly base: Sha } {
  const repo = stage.repo("repo");
  const base = stage.sha(repo, "HEAD");
  stage.git(repo, "commit", "--quiet", "--allow-empty", "-m", "later");
  return { repo, path: path.join(stage.folder, "repo--side ünï"), base };
}

/** What every engine does about worktrees. */
export function worktreeContract(makeGit: MakeGit): void {
  const setStage = stages(makeGit);

  describe("addWorktree", () => {
    it("makes a branch at the base and a worktree on it", async () => {
      const stage = setStage();
      const at = place(stage);
      expect(await stage.engine.addWorktree({ ...at, branch: "milestone/one" })).toEqual({ type: "added" });
      expect(await stage.engine.branch(at.path)).toBe("milestone/one");
      expect(await stage.engine.head(at.path)).toBe(at.base);
      expect(readFileSync(path.join(at.path, "readme.md"), "utf8")).toBe("one\n");
      expect(stage.git(at.path, "status", "--porcelain")).toBe("");
    });

    it("takes one that stands there as it is, with the work in it", async () => {
      const stage = setStage();
      const at = place(stage);
      await stage.engine.addWorktree({ ...at, branch: "side" });
      stage.write(at.path, "unsaved.txt", "work");
      stage.git(at.path, "commit", "--quiet", "--allow-empty", "-m", "progress");
      const tip = stage.sha(at.path, "HEAD");
      expect(await stage.engine.addWorktree({ ...at, branch: "side" })).toEqual({ type: "present" });
      expect(stage.git(at.path, "status", "--porcelain")).toBe("?? unsaved.txt\n");
      expect(stage.sha(at.path, "HEAD")).toBe(tip);
    });

    it("uses a branch that is there as it is, also when a tag has its name", async () => {
      const stage = setStage();
      const at = place(stage);
      stage.git(at.repo, "branch", "side");
      stage.git(at.repo, "tag", "side", at.base);
      expect(await stage.engine.addWorktree({ ...at, branch: "side" })).toEqual({ type: "added" });
      expect(await stage.engine.head(at.path)).toBe(stage.sha(at.repo, "main"));
      expect(await stage.engine.branch(at.path)).toBe("side");
    });

    it("works from a linked worktree, into an empty folder, under an odd name", async () => {
      const stage = setStage();
      const at = place(stage);
      await stage.engine.addWorktree({ ...at, branch: "side" });
      const odd = path.join(stage.folder, "-f\n odd");
      mkdirSync(odd);
      expect(await stage.engine.addWorktree({ repo: at.path, path: odd, base: at.base, branch: "odd" })).toEqual({ type: "added" });
      expect(await stage.engine.addWorktree({ repo: at.repo, path: odd, base: at.base, branch: "odd" })).toEqual({ type: "present" });
    });

    it("works while a hook of the user refuses", async () => {
      const stage = setStage();
      const at = place(stage);
      hook(stage, at.repo, "post-checkout", 'touch "$HOME/ran"; exit 1');
      expect(await stage.engine.addWorktree({ ...at, branch: "side" })).toEqual({ type: "added" });
      expect(existsSync(path.join(stage.folder, "home/ran"))).toBe(true);
    });

    it("refuses a branch that is checked out elsewhere", async () => {
      const stage = setStage();
      const at = place(stage);
      expectRefusal(await stage.engine.addWorktree({ ...at, branch: "main" }), "branch-in-use");
      expect(existsSync(at.path)).toBe(false);
    });

    it("refuses a place where something else stands", async () => {
      const stage = setStage();
      const at = place(stage);
      const taken = (name: string) => path.join(stage.folder, name);
      writeFileSync(taken("file"), "x");
      stage.write(stage.folder, "full/a.txt", "x");
      symlinkSync(taken("nowhere"), taken("link"));
      stage.git(stage.repo("other"), "switch", "--quiet", "-c", "new");
      await stage.engine.addWorktree({ ...at, branch: "side" });
      stage.write(at.path, "sub/a.txt", "x");
      for (const name of ["file", "full", "link", "other", "repo"]) {
        expectRefusal(await stage.engine.addWorktree({ ...at, path: taken(name), branch: "new" }), "path-exists");
      }
      expectRefusal(await stage.engine.addWorktree({ ...at, path: path.join(at.path, "sub"), branch: "side" }), "path-exists");
      expectRefusal(await stage.engine.addWorktree({ ...at, branch: "new" }), "path-exists");
      expectRefusal(await stage.engine.addWorktree({ ...at, path: at.repo, branch: "main" }), "path-exists");
      stage.git(at.path, "checkout", "--quiet", "--detach");
      expectRefusal(await stage.engine.addWorktree({ ...at, branch: "side" }), "path-exists");
      expect(await stage.engine.resolve(at.repo, "refs/heads/new")).toBeUndefined();
    });

    it("forces nothing where a worktree was deleted by hand", async () => {
      const stage = setStage();
      const at = place(stage);
      await stage.engine.addWorktree({ ...at, branch: "side" });
      rmSync(at.path, { recursive: true });
      const listed = stage.git(at.repo, "worktree", "list", "--porcelain");
      expectRefusal(await stage.engine.addWorktree({ ...at, branch: "side" }), "worktree-missing");
      expect(stage.git(at.repo, "worktree", "list", "--porcelain")).toBe(listed);
    });

    it("refuses names that are no branch, and bases that are no commit", async () => {
      const stage = setStage();
      const at = place(stage);
      for (const branch of ["-b", "--detach", "a..b", "", "x.lock", "HEAD", "@", "a b", "@{-1}", "a/", "/a", "a//b", ".a", "a~1", "a\nb", "a\0b", "x".repeat(300)]) {
        expectRefusal(await stage.engine.addWorktree({ ...at, branch }), "bad-name");
      }
      const nowhere = "0123456789012345678901234567890123456789" as Sha;
      expectRefusal(await stage.engine.addWorktree({ ...at, base: nowhere, branch: "side" }), "unknown-revision");
      expect(existsSync(at.path)).toBe(false);
    });

    it("ends what a killed git had begun, and refuses while a lock says that one is at it", async () => {
      const stage = setStage();
      const at = place(stage);
      await stage.engine.addWorktree({ ...at, branch: "side" });
      const own = stage.git(at.path, "rev-parse", "--git-dir").trim();
      // The state between git's own steps: HEAD not yet on the branch, no index, half of the files.
      writeFileSync(path.join(own, "locked"), "initializing");
      writeFileSync(path.join(own, "HEAD"), `${"0".repeat(40)}\n`);
      rmSync(path.join(own, "index"));
      rmSync(path.join(at.path, "readme.md"));
      writeFileSync(path.join(own, "index.lock"), "");
      expectRefusal(await stage.engine.addWorktree({ ...at, branch: "side" }), "index-locked");
      rmSync(path.join(own, "index.lock"));
      expect(await stage.engine.addWorktree({ ...at, branch: "side" })).toEqual({ type: "present" });
      expect(stage.git(at.path, "status", "--porcelain", "--branch")).toBe("## side\n");
      expect(existsSync(path.join(own, "locked"))).toBe(false);
    });
  });
}
