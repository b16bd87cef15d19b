import { appendFileSync, existsSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { RebaseConflict, Sha } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { forked } from "./forked.js";
import { contentOf, ODD_NAMES } from "./scenes.js";
import { expectRefusal, type MakeGit, stages } from "./stage.js";

/** What every engine does when a rebase meets a conflict. */
export function rebaseConflictContract(makeGit: MakeGit): void {
  const setStage = stages(makeGit);

  describe("a conflict", () => {
    it("names each file with its versions, and is the same when asked again", async () => {
      const stage = setStage();
      const { engine, git, sha } = stage;
      const { tree, onto, from } = forked(stage, { clash: true });
      const conflict = (await engine.rebase({ tree, onto })) as RebaseConflict;
      expect(conflict).toMatchObject({ type: "conflict", from, onto, commit: from });
      expect(conflict.files.map((file) => [file.path, file.staged])).toEqual([["both.txt", false], ["gone.txt", false]]);
      const [both, gone] = conflict.files;
      expect(gone?.ours).toBeUndefined();
      for (const [blob, text] of [[both?.base, "base\n"], [both?.ours, "ours\n"], [both?.theirs, "theirs\n"], [gone?.theirs, "theirs\n"]] as const) {
        expect(await engine.readBlob(tree, blob as Sha)).toBe(text);
      }
      expect(await engine.rebase({ tree, onto })).toEqual(conflict);
      stage.write(tree, "both.txt", "united\n");
      git(tree, "add", "both.txt");
      expect(await engine.rebase({ tree, onto })).toMatchObject({ type: "conflict", files: [{ path: "both.txt", staged: true }, { path: "gone.txt", staged: false }] });
      expect(sha(tree, "side")).toBe(from);
    });

    it("goes on with what was resolved, deletions too, with author and message of the commit", async () => {
      const stage = setStage();
      const { engine, git, sha, write } = stage;
      const { tree, onto, from } = forked(stage, { clash: true });
      const facts = git(tree, "log", "-1", "--format=%an %ae %ad%n%B");
      await engine.rebase({ tree, onto });
      write(tree, "both.txt", "united\n");
      rmSync(path.join(tree, "gone.txt"));
      expect(await engine.continueRebase({ tree, resolved: ["both.txt", "gone.txt"] })).toEqual({ type: "rebased", from, to: sha(tree, "HEAD") });
      expect(git(tree, "log", "-1", "--format=%an %ae %ad%n%B")).toBe(facts);
      expect(git(tree, "show", "--format=", "--name-status", "HEAD")).toBe("M\tboth.txt\nA\tlate.txt\n");
      expect(git(tree, "status", "--porcelain", "--branch")).toBe("## side\n");
      expect(sha(tree, "HEAD~2")).toBe(onto);
      expectRefusal(await engine.continueRebase({ tree, resolved: [] }), "no-rebase");
    });

    it("meets the next conflict on its way, and drops a commit that has come to nothing", async () => {
      const stage = setStage();
      const { engine, git, write } = stage;
      const { tree, onto } = forked(stage, { clash: true });
      write(tree, "both.txt", "theirs again\n");
      git(tree, "commit", "--quiet", "--all", "-m", "again");
      await engine.rebase({ tree, onto });
      write(tree, "both.txt", "united\n");
      rmSync(path.join(tree, "gone.txt"));
      expect(await engine.continueRebase({ tree, resolved: ["both.txt", "gone.txt"] })).toMatchObject({ type: "conflict", files: [{ path: "both.txt" }] });
      write(tree, "both.txt", "united\n");
      expect(await engine.continueRebase({ tree, resolved: ["both.txt"] })).toMatchObject({ type: "rebased" });
      expect(git(tree, "log", "--format=%s", `${onto}..HEAD`)).toBe("mine, clashing\nmine, apart\n");
    });

    it("does not go on with conflict markers, with files left over, or with anything else changed", async () => {
      const stage = setStage();
      const { engine, git, sha, write } = stage;
      const { tree, onto } = forked(stage, { clash: true });
      await engine.rebase({ tree, onto });
      expectRefusal(await engine.continueRebase({ tree, resolved: ["both.txt", "gone.txt"] }), "conflict-markers");
      write(tree, "both.txt", "united\n");
      expectRefusal(await engine.continueRebase({ tree, resolved: ["both.txt"] }), "unmerged");
      for (const stray of ["late.txt", "../x", "", "--", "."]) expectRefusal(await engine.continueRebase({ tree, resolved: [stray] }), "bad-name");
      const all = { tree, resolved: ["both.txt", "gone.txt"] };
      write(tree, "new.txt", "smuggled");
      expectRefusal(await engine.continueRebase(all), "dirty");
      git(tree, "add", "new.txt");
      expectRefusal(await engine.continueRebase(all), "dirty");
      git(tree, "rm", "--quiet", "--force", "new.txt");
      write(tree, "late.txt", "bent");
      expectRefusal(await engine.continueRebase(all), "dirty");
      write(tree, "late.txt", "late\n");
      expect(await engine.continueRebase(all)).toEqual({ type: "rebased", from: expect.any(String) as string, to: sha(tree, "HEAD") });
      expect(git(tree, "show", "HEAD:gone.txt")).toBe("theirs\n");
    });

    it("takes a file that always had conflict markers in it as it is", async () => {
      const stage = setStage();
      const { engine, git, write } = stage;
      const tree = stage.repo("repo", { "guide.md": "How it looks:\n<<<<<<< HEAD\n" });
      git(tree, "switch", "--quiet", "-c", "side");
      appendFileSync(path.join(tree, "guide.md"), "mine\n");
      git(tree, "commit", "--quiet", "--all", "-m", "mine");
      git(tree, "switch", "--quiet", "main");
      appendFileSync(path.join(tree, "guide.md"), "others\n");
      git(tree, "commit", "--quiet", "--all", "-m", "others");
      git(tree, "switch", "--quiet", "side");
      const onto = stage.sha(tree, "main");
      expect(await engine.rebase({ tree, onto })).toMatchObject({ type: "conflict" });
      write(tree, "guide.md", "How it looks:\n<<<<<<< HEAD\nothers\nmine\n");
      expect(await engine.continueRebase({ tree, resolved: ["guide.md"] })).toMatchObject({ type: "rebased" });
    });
  });

  describe("abortRebase", () => {
    it("puts everything back byte for byte, and keeps what was done", async () => {
      const stage = setStage();
      const { engine, git, sha, write } = stage;
      const { tree, onto, from } = forked(stage, { clash: true });
      write(tree, "x.log", "ignored");
      const before = contentOf(stage, tree);
      await engine.rebase({ tree, onto });
      write(tree, "both.txt", "half united\n");
      git(tree, "add", "both.txt");
      for (const name of ODD_NAMES) write(tree, `junk/${name}`, name);
      write(tree, "late.txt", "bent");
      const aborted = await engine.abortRebase(tree);
      expect(aborted).toEqual({ type: "aborted", at: from, kept: `refs/dgs/keep/rebase/${from.slice(0, 12)}` });
      expect(contentOf(stage, tree)).toEqual(before);
      expect(git(tree, "status", "--porcelain", "--branch", "--ignored")).toBe("## side\n!! x.log\n");
      expect(sha(tree, "HEAD")).toBe(from);
      const kept = (aborted as { kept: string }).kept;
      expect(git(tree, "show", `${kept}:both.txt`)).toBe("half united\n");
      expect(git(tree, "ls-tree", "-r", "-z", "--name-only", `${kept}^3`).split("\0").filter((name) => name !== "")).toHaveLength(ODD_NAMES.length);
      expect(await engine.abortRebase(tree)).toEqual({ type: "none" });
      // A person who does it by hand afterwards is not disturbed.
      expect(await engine.rebase({ tree, onto })).toMatchObject({ type: "conflict" });
    });

    it("works in a linked worktree, where the main one is left alone", async () => {
      const stage = setStage();
      const { tree, onto, from } = forked(stage, { clash: true });
      stage.git(tree, "switch", "--quiet", "main");
      const side = path.join(stage.folder, "side");
      await stage.engine.addWorktree({ repo: tree, path: side, branch: "side", base: onto });
      const before = [contentOf(stage, tree), contentOf(stage, side)];
      expect(await stage.engine.rebase({ tree: side, onto })).toMatchObject({ type: "conflict" });
      expect([await stage.engine.operation(tree), await stage.engine.operation(side)]).toEqual([undefined, "rebase"]);
      expectRefusal(await stage.engine.removeWorktree({ repo: tree, path: side }), "operation-in-progress");
      expect(await stage.engine.abortRebase(side)).toMatchObject({ type: "aborted", at: from });
      expect([contentOf(stage, tree), contentOf(stage, side)]).toEqual(before);
    });

    it("comes first when git was killed half-way: the work is kept and the rebase is started anew", async () => {
      const stage = setStage();
      const { tree, onto } = forked(stage, { clash: true });
      const conflict = await stage.engine.rebase({ tree, onto });
      const record = path.join(tree, ".git/dgs-rebase.json");
      const { from } = conflict as RebaseConflict;
      // What stands there while git is at work.
      writeFileSync(record, JSON.stringify({ from, onto, branch: "side" }));
      stage.write(tree, "both.txt", "half written");
      expect(await stage.engine.rebase({ tree, onto })).toEqual(conflict);
      expect(stage.git(tree, "show", `refs/dgs/keep/rebase/${from.slice(0, 12)}:both.txt`)).toBe("half written");
      // Killed even before git had written down where it started.
      await stage.engine.abortRebase(tree);
      writeFileSync(record, JSON.stringify({ from, onto, branch: "side" }));
      stage.write(tree, ".git/rebase-merge/git-rebase-todo.backup", "");
      expect(await stage.engine.rebase({ tree, onto })).toEqual(conflict);
      expect(existsSync(record)).toBe(true);
    });
  });
}
