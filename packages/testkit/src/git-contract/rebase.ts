import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Sha } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { forked } from "./forked.js";
import { conflicted, contentOf, hook } from "./scenes.js";
import { expectRefusal, type MakeGit, stages } from "./stage.js";

/** What every engine does when it rebases. */
export function rebaseContract(makeGit: MakeGit): void {
  const setStage = stages(makeGit);

  describe("rebase", () => {
    it.each(["sha1", "sha256"] as const)("replays the commits with their messages, and is up to date afterwards (%s)", async (objectFormat) => {
      const { engine, git, sha, ...stage } = setStage({ objectFormat });
      const { tree, onto, from } = forked({ engine, git, sha, ...stage }, { clash: false });
      const message = git(tree, "log", "-1", "--format=%B");
      const outcome = await engine.rebase({ tree, onto });
      const to = sha(tree, "HEAD");
      expect(outcome).toEqual({ type: "rebased", from, to });
      expect(sha(tree, "HEAD~2")).toBe(onto);
      expect(git(tree, "log", "-1", "--format=%B")).toBe(message);
      expect(git(tree, "status", "--porcelain", "--branch")).toBe("## side\n");
      expect(await engine.rebase({ tree, onto })).toEqual({ type: "up-to-date", at: to });
    });

    it("moves a branch without commits of its own along, and drops commits that are there already", async () => {
      const { engine, git, repo, sha, write } = setStage();
      const tree = repo("repo");
      git(tree, "branch", "behind");
      git(tree, "branch", "same");
      write(tree, "a.txt", "1");
      git(tree, "add", "a.txt");
      git(tree, "commit", "--quiet", "-m", "one");
      const onto = sha(tree, "HEAD");
      git(tree, "switch", "--quiet", "behind");
      expect(await engine.rebase({ tree, onto })).toMatchObject({ type: "rebased", to: onto });
      git(tree, "switch", "--quiet", "same");
      git(tree, "commit", "--quiet", "--allow-empty", "-m", "so that it is no fast-forward");
      git(tree, "cherry-pick", "--allow-empty", onto);
      expect(await engine.rebase({ tree, onto })).toMatchObject({ type: "rebased" });
      expect(git(tree, "log", "--format=%s", `${onto}..HEAD`)).toBe("so that it is no fast-forward\n");
    });

    it("is not led astray by the user's configuration", async () => {
      const stage = setStage();
      const { tree, onto } = forked(stage, { clash: false });
      stage.git(tree, "branch", "marker", "HEAD~1");
      const marker = stage.sha(tree, "marker");
      for (const setting of ["rebase.autoStash=true", "rebase.updateRefs=true", "rebase.autoSquash=true", "core.editor=false", "sequence.editor=false", "rebase.backend=apply", "commit.cleanup=strip"]) {
        stage.git(tree, "config", ...setting.split("="));
      }
      expect(await stage.engine.rebase({ tree, onto })).toMatchObject({ type: "rebased" });
      expect(stage.sha(tree, "marker")).toBe(marker);
      expect(stage.git(tree, "log", "-1", "--format=%B")).toContain("# kept as it is");
    });

    it("refuses a tree with changes or untracked files, and leaves them", async () => {
      const stage = setStage();
      const { tree, onto, from } = forked(stage, { clash: false });
      for (const file of ["both.txt", "new.txt"]) {
        stage.write(tree, file, "unsaved");
        const before = contentOf(stage, tree);
        expectRefusal(await stage.engine.rebase({ tree, onto }), "dirty");
        expect(contentOf(stage, tree)).toEqual(before);
        stage.git(tree, "checkout", "--quiet", "--", "both.txt");
        rmSync(path.join(tree, "new.txt"), { force: true });
      }
      expect(stage.sha(tree, "side")).toBe(from);
    });

    it("refuses a detached HEAD, a repository without commits, a bare one, and what is no commit", async () => {
      const stage = setStage();
      const { tree, onto } = forked(stage, { clash: false });
      expectRefusal(await stage.engine.rebase({ tree, onto: "0123456789012345678901234567890123456789" as Sha }), "unknown-revision");
      stage.git(tree, "checkout", "--quiet", "--detach");
      expectRefusal(await stage.engine.rebase({ tree, onto }), "detached");
      stage.git(stage.folder, "init", "--quiet", "fresh");
      expectRefusal(await stage.engine.rebase({ tree: path.join(stage.folder, "fresh"), onto }), "no-commits");
      stage.git(stage.folder, "clone", "--quiet", "--bare", tree, "bare.git");
      expectRefusal(await stage.engine.rebase({ tree: path.join(stage.folder, "bare.git"), onto }), "bare-repository");
      expectRefusal(await stage.engine.rebase({ tree: stage.folder, onto }), "not-a-repository");
    });

    it("refuses a history that is cut off too early", async () => {
      const stage = setStage();
      const { tree, onto } = forked(stage, { clash: false });
      stage.git(stage.folder, "clone", "--quiet", "--depth=1", "--no-single-branch", `file://${tree}`, "shallow");
      const shallow = path.join(stage.folder, "shallow");
      expectRefusal(await stage.engine.rebase({ tree: shallow, onto }), "shallow");
      expect(stage.git(shallow, "status", "--porcelain")).toBe("");
    });

    it("refuses while something of somebody else is in progress, and leaves that alone", async () => {
      const stage = setStage();
      const merging = conflicted(stage);
      const before = contentOf(stage, merging);
      expect(await stage.engine.operation(merging)).toBe("merge");
      expectRefusal(await stage.engine.rebase({ tree: merging, onto: stage.sha(merging, "side") }), "operation-in-progress");
      expect(await stage.engine.abortRebase(merging)).toEqual({ type: "none" });
      expect(contentOf(stage, merging)).toEqual(before);
    });

    it("refuses while a person's own rebase is in progress, and leaves that alone", async () => {
      const stage = setStage();
      const { tree, onto } = forked(stage, { clash: true });
      expect(() => stage.git(tree, "rebase", "main")).toThrow();
      const before = contentOf(stage, tree);
      expect(await stage.engine.operation(tree)).toBe("rebase");
      expectRefusal(await stage.engine.rebase({ tree, onto }), "operation-in-progress");
      expectRefusal(await stage.engine.abortRebase(tree), "operation-in-progress");
      expectRefusal(await stage.engine.continueRebase({ tree, resolved: ["both.txt"] }), "no-rebase");
      expect(contentOf(stage, tree)).toEqual(before);
    });

    it("refuses when a hook of the user does, when a lock is held, and when ignored files would be overwritten", async () => {
      const stage = setStage();
      const { tree, onto, from } = forked(stage, { clash: false });
      hook(stage, tree, "pre-rebase", "echo not today; exit 1");
      expect(expectRefusal(await stage.engine.rebase({ tree, onto }), "hook-failed").message).toContain("not today");
      hook(stage, tree, "pre-rebase", "exit 0");
      writeFileSync(path.join(tree, ".git/index.lock"), "");
      expectRefusal(await stage.engine.rebase({ tree, onto }), "index-locked");
      rmSync(path.join(tree, ".git/index.lock"));
      expect(await stage.engine.operation(tree)).toBeUndefined();
      stage.git(tree, "switch", "--quiet", "main");
      stage.write(tree, "secret.log", "theirs");
      stage.git(tree, "add", "--force", "secret.log");
      stage.git(tree, "commit", "--quiet", "-m", "oops");
      stage.git(tree, "switch", "--quiet", "side");
      stage.write(tree, "secret.log", "mine");
      expectRefusal(await stage.engine.rebase({ tree, onto: stage.sha(tree, "main") }), "path-exists");
      expect(stage.sha(tree, "side")).toBe(from);
      expect(stage.git(tree, "status", "--porcelain", "--branch")).toBe("## side\n");
    });
  });
}
