import type { Sha } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { expectRefusal, type MakeGit, stages } from "./stage.js";

/** What every engine does when it sets refs. */
export function refsContract(makeGit: MakeGit): void {
  const setStage = stages(makeGit);

  describe("createTag", () => {
    it("makes an annotated tag, once, and leaves one that names another commit where it is", async () => {
      const { engine, git, repo, sha } = setStage();
      const tree = repo("repo");
      const one = sha(tree, "HEAD");
      git(tree, "commit", "--quiet", "--allow-empty", "-m", "two");
      const two = sha(tree, "HEAD");
      expect(await engine.createTag({ tree, tag: "v1.1", at: one, message: "v1.1 # Ünï\n\n- a $(line)" })).toBe("created");
      expect([git(tree, "cat-file", "-t", "refs/tags/v1.1").trim(), await engine.resolve(tree, "refs/tags/v1.1^{commit}")]).toEqual(["tag", one]);
      expect(git(tree, "tag", "--list", "--format=%(contents)", "v1.1").trim()).toBe("v1.1 # Ünï\n\n- a $(line)");
      expect(await engine.createTag({ tree, tag: "v1.1", at: one, message: "again" })).toBe("present");
      expectRefusal(await engine.createTag({ tree, tag: "v1.1", at: two, message: "other" }), "ref-changed");
      git(tree, "tag", "light", one);
      expectRefusal(await engine.createTag({ tree, tag: "light", at: two, message: "other" }), "ref-changed");
      expect(await engine.resolve(tree, "refs/tags/v1.1^{commit}")).toBe(one);
      for (const tag of ["-d", "a b", "a..b", ""]) expectRefusal(await engine.createTag({ tree, tag, at: one, message: "no" }), "bad-name");
    });
  });

  describe("setRef", () => {
    it("makes, moves and deletes a ref that is what it was expected to be", async () => {
      const { engine, git, repo, sha } = setStage();
      const tree = repo("repo");
      const one = sha(tree, "HEAD");
      git(tree, "commit", "--quiet", "--allow-empty", "-m", "two");
      const two = sha(tree, "HEAD");
      const ref = "refs/dgs/mark/ünï";
      expect(await engine.setRef(tree, ref, one, undefined)).toBe("set");
      expect(await engine.resolve(tree, ref)).toBe(one);
      expect(await engine.setRef(tree, ref, two, one)).toBe("set");
      expect(await engine.resolve(tree, ref)).toBe(two);
      expect(await engine.setRef(tree, ref, undefined, two)).toBe("set");
      expect(await engine.resolve(tree, ref)).toBeUndefined();
      expect(await engine.setRef(tree, ref, undefined, undefined)).toBe("set");
    });

    it("refuses one that is something else, and leaves it alone", async () => {
      const { engine, git, repo, sha } = setStage();
      const tree = repo("repo");
      const one = sha(tree, "HEAD");
      git(tree, "commit", "--quiet", "--allow-empty", "-m", "two");
      const two = sha(tree, "HEAD");
      await engine.setRef(tree, "refs/dgs/mark", one, undefined);
      expectRefusal(await engine.setRef(tree, "refs/dgs/mark", two, undefined), "ref-changed");
      expectRefusal(await engine.setRef(tree, "refs/dgs/mark", two, two), "ref-changed");
      expectRefusal(await engine.setRef(tree, "refs/dgs/mark", undefined, two), "ref-changed");
      expectRefusal(await engine.setRef(tree, "refs/dgs/mark", undefined, undefined), "ref-changed");
      expectRefusal(await engine.setRef(tree, "refs/dgs/none", two, one), "ref-changed");
      expectRefusal(await engine.setRef(tree, "refs/dgs/none", undefined, one), "ref-changed");
      expect(await engine.resolve(tree, "refs/dgs/mark")).toBe(one);
      expect(await engine.resolve(tree, "refs/dgs/none")).toBeUndefined();
    });

    it("lets one of many win", async () => {
      const { engine, git, repo, sha } = setStage();
      const tree = repo("repo");
      const commits: Sha[] = [];
      for (let i = 0; i < 6; i++) {
        git(tree, "commit", "--quiet", "--allow-empty", "-m", String(i));
        commits.push(sha(tree, "HEAD"));
      }
      const answers = await Promise.all(commits.map((commit) => engine.setRef(tree, "refs/dgs/race", commit, undefined)));
      expect(answers.filter((answer) => answer === "set")).toHaveLength(1);
      expect(await engine.resolve(tree, "refs/dgs/race")).toBe(commits[answers.indexOf("set")]);
    });

    it("refuses names that are no full ref, and commits that are not there", async () => {
      const { engine, repo, sha } = setStage();
      const tree = repo("repo");
      for (const ref of ["HEAD", "main", "-d", "--stdin", "refs/", "refs/a..b", "refs/a b", "refs/heads/x.lock", "refs/../HEAD"]) {
        expectRefusal(await engine.setRef(tree, ref, sha(tree, "HEAD"), undefined), "bad-name");
      }
      expectRefusal(await engine.setRef(tree, "refs/dgs/x", "0123456789012345678901234567890123456789" as Sha, undefined), "unknown-revision");
    });
  });
}
