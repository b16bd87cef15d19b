import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { conflicted } from "./scenes.js";
import { expectRefusal, type MakeGit, stages } from "./stage.js";
import { unreachableIn } from "./unreachable.js";

/** What every engine tells of repositories in odd states. */
export function probeContract(makeGit: MakeGit): void {
  const setStage = stages(makeGit);

  describe("describeRepo", () => {
    it.each(["sha1", "sha256"] as const)("tells an ordinary one (%s), from any folder in it", async (objectFormat) => {
      const stage = setStage({ objectFormat });
      const tree = stage.repo("repo", { "sub/a.txt": "1" });
      stage.git(tree, "remote", "add", "origin", "https://example.invalid/x.git");
      const state = { top: tree, objectFormat, shallow: false, head: { type: "on-branch", branch: "main", at: stage.sha(tree, "HEAD") }, remotes: ["origin"] };
      expect(await stage.engine.describeRepo(tree)).toEqual(state);
      expect(await stage.engine.describeRepo(path.join(tree, "sub"))).toEqual(state);
    });

    it("tells bare, shallow, without commits, without remotes, and no repository at all", async () => {
      const { engine, folder, git, repo, sha } = setStage();
      const tree = repo("repo");
      git(tree, "commit", "--quiet", "--allow-empty", "-m", "two");
      git(folder, "clone", "--quiet", "--bare", tree, "bare.git");
      git(folder, "clone", "--quiet", "--depth=1", `file://${tree}`, "shallow");
      git(folder, "init", "--quiet", "--initial-branch=main", "fresh");
      const at = sha(tree, "HEAD");
      expect(await engine.describeRepo(path.join(folder, "bare.git"))).toEqual({ objectFormat: "sha1", shallow: false, head: { type: "on-branch", branch: "main", at }, remotes: ["origin"] });
      expect(await engine.describeRepo(path.join(folder, "shallow"))).toMatchObject({ shallow: true, top: path.join(folder, "shallow") });
      expect(await engine.describeRepo(path.join(folder, "fresh"))).toMatchObject({ head: { type: "unborn", branch: "main" }, remotes: [] });
      expect(await engine.describeRepo(folder)).toBeUndefined();
      expectRefusal(await engine.describeRepo(path.join(folder, "nowhere")), "not-a-repository");
    });

    it("tells a detached HEAD, a lock, and what is in progress in which worktree", async () => {
      const stage = setStage();
      const tree = conflicted(stage);
      const linked = path.join(stage.folder, "linked");
      stage.git(tree, "worktree", "add", "--quiet", "--detach", linked);
      const lock = path.join(tree, ".git/index.lock");
      writeFileSync(lock, "");
      expect(await stage.engine.describeRepo(tree)).toMatchObject({ operation: "merge", indexLock: lock });
      const state = await stage.engine.describeRepo(linked);
      expect(state).toMatchObject({ top: linked, head: { type: "detached" } });
      expect(state).not.toHaveProperty("operation");
      expect(state).not.toHaveProperty("indexLock");
    });
  });

  describe("operation", () => {
    it("knows each of git's", async () => {
      const stage = setStage();
      const { engine, git } = stage;
      const tree = conflicted(stage);
      expect(await engine.operation(tree)).toBe("merge");
      git(tree, "merge", "--abort");
      expect(await engine.operation(tree)).toBeUndefined();
      git(tree, "format-patch", "--quiet", "-1", "side", "-o", "../patches");
      for (const [operation, args] of [["cherry-pick", ["cherry-pick", "side"]], ["revert", ["revert", "--no-edit", "HEAD~1"]], ["rebase", ["rebase", "side"]], ["rebase", ["rebase", "--apply", "side"]], ["apply", ["am", "../patches/0001-theirs.patch"]]] as const) {
        expect(() => git(tree, ...args), operation).toThrow();
        expect(await engine.operation(tree)).toBe(operation);
        git(tree, operation === "apply" ? "am" : operation, "--abort");
      }
      git(tree, "bisect", "start");
      expect(await engine.operation(tree)).toBe("bisect");
      expectRefusal(await engine.operation(stage.folder), "not-a-repository");
    });
  });

  describe("each odd state has a refusal of its own", () => {
    it("for a call that cannot work in it", async () => {
      const stage = setStage();
      const { engine, folder, git, sha } = stage;
      const tree = stage.repo("repo");
      const to = sha(tree, "HEAD");
      git(folder, "clone", "--quiet", "--bare", tree, "bare.git");
      git(folder, "init", "--quiet", "fresh");
      mkdirSync(path.join(folder, "plain"));
      const refusals = {
        "bare-repository": await engine.status(path.join(folder, "bare.git")),
        "no-commits": await engine.head(path.join(folder, "fresh")),
        "not-a-repository": await engine.status(path.join(folder, "plain")),
        "no-remote": await engine.push({ tree, remote: "origin", branch: "main", sha: to, expected: to }),
        "unknown-revision": await engine.fastForward({ repo: path.join(folder, "fresh"), branch: "main", to }),
      } as const;
      for (const [code, answer] of Object.entries(refusals)) expectRefusal(answer, code as keyof typeof refusals);
    });
  });

  it("what no ref holds is found by the tests", () => {
    const { git, repo, sha } = setStage();
    const tree = repo("repo");
    expect(unreachableIn({ git }, tree)).toEqual([]);
    git(tree, "commit", "--quiet", "--allow-empty", "-m", "lost");
    const lost = sha(tree, "HEAD");
    git(tree, "reset", "--quiet", "--hard", "HEAD~1");
    expect(unreachableIn({ git }, tree)).toEqual([lost]);
    git(tree, "update-ref", "refs/dgs/keep/lost", lost);
    expect(unreachableIn({ git }, tree)).toEqual([]);
    rmSync(tree, { recursive: true });
  });
}
