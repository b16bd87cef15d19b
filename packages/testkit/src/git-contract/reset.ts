import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Sha } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { contentOf, dirty } from "./scenes.js";
import { expectRefusal, type MakeGit, stages } from "./stage.js";

/** What every engine does when it resets, and that nothing is lost by it. */
export function resetContract(makeGit: MakeGit): void {
  const setStage = stages(makeGit);

  describe("resetTo", () => {
    it("puts the branch, the index and the files to the commit; ignored files stay", async () => {
      const stage = setStage();
      const { engine, git, sha } = stage;
      const tree = dirty(stage);
      const first = sha(tree, "HEAD");
      git(tree, "commit", "--quiet", "--all", "-m", "work");
      stage.write(tree, "untracked/deeper/a.txt", "1");
      expect(await engine.resetTo(tree, first)).toBe("reset");
      expect(await engine.branch(tree)).toBe("main");
      expect(await engine.head(tree)).toBe(first);
      expect(git(tree, "status", "--porcelain", "--ignored")).toBe("!! x.log\n");
      expect(existsSync(path.join(tree, "untracked"))).toBe(false);
    });

    it("leaves files that only the newer .gitignore named, and repositories in the tree", async () => {
      const { engine, git, repo, sha, write } = setStage();
      const tree = repo("repo");
      const first = sha(tree, "HEAD");
      write(tree, ".gitignore", ".env\nlogs/\n");
      git(tree, "add", ".gitignore");
      git(tree, "commit", "--quiet", "-m", "ignore");
      write(tree, ".env", "SECRET=1");
      write(tree, "logs/a.txt", "1");
      git(tree, "init", "--quiet", "inner");
      write(tree, "inner/a.txt", "1");
      expect(await engine.resetTo(tree, first)).toBe("reset");
      for (const file of [".env", "logs/a.txt", "inner/a.txt"]) expect(existsSync(path.join(tree, file)), file).toBe(true);
    });

    it("refuses to write over ignored files, and changes nothing then", async () => {
      const { engine, git, repo, sha, write } = setStage();
      const tree = repo("repo", { ".env": "old", "out": "a file", "lib/a.txt": "1" });
      const first = sha(tree, "HEAD");
      git(tree, "rm", "--quiet", "--cached", "-r", ".env", "out", "lib");
      git(tree, "clean", "--quiet", "-fd");
      write(tree, ".gitignore", ".env\nout/*\nlib\n");
      git(tree, "add", ".gitignore");
      git(tree, "commit", "--quiet", "-m", "ignore");
      for (const [file, text] of [[".env", "SECRET=1"], ["out/big.bin", "1"], ["lib", "a file"]] as const) {
        write(tree, file, text);
        write(tree, "untracked.txt", "mine");
        const refusal = expectRefusal(await engine.resetTo(tree, first), "path-exists");
        expect(refusal.message).toContain(file);
        expect(readFileSync(path.join(tree, file), "utf8")).toBe(text);
        expect(existsSync(path.join(tree, "untracked.txt"))).toBe(true);
        expect(await engine.head(tree)).toBe(sha(tree, "main"));
        git(tree, "clean", "--quiet", "-fdx");
      }
      expect(await engine.resetTo(tree, first)).toBe("reset");
    });

    it("refuses a commit that is not there, and a folder that is not the top, and changes nothing then", async () => {
      const stage = setStage();
      const tree = dirty(stage);
      const before = contentOf(stage, tree);
      expectRefusal(await stage.engine.resetTo(tree, "0123456789012345678901234567890123456789" as Sha), "unknown-revision");
      expectRefusal(await stage.engine.resetTo(path.join(tree, "untracked"), stage.sha(tree, "HEAD")), "not-a-repository");
      expect(contentOf(stage, tree)).toEqual(before);
    });
  });

  it.each(["sha1", "sha256"] as const)("a whole life in a linked worktree works with %s", async (objectFormat) => {
    const stage = setStage({ objectFormat });
    const { engine, folder, git, sha, write } = stage;
    const repo = stage.repo("repo", { ".gitignore": "*.log\n" });
    const base = sha(repo, "HEAD");
    expect(base).toHaveLength(objectFormat === "sha1" ? 40 : 64);
    const tree = path.join(folder, "side ünï");
    expect(await engine.addWorktree({ repo, path: tree, branch: "side", base })).toEqual({ type: "added" });
    write(tree, "a b.txt", "1");
    const made = (await engine.commit({ tree, paths: ["a b.txt"], message: "one" })) as Sha;
    expect(await engine.log(tree, base, made)).toEqual([{ sha: made, subject: "one", body: "" }]);
    expect(await engine.changed(tree, base, made)).toEqual([{ kind: "A", path: "a b.txt" }]);
    write(tree, "a b.txt", "2");
    write(tree, "new.txt", "3");
    const before = contentOf(stage, tree);
    const ref = (await engine.keep({ tree, name: "life", reason: "test", above: base })) as string;
    expect(await engine.resetTo(tree, base)).toBe("reset");
    expect(existsSync(path.join(tree, "a b.txt"))).toBe(false);
    expect(await engine.branch(tree)).toBe("side");
    expect(await engine.resolve(repo, ref)).toBe(sha(tree, ref));
    git(tree, "reset", "--quiet", "--hard", `${ref}^1`);
    git(tree, "stash", "apply", "--quiet", "--index", ref);
    expect(contentOf(stage, tree)).toEqual(before);
    expect(await engine.setRef(repo, ref, undefined, sha(repo, ref))).toBe("set");
  });
}
