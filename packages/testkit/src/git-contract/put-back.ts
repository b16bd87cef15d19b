import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { conflicted, contentOf, dirty, ODD_NAMES } from "./scenes.js";
import { expectRefusal, type MakeGit, type Stage, stages } from "./stage.js";

const SPARED = "docs/.pl [an]*";

/** Every path and blob of a commit's tree, names in git's quotes, so that those that are no UTF-8 can be told apart. */
const treeOf = (stage: Stage, tree: string, revision: string): string => stage.git(tree, "ls-tree", "-r", revision);

/** What every engine does when it puts a tree back to what was kept, and when it leaves a folder out. */
export function putBackContract(makeGit: MakeGit): void {
  const setStage = stages(makeGit);
  const keep = async (stage: Stage, tree: string, above = stage.sha(tree, "HEAD")): Promise<string> => {
    const ref = await stage.engine.keep({ tree, name: "v1/app", reason: "before a rollback", above });
    if (typeof ref !== "string") throw new Error(`nothing was kept: ${JSON.stringify(ref)}`);
    return ref;
  };

  describe("putBack", () => {
    it.each(["sha1", "sha256"] as const)("brings the branch, the index, changes and untracked files back, whatever lies there now (%s)", async (objectFormat) => {
      const stage = setStage({ objectFormat });
      const tree = dirty(stage);
      const first = stage.sha(tree, "HEAD");
      stage.git(tree, "commit", "--quiet", "-m", "work");
      stage.write(tree, "staged.txt", "staged again");
      stage.git(tree, "add", "staged.txt");
      const before = contentOf(stage, tree);
      const head = stage.sha(tree, "HEAD");
      const ref = await keep(stage, tree, first);
      expect(await stage.engine.resetTo(tree, first)).toBe("reset");
      stage.write(tree, "later.txt", "kept by the caller");
      stage.write(tree, "changed.txt", "too");
      expect(await stage.engine.putBack({ tree, ref })).toBe("back");
      expect(contentOf(stage, tree)).toEqual(before);
      expect(stage.sha(tree, "main")).toBe(head);
      expect(await stage.engine.branch(tree)).toBe("main");
      expect(await stage.engine.putBack({ tree, ref })).toBe("back");
      expect(contentOf(stage, tree)).toEqual(before);
    });

    it("brings a conflicted index back, and a commit that was pinned as it is", async () => {
      const stage = setStage();
      const tree = conflicted(stage);
      const before = contentOf(stage, tree);
      const ref = await keep(stage, tree);
      expect(await stage.engine.resetTo(tree, stage.sha(tree, "HEAD"))).toBe("reset");
      expect(await stage.engine.putBack({ tree, ref })).toBe("back");
      expect(contentOf(stage, tree)).toEqual(before);
      stage.git(tree, "update-ref", "refs/dgs/keep/plain", "HEAD~1");
      expect(await stage.engine.putBack({ tree, ref: "refs/dgs/keep/plain" })).toBe("back");
      expect(stage.sha(tree, "HEAD")).toBe(stage.sha(tree, "refs/dgs/keep/plain"));
    });

    it("keeps the commits of a branch that is checked out nowhere, and nothing of the tree", async () => {
      const stage = setStage();
      const tree = dirty(stage);
      const first = stage.sha(tree, "HEAD");
      stage.git(tree, "branch", "work", stage.git(tree, "commit-tree", "-p", "HEAD", "-m", "work", "HEAD^{tree}").trim());
      const work = stage.sha(tree, "work");
      const spec = { tree, name: "v1/branch", reason: "before a rollback", branch: "work", above: first };
      expect(await stage.engine.keep(spec)).toBe("refs/dgs/keep/v1/branch");
      expect(await stage.engine.listKept(tree)).toMatchObject([{ branch: "work", head: work, files: 0, reason: "before a rollback" }]);
      expect(await stage.engine.keep({ ...spec, above: work })).toBeUndefined();
      expectRefusal(await stage.engine.keep({ ...spec, branch: "nothing" }), "unknown-revision");
      expect(await stage.engine.restoreKept({ repo: tree, ref: "refs/dgs/keep/v1/branch", branch: "again" })).toMatchObject({ at: work });
    });

    it("refuses what is not kept", async () => {
      const { engine, repo } = setStage();
      const tree = repo("repo");
      expectRefusal(await engine.putBack({ tree, ref: "refs/heads/main" }), "bad-name");
      expectRefusal(await engine.putBack({ tree, ref: "refs/dgs/keep/nothing" }), "unknown-revision");
    });

    it.skipIf(process.platform !== "linux")("keeps names that are no UTF-8", async () => {
      const stage = setStage();
      const tree = stage.repo("repo", { "readme.md": "1" });
      const names = [Buffer.from([0x62, 0xff, 0x2e]), Buffer.from([0x20, 0xc3, 0x0a, 0x22, 0xfe])];
      for (const [index, name] of names.entries()) writeFileSync(Buffer.concat([Buffer.from(`${tree}/`), name]), `content ${String(index)}`);
      const ref = await keep(stage, tree);
      expect(treeOf(stage, tree, `${ref}^3`).split("\n").filter((line) => line !== "")).toEqual([expect.stringContaining('" \\303\\n\\"\\376"') as string, expect.stringContaining('"b\\377."') as string]);
      const before = stage.git(tree, "status", "--porcelain");
      expect(await stage.engine.resetTo(tree, stage.sha(tree, "HEAD"))).toBe("reset");
      expect(stage.git(tree, "status", "--porcelain")).toBe("");
      expect(await stage.engine.putBack({ tree, ref })).toBe("back");
      expect(stage.git(tree, "status", "--porcelain")).toBe(before);
      expect(await stage.engine.restoreKept({ repo: tree, ref, branch: "back" })).toMatchObject({ type: "restored" });
      expect(treeOf(stage, tree, "back")).toContain('"b\\377."');
    });
  });

  describe("a spared folder", () => {
    /** Committed, staged, changed, deleted and untracked files inside the folder and outside. */
    const scene = (stage: Stage): { tree: string; first: ReturnType<Stage["sha"]> } => {
      const tree = stage.repo("repo", { "code.txt": "1", "both.txt": "1", "gone.txt": "1", [`${SPARED}/job.md`]: "1", [`${SPARED}/state.md`]: "1", [`${SPARED}/gone.md`]: "1" });
      const first = stage.sha(tree, "HEAD");
      for (const file of ["code.txt", "new.txt", `${SPARED}/state.md`, `${SPARED}/later.md`]) stage.write(tree, file, "2");
      stage.git(tree, "add", "--all");
      stage.git(tree, "commit", "--quiet", "-m", "work");
      for (const folder of ["", `${SPARED}/`]) {
        stage.write(tree, `${folder}staged`, "staged");
        stage.git(tree, "add", "--", `:(literal)${folder}staged`);
        stage.write(tree, `${folder}staged`, "and changed");
        for (const odd of ODD_NAMES) stage.write(tree, `${folder}untracked/${odd}`, odd);
      }
      stage.write(tree, `${SPARED}/job.md`, "3");
      stage.write(tree, "both.txt", "3");
      stage.git(tree, "rm", "--quiet", "gone.txt");
      stage.git(tree, "rm", "--quiet", "--", `:(literal)${SPARED}/gone.md`);
      return { tree, first };
    };
    const spared = (stage: Stage, tree: string): unknown => {
      const only = (text: string): string[] => text.split("\0").filter((line) => line.includes(SPARED));
      const content = contentOf(stage, tree) as { staged: string; files: Record<string, unknown> };
      return { staged: only(content.staged), files: Object.fromEntries(Object.entries(content.files).filter(([file]) => file.startsWith(SPARED))) };
    };

    it("keeps its files and what is staged in it while all else is reset, and put back", async () => {
      const stage = setStage();
      const { tree, first } = scene(stage);
      const [head, whole, before] = [stage.sha(tree, "HEAD"), contentOf(stage, tree), spared(stage, tree)];
      const ref = await keep(stage, tree, first);
      expect(await stage.engine.resetTo(tree, first, SPARED)).toBe("reset");
      expect(stage.sha(tree, "main")).toBe(first);
      expect(spared(stage, tree)).toEqual(before);
      const exclude = [":(top)", `:(top,exclude,literal)${SPARED}`];
      expect(stage.git(tree, "status", "--porcelain", "--untracked-files=all", "--", ...exclude)).toBe("");
      stage.write(tree, `${SPARED}/job.md`, "written meanwhile");
      expect(await stage.engine.resetTo(tree, first, SPARED)).toBe("reset");
      expect(await stage.engine.putBack({ tree, ref, spared: SPARED })).toBe("back");
      expect(stage.sha(tree, "main")).toBe(head);
      expect(spared(stage, tree)).not.toEqual(before);
      stage.write(tree, `${SPARED}/job.md`, "3");
      expect(contentOf(stage, tree)).toEqual(whole);
    });

    it("stays where it is all that there is, also untracked in an untracked folder", async () => {
      const stage = setStage();
      const tree = stage.repo("repo", { [`${SPARED}/job.md`]: "1" });
      const first = stage.sha(tree, "HEAD");
      stage.write(tree, `${SPARED}/job.md`, "2");
      expect(await stage.engine.resetTo(tree, first, SPARED)).toBe("reset");
      expect(stage.git(tree, "status", "--porcelain")).toContain(" M ");
      const other = stage.repo("other", {});
      stage.write(other, `${SPARED}/job.md`, "1");
      stage.write(other, "docs/beside.md", "1");
      expect(await stage.engine.resetTo(other, stage.sha(other, "HEAD"), SPARED)).toBe("reset");
      expect(stage.git(other, "ls-files", "--others", "-z")).toBe(`${path.posix.join(SPARED, "job.md")}\0`);
    });

    it("takes a file where a folder was, and a folder where a file was", async () => {
      const stage = setStage();
      const tree = stage.repo("repo", { lib: "a file", "out/a.txt": "1", [`${SPARED}/job.md`]: "1" });
      const first = stage.sha(tree, "HEAD");
      stage.git(tree, "rm", "--quiet", "-r", "lib", "out");
      stage.write(tree, "lib/a.txt", "1");
      stage.write(tree, "out", "a file");
      stage.git(tree, "add", "--all");
      stage.git(tree, "commit", "--quiet", "-m", "work");
      expect(await stage.engine.resetTo(tree, first, SPARED)).toBe("reset");
      expect(stage.git(tree, "status", "--porcelain")).toBe("");
    });
  });
}
