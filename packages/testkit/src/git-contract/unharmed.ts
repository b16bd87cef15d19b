import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { readRaw } from "./raw-files.js";
import { contentOf } from "./scenes.js";
import { expectRefusal, type MakeGit, type Stage, stages } from "./stage.js";

/** What no operation takes away, though nothing keeps it: ignored files, repositories inside the tree, what only a reflog knows. */
export function unharmedContract(makeGit: MakeGit): void {
  const setStage = stages(makeGit);

  describe("resetTo", () => {
    it("leaves repositories alone that stand where the commit has files", async () => {
      const stage = setStage();
      const { engine, git, sha, write } = stage;
      const tree = stage.repo("repo", { file: "1", "folder/a.txt": "1", kept: "1" });
      const first = sha(tree, "HEAD");
      git(tree, "rm", "--quiet", "-r", "file", "folder");
      git(tree, "commit", "--quiet", "-m", "gone");
      for (const name of ["file", "folder"]) {
        git(tree, "init", "--quiet", name);
        write(tree, `${name}/a.txt`, "the only copy");
        const before = readRaw(tree);
        expectRefusal(await engine.resetTo(tree, first), "path-exists");
        expect(readRaw(tree)).toEqual(before);
        expect(existsSync(path.join(tree, name, ".git/HEAD"))).toBe(true);
        rmSync(path.join(tree, name), { recursive: true });
      }
      rmSync(path.join(tree, "kept"));
      git(tree, "init", "--quiet", "kept");
      write(tree, "kept/a.txt", "the only copy");
      expectRefusal(await engine.resetTo(tree, sha(tree, "HEAD")), "path-exists");
      expect(readFileSync(path.join(tree, "kept/a.txt"), "utf8")).toBe("the only copy");
    });

    it("leaves a submodule alone where the commit has a file or a folder", async () => {
      const stage = setStage();
      const { engine, git, sha, write } = stage;
      const library = stage.repo("library", { "a.txt": "1" });
      for (const files of [{ lib: "a file" }, { "lib/a.txt": "other" }]) {
        const tree = stage.repo(`repo ${Object.keys(files)[0]?.replace("/", "-") ?? ""}`, files);
        const first = sha(tree, "HEAD");
        git(tree, "rm", "--quiet", "-r", "lib");
        git(tree, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library, "lib");
        git(tree, "commit", "--quiet", "-m", "a submodule instead");
        write(tree, "lib/a.txt", "not committed");
        write(tree, "lib/b.txt", "untracked");
        const before = readRaw(tree);
        expectRefusal(await engine.resetTo(tree, first), "path-exists");
        expect(readRaw(tree)).toEqual(before);
      }
    });

    it("leaves ignored files alone in a folder that stands in place of a file", async () => {
      const stage = setStage();
      const { engine, sha, write } = stage;
      const tree = stage.repo("repo", { ".gitignore": "*.log\n", file: "1" });
      rmSync(path.join(tree, "file"));
      write(tree, "file/x.log", "ignored");
      expectRefusal(await engine.resetTo(tree, sha(tree, "HEAD")), "path-exists");
      expect(readFileSync(path.join(tree, "file/x.log"), "utf8")).toBe("ignored");
    });

    it("changes nothing while another git holds the index or the branch", async () => {
      const stage = setStage();
      const { engine, git, sha, write } = stage;
      const tree = stage.repo("repo", { "a.txt": "1" });
      const first = sha(tree, "HEAD");
      write(tree, "a.txt", "2");
      git(tree, "commit", "--quiet", "--all", "-m", "second");
      write(tree, "untracked.txt", "mine");
      write(tree, "a.txt", "3");
      const before = contentOf(stage, tree);
      for (const lock of [".git/index.lock", ".git/HEAD.lock", ".git/refs/heads/main.lock"]) {
        write(tree, lock, "");
        expectRefusal(await engine.resetTo(tree, first), "index-locked");
        rmSync(path.join(tree, lock));
        expect(contentOf(stage, tree), lock).toEqual(before);
      }
      expect(await engine.resetTo(tree, first)).toBe("reset");
    });
  });

  describe("rebase", () => {
    it("leaves an ignored file alone that a commit of the branch had by mistake", async () => {
      const stage = setStage();
      const { engine, git, sha, write } = stage;
      const tree = stage.repo("repo");
      git(tree, "switch", "--quiet", "-c", "side");
      write(tree, ".env", "SECRET=of-then");
      git(tree, "add", ".env");
      git(tree, "commit", "--quiet", "-m", "oops");
      git(tree, "rm", "--quiet", "--cached", ".env");
      write(tree, ".gitignore", ".env\n");
      git(tree, "add", ".gitignore");
      git(tree, "commit", "--quiet", "-m", "ignore it");
      write(tree, ".env", "SECRET=of-now");
      git(tree, "switch", "--quiet", "main");
      git(tree, "commit", "--quiet", "--allow-empty", "-m", "others");
      const onto = sha(tree, "HEAD");
      git(tree, "switch", "--quiet", "side");
      const from = sha(tree, "HEAD");
      const answer = await engine.rebase({ tree, onto });
      expect(readFileSync(path.join(tree, ".env"), "utf8")).toBe("SECRET=of-now");
      expectRefusal(answer, "path-exists");
      expect(sha(tree, "side")).toBe(from);
      expect(await engine.operation(tree)).toBeUndefined();
    });
  });

  describe("removeWorktree", () => {
    async function made(stage: Stage): Promise<{ readonly repo: string; readonly path: string }> {
      const repo = stage.repo("repo", { "a.txt": "1", "b.txt": "1" });
      const at = { repo, path: path.join(stage.folder, "side") };
      await stage.engine.addWorktree({ ...at, branch: "side", base: stage.sha(repo, "HEAD") });
      return at;
    }

    it("refuses changes that git was told not to look at", async () => {
      const stage = setStage();
      const at = await made(stage);
      stage.git(at.path, "update-index", "--assume-unchanged", "a.txt");
      stage.git(at.path, "update-index", "--skip-worktree", "b.txt");
      for (const file of ["a.txt", "b.txt"]) {
        stage.write(at.path, file, "mine");
        expectRefusal(await stage.engine.removeWorktree(at), "dirty");
        stage.write(at.path, file, "1");
      }
      rmSync(path.join(at.path, "b.txt"));
      expect(await stage.engine.removeWorktree(at)).toMatchObject({ type: "removed" });
    });

    it.each(["there", "deleted by hand"])("pins commits that only the worktree's own reflog and refs know (%s)", async (folder) => {
      const stage = setStage();
      const at = await made(stage);
      stage.git(at.path, "commit", "--quiet", "--allow-empty", "-m", "first try");
      const amended = stage.sha(at.path, "HEAD");
      stage.git(at.path, "commit", "--quiet", "--amend", "--allow-empty", "-m", "second try");
      stage.git(at.path, "switch", "--quiet", "--detach", "main");
      stage.git(at.path, "commit", "--quiet", "--allow-empty", "-m", "on no branch");
      stage.git(at.path, "commit", "--quiet", "--allow-empty", "-m", "on no branch, more");
      const detached = stage.sha(at.path, "HEAD");
      stage.git(at.path, "commit", "--quiet", "--allow-empty", "-m", "under a ref of the worktree");
      const marked = stage.sha(at.path, "HEAD");
      stage.git(at.path, "update-ref", "refs/worktree/mine", marked);
      stage.git(at.path, "switch", "--quiet", "side");
      if (folder !== "there") rmSync(at.path, { recursive: true });
      expect(await stage.engine.removeWorktree(at)).toMatchObject({ type: folder === "there" ? "removed" : "pruned" });
      for (const commit of [amended, detached, marked]) expect(stage.git(at.repo, "for-each-ref", `--contains=${commit}`)).toContain("refs/dgs/keep/worktrees/");
    });
  });

  describe("deleteBranch", () => {
    it("pins commits that only the reflog of the branch knows", async () => {
      const stage = setStage();
      const { engine, git, sha } = stage;
      const repo = stage.repo("repo");
      const first = sha(repo, "HEAD");
      git(repo, "commit", "--quiet", "--allow-empty", "-m", "once on a branch");
      const once = sha(repo, "HEAD");
      git(repo, "branch", "side");
      git(repo, "reset", "--quiet", "--hard", first);
      git(repo, "branch", "--quiet", "--force", "side", first);
      git(repo, "reflog", "expire", "--expire=now", "HEAD", "refs/heads/main");
      expect(await engine.deleteBranch({ repo, branch: "side", expected: first })).toEqual({ type: "deleted" });
      expect(git(repo, "for-each-ref", `--contains=${once}`)).toContain("refs/dgs/keep/");
    });
  });

  describe("fetch", () => {
    it("pins what a remote branch held when others force it aside", async () => {
      const stage = setStage();
      const { engine, folder, git, sha } = stage;
      const tree = stage.repo("repo");
      const bare = path.join(folder, "origin.git");
      git(folder, "clone", "--quiet", "--bare", tree, bare);
      git(tree, "remote", "add", "origin", `file://${bare}`);
      git(tree, "commit", "--quiet", "--allow-empty", "-m", "pushed, and gone here");
      const pushed = sha(tree, "HEAD");
      git(tree, "push", "--quiet", "origin", "main");
      git(tree, "reset", "--quiet", "--hard", "HEAD~1");
      git(bare, "update-ref", "refs/heads/main", sha(tree, "HEAD"));
      expect(await engine.fetch({ tree, remote: "origin", branch: "main" })).toMatchObject({ type: "fetched", sha: sha(tree, "HEAD") });
      expect(git(tree, "for-each-ref", `--contains=${pushed}`)).toContain("refs/dgs/keep/");
    });
  });

  describe("commit", () => {
    it("pins what was staged of a file that was changed again", async () => {
      const stage = setStage();
      const { engine, git, write } = stage;
      const tree = stage.repo("repo", { "a.txt": "1", "b.txt": "1" });
      for (const [file, text] of [["a.txt", "staged a"], ["new.txt", "staged new"]] as const) {
        write(tree, file, text);
        git(tree, "add", file);
      }
      write(tree, "a.txt", "later a");
      rmSync(path.join(tree, "new.txt"));
      write(tree, "b.txt", "2");
      expect(await engine.commit({ tree, message: "work" })).toBeTypeOf("string");
      const [ref = ""] = git(tree, "for-each-ref", "--format=%(refname)", "refs/dgs/keep").split("\n");
      expect(git(tree, "show", `${ref}^2:a.txt`)).toBe("staged a");
      expect(git(tree, "show", `${ref}^2:new.txt`)).toBe("staged new");
    });
  });

  describe("expireKept", () => {
    it("counts the days from when the work was kept last", async () => {
      const stage = setStage();
      const tree = stage.repo("repo");
      stage.write(tree, "a.txt", "mine");
      const above = stage.sha(tree, "HEAD");
      const spec = { tree, name: "twice", reason: "test", above };
      const ref = await makeGit({ ...stage.env, GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z" }).keep(spec);
      expect(await makeGit({ ...stage.env, GIT_COMMITTER_DATE: "2026-01-30T00:00:00Z" }).keep(spec)).toBe(ref);
      expect(await stage.engine.expireKept({ tree, olderThanDays: 30, now: Date.parse("2026-02-05T00:00:00Z") })).toEqual([]);
      expect(await stage.engine.expireKept({ tree, olderThanDays: 30, now: Date.parse("2026-03-02T00:00:00Z") })).toEqual([ref]);
    });
  });
}
