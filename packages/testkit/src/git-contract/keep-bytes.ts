import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { LATIN1_NAME, readRaw, writeRaw } from "./raw-files.js";
import { conflicted } from "./scenes.js";
import { expectRefusal, type MakeGit, type Stage, stages } from "./stage.js";

/** What is kept comes back byte for byte, whatever converts files on their way into git. */
export function keepBytesContract(makeGit: MakeGit): void {
  const setStage = stages(makeGit);

  /** Keeps, resets, brings back into a new worktree, and expects every file there as it was. */
  async function expectBack(stage: Stage, tree: string): Promise<string> {
    const [before, staged] = [readRaw(tree), stage.git(tree, "ls-files", "--stage")];
    const tip = stage.sha(tree, "HEAD");
    const ref = await stage.engine.keep({ tree, name: "bytes", reason: "test", above: tip });
    expect(ref).toBe("refs/dgs/keep/bytes");
    expect(readRaw(tree)).toEqual(before);
    expect(await stage.engine.resetTo(tree, tip)).toBe("reset");
    const target = path.join(stage.folder, "back");
    expect(await stage.engine.restoreKept({ repo: tree, ref: ref as string, branch: "back", path: target })).toMatchObject({ type: "restored" });
    expect(readRaw(target)).toEqual(before);
    expect(stage.git(target, "ls-files", "--stage")).toBe(staged);
    return target;
  }

  describe("keep", () => {
    it("takes untracked, changed, deleted and conflicted files whose names are not UTF-8", async () => {
      const stage = setStage();
      const tree = stage.repo("repo");
      writeRaw(tree, Buffer.concat([Buffer.from("tracked "), LATIN1_NAME]), "1");
      stage.git(tree, "add", "--all");
      stage.git(tree, "commit", "--quiet", "-m", "odd names");
      writeRaw(tree, Buffer.concat([Buffer.from("tracked "), LATIN1_NAME]), "2");
      writeRaw(tree, LATIN1_NAME, "mine");
      writeRaw(tree, Buffer.concat([Buffer.from("folder \xff/", "latin1"), LATIN1_NAME]), "mine too");
      writeRaw(tree, 'quo"te\n\t\\ ü.txt', "mine three");
      await expectBack(stage, tree);
    });

    it("takes a change hidden by assume-unchanged and skip-worktree under a name that is not UTF-8", async () => {
      const stage = setStage();
      const tree = stage.repo("repo");
      for (const name of ["a", "s"]) writeRaw(tree, Buffer.concat([Buffer.from(name), LATIN1_NAME]), "1");
      stage.git(tree, "add", "--all");
      stage.git(tree, "commit", "--quiet", "-m", "odd names");
      stage.git(tree, "config", "core.quotePath", "true");
      const listed = stage.git(tree, "ls-files").split("\n").filter((name) => name.startsWith('"'));
      expect(listed).toHaveLength(2);
      stage.gitWith(tree, `${listed[0] ?? ""}\n`, "update-index", "--assume-unchanged", "--stdin");
      stage.gitWith(tree, `${listed[1] ?? ""}\n`, "update-index", "--skip-worktree", "--stdin");
      for (const name of ["a", "s"]) writeRaw(tree, Buffer.concat([Buffer.from(name), LATIN1_NAME]), `mine ${name}`);
      const ref = (await stage.engine.keep({ tree, name: "bytes", reason: "test", above: stage.sha(tree, "HEAD") })) as string;
      expect(ref).toBe("refs/dgs/keep/bytes");
      const blobs = stage.git(tree, "ls-tree", "-r", ref).split("\n").filter((line) => line.includes("\\374")).map((line) => stage.git(tree, "cat-file", "blob", line.split(/\s/)[2] ?? ""));
      expect(blobs.sort()).toEqual(["mine a", "mine s"]);
    });

    it.each(["core.autocrlf=true", "core.autocrlf=input", "core.eol=crlf", "core.safecrlf=true"])("gives line ends back as they were under %s", async (setting) => {
      const stage = setStage();
      const tree = stage.repo("repo", { ".gitattributes": ".gitattributes -text\n*.dos text eol=crlf\n*.unix text eol=lf\n*.bin -text\n", "a.txt": "1\n", "mixed.txt": "1\n", "a.dos": "1\n", "a.unix": "1\n" });
      stage.git(tree, "config", ...setting.split("="));
      for (const name of ["a.txt", "new.txt", "a.dos", "new.dos", "a.unix", "new.unix", "new.bin"]) stage.write(tree, name, "mine\r\nand\r\n");
      for (const name of ["mixed.txt", "mixed new.txt", "mixed.dos", "mixed.unix"]) stage.write(tree, name, "mine\r\nand\nmore\r\n");
      for (const name of ["lf.txt", "lf.dos"]) stage.write(tree, name, "mine\nand\n");
      await expectBack(stage, tree);
    });

    it("gives back what a filter would have thrown away", async () => {
      const stage = setStage();
      const tree = stage.repo("repo", { ".gitattributes": "*.nb filter=strip\n*.id ident\n", "a.nb": "code\n", "a.id": "$Id$\n" });
      stage.git(tree, "config", "filter.strip.clean", "grep -v output || true");
      stage.write(tree, "a.nb", "code 2\noutput\n");
      stage.write(tree, "new.nb", "code\noutput\n");
      stage.write(tree, "a.id", "$Id: mine $\nmore\n");
      await expectBack(stage, tree);
    });

    it("gives back what an untracked .gitattributes converts", async () => {
      const stage = setStage();
      const tree = stage.repo("repo", { "a.txt": "1\n" });
      stage.write(tree, ".gitattributes", "*.txt text eol=crlf\n");
      stage.write(tree, "a.txt", "mine\nand\r\n");
      stage.write(tree, "b.txt", "mine\nand\n");
      await expectBack(stage, tree);
    });

    it("takes files beyond the cone of a sparse checkout that are on the disk", async () => {
      const stage = setStage();
      const tree = stage.repo("repo", { "in/a.txt": "1", "out/b.txt": "1", "out/c.txt": "1" });
      stage.git(tree, "sparse-checkout", "set", "in");
      stage.write(tree, "out/b.txt", "mine");
      stage.write(tree, "out/new.txt", "mine too");
      const tip = stage.sha(tree, "HEAD");
      const ref = (await stage.engine.keep({ tree, name: "bytes", reason: "test", above: tip })) as string;
      expect(stage.git(tree, "show", `${ref}:out/b.txt`)).toBe("mine");
      expect(stage.git(tree, "show", `${ref}:out/c.txt`)).toBe("1");
      expect(stage.git(tree, "show", `${ref}^3:out/new.txt`)).toBe("mine too");
    });

    it("refuses what git holds no file of, as a reset would take it away", async () => {
      const stage = setStage();
      const tree = stage.repo("repo");
      const tip = stage.sha(tree, "HEAD");
      const spec = { tree, name: "bytes", reason: "test", above: tip };
      stage.write(tree, "GIT~1", "mine");
      const refusal = expectRefusal(await stage.engine.keep(spec), "bad-name");
      expect(refusal.message).toContain("GIT~1");
      rmSync(path.join(tree, "GIT~1"));
      symlinkSync("elsewhere", path.join(tree, ".gitmodules"));
      expectRefusal(await stage.engine.keep(spec), "bad-name");
    });

    it("takes files, folders and links that stand in each other's place", async () => {
      const stage = setStage();
      const tree = stage.repo("repo", { file: "1", "folder/a.txt": "1", "folder/b.txt": "1", "other/a.txt": "1" });
      symlinkSync("file", path.join(tree, "link"));
      stage.git(tree, "add", "--all");
      stage.git(tree, "commit", "--quiet", "-m", "link");
      for (const name of ["file", "folder", "link", "other"]) rmSync(path.join(tree, name), { recursive: true });
      stage.write(tree, "file/inside.txt", "mine");
      stage.write(tree, "folder", "now a file");
      stage.write(tree, "link", "now a file");
      mkdirSync(path.join(stage.folder, "outside"));
      symlinkSync("../outside", path.join(tree, "other"));
      stage.write(stage.folder, "outside/a.txt", "not in the tree");
      await expectBack(stage, tree);
    });

    it("takes a tree in which a file stands where a sparse checkout leaves a folder out", async () => {
      const stage = setStage();
      const tree = stage.repo("repo", { "dir/a.txt": "1", "b.txt": "1" });
      stage.git(tree, "update-index", "--skip-worktree", "dir/a.txt");
      rmSync(path.join(tree, "dir"), { recursive: true });
      stage.write(tree, "dir", "a file now");
      const tip = stage.sha(tree, "HEAD");
      const ref = (await stage.engine.keep({ tree, name: "bytes", reason: "test", above: tip })) as string;
      expect(stage.git(tree, "show", `${ref}^3:dir`)).toBe("a file now");
    });

    it("holds on to the commit that is being merged, and gives the merge back", async () => {
      const stage = setStage();
      const tree = conflicted(stage);
      const theirs = stage.sha(tree, "side");
      stage.git(tree, "branch", "--quiet", "-D", "side");
      const target = await expectBack(stage, tree);
      expect(stage.git(tree, "for-each-ref", `--contains=${theirs}`)).toContain("refs/dgs/keep/bytes");
      expect(stage.sha(target, "MERGE_HEAD")).toBe(theirs);
      expect(await stage.engine.operation(target)).toBe("merge");
    });

    it("gives files back that were only announced to git", async () => {
      const stage = setStage();
      const tree = stage.repo("repo");
      stage.write(tree, "announced.txt", "mine");
      stage.write(tree, "empty.txt", "");
      stage.git(tree, "add", "--intent-to-add", "announced.txt", "empty.txt");
      const [before, tip] = [readRaw(tree), stage.sha(tree, "HEAD")];
      const ref = (await stage.engine.keep({ tree, name: "bytes", reason: "test", above: tip })) as string;
      await stage.engine.resetTo(tree, tip);
      const target = path.join(stage.folder, "back");
      expect(await stage.engine.restoreKept({ repo: tree, ref, branch: "back", path: target })).toMatchObject({ type: "restored" });
      expect(readRaw(target)).toEqual(before);
    });
  });
}
