import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Sha } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { contentOf } from "./scenes.js";
import { expectRefusal, type MakeGit, type Stage, stages } from "./stage.js";

interface Scene {
  readonly repo: string;
  readonly from: Sha;
  readonly to: Sha;
}

/** `side` changes one file, adds one in a folder of its own, deletes one, and makes one executable, with names that break what quotes. */
function scene(stage: Stage): Scene {
  const repo = stage.repo("repo", { "a.txt": "1", "ünï \"quoted\".txt": "1", "gone.txt": "1", "run.sh": "1", "b.txt": "1" });
  const from = stage.sha(repo, "HEAD");
  stage.git(repo, "switch", "--quiet", "-c", "side");
  for (const [file, text] of [["a.txt", "2"], ["ünï \"quoted\".txt", "2"], ["new/ün new.txt", "2"]] as const) stage.write(repo, file, text);
  rmSync(path.join(repo, "gone.txt"));
  stage.git(repo, "add", "--all");
  stage.git(repo, "update-index", "--chmod=+x", "run.sh");
  stage.git(repo, "commit", "--quiet", "-m", "ahead");
  stage.git(repo, "reset", "--quiet", "--hard");
  const to = stage.sha(repo, "HEAD");
  stage.git(repo, "switch", "--quiet", "main");
  return { repo, from, to };
}

/** What a git leaves that was killed somewhere on its way, with HEAD where it was. */
const LEFT: readonly (readonly [string, (stage: Stage, scene: Scene) => void])[] = [
  ["one file written, nothing staged", (stage, { repo }) => { stage.write(repo, "a.txt", "2"); }],
  ["a file written that is new, nothing staged", (stage, { repo }) => { stage.write(repo, "new/ün new.txt", "2"); }],
  ["a file deleted, one written, nothing staged", (stage, { repo }) => { rmSync(path.join(repo, "gone.txt")); stage.write(repo, "ünï \"quoted\".txt", "2"); }],
  ["everything written and staged", (stage, { repo }) => { stage.git(repo, "read-tree", "-m", "-u", "main", "side"); }],
  ["everything staged, nothing written", (stage, { repo }) => { stage.git(repo, "read-tree", "side"); }],
  ["everything written, nothing staged", (stage, { repo }) => { stage.git(repo, "read-tree", "-m", "-u", "main", "side"); stage.git(repo, "read-tree", "main"); }],
  ["a new file written that git ignores", (stage, { repo }) => { writeFileSync(path.join(repo, ".git/info/exclude"), "new/\n"); stage.write(repo, "new/ün new.txt", "2"); }],
];

/** What a person may have done besides at one of the paths: then it is nobody's to put back. */
const MINE: readonly (readonly [string, (stage: Stage, scene: Scene) => void])[] = [
  ["a changed file", (stage, { repo }) => { stage.write(repo, "a.txt", "2 and mine"); }],
  ["a staged one", (stage, { repo }) => { stage.write(repo, "a.txt", "mine"); stage.git(repo, "add", "a.txt"); stage.write(repo, "a.txt", "2"); }],
  ["an untracked one where a new one comes", (stage, { repo }) => { stage.write(repo, "new/ün new.txt", "mine"); }],
  ["a deleted one that both have", (_, { repo }) => { rmSync(path.join(repo, "a.txt")); }],
  ["a folder where a deleted one was", (stage, { repo }) => { rmSync(path.join(repo, "gone.txt")); mkdirSync(path.join(repo, "gone.txt")); stage.write(repo, "gone.txt/mine.txt", "mine"); }],
];

/** What every engine does with a fast-forward that was killed. */
export function halfForwardContract(makeGit: MakeGit): void {
  const setStage = stages(makeGit);

  describe("fastForward after one that was killed", () => {
    it.each(LEFT)("goes on from %s; what was there is kept, and a person's other changes stay", async (_, leave) => {
      const stage = setStage();
      const made = scene(stage);
      const { repo, from, to } = made;
      leave(stage, made);
      stage.write(repo, "b.txt", "mine");
      stage.write(repo, "mine.txt", "mine");
      stage.git(repo, "add", "mine.txt");
      stage.write(repo, "untracked.txt", "mine");
      expect(await stage.engine.fastForward({ repo, branch: "main", to })).toEqual({ type: "moved", from, to, tree: repo });
      expect(stage.git(repo, "status", "--porcelain", "--untracked-files=all")).toBe(" M b.txt\nA  mine.txt\n?? untracked.txt\n");
      expect(readFileSync(path.join(repo, "new/ün new.txt"), "utf8")).toBe("2");
      expect(existsSync(path.join(repo, "gone.txt"))).toBe(false);
      for (const file of ["b.txt", "mine.txt", "untracked.txt"]) expect(readFileSync(path.join(repo, file), "utf8")).toBe("mine");
    });

    it.each(MINE)("refuses where there is %s, and touches nothing", async (_, spoil) => {
      const stage = setStage();
      const made = scene(stage);
      const { repo, from, to } = made;
      stage.write(repo, "ünï \"quoted\".txt", "2");
      spoil(stage, made);
      const before = contentOf(stage, repo);
      expectRefusal(await stage.engine.fastForward({ repo, branch: "main", to }), "dirty");
      expect(contentOf(stage, repo)).toEqual(before);
      expect(stage.sha(repo, "main")).toBe(from);
      expect(stage.git(repo, "for-each-ref", "refs/dgs/keep")).toBe("");
    });

    it("keeps what it puts back first", async () => {
      const stage = setStage();
      const made = scene(stage);
      const { repo, to } = made;
      stage.write(repo, "a.txt", "2");
      stage.write(repo, "untracked.txt", "mine");
      expect(await stage.engine.fastForward({ repo, branch: "main", to })).toMatchObject({ type: "moved" });
      const ref = `refs/dgs/keep/forward/${to.slice(0, 12)}`;
      expect([stage.git(repo, "show", `${ref}:a.txt`), stage.git(repo, "show", `${ref}^3:untracked.txt`)]).toEqual(["2", "mine"]);
    });
  });
}
