import { execFileSync } from "node:child_process";
import { chmodSync, renameSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import type { Sha } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { expectRefusal, type MakeGit, stages } from "./stage.js";

const NOWHERE = "0123456789012345678901234567890123456789" as Sha;

/** What every engine answers about what was before: commits, what they changed, and what has moved branches. */
export function historyContract(makeGit: MakeGit): void {
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

    it("list the files of a commit, whatever their names are, and not what lies in the tree besides", async () => {
      const { engine, git, repo, sha, write } = setStage();
      const tree = repo("repo", { "a.txt": "a\n", "dir/ü b.sh": "b\n" });
      symlinkSync("a.txt", path.join(tree, "link"));
      write(tree, "new\nline.txt", "n");
      chmodSync(path.join(tree, "dir/ü b.sh"), 0o755);
      git(tree, "add", "--all");
      git(tree, "commit", "--quiet", "-m", "files");
      write(tree, "a.txt", "changed, and not in the commit");
      write(tree, "untracked.txt", "u");
      const blob = (name: string): string => git(tree, "rev-parse", `HEAD:${name}`).trim();
      const files = await engine.listFiles(tree, sha(tree, "HEAD"));
      expect(files).toHaveLength(4);
      expect(files).toEqual(expect.arrayContaining([
        { path: "a.txt", kind: "file", blob: blob("a.txt") },
        { path: "dir/ü b.sh", kind: "file", blob: blob("dir/ü b.sh") },
        { path: "link", kind: "link", blob: blob("link") },
        expect.objectContaining({ path: "new\nline.txt", kind: "file" }),
      ]));
      expectRefusal(await engine.listFiles(tree, NOWHERE), "unknown-revision");
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

    it("tell the size of each commit as git show does, of several heads each once, without merges", async () => {
      const { engine, git, repo, sha, write } = setStage();
      const tree = repo("repo", { "a.txt": "1\n2\n3\n", "old name.txt": "same\ncontent\n" });
      git(tree, "config", "diff.external", "false");
      git(tree, "config", "log.showSignature", "true");
      const above = sha(tree, "HEAD");
      write(tree, "a.txt", "1\nzwei\n3\nünï\n");
      write(tree, "b\n.bin", "a\u0000b");
      renameSync(path.join(tree, "old name.txt"), path.join(tree, "new\nname.txt"));
      git(tree, "add", "--all");
      git(tree, "commit", "--quiet", "-m", "Zwei: ünï 😀", "-m", "A body\n\nDGS-Plan: 03-01\nDGS-Task: 2");
      const first = sha(tree, "HEAD");
      git(tree, "commit", "--quiet", "--allow-empty", "-m", "nothing", "-m", "\u0001 DGS-Plan: not at the beginning of a line");
      git(tree, "switch", "--quiet", "-c", "side", first);
      write(tree, "side.txt", "1\n2\n");
      git(tree, "add", "--all");
      git(tree, "commit", "--quiet", "-m", "side", "-m", "DGS-Plan: 03-02");
      git(tree, "switch", "--quiet", "main");
      git(tree, "merge", "--quiet", "-m", "both", "-m", "DGS-Plan: 03-02", "side");
      const sizes = await engine.listSizes({ tree, above, from: [sha(tree, "HEAD"), sha(tree, "side")] });
      const date = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)$/) as string;
      const sized = [
        { sha: first, subject: "Zwei: ünï 😀", body: "A body\n\nDGS-Plan: 03-01\nDGS-Task: 2", date, files: 3, added: 2, removed: 1, binary: 1 },
        { sha: sha(tree, "HEAD~1"), subject: "nothing", body: "\u0001 DGS-Plan: not at the beginning of a line", date, files: 0, added: 0, removed: 0, binary: 0 },
        { sha: sha(tree, "side"), subject: "side", body: "DGS-Plan: 03-02", date, files: 1, added: 2, removed: 0, binary: 0 },
      ];
      expect(sizes).toHaveLength(3);
      expect(sizes).toEqual(expect.arrayContaining(sized));
      expect(Array.isArray(sizes) && sizes[0]).toEqual(sized[0]);
      const chosen = await engine.listSizes({ tree, from: [sha(tree, "HEAD")], trailer: "DGS-Plan" });
      expect(chosen).toEqual([sized[0], sized[2]]);
      expect(await engine.listSizes({ tree, from: [] })).toEqual([]);
      expect(await engine.listSizes({ tree, from: [above], above })).toEqual([]);
      expectRefusal(await engine.listSizes({ tree, from: [above], trailer: "--all" }), "bad-name");
      expectRefusal(await engine.listSizes({ tree, from: [NOWHERE] }), "unknown-revision");
    });

    it("refuse a commit that is not there", async () => {
      const { engine, repo, sha } = setStage();
      const tree = repo("repo");
      expectRefusal(await engine.log(tree, NOWHERE, sha(tree, "HEAD")), "unknown-revision");
      expectRefusal(await engine.changed(tree, NOWHERE, sha(tree, "HEAD")), "unknown-revision");
    });
  });
}
