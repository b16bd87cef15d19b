import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import type { Sha } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { ODD_NAMES } from "./scenes.js";
import { expectRefusal, type MakeGit, stages } from "./stage.js";

const NOWHERE = "0123456789012345678901234567890123456789" as Sha;

/** What every engine answers about a repository. */
export function readingContract(makeGit: MakeGit): void {
  const setStage = stages(makeGit);

  describe("listMoves", () => {
    it("tells what DGS moved from what others did, the newest first", async () => {
      const { engine, git, repo, sha } = setStage();
      const tree = repo("repo");
      const first = sha(tree, "HEAD");
      git(tree, "commit", "--quiet", "--allow-empty", "-m", "dgs: by a person");
      const second = sha(tree, "HEAD");
      git(tree, "branch", "side");
      git(tree, "reset", "--quiet", "--hard", first);
      expect(await engine.fastForward({ repo: tree, branch: "main", to: second })).toMatchObject({ type: "moved" });
      const expected = [
        { to: second, byDgs: true, action: "dgs: Fast-forward" },
        { to: first, byDgs: false, action: `reset: moving to ${first}` },
        { to: second, byDgs: false, action: "commit: dgs: by a person" },
        { to: first, byDgs: false, action: "commit (initial): first" },
      ];
      expect(await engine.listMoves(tree, "main")).toEqual(expected);
      await engine.createBranch({ repo: tree, branch: "made", at: first });
      await engine.fastForward({ repo: tree, branch: "made", to: second });
      expect(await engine.listMoves(tree, "made")).toMatchObject([{ to: second, byDgs: true }, { to: first, byDgs: true }]);
      git(tree, "reflog", "delete", "refs/heads/side@{0}");
      expect(await engine.listMoves(tree, "side")).toEqual([]);
      expectRefusal(await engine.listMoves(tree, "nowhere"), "unknown-revision");
      expectRefusal(await engine.listMoves(tree, "--all"), "bad-name");
    });

    it("tells what moved HEAD of a tree, a switch at the same commit too, in the words of whoever did it", async () => {
      const { engine, folder, git, repo, sha } = setStage();
      const tree = repo("repo");
      const first = sha(tree, "HEAD");
      git(tree, "switch", "--quiet", "-c", "side");
      execFileSync("git", ["-C", tree, "switch", "--quiet", "main"], { env: { ...process.env, GIT_REFLOG_ACTION: "an-agent" } });
      const moves = await engine.listHeadMoves(tree);
      expect(moves).toEqual([
        { to: first, byDgs: false, action: "an-agent" },
        { to: first, byDgs: false, action: "checkout: moving from main to side" },
        { to: first, byDgs: false, action: expect.stringMatching(/^commit/) as string },
      ]);
      expectRefusal(await engine.listHeadMoves(folder), "not-a-repository");
    });
  });

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

  describe("log and changed", () => {
    it("list commits oldest first, with their messages as they are", async () => {
      const { engine, git, repo, sha } = setStage();
      const tree = repo("repo");
      const from = sha(tree, "HEAD");
      git(tree, "commit", "--quiet", "--allow-empty", "-m", "Zwei: ünï 😀", "-m", "A body\n\nDGS-Plan: 03-01\nDGS-Task: 2");
      git(tree, "commit", "--quiet", "--allow-empty", "-m", "third");
      const to = sha(tree, "HEAD");
      expect(await engine.log(tree, from, to)).toEqual([
        { sha: sha(tree, "HEAD~1"), subject: "Zwei: ünï 😀", body: "A body\n\nDGS-Plan: 03-01\nDGS-Task: 2" },
        { sha: to, subject: "third", body: "" },
      ]);
      expect(await engine.log(tree, to, to)).toEqual([]);
      expect(await engine.log(tree, to, from)).toEqual([]);
    });

    it("list parents before their children, whatever the clocks said", async () => {
      const { commitAt, engine, git, repo, sha } = setStage();
      const tree = repo("repo");
      const from = sha(tree, "HEAD");
      commitAt(tree, "2035-01-01T00:00:00Z", "base");
      git(tree, "switch", "--quiet", "-c", "side");
      commitAt(tree, "2001-01-01T00:00:00Z", "on the side");
      git(tree, "switch", "--quiet", "main");
      commitAt(tree, "2030-01-01T00:00:00Z", "on main");
      git(tree, "merge", "--quiet", "-m", "both", "side");
      const commits = (await engine.log(tree, from, sha(tree, "HEAD"))) as readonly { subject: string }[];
      expect(commits).toHaveLength(4);
      expect(commits[0]).toMatchObject({ subject: "base" });
      expect(commits[3]).toMatchObject({ subject: "both" });
    });

    it("name the paths that differ, a rename as both of its ends", async () => {
      const { engine, git, repo, sha, write } = setStage();
      const tree = repo("repo", { "a.txt": "same\ncontent\n", "m.txt": "1", "d.txt": "x", "t.txt": "link.txt" });
      const from = sha(tree, "HEAD");
      renameSync(path.join(tree, "a.txt"), path.join(tree, "new\nünï.txt"));
      write(tree, "m.txt", "2");
      rmSync(path.join(tree, "d.txt"));
      rmSync(path.join(tree, "t.txt"));
      symlinkSync("link.txt", path.join(tree, "t.txt"));
      git(tree, "add", "--all");
      git(tree, "commit", "--quiet", "-m", "change");
      const changes = await engine.changed(tree, from, sha(tree, "HEAD"));
      expect(changes).toHaveLength(5);
      expect(changes).toEqual(expect.arrayContaining([
        { kind: "D", path: "a.txt" }, { kind: "A", path: "new\nünï.txt" }, { kind: "M", path: "m.txt" }, { kind: "D", path: "d.txt" }, { kind: "T", path: "t.txt" },
      ]));
      expect(await engine.changed(tree, from, from)).toEqual([]);
    });

    it("tell the difference of two commits as a patch, with its lines counted and the user's diff programs left out", async () => {
      const { engine, git, repo, sha, write } = setStage();
      const tree = repo("repo", { "a.txt": "1\n2\n3\n" });
      git(tree, "config", "diff.external", "false");
      git(tree, "config", "color.diff", "always");
      const from = sha(tree, "HEAD");
      write(tree, "a.txt", "1\nzwei\n3\nünï\n");
      write(tree, "b\n.bin", "a\u0000b");
      git(tree, "add", "--all");
      git(tree, "commit", "--quiet", "-m", "change");
      const difference = await engine.diff(tree, from, sha(tree, "HEAD"));
      expect(difference).toMatchObject({ added: 2, removed: 1, binary: 1 });
      expect("text" in difference && difference.text).toContain("-2\n+zwei\n 3\n+ünï\n");
      expect(await engine.diff(tree, from, from)).toEqual({ text: "", added: 0, removed: 0, binary: 0 });
      expectRefusal(await engine.diff(tree, NOWHERE, from), "unknown-revision");
    });

    it("refuse a commit that is not there", async () => {
      const { engine, repo, sha } = setStage();
      const tree = repo("repo");
      expectRefusal(await engine.log(tree, NOWHERE, sha(tree, "HEAD")), "unknown-revision");
      expectRefusal(await engine.changed(tree, NOWHERE, sha(tree, "HEAD")), "unknown-revision");
    });
  });
}
