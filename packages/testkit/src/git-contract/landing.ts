import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Sha } from "@dgs/core";
import { describe, expect, it } from "vitest";
import { expectRefusal, type MakeGit, type Stage, stages } from "./stage.js";

interface Row {
  readonly repo: string;
  readonly base: Sha;
  readonly commits: readonly [Sha, Sha];
}

/** A branch `plan` with two commits behind `main`, the first with a body. */
function row(stage: Stage): Row {
  const { git, repo: make, sha, write } = stage;
  const repo = make("repo", { "a.txt": "1\n", "b.txt": "1\n" });
  const base = sha(repo, "HEAD");
  git(repo, "switch", "--quiet", "-c", "plan");
  write(repo, "a.txt", "2\n");
  git(repo, "commit", "--quiet", "--all", "--author=Ünï Cøde <u@example.invalid>", "--date=2020-02-02T02:02:02+0530", "-m", "feat: one\n\nWhy it is so.");
  const first = sha(repo, "HEAD");
  write(repo, "b.txt", "2\n");
  git(repo, "commit", "--quiet", "--all", "-m", "feat: two");
  return { repo, base, commits: [first, sha(repo, "HEAD")] };
}

/** What every engine does to bring commits back. */
export function landingContract(makeGit: MakeGit): void {
  const setStage = stages(makeGit);

  describe("probeMerge", () => {
    it("tells what would conflict, and changes nothing", async () => {
      const stage = setStage();
      const { repo, base, commits } = row(stage);
      const { engine, git, sha, write } = stage;
      git(repo, "switch", "--quiet", "main");
      write(repo, "c.txt", "3\n");
      git(repo, "add", "--all");
      git(repo, "commit", "--quiet", "-m", "beside");
      expect(await engine.probeMerge({ repo, ours: sha(repo, "main"), theirs: commits[1] })).toEqual({ type: "clean" });
      write(repo, "a.txt", "other\n");
      write(repo, "b.txt", "other\n");
      git(repo, "commit", "--quiet", "--all", "-m", "against");
      const refs = git(repo, "for-each-ref");
      expect(await engine.probeMerge({ repo, ours: sha(repo, "main"), theirs: commits[1] })).toEqual({ type: "conflicts", files: ["a.txt", "b.txt"] });
      expect(git(repo, "for-each-ref")).toBe(refs);
      expect(git(repo, "status", "--porcelain")).toBe("");
      expect(await engine.probeMerge({ repo, ours: base, theirs: base })).toEqual({ type: "clean" });
      expectRefusal(await engine.probeMerge({ repo, ours: base, theirs: "0123456789012345678901234567890123456789" as Sha }), "unknown-revision");
    });

    it("reads names with any character", async () => {
      const stage = setStage();
      const { engine, git, repo: make, sha, write } = stage;
      const name = "wïth \"quotes\"\n and lines.txt";
      const repo = make("repo", { [name]: "1\n" });
      git(repo, "switch", "--quiet", "-c", "side");
      write(repo, name, "2\n");
      git(repo, "commit", "--quiet", "--all", "-m", "side");
      git(repo, "switch", "--quiet", "main");
      write(repo, name, "3\n");
      git(repo, "commit", "--quiet", "--all", "-m", "main");
      expect(await engine.probeMerge({ repo, ours: sha(repo, "main"), theirs: sha(repo, "side") })).toEqual({ type: "conflicts", files: [name] });
    });
  });

  describe("addTrailers", () => {
    it("writes them once, and leaves trees, authors, dates, index and files as they are", async () => {
      const stage = setStage();
      const { repo, base, commits } = row(stage);
      const { engine, git, sha, write } = stage;
      write(repo, "a.txt", "changed\n");
      write(repo, "new.txt", "new\n");
      git(repo, "add", "new.txt");
      const told = (): string => git(repo, "log", "--format=%T %an %ae %ad %s", `${base}..HEAD`);
      const [before, status] = [told(), git(repo, "status", "--porcelain")];
      const trailers = { [commits[0]]: ["DGS-Plan: 01-01", "DGS-Task: 1"], [commits[1]]: ["DGS-Plan: 01-01"] };
      const added = await engine.addTrailers({ tree: repo, base, trailers });
      expect(added).toMatchObject({ type: "rewritten", from: commits[1], to: sha(repo, "plan") });
      expect(told()).toBe(before);
      expect(git(repo, "log", "--reverse", "--format=%B", `${base}..HEAD`)).toBe("feat: one\n\nWhy it is so.\n\nDGS-Plan: 01-01\nDGS-Task: 1\n\nfeat: two\n\nDGS-Plan: 01-01\n\n");
      expect(git(repo, "status", "--porcelain")).toBe(status);
      expect(readFileSync(path.join(repo, "a.txt"), "utf8")).toBe("changed\n");
      const now = { [sha(repo, "HEAD~1")]: ["DGS-Plan: 01-01", "DGS-Task: 1"], [sha(repo, "HEAD")]: ["DGS-Plan: 01-01"] };
      expect(await engine.addTrailers({ tree: repo, base, trailers: now })).toEqual({ type: "unchanged", at: sha(repo, "HEAD") });
    });

    it("writes later commits anew behind one that got a trailer, and leaves earlier ones alone", async () => {
      const stage = setStage();
      const { repo, base, commits } = row(stage);
      const { engine, sha } = stage;
      const added = await engine.addTrailers({ tree: repo, base, trailers: { [commits[1]]: ["DGS-Run: 7"] } });
      expect(sha(repo, "HEAD~1")).toBe(commits[0]);
      expect(added).toEqual({ type: "rewritten", from: commits[1], to: sha(repo, "HEAD"), commits: { [commits[1]]: sha(repo, "HEAD") } });
    });

    it("refuses merges, a detached HEAD, something in progress and messages that are no UTF-8, and changes nothing", async () => {
      const stage = setStage();
      const { repo, base, commits } = row(stage);
      const { engine, env, git, sha } = stage;
      const trailers = { [commits[0]]: ["DGS-Plan: 01-01"] };
      const spec = { tree: repo, base, trailers };
      git(repo, "checkout", "--quiet", "--detach");
      expectRefusal(await engine.addTrailers(spec), "detached");
      git(repo, "switch", "--quiet", "plan");
      git(repo, "bisect", "start");
      expectRefusal(await engine.addTrailers(spec), "operation-in-progress");
      git(repo, "bisect", "reset");
      execFileSync("git", ["-c", "i18n.commitEncoding=latin1", "commit", "--quiet", "--allow-empty", "--file=-"], { cwd: repo, env, input: Buffer.from("caf\xe9\n", "latin1") });
      expectRefusal(await engine.addTrailers(spec), "other");
      git(repo, "reset", "--quiet", "--hard", "HEAD~1");
      git(repo, "switch", "--quiet", "main");
      git(repo, "commit", "--quiet", "--allow-empty", "-m", "beside");
      git(repo, "switch", "--quiet", "plan");
      git(repo, "merge", "--quiet", "--no-ff", "-m", "merge", "main");
      const at = sha(repo, "HEAD");
      expectRefusal(await engine.addTrailers(spec), "other");
      expect(sha(repo, "HEAD")).toBe(at);
      expect(sha(repo, "HEAD~1")).toBe(commits[1]);
    });
  });
}
