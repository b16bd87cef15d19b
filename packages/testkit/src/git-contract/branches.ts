import type { Sha } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { ahead, HOSTILE_BRANCHES } from "./ahead.js";
import { expectRefusal, type MakeGit, stages } from "./stage.js";

/** What every engine does with branches. */
export function branchesContract(makeGit: MakeGit): void {
  const setStage = stages(makeGit);

  describe("headState", () => {
    it("tells a branch, a detached HEAD and a branch without commits apart", async () => {
      const { engine, folder, git, repo, sha } = setStage();
      const tree = repo("repo");
      const at = sha(tree, "HEAD");
      expect(await engine.headState(tree)).toEqual({ type: "on-branch", branch: "main", at });
      git(tree, "checkout", "--quiet", "--detach");
      expect(await engine.headState(tree)).toEqual({ type: "detached", at });
      git(tree, "switch", "--quiet", "--orphan", "fresh/ünï");
      expect(await engine.headState(tree)).toEqual({ type: "unborn", branch: "fresh/ünï" });
      expectRefusal(await engine.headState(folder), "not-a-repository");
    });
  });

  describe("createBranch and deleteBranch", () => {
    it("make a branch once, and delete it when another ref that stays holds its commits", async () => {
      const stage = setStage();
      const { repo, from, to } = ahead(stage);
      const { engine } = stage;
      for (const branch of ["quick/ünï", "$(touch", "a;b"]) {
        expect(await engine.createBranch({ repo, branch, at: from })).toEqual({ type: "created" });
        expect(await engine.createBranch({ repo, branch, at: from })).toEqual({ type: "present" });
        expectRefusal(await engine.createBranch({ repo, branch, at: to }), "branch-exists");
        expectRefusal(await engine.createBranch({ repo, branch: `${branch}/deeper`, at: to }), "branch-exists");
        expectRefusal(await engine.deleteBranch({ repo, branch, expected: to }), "ref-changed");
        expect(await engine.deleteBranch({ repo, branch, expected: from })).toEqual({ type: "deleted" });
        expect(await engine.deleteBranch({ repo, branch, expected: from })).toEqual({ type: "absent" });
      }
      expectRefusal(await engine.createBranch({ repo, branch: "x", at: "0123456789012345678901234567890123456789" as Sha }), "unknown-revision");
    });

    it("refuse to give up commits that nothing else holds, and a branch that is checked out", async () => {
      const stage = setStage();
      const { repo, to } = ahead(stage);
      const { engine } = stage;
      expectRefusal(await engine.deleteBranch({ repo, branch: "side", expected: to }), "not-reachable");
      stage.git(repo, "update-ref", "refs/dgs/attempts/x", to);
      expectRefusal(await engine.deleteBranch({ repo, branch: "side", expected: to }), "not-reachable");
      expectRefusal(await engine.deleteBranch({ repo, branch: "main", expected: stage.sha(repo, "main") }), "branch-in-use");
      stage.git(repo, "update-ref", "refs/dgs/keep/x", to);
      expect(await engine.deleteBranch({ repo, branch: "side", expected: to })).toEqual({ type: "deleted" });
    });

    it("refuse hostile names, and run nothing", async () => {
      const stage = setStage();
      const { repo, from } = ahead(stage);
      const refs = stage.git(repo, "for-each-ref");
      for (const branch of HOSTILE_BRANCHES) {
        expectRefusal(await stage.engine.createBranch({ repo, branch, at: from }), "bad-name");
        expectRefusal(await stage.engine.deleteBranch({ repo, branch, expected: from }), "bad-name");
      }
      expect(stage.git(repo, "for-each-ref")).toBe(refs);
      expect(stage.git(repo, "status", "--porcelain")).toBe("");
    });
  });
}
