import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { withoutIdentity } from "./sandbox.js";
import { changedWhileStaging, conflicted, contentOf, dirty, hook, ODD_NAMES } from "./scenes.js";
import { expectRefusal, type MakeGit, stages } from "./stage.js";

/** What every engine keeps. */
export function keepContract(makeGit: MakeGit): void {
  const setStage = stages(makeGit);
  const spec = { name: "job-v1", reason: "before a rollback" };

  describe("keep", () => {
    it("has nothing to do where all of it is reachable already", async () => {
      const { engine, git, repo, sha, write } = setStage();
      const tree = repo("repo", { ".gitignore": "*.log\n" });
      const first = sha(tree, "HEAD");
      write(tree, "x.log", "ignored");
      git(tree, "commit", "--quiet", "--allow-empty", "-m", "later");
      expect(await engine.keep({ ...spec, tree, above: sha(tree, "HEAD") })).toBeUndefined();
      git(tree, "checkout", "--quiet", first);
      expect(await engine.keep({ ...spec, tree, above: sha(tree, "main") })).toBeUndefined();
      expect(git(tree, "for-each-ref", "refs/dgs")).toBe("");
    });

    it("pins commits that nothing else would hold", async () => {
      const { engine, git, repo, sha } = setStage();
      const tree = repo("repo");
      const first = sha(tree, "HEAD");
      git(tree, "commit", "--quiet", "--allow-empty", "-m", "mine");
      const mine = sha(tree, "HEAD");
      const ref = (await engine.keep({ ...spec, tree, above: first })) as string;
      expect(ref).toBe("refs/dgs/keep/job-v1");
      expect(sha(tree, `${ref}^1`)).toBe(mine);
      expect(git(tree, "log", "-1", "--format=%B", ref)).toContain("before a rollback");
    });

    it("pins what is staged, changed, deleted and untracked, so that all of it comes back", async () => {
      const stage = setStage();
      const { engine, git, sha } = stage;
      const tree = dirty(stage);
      const tip = sha(tree, "HEAD");
      const before = contentOf(stage, tree);
      const ref = (await engine.keep({ ...spec, tree, above: tip })) as string;
      expect(contentOf(stage, tree)).toEqual(before);
      expect(await engine.resetTo(tree, tip)).toBe("reset");
      expect(git(tree, "status", "--porcelain")).toBe("");
      // Git wants room for the file that is only untracked because it was taken out of the index.
      git(tree, "rm", "--quiet", "dropped.txt");
      git(tree, "commit", "--quiet", "-m", "make room");
      git(tree, "stash", "apply", "--quiet", ref);
      const after = contentOf(stage, tree) as { files: unknown };
      expect(after.files).toEqual((before as { files: unknown }).files);
    });

    it("gives the very same state back to git stash apply --index", async () => {
      const stage = setStage();
      const { engine, git, sha, write } = stage;
      const tree = stage.repo("repo", { "a.txt": "1", "b.txt": "1", "c.txt": "1" });
      for (const file of ["a.txt", "b.txt"]) write(tree, file, "2");
      git(tree, "add", "a.txt");
      write(tree, "a.txt", "3");
      rmSync(path.join(tree, "c.txt"));
      for (const odd of ODD_NAMES) write(tree, `untracked/${odd}`, odd);
      const tip = sha(tree, "HEAD");
      const before = contentOf(stage, tree);
      const ref = (await engine.keep({ ...spec, tree, above: tip })) as string;
      await engine.resetTo(tree, tip);
      git(tree, "stash", "apply", "--quiet", "--index", ref);
      expect(contentOf(stage, tree)).toEqual(before);
    });

    it("leaves the index alone, runs no hook, and needs nobody's name", async () => {
      const stage = setStage();
      const tree = dirty(stage);
      for (const name of ["pre-commit", "commit-msg", "post-commit"]) hook(stage, tree, name, "exit 1");
      const index = path.join(tree, ".git/index");
      const before = readFileSync(index);
      const ref = await makeGit(withoutIdentity(stage.env)).keep({ ...spec, tree, above: stage.sha(tree, "HEAD") });
      expect(ref).toBe("refs/dgs/keep/job-v1");
      expect(readFileSync(index).equals(before)).toBe(true);
      expect(stage.git(tree, "ls-tree", "-r", "--name-only", ref as string)).not.toContain("x.log");
    });

    it("keeps the ignored files that it was told, also where nothing else is to be kept", async () => {
      const { engine, git, repo, sha, write } = setStage();
      const tree = repo("repo", { ".gitignore": ".env\nbuild/\n", "a.txt": "1" });
      write(tree, ".env", "SECRET=1");
      write(tree, "build/new\nline ünï", "made");
      expect(await engine.listIgnored(tree)).toEqual([".env", "build/"]);
      const above = sha(tree, "HEAD");
      expect(await engine.keep({ ...spec, tree, above })).toBeUndefined();
      const ref = (await engine.keep({ ...spec, tree, above, ignored: [".env", "build/new\nline ünï"] })) as string;
      expect(git(tree, "show", `${ref}^3:.env`)).toBe("SECRET=1");
      expect(git(tree, "ls-tree", "-r", "-z", "--name-only", `${ref}^3`)).toBe(".env\0build/new\nline ünï\0");
      const back = { repo: tree, ref, branch: "back", path: `${tree}--back` };
      expect(await engine.restoreKept(back)).toMatchObject({ type: "restored" });
      expect(readFileSync(path.join(back.path, ".env"), "utf8")).toBe("SECRET=1");
    });

    it("answers the same for the same state, and never gives up what an older ref holds", async () => {
      const stage = setStage();
      const { engine, sha, write } = stage;
      const tree = dirty(stage);
      const above = sha(tree, "HEAD");
      const first = (await engine.keep({ ...spec, tree, above })) as string;
      const held = sha(tree, first);
      expect(await engine.keep({ ...spec, tree, above })).toBe(first);
      write(tree, "changed.txt", "something else");
      const second = (await engine.keep({ ...spec, tree, above })) as string;
      expect(second).toBe("refs/dgs/keep/job-v1-2");
      expect(sha(tree, first)).toBe(held);
      expect(stage.git(tree, "show", `${second}:changed.txt`)).toBe("something else");
    });

    it("keeps changes that git was told not to look at", async () => {
      const { engine, git, repo, sha, write } = setStage();
      const tree = repo("repo", { "local.txt": "1", "other.txt": "1", "sparse.txt": "1" });
      git(tree, "update-index", "--assume-unchanged", "local.txt");
      git(tree, "update-index", "--skip-worktree", "other.txt", "sparse.txt");
      for (const file of ["local.txt", "other.txt"]) write(tree, file, "mine");
      rmSync(path.join(tree, "sparse.txt"));
      const ref = (await engine.keep({ ...spec, tree, above: sha(tree, "HEAD") })) as string;
      expect(git(tree, "show", `${ref}:local.txt`)).toBe("mine");
      expect(git(tree, "show", `${ref}:other.txt`)).toBe("mine");
      expect(git(tree, "show", `${ref}:sparse.txt`)).toBe("1");
      expect(git(tree, "ls-files", "-v")).toBe("h local.txt\nS other.txt\nS sparse.txt\n");
    });

    it("keeps a change of the moment in which the file was staged, though its size and times are the same", async () => {
      const stage = setStage();
      const tree = changedWhileStaging(stage);
      const ref = (await stage.engine.keep({ ...spec, tree, above: stage.sha(tree, "HEAD") })) as string;
      expect(stage.git(tree, "show", `${ref}:a.txt`)).toBe("3");
      expect(stage.git(tree, "show", `${ref}^2:a.txt`)).toBe("2");
    });

    it("keeps all versions of a conflict, and the file as it lies there", async () => {
      const stage = setStage();
      const { engine, git, sha, write } = stage;
      const tree = conflicted(stage);
      write(tree, "both.txt", "half resolved\n");
      const before = git(tree, "ls-files", "--stage");
      const ref = (await engine.keep({ ...spec, tree, above: sha(tree, "HEAD") })) as string;
      expect(git(tree, "ls-files", "--stage")).toBe(before);
      expect(git(tree, "show", `${ref}:both.txt`)).toBe("half resolved\n");
      expect(git(tree, "show", `${ref}^2:both.txt`)).toBe("ours\n");
      for (const [stageNumber, text] of [["1", "base\n"], ["2", "ours\n"], ["3", "theirs\n"]] as const) {
        expect(git(tree, "show", `${ref}^4:${stageNumber}/both.txt`)).toBe(text);
      }
      expect(git(tree, "show", `${ref}^4:3/gone.txt`)).toBe("theirs\n");
    });

    it("refuses names that are no ref, and a repository without commits", async () => {
      const { engine, folder, git, repo, sha } = setStage();
      const tree = repo("repo");
      for (const name of ["", "a b", "../heads/main", "x.lock", "a..b", "a\nb"]) {
        expectRefusal(await engine.keep({ ...spec, name, tree, above: sha(tree, "HEAD") }), "bad-name");
      }
      git(folder, "init", "--quiet", "fresh");
      expectRefusal(await engine.keep({ ...spec, tree: path.join(folder, "fresh"), above: sha(tree, "HEAD") }), "no-commits");
    });
  });
}
