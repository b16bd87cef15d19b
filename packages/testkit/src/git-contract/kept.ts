import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import type { KeptWork, Sha } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { conflicted, contentOf, dirty, ODD_NAMES } from "./scenes.js";
import { expectRefusal, type MakeGit, type Stage, stages } from "./stage.js";

const DAY_MS = 86_400_000;
const NAMES = { name: "job-v1", reason: "before a rollback" };

/** Keeps what is in a tree, resets it, and returns the ref. */
async function keepAndReset(stage: Stage, tree: string): Promise<string> {
  const above = stage.sha(tree, "HEAD");
  const ref = await stage.engine.keep({ ...NAMES, tree, above });
  expect(ref).toBe("refs/dgs/keep/job-v1");
  expect(await stage.engine.resetTo(tree, above)).toBe("reset");
  return ref as string;
}

/** What every engine does with what is kept. */
export function keptContract(makeGit: MakeGit): void {
  const setStage = stages(makeGit);

  describe("listKept", () => {
    it("tells what, when, why and how large, the newest first", async () => {
      const stage = setStage();
      const { sha, write } = stage;
      const tree = stage.repo("repo", { "a.txt": "1", "b.txt": "1", "c.txt": "1" });
      expect(await stage.engine.listKept(tree)).toEqual([]);
      stage.git(tree, "commit", "--quiet", "--allow-empty", "-m", "only here");
      const head = sha(tree, "HEAD");
      stage.git(tree, "checkout", "--quiet", "-B", "main", "HEAD~1");
      stage.git(tree, "checkout", "--quiet", head);
      const old = makeGit({ ...stage.env, GIT_COMMITTER_DATE: "2026-01-02T03:04:05+01:00" });
      await old.keep({ tree, name: "old", reason: "two\nlines", above: sha(tree, "main") });
      stage.git(tree, "switch", "--quiet", "main");
      write(tree, "a.txt", "staged");
      stage.git(tree, "add", "a.txt");
      write(tree, "a.txt", "four");
      rmSync(path.join(tree, "b.txt"));
      write(tree, "new\nline.txt", "12345");
      await stage.engine.keep({ ...NAMES, tree, above: sha(tree, "HEAD") });
      const kept = (await stage.engine.listKept(tree)) as readonly KeptWork[];
      expect(await stage.engine.listKeptNames(tree)).toEqual(kept.map(({ commits: _commits, files: _files, bytes: _bytes, ...name }) => name));
      expect(kept).toEqual([
        { ref: "refs/dgs/keep/job-v1", sha: sha(tree, "refs/dgs/keep/job-v1"), keptAt: expect.stringMatching(/^2026-03-04T05:06:07(?:Z|\+00:00)$/) as string, reason: "before a rollback", branch: "main", head: sha(tree, "main"), commits: 0, files: 3, bytes: "staged".length + "four".length + "12345".length },
        { ref: "refs/dgs/keep/old", sha: sha(tree, "refs/dgs/keep/old"), keptAt: "2026-01-02T03:04:05+01:00", reason: "two\nlines", head, commits: 1, files: 0, bytes: 0 },
      ]);
    });

    it("tells conflicts, sees everything from a linked worktree, and takes commits that were pinned as they are", async () => {
      const stage = setStage();
      const tree = conflicted(stage);
      await stage.engine.keep({ ...NAMES, tree, above: stage.sha(tree, "HEAD") });
      stage.git(tree, "update-ref", "refs/dgs/keep/plain", "HEAD");
      const linked = path.join(stage.folder, "linked");
      stage.git(tree, "worktree", "add", "--quiet", "--detach", linked);
      const kept = (await stage.engine.listKept(linked)) as readonly KeptWork[];
      expect(kept.map(({ ref, files, commits }) => ({ ref, files, commits }))).toEqual([
        { ref: "refs/dgs/keep/job-v1", files: 2, commits: 0 },
        { ref: "refs/dgs/keep/plain", files: 0, commits: 0 },
      ]);
      expectRefusal(await stage.engine.listKept(stage.folder), "not-a-repository");
    });
  });

  describe("restoreKept", () => {
    it.each(["sha1", "sha256"] as const)("brings index, changes and untracked files back into a new worktree (%s)", async (objectFormat) => {
      const stage = setStage({ objectFormat });
      const tree = dirty(stage);
      rmSync(path.join(tree, "x.log"));
      const before = contentOf(stage, tree);
      const ref = await keepAndReset(stage, tree);
      const target = path.join(stage.folder, "back ünï");
      expect(await stage.engine.restoreKept({ repo: tree, ref, branch: "recovered", path: target })).toEqual({ type: "restored", branch: "recovered", at: stage.sha(tree, "main"), path: target });
      expect(contentOf(stage, target)).toEqual(before);
      expect(await stage.engine.branch(target)).toBe("recovered");
      expect(await stage.engine.resolve(tree, ref)).toBeTypeOf("string");
      // It is the person's: DGS does not take it away.
      expectRefusal(await stage.engine.removeWorktree({ repo: tree, path: target }), "not-ours");
    });

    it("brings a conflict back with all its versions", async () => {
      const stage = setStage();
      const tree = conflicted(stage);
      stage.write(tree, "both.txt", "half resolved\n");
      const before = contentOf(stage, tree);
      const ref = await keepAndReset(stage, tree);
      const target = path.join(stage.folder, "back");
      expect(await stage.engine.restoreKept({ repo: tree, ref, branch: "recovered", path: target })).toMatchObject({ type: "restored" });
      expect(contentOf(stage, target)).toEqual(before);
    });

    it("puts everything into commits on a branch, the same ones when asked again", async () => {
      const stage = setStage();
      const tree = dirty(stage);
      const ref = await keepAndReset(stage, tree);
      const restored = await stage.engine.restoreKept({ repo: tree, ref, branch: "recovered" });
      const at = stage.sha(tree, "recovered");
      expect(restored).toEqual({ type: "restored", branch: "recovered", at });
      expect(await stage.engine.restoreKept({ repo: tree, ref, branch: "recovered" })).toEqual(restored);
      expect(stage.git(tree, "log", "--format=%s", "main..recovered")).toBe("Kept: before a rollback\nStaged: before a rollback\n");
      expect(stage.git(tree, "show", "recovered~1:both.txt")).toBe("2");
      expect(stage.git(tree, "show", "recovered:both.txt")).toBe("3");
      const files = stage.git(tree, "ls-tree", "-r", "-z", "--name-only", "recovered").split("\0");
      for (const name of ODD_NAMES) expect(files).toContain(`untracked/${name}`);
      expect(files).toContain("dropped.txt");
      expect(files).not.toContain("gone.txt");
      expect(stage.git(tree, "status", "--porcelain", "--branch")).toBe("## main\n");
    });

    it("brings commits back as they were", async () => {
      const stage = setStage();
      const tree = stage.repo("repo");
      const first = stage.sha(tree, "HEAD");
      stage.git(tree, "commit", "--quiet", "--allow-empty", "-m", "mine");
      const mine = stage.sha(tree, "HEAD");
      const ref = (await stage.engine.keep({ ...NAMES, tree, above: first })) as string;
      await stage.engine.resetTo(tree, first);
      expect(await stage.engine.restoreKept({ repo: tree, ref, branch: "recovered" })).toEqual({ type: "restored", branch: "recovered", at: mine });
      stage.git(tree, "update-ref", "refs/dgs/keep/plain", mine);
      const target = path.join(stage.folder, "back");
      expect(await stage.engine.restoreKept({ repo: tree, ref: "refs/dgs/keep/plain", branch: "again", path: target })).toMatchObject({ at: mine, path: target });
      expect(stage.git(target, "status", "--porcelain", "--branch")).toBe("## again\n");
    });

    it("writes over nothing and takes no hostile name", async () => {
      const stage = setStage();
      const tree = dirty(stage);
      const ref = await keepAndReset(stage, tree);
      stage.write(stage.folder, "full/a.txt", "mine");
      stage.git(tree, "branch", "taken");
      const refs = stage.git(tree, "for-each-ref");
      const { engine } = stage;
      expectRefusal(await engine.restoreKept({ repo: tree, ref, branch: "taken" }), "branch-exists");
      expectRefusal(await engine.restoreKept({ repo: tree, ref, branch: "taken", path: path.join(stage.folder, "new") }), "branch-exists");
      expectRefusal(await engine.restoreKept({ repo: tree, ref, branch: "new", path: path.join(stage.folder, "full") }), "path-exists");
      for (const branch of ["--force", "$(touch pwned) x", "..", "a\nb", "y".repeat(300)]) expectRefusal(await engine.restoreKept({ repo: tree, ref, branch }), "bad-name");
      for (const stray of ["refs/heads/main", "main", "-d", "refs/dgs/keepers"]) expectRefusal(await engine.restoreKept({ repo: tree, ref: stray, branch: "new" }), "bad-name");
      expectRefusal(await engine.restoreKept({ repo: tree, ref: "refs/dgs/keep/none", branch: "new" }), "unknown-revision");
      expect(stage.git(tree, "for-each-ref")).toBe(refs);
      expect(readFileSync(path.join(stage.folder, "full/a.txt"), "utf8")).toBe("mine");
      expect(existsSync(path.join(stage.folder, "new"))).toBe(false);
    });
  });

  describe("expireKept and dropKept", () => {
    it("drop what is older than the days, never before 30", async () => {
      const stage = setStage();
      const tree = stage.repo("repo");
      const above = stage.sha(tree, "HEAD");
      for (const [name, date] of [["old", "2026-01-01T00:00:00Z"], ["young", "2026-01-11T00:00:00Z"]] as const) {
        stage.write(tree, "a.txt", name);
        await makeGit({ ...stage.env, GIT_COMMITTER_DATE: date }).keep({ tree, name, reason: "test", above });
      }
      stage.git(tree, "update-ref", "refs/dgs/keep/plain", "HEAD");
      const now = Date.parse("2026-01-01T00:00:00Z") + 30 * DAY_MS;
      for (const olderThanDays of [29.9, 0, -1, Number.NaN]) expectRefusal(await stage.engine.expireKept({ tree, olderThanDays, now: now * 2 }), "too-soon");
      expect(await stage.engine.expireKept({ tree, olderThanDays: 30, now })).toEqual([]);
      expect(await stage.engine.expireKept({ tree, olderThanDays: 31, now: now + 1 })).toEqual([]);
      expect(await stage.engine.expireKept({ tree, olderThanDays: 30, now: now + 1 })).toEqual(["refs/dgs/keep/old"]);
      expect(stage.git(tree, "for-each-ref", "--format=%(refname)", "refs/dgs")).toBe("refs/dgs/keep/plain\nrefs/dgs/keep/young\n");
    });

    it("drop one that is what it was expected to be, and nothing outside", async () => {
      const stage = setStage();
      const tree = dirty(stage);
      const ref = await keepAndReset(stage, tree);
      const held = stage.sha(tree, ref);
      const other = stage.sha(tree, "main");
      expectRefusal(await stage.engine.dropKept({ tree, ref, expected: other }), "ref-changed");
      expectRefusal(await stage.engine.dropKept({ tree, ref: "refs/heads/main", expected: other }), "bad-name");
      expectRefusal(await stage.engine.dropKept({ tree, ref: "refs/dgs/keep/../../heads/main", expected: other }), "bad-name");
      expect(await stage.engine.dropKept({ tree, ref, expected: held })).toBe("dropped");
      expectRefusal(await stage.engine.dropKept({ tree, ref, expected: held }), "ref-changed");
      expectRefusal(await stage.engine.dropKept({ tree, ref, expected: "0123456789012345678901234567890123456789" as Sha }), "ref-changed");
    });
  });
}
