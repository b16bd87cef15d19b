import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import type { Sha } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { ODD_NAMES } from "./scenes.js";
import { expectRefusal, type MakeGit, stages } from "./stage.js";

const NOWHERE = "0123456789012345678901234567890123456789" as Sha;

/** What every engine answers about a repository. */
export function readingContract(makeGit: MakeGit): void {
  const setStage = stages(makeGit);

  describe("listBranches", () => {
    it("tells every branch with its commit, and none where nothing was committed", async () => {
      const { engine, folder, git, repo, sha } = setStage();
      const tree = repo("repo");
      git(tree, "branch", "a/ünï");
      git(tree, "tag", "side");
      git(tree, "switch", "--quiet", "-c", "side");
      git(tree, "commit", "--quiet", "--allow-empty", "-m", "two");
      const [at, to] = [sha(tree, "refs/heads/main"), sha(tree, "refs/heads/side")];
      expect(await engine.listBranches(tree)).toEqual([{ branch: "a/ünï", at }, { branch: "main", at }, { branch: "side", at: to }]);
      git(folder, "init", "--quiet", "fresh");
      expect(await engine.listBranches(path.join(folder, "fresh"))).toEqual([]);
      expectRefusal(await engine.listBranches(folder), "not-a-repository");
    });
  });

  describe("topLevel", () => {
    it("finds the top of the work tree from a folder below, whatever its name", async () => {
      const { engine, folder, repo } = setStage();
      const tree = repo("odd\nname ünï");
      mkdirSync(path.join(tree, "a", "b"), { recursive: true });
      expect(await engine.topLevel(path.join(tree, "a", "b"))).toBe(tree);
      expect(await engine.topLevel(tree)).toBe(tree);
      expect(await engine.topLevel(folder)).toBeUndefined();
    });

    it("tells a linked worktree from its repository", async () => {
      const { engine, folder, git, repo } = setStage();
      const tree = repo("repo");
      git(tree, "worktree", "add", "--quiet", "-b", "side", path.join(folder, "side"));
      expect(await engine.topLevel(path.join(folder, "side"))).toBe(path.join(folder, "side"));
    });

    it("refuses a folder that is not there, rather than say that no repository contains it", async () => {
      const { engine, folder } = setStage();
      expectRefusal(await engine.topLevel(path.join(folder, "nowhere")), "not-a-repository");
    });
  });

  describe("head and branch", () => {
    it("name the commit and the branch", async () => {
      const { engine, git, repo, sha } = setStage();
      const tree = repo("repo");
      expect(await engine.head(tree)).toBe(sha(tree, "HEAD"));
      expect(await engine.branch(tree)).toBe("main");
      git(tree, "switch", "--quiet", "-c", "feature/ünï");
      git(tree, "tag", "feature/ünï");
      expect(await engine.branch(tree)).toBe("feature/ünï");
    });

    it("know a detached HEAD, a repository without commits, and a folder without a repository", async () => {
      const { engine, folder, git, repo, sha } = setStage();
      const tree = repo("repo");
      git(tree, "checkout", "--quiet", "--detach");
      expect(await engine.branch(tree)).toBeUndefined();
      expect(await engine.head(tree)).toBe(sha(tree, "main"));
      git(folder, "init", "--quiet", "--initial-branch=main", "fresh");
      expectRefusal(await engine.head(path.join(folder, "fresh")), "no-commits");
      expect(await engine.branch(path.join(folder, "fresh"))).toBe("main");
      expectRefusal(await engine.head(folder), "not-a-repository");
      expectRefusal(await engine.branch(folder), "not-a-repository");
    });
  });

  describe("resolve", () => {
    it("finds the commit of a branch, a tag, an abbreviation and an ancestor", async () => {
      const { engine, git, repo, sha } = setStage();
      const tree = repo("repo");
      const first = sha(tree, "HEAD");
      git(tree, "tag", "-a", "v1", "-m", "one");
      git(tree, "commit", "--quiet", "--allow-empty", "-m", "second");
      expect(await engine.resolve(tree, "v1")).toBe(first);
      expect(await engine.resolve(tree, "refs/heads/main~1")).toBe(first);
      expect(await engine.resolve(tree, first.slice(0, 10))).toBe(first);
    });

    it("says undefined for what names nothing, and never takes a name for an option", async () => {
      const { engine, folder, repo } = setStage();
      const tree = repo("repo");
      for (const revision of ["nothing", "refs/heads/none", NOWHERE, "--all", "-h", "", "main..main", "a\nb"]) {
        expect(await engine.resolve(tree, revision), JSON.stringify(revision)).toBeUndefined();
      }
      expectRefusal(await engine.resolve(folder, "main"), "not-a-repository");
    });
  });

  describe("status", () => {
    it("is empty for a clean tree and leaves out what is ignored", async () => {
      const { engine, repo, write } = setStage();
      const tree = repo("repo", { ".gitignore": "*.log\n" });
      write(tree, "a.log", "x");
      expect(await engine.status(tree)).toEqual([]);
    });

    it("names every path to the letter, staged or not", async () => {
      const { engine, git, repo, write } = setStage();
      const tree = repo("repo", { "old.txt": "a\nb\nc\n", "gone.txt": "x" });
      for (const name of ODD_NAMES) write(tree, `in/${name}`, "x");
      git(tree, "add", "--", "in/new\nline.txt");
      git(tree, "mv", "old.txt", "new.txt");
      rmSync(path.join(tree, "gone.txt"));
      const expected = ODD_NAMES.map((name) => ({ code: name === "new\nline.txt" ? "A " : "??", path: `in/${name}` }));
      const others = [{ code: "D ", path: "old.txt" }, { code: "A ", path: "new.txt" }, { code: " D", path: "gone.txt" }];
      const entries = await engine.status(tree);
      expect(entries).toHaveLength(expected.length + others.length);
      expect(entries).toEqual(expect.arrayContaining([...expected, ...others]));
    });

    it("is whole however much there is", async () => {
      const { engine, repo, write } = setStage();
      const tree = repo("repo");
      const long = "x".repeat(200);
      for (let i = 0; i < 6_000; i++) write(tree, `many/${String(i)}-${long}`, "");
      const entries = await engine.status(tree);
      expect(entries).toHaveLength(6_000);
    });

    it("refuses a folder without a repository", async () => {
      const { engine, folder } = setStage();
      expectRefusal(await engine.status(folder), "not-a-repository");
    });
  });
}
