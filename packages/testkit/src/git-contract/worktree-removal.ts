import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { hook, ODD_NAMES } from "./scenes.js";
import { expectRefusal, type MakeGit, type Stage, stages } from "./stage.js";

/** A repository with one worktree that DGS made, on the branch `side`. */
async function made(stage: Stage, name = "repo--side ünï"): Promise<{ readonly repo: string; readonly path: string }> {
  const repo = stage.repo("repo", { ".gitignore": "*.log\n", "a.txt": "1" });
  const at = { repo, path: path.join(stage.folder, name) };
  expect(await stage.engine.addWorktree({ ...at, branch: "side", base: stage.sha(repo, "HEAD") })).toEqual({ type: "added" });
  return at;
}

/** What every engine does when worktrees are listed and taken away. */
export function worktreeRemovalContract(makeGit: MakeGit): void {
  const setStage = stages(makeGit);

  describe("listWorktrees", () => {
    it("tells place, commit, branch, and which ones DGS made, from anywhere in the repository", async () => {
      const stage = setStage();
      const at = await made(stage, "new\nline ünï");
      const foreign = path.join(stage.folder, "theirs");
      stage.git(at.repo, "worktree", "add", "--quiet", "--detach", foreign);
      stage.git(at.repo, "worktree", "lock", "--reason", "on a stick", foreign);
      const head = stage.sha(at.repo, "HEAD");
      const listed = await stage.engine.listWorktrees(at.repo);
      expect(listed).toEqual([
        { path: at.repo, main: true, ours: false, bare: false, missing: false, head, branch: "main" },
        { path: at.path, main: false, ours: true, bare: false, missing: false, head, branch: "side" },
        { path: foreign, main: false, ours: false, bare: false, missing: false, head, locked: "on a stick" },
      ]);
      expect(await stage.engine.listWorktrees(at.path)).toEqual(listed);
      expectRefusal(await stage.engine.listWorktrees(stage.folder), "not-a-repository");
    });

    it("tells them of a bare repository, and of one without commits", async () => {
      const { engine, folder, git } = setStage();
      git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "bare.git");
      expect(await engine.listWorktrees(path.join(folder, "bare.git"))).toEqual([{ path: path.join(folder, "bare.git"), main: true, ours: false, bare: true, missing: false }]);
      git(folder, "init", "--quiet", "--initial-branch=main", "fresh");
      expect(await engine.listWorktrees(path.join(folder, "fresh"))).toMatchObject([{ branch: "main", bare: false }]);
    });

    it("still knows its own when a person moves the worktree, not when another is made in its place", async () => {
      const stage = setStage();
      const at = await made(stage);
      const moved = path.join(stage.folder, "moved");
      stage.git(at.repo, "worktree", "move", at.path, moved);
      stage.git(at.repo, "worktree", "add", "--quiet", "--detach", at.path);
      expect(await stage.engine.listWorktrees(at.repo)).toMatchObject([{ main: true }, { path: moved, ours: true }, { path: at.path, ours: false }]);
      expectRefusal(await stage.engine.removeWorktree(at), "not-ours");
    });

    it("does not take for its own what stood there already", async () => {
      const stage = setStage();
      const repo = stage.repo("repo");
      const at = { repo, path: path.join(stage.folder, "theirs") };
      stage.git(repo, "worktree", "add", "--quiet", "-b", "side", at.path);
      expect(await stage.engine.addWorktree({ ...at, branch: "side", base: stage.sha(repo, "HEAD") })).toEqual({ type: "present" });
      expectRefusal(await stage.engine.removeWorktree(at), "not-ours");
      expect(existsSync(at.path)).toBe(true);
    });

    it("knows for its own what a run had made that was killed before it could mark it", async () => {
      const stage = setStage();
      const repo = stage.repo("repo");
      const at = { repo, path: path.join(stage.folder, "side") };
      // Git's last step runs the hook; the mark is not there yet, and whoever looks now sees what a killed run leaves.
      hook(stage, repo, "post-checkout", 'cp -r "$(git rev-parse --git-common-dir)/dgs" "$HOME/dgs-then"; test ! -e "$(git rev-parse --git-dir)/dgs.json" && touch "$HOME/unmarked"');
      const spec = { ...at, branch: "side", base: stage.sha(repo, "HEAD") };
      expect(await stage.engine.addWorktree(spec)).toEqual({ type: "added" });
      expect(existsSync(path.join(stage.folder, "home/unmarked"))).toBe(true);
      rmSync(path.join(stage.git(at.path, "rev-parse", "--absolute-git-dir").trim(), "dgs.json"));
      expect(await stage.engine.listWorktrees(repo)).toMatchObject([{ main: true }, { ours: false }]);
      cpSync(path.join(stage.folder, "home/dgs-then"), path.join(repo, ".git/dgs"), { recursive: true });
      expect(await stage.engine.listWorktrees(repo)).toMatchObject([{ main: true }, { ours: true }]);
      expect(await stage.engine.addWorktree(spec)).toEqual({ type: "present" });
      rmSync(path.join(repo, ".git/dgs"), { recursive: true });
      expect(await stage.engine.removeWorktree(at)).toEqual({ type: "removed" });
    });
  });

  describe("removeWorktree", () => {
    it("removes the folder and git's entry, keeps the branch, and is done when asked again", async () => {
      const stage = setStage();
      const at = await made(stage);
      stage.git(at.path, "commit", "--quiet", "--allow-empty", "-m", "work");
      stage.write(at.path, "x.log", "ignored");
      const tip = stage.sha(at.path, "HEAD");
      expect(await stage.engine.removeWorktree(at)).toEqual({ type: "removed" });
      expect(existsSync(at.path)).toBe(false);
      expect(await stage.engine.listWorktrees(at.repo)).toHaveLength(1);
      expect(await stage.engine.resolve(at.repo, "refs/heads/side")).toBe(tip);
      expect(await stage.engine.removeWorktree(at)).toEqual({ type: "absent" });
    });

    it("refuses changes, staged changes and untracked files of any name, and leaves them", async () => {
      const stage = setStage();
      const at = await made(stage);
      const spoil = [
        () => { stage.write(at.path, "a.txt", "2"); },
        () => { stage.write(at.path, "a.txt", "2"); stage.git(at.path, "add", "a.txt"); },
        ...ODD_NAMES.map((name) => () => { stage.write(at.path, name, "mine"); }),
        () => { stage.git(at.path, "init", "--quiet", "inner"); stage.write(at.path, "inner/a.txt", "1"); },
      ];
      for (const change of spoil) {
        change();
        const before = stage.git(at.path, "status", "--porcelain", "-z");
        expectRefusal(await stage.engine.removeWorktree(at), "dirty");
        expect(stage.git(at.path, "status", "--porcelain", "-z")).toBe(before);
        stage.git(at.path, "reset", "--quiet", "--hard");
        stage.git(at.path, "clean", "--quiet", "-ffd");
      }
      expect(await stage.engine.removeWorktree(at)).toEqual({ type: "removed" });
    });

    it("removes what was kept and reset before", async () => {
      const stage = setStage();
      const at = await made(stage);
      for (const name of ODD_NAMES) stage.write(at.path, name, "mine");
      const head = stage.sha(at.path, "HEAD");
      expect(await stage.engine.keep({ tree: at.path, name: "quick", reason: "abandoned", above: head })).toBe("refs/dgs/keep/quick");
      expect(await stage.engine.resetTo(at.path, head)).toBe("reset");
      expect(await stage.engine.removeWorktree(at)).toEqual({ type: "removed" });
      expect(stage.git(at.repo, "ls-tree", "-z", "--name-only", "refs/dgs/keep/quick^3").split("\0").filter((name) => name !== "").sort()).toEqual([...ODD_NAMES].sort());
    });

    it("refuses when no ref that stays holds its commits", async () => {
      const stage = setStage();
      const at = await made(stage);
      stage.git(at.path, "checkout", "--quiet", "--detach");
      stage.git(at.path, "commit", "--quiet", "--allow-empty", "-m", "loose");
      const loose = stage.sha(at.path, "HEAD");
      expectRefusal(await stage.engine.removeWorktree(at), "not-reachable");
      stage.git(at.repo, "update-ref", "refs/dgs/attempts/v1/01-01", loose);
      expectRefusal(await stage.engine.removeWorktree(at), "not-reachable");
      rmSync(at.path, { recursive: true });
      expectRefusal(await stage.engine.removeWorktree(at), "not-reachable");
      stage.git(at.repo, "update-ref", "refs/dgs/keep/loose", loose);
      expect(await stage.engine.removeWorktree(at)).toEqual({ type: "pruned" });
    });

    it("takes one whose folder was deleted by hand off the list, and keeps what was staged in it", async () => {
      const stage = setStage();
      const at = await made(stage);
      const other = { repo: at.repo, path: path.join(stage.folder, "other") };
      await stage.engine.addWorktree({ ...other, branch: "other", base: stage.sha(at.repo, "HEAD") });
      stage.write(at.path, "staged.txt", "mine");
      stage.git(at.path, "add", "staged.txt");
      for (const place of [at, other]) rmSync(place.path, { recursive: true });
      expect(await stage.engine.listWorktrees(at.repo)).toMatchObject([{ missing: false }, { missing: true, ours: true }, { missing: true, ours: true }]);
      const removal = await stage.engine.removeWorktree(at);
      expect(removal).toMatchObject({ type: "pruned" });
      expect(stage.git(at.repo, "show", `${(removal as { kept: string }).kept}:staged.txt`)).toBe("mine");
      // Only this one: the other's folder may come back.
      expect(await stage.engine.listWorktrees(at.repo)).toMatchObject([{ main: true }, { path: other.path }]);
      expect(await stage.engine.removeWorktree(other)).toEqual({ type: "pruned" });
    });

    it("refuses the main worktree, one that is locked, one in the middle of something, and what is none", async () => {
      const stage = setStage();
      const at = await made(stage);
      expectRefusal(await stage.engine.removeWorktree({ repo: at.path, path: at.repo }), "not-ours");
      mkdirSync(path.join(stage.folder, "plain"));
      for (const place of [path.join(stage.folder, "plain"), path.join(at.path, ".."), stage.repo("elsewhere")]) {
        expectRefusal(await stage.engine.removeWorktree({ repo: at.repo, path: place }), "not-ours");
      }
      stage.git(at.repo, "worktree", "lock", at.path);
      expectRefusal(await stage.engine.removeWorktree(at), "worktree-locked");
      rmSync(at.path, { recursive: true });
      expectRefusal(await stage.engine.removeWorktree(at), "worktree-locked");
      expect(await stage.engine.listWorktrees(at.repo)).toMatchObject([{ main: true }, { locked: "", missing: true }]);
    });

    it("refuses one in the middle of something", async () => {
      const stage = setStage();
      const at = await made(stage);
      stage.git(at.path, "bisect", "start");
      expect(await stage.engine.operation(at.path)).toBe("bisect");
      expect(await stage.engine.operation(at.repo)).toBeUndefined();
      expectRefusal(await stage.engine.removeWorktree(at), "operation-in-progress");
    });

    it("removes one that links to submodules only where none of them was fetched into it", async () => {
      const stage = setStage();
      const inner = stage.repo("inner");
      const repo = stage.repo("repo");
      const submodule = (tree: string, ...args: readonly string[]) => stage.git(tree, "-c", "protocol.file.allow=always", "submodule", "--quiet", ...args);
      submodule(repo, "add", inner, "lib");
      stage.git(repo, "commit", "--quiet", "-m", "link");
      const at = { repo, path: path.join(stage.folder, "side") };
      const spec = { ...at, branch: "side", base: stage.sha(repo, "HEAD") };
      await stage.engine.addWorktree(spec);
      stage.write(at.path, "lib/new.txt", "mine");
      // Git's status is silent about this file.
      expect(stage.git(at.path, "status", "--porcelain")).toBe("");
      expectRefusal(await stage.engine.removeWorktree(at), "submodules");
      rmSync(path.join(at.path, "lib/new.txt"));
      expect(await stage.engine.removeWorktree(at)).toEqual({ type: "removed" });
      await stage.engine.addWorktree(spec);
      submodule(at.path, "update", "--init");
      expectRefusal(await stage.engine.removeWorktree(at), "submodules");
      expect(existsSync(path.join(at.path, "lib/readme.md"))).toBe(true);
    });

    it("takes away what a git that was killed before it made the folder left behind", async () => {
      const stage = setStage();
      const at = await made(stage);
      const own = stage.git(at.path, "rev-parse", "--absolute-git-dir").trim();
      rmSync(at.path, { recursive: true });
      writeFileSync(path.join(own, "locked"), "initializing");
      expect(await stage.engine.removeWorktree(at)).toEqual({ type: "pruned" });
      expect(await stage.engine.listWorktrees(at.repo)).toHaveLength(1);
    });
  });

  describe("isReachable", () => {
    it("looks from each of the refs, and a ref that is not there holds nothing", async () => {
      const { engine, git, repo, sha } = setStage();
      const tree = repo("repo");
      const first = sha(tree, "HEAD");
      git(tree, "switch", "--quiet", "-c", "side");
      git(tree, "commit", "--quiet", "--allow-empty", "-m", "two");
      const second = sha(tree, "HEAD");
      expect(await engine.isReachable(tree, first, ["refs/heads/none", "refs/heads/main"])).toBe(true);
      expect(await engine.isReachable(tree, second, ["refs/heads/none", "refs/heads/main"])).toBe(false);
      expect(await engine.isReachable(tree, second, ["refs/heads/main", second])).toBe(true);
      expect(await engine.isReachable(tree, first, [])).toBe(false);
    });
  });
}
