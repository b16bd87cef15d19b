import { renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { withoutIdentity } from "./sandbox.js";
import { changedWhileStaging, conflicted, hook, ODD_NAMES } from "./scenes.js";
import { expectRefusal, type MakeGit, type Stage, stages } from "./stage.js";

/** What every engine does when it commits. */
export function commitContract(makeGit: MakeGit): void {
  const setStage = stages(makeGit);

  describe("commit", () => {
    it("takes all changes, untracked and deleted files too, with the message as it is", async () => {
      const { engine, git, repo, sha, write } = setStage();
      const tree = repo("repo", { "gone.txt": "x", "changed.txt": "1" });
      rmSync(path.join(tree, "gone.txt"));
      write(tree, "changed.txt", "2");
      write(tree, "deep/new ünï.txt", "3");
      const message = "Subject ünï\n\n# not a comment\n  kept as it is  \n\n\nDGS-Run: 7\n";
      expect(await engine.commit({ tree, message })).toBe(sha(tree, "HEAD"));
      expect(git(tree, "log", "-1", "--format=%B").replace(/\n$/, "")).toBe(message);
      expect(git(tree, "status", "--porcelain")).toBe("");
      expect(git(tree, "ls-tree", "-r", "--name-only", "-z", "HEAD").split("\0").sort()).toEqual(["", "changed.txt", "deep/new ünï.txt"]);
      expect(await engine.commit({ tree, message })).toBeUndefined();
    });

    it("takes the given paths only, and leaves what else is staged staged", async () => {
      const { engine, git, repo, write } = setStage();
      const tree = repo("repo", { "mine.txt": "1", "both.txt": "1", "theirs.txt": "1" });
      write(tree, "both.txt", "2");
      write(tree, "new.txt", "n");
      git(tree, "add", "both.txt", "new.txt");
      write(tree, "both.txt", "3");
      for (const file of ["mine.txt", "theirs.txt"]) write(tree, file, "2");
      expect(typeof (await engine.commit({ tree, paths: ["mine.txt"], message: "mine" }))).toBe("string");
      expect(git(tree, "show", "--format=", "--name-only", "HEAD")).toBe("mine.txt\n");
      expect(git(tree, "status", "--porcelain")).toBe("MM both.txt\nA  new.txt\n M theirs.txt\n");
      expect(git(tree, "show", ":both.txt")).toBe("2");
    });

    it("takes names as names: no quoting, option, pattern or magic in them", async () => {
      const { engine, git, repo, write } = setStage();
      const tree = repo("repo");
      for (const name of [...ODD_NAMES, "starry.txt", "[a].txt", "a.txt"]) write(tree, name, "x");
      expect(typeof (await engine.commit({ tree, paths: [...ODD_NAMES, "[a].txt"], message: "odd" }))).toBe("string");
      const committed = git(tree, "show", "--format=", "--name-only", "-z", "HEAD").split("\0").filter((name) => name !== "");
      expect(committed.sort()).toEqual([...ODD_NAMES, "[a].txt"].sort());
      // One pattern, two matches: the other file stays where it is.
      expect(await engine.status(tree)).toEqual([{ code: "??", path: "a.txt" }, { code: "??", path: "starry.txt" }]);
    });

    it("takes a folder for all that is below it", async () => {
      const { engine, git, repo, write } = setStage();
      const tree = repo("repo", { "plans/a.md": "1" });
      rmSync(path.join(tree, "plans/a.md"));
      write(tree, "plans/deep/b.md", "2");
      write(tree, "plans-too/c.md", "3");
      expect(typeof (await engine.commit({ tree, paths: ["plans/"], message: "plans" }))).toBe("string");
      expect(git(tree, "show", "--format=", "--name-status", "--no-renames", "HEAD")).toBe("D\tplans/a.md\nA\tplans/deep/b.md\n");
    });

    it("finds nothing to commit in paths that are unchanged, ignored or not there", async () => {
      const { engine, git, repo, write } = setStage();
      const tree = repo("repo", { ".gitignore": "*.log\n", "same.txt": "1" });
      write(tree, "x.log", "x");
      write(tree, "other.txt", "x");
      const before = git(tree, "rev-parse", "HEAD");
      expect(await engine.commit({ tree, paths: ["same.txt", "x.log", "never/was.txt"], message: "nothing" })).toBeUndefined();
      expect(await engine.commit({ tree, paths: [], message: "nothing" })).toBeUndefined();
      expect(git(tree, "rev-parse", "HEAD")).toBe(before);
      expect(git(tree, "status", "--porcelain")).toBe("?? other.txt\n");
    });

    it("commits a move of a file that was never committed under its old name", async () => {
      const { engine, git, repo, write } = setStage();
      const tree = repo("repo");
      write(tree, "pending/job.md", "x");
      write(tree, "in-progress/keep", "");
      renameSync(path.join(tree, "pending/job.md"), path.join(tree, "in-progress/job.md"));
      expect(typeof (await engine.commit({ tree, paths: ["pending/job.md", "in-progress/job.md"], message: "move" }))).toBe("string");
      expect(git(tree, "show", "--format=", "--name-only", "HEAD")).toBe("in-progress/job.md\n");
    });

    it("takes a deletion that is staged already, as a run that was killed leaves it, alone and with others", async () => {
      const { engine, git, repo, write } = setStage();
      const tree = repo("repo", { "gone/one.txt": "1", "gone/two.txt": "2", "stays.txt": "3", "again.txt": "4" });
      git(tree, "rm", "--quiet", "gone/one.txt", "gone/two.txt");
      git(tree, "rm", "--quiet", "--cached", "again.txt");
      write(tree, "stays.txt", "staged");
      git(tree, "add", "stays.txt");
      expect(typeof (await engine.commit({ tree, paths: ["gone/one.txt"], message: "one" }))).toBe("string");
      expect(git(tree, "show", "--format=", "--name-status", "HEAD")).toBe("D\tgone/one.txt\n");
      write(tree, "new.txt", "new");
      write(tree, "again.txt", "other");
      expect(typeof (await engine.commit({ tree, paths: ["gone", "new.txt", "again.txt"], message: "two" }))).toBe("string");
      expect(git(tree, "show", "--format=", "--name-status", "HEAD")).toBe("M\tagain.txt\nD\tgone/two.txt\nA\tnew.txt\n");
      expect(git(tree, "status", "--porcelain")).toBe("M  stays.txt\n");
    });

    it("makes the first commit of a repository", async () => {
      const { engine, folder, git, sha, write } = setStage();
      git(folder, "init", "--quiet", "--initial-branch=main", "fresh");
      const tree = path.join(folder, "fresh");
      write(tree, "a.txt", "1");
      write(tree, "b.txt", "1");
      git(tree, "add", "b.txt");
      expect(await engine.commit({ tree, paths: ["a.txt"], message: "first" })).toBe(sha(tree, "HEAD"));
      expect(git(tree, "status", "--porcelain")).toBe("A  b.txt\n");
    });

    it("leaves a repository inside the tree alone", async () => {
      const { engine, git, repo, write } = setStage();
      const tree = repo("repo");
      git(tree, "init", "--quiet", "inner");
      write(tree, "inner/a.txt", "1");
      write(tree, "own.txt", "1");
      expect(typeof (await engine.commit({ tree, message: "own" }))).toBe("string");
      expect(git(tree, "show", "--format=", "--name-only", "HEAD")).toBe("own.txt\n");
    });

    it("refuses paths that leave the tree, an empty message, and a folder that is not the top", async () => {
      const { engine, repo, write } = setStage();
      const tree = repo("repo");
      write(tree, "sub/a.txt", "1");
      for (const stray of ["../x", "/etc/passwd", "", "a/../b", "./a", "a\0b"]) {
        expectRefusal(await engine.commit({ tree, paths: [stray], message: "m" }), "bad-name");
      }
      expectRefusal(await engine.commit({ tree, message: " \n" }), "other");
      expectRefusal(await engine.commit({ tree: path.join(tree, "sub"), message: "m" }), "not-a-repository");
    });
  });

  describe("a commit that git refuses", () => {
    it("for a hook: tells its words and leaves the index as it was", async () => {
      const stage = setStage();
      const { engine, git } = stage;
      const tree = staged(stage);
      hook(stage, tree, "pre-commit", "echo 'fatal: not a git repository, says the hook'; git add theirs.txt; exit 9");
      const before = [git(tree, "ls-files", "-s"), git(tree, "status", "--porcelain"), git(tree, "rev-parse", "HEAD")];
      for (const paths of [["mine.txt"], undefined]) {
        const refusal = expectRefusal(await engine.commit({ tree, ...(paths && { paths }), message: "m" }), "hook-failed");
        expect(refusal.message).toContain("says the hook");
        expect([git(tree, "ls-files", "-s"), git(tree, "status", "--porcelain"), git(tree, "rev-parse", "HEAD")]).toEqual(before);
      }
      hook(stage, tree, "pre-commit", "exit 0");
      hook(stage, tree, "commit-msg", 'grep -q "^DGS" "$1"');
      expectRefusal(await engine.commit({ tree, message: "m" }), "hook-failed");
      expect(typeof (await engine.commit({ tree, message: "DGS: m" }))).toBe("string");
    });

    it("and the index that is put back still shows what was changed in the moment of staging", async () => {
      const stage = setStage();
      const tree = changedWhileStaging(stage);
      hook(stage, tree, "pre-commit", "exit 1");
      stage.write(tree, "b.txt", "2");
      expectRefusal(await stage.engine.commit({ tree, paths: ["b.txt"], message: "m" }), "hook-failed");
      expect(stage.git(tree, "status", "--porcelain")).toBe("MM a.txt\n M b.txt\n");
    });

    it("for want of a name", async () => {
      const stage = setStage();
      const tree = staged(stage);
      const before = stage.git(tree, "status", "--porcelain");
      expectRefusal(await makeGit(withoutIdentity(stage.env)).commit({ tree, message: "m" }), "identity-missing");
      expect(stage.git(tree, "status", "--porcelain")).toBe(before);
    });

    it("because another git holds the index", async () => {
      const stage = setStage();
      const tree = staged(stage);
      const lock = path.join(tree, ".git/index.lock");
      writeFileSync(lock, "");
      expectRefusal(await stage.engine.commit({ tree, message: "m" }), "index-locked");
      rmSync(lock);
      expect(typeof (await stage.engine.commit({ tree, message: "m" }))).toBe("string");
    });

    it("because a merge left conflicts", async () => {
      const stage = setStage();
      const { engine, git } = stage;
      const tree = conflicted(stage);
      const before = git(tree, "ls-files", "-s");
      expectRefusal(await engine.commit({ tree, message: "m" }), "unmerged");
      expect(git(tree, "ls-files", "-s")).toBe(before);
    });
  });

  it("lets a hook change the commit that it checks", async () => {
    const stage = setStage();
    const { engine, git } = stage;
    const tree = stage.repo("repo");
    stage.write(tree, "a.txt", "unformatted");
    hook(stage, tree, "pre-commit", "printf formatted > a.txt; git add a.txt; git ls-files '*.txt' > \"$HOME/seen\"");
    expect(typeof (await engine.commit({ tree, paths: ["a.txt"], message: "m" }))).toBe("string");
    expect(git(tree, "show", "HEAD:a.txt")).toBe("formatted");
    expect(git(tree, "status", "--porcelain")).toBe("");
  });
}

/** A repository with a change of its own, somebody's staged change, and somebody's unstaged one. */
function staged(stage: Stage): string {
  const tree = stage.repo("repo", { "mine.txt": "1", "theirs.txt": "1", "staged.txt": "1" });
  stage.write(tree, "staged.txt", "2");
  stage.git(tree, "add", "staged.txt");
  stage.write(tree, "mine.txt", "2");
  stage.write(tree, "theirs.txt", "2");
  return tree;
}
