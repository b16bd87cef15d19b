import type { Git } from "@dgs/core";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { contentOf } from "../src/git-contract/scenes.js";
import type { QuickScene } from "../src/quick-scene.js";
import { openQuickScenes } from "./open-quick-scenes.js";

const setScene = openQuickScenes();

const subjects = ({ git }: QuickScene, tree: string, range: string): string[] => git(tree, "log", "--reverse", "--format=%s", range).trim().split("\n").filter((line) => line !== "");
const refs = ({ git }: QuickScene, tree: string, below: string): string[] => git(tree, "for-each-ref", "--format=%(refname)", below).trim().split("\n").filter((line) => line !== "");
const OURS = ["fix(quick): two", "fix(quick): new", "fix(quick): more"];

/** Git that fails with an exception behind one call, as if the runner had been killed there. */
function diesBehind(git: Git, call: keyof Git, nth = 1): Git {
  let calls = 0;
  const die = async (...given: unknown[]): Promise<unknown> => {
    const answer = await (git[call] as (...given: unknown[]) => Promise<unknown>)(...given);
    if (++calls === nth) throw new Error("killed");
    return answer;
  };
  return { ...git, [call]: die };
}

/** What somebody else has pushed to the remote meanwhile. */
function pushFromElsewhere(scene: QuickScene, file: string, text: string, message: string): void {
  const clone = path.join(scene.folder, `clone-${message.replace(/\W/g, "")}`);
  scene.git(scene.folder, "clone", "--quiet", scene.bare(scene.app), clone);
  scene.change(clone, file, text, message);
  scene.git(clone, "push", "--quiet", "origin", "main");
  rmSync(clone, { recursive: true });
}

describe("complete-quick", () => {
  it("merges a quick into the base branch and cleans up, where there is no remote", async () => {
    const scene = await setScene();
    const { app, git, sha } = scene;
    const report = await scene.complete();
    expect(report).toMatchObject({ status: "completed", exit: "ok", ended: "Quick 'fix-auth' merged to main (3 commits). Worktree cleaned up. Not pushed: there is no remote." });
    expect(subjects(scene, app.path, "main")).toEqual(["first", ...OURS]);
    expect(existsSync(app.tree)).toBe(false);
    expect(refs(scene, app.path, "refs/heads")).toEqual(["refs/heads/main"]);
    expect(refs(scene, app.path, "refs/dgs/quick")).toEqual([]);
    expect(git(app.path, "status", "--porcelain")).toBe("");
    expect(readFileSync(path.join(app.path, "a.txt"), "utf8")).toContain("TWO by quick");
    expect(git(app.path, "worktree", "list").trim().split("\n")).toHaveLength(1);
    expect(scene.quick().steps.find((step) => step.stage === "gate")).toMatchObject({ note: expect.stringContaining("nothing was tested") as string, after: sha(app.path, "main") });
    expect(scene.quick().status).toBe("completed");
  });

  it("takes over what was pushed meanwhile, and pushes: the seed's line, the quick's own commits counted", async () => {
    const scene = await setScene({ remote: true, config: { workflow: { build_command: "test -f new.txt", test_command: "grep -q TWO a.txt" } } });
    const { app } = scene;
    pushFromElsewhere(scene, "theirs.txt", "theirs\n", "feat: theirs");
    const report = await scene.complete();
    expect(report.ended).toBe("Quick 'fix-auth' merged to main (3 commits). Worktree cleaned up. Pushed to origin.");
    for (const tree of [app.path, scene.bare(app)]) expect(subjects(scene, tree, "main")).toEqual(["first", "feat: theirs", ...OURS]);
    expect(scene.events.filter((event) => event.type === "tested").map((event) => [event.command, event.outcome])).toEqual([["test -f new.txt", "passed"], ["grep -q TWO a.txt", "passed"]]);
    expect(scene.quick().steps.find((step) => step.stage === "rebase")?.ref).toMatch(/^refs\/dgs\/keep\/quick\//);
    expect(scene.git(app.path, "status", "--porcelain=v2", "--branch")).toContain("# branch.ab +0 -0");
  });

  it("merges nothing when the gate fails; mended and committed, the same command finishes it", async () => {
    const scene = await setScene({ remote: true, config: { workflow: { test_command: "grep -q mended a.txt" } } });
    const { app, sha } = scene;
    const before = sha(app.path, "main");
    const report = await scene.complete();
    expect(report).toMatchObject({ status: "failed", exit: "gaps", error: expect.stringContaining("`grep -q mended a.txt`: exit 1") as string });
    expect([sha(app.path, "main"), sha(scene.bare(app), "main")]).toEqual([before, before]);
    scene.change(app.tree, "a.txt", "one\nmended\nthree\n", "fix: mended");
    const again = await scene.complete();
    expect(again.ended).toBe("Quick 'fix-auth' merged to main (4 commits). Worktree cleaned up. Pushed to origin.");
  });

  it.each([
    ["times out", { workflow: { test_command: "sleep 60" }, tests: { timeout_seconds: 0.3 } }, "timed-out", "not done after 0.3 s"],
    ["cannot be run", { workflow: { test_command: "no-such-program-of-mine --x" } }, "human-needed", "no-such-program-of-mine"],
    ["is not allowed", { workflow: { test_command: "true" }, tests: { allow: ["make test"] } }, "human-needed", "tests.allow"],
    ["says that no test ran", { workflow: { test_command: "echo '  0 passing (0ms)'" } }, "gaps", "no test ran"],
    ["tells of failures with exit 0", { workflow: { test_command: "echo 'test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out'" } }, "gaps", "1 passed, 1 failed (cargo test)"],
  ])("a gate that %s is not passed", async (_, config, exit, said) => {
    const scene = await setScene({ config });
    const before = scene.sha(scene.app.path, "main");
    const report = await scene.complete();
    expect(report).toMatchObject({ status: "failed", exit, error: expect.stringContaining(said) as string });
    expect(scene.sha(scene.app.path, "main")).toBe(before);
    expect(existsSync(scene.app.tree)).toBe(true);
  });

  it("what is in no commit of the worktree is told, and not merged over", async () => {
    const scene = await setScene();
    scene.write(scene.app.tree, "forgotten.txt", "forgotten");
    const report = await scene.complete();
    expect(report).toMatchObject({ status: "failed", exit: "conflict", error: expect.stringContaining("forgotten.txt") as string });
    expect(readFileSync(path.join(scene.app.tree, "forgotten.txt"), "utf8")).toBe("forgotten");
    scene.git(scene.app.tree, "add", "--all");
    scene.git(scene.app.tree, "commit", "--quiet", "-m", "fix: forgotten");
    expect((await scene.complete()).ended).toContain("(4 commits)");
  });

  it("a person's changes in the checkout stay where nothing is overwritten", async () => {
    const scene = await setScene();
    const { app, git, write } = scene;
    write(app.path, "b.txt", "mine\n");
    write(app.path, "untracked.txt", "mine");
    write(app.path, "staged.txt", "mine");
    git(app.path, "add", "staged.txt");
    expect(await scene.complete()).toMatchObject({ exit: "ok" });
    expect(git(app.path, "status", "--porcelain")).toBe(" M b.txt\nA  staged.txt\n?? untracked.txt\n");
    expect(subjects(scene, app.path, "main")).toEqual(["first", ...OURS]);
  });

  it.each([["changed", "a.txt"], ["untracked", "new.txt"]])("a %s file of the checkout that would be overwritten stops the merge; put aside, the same command finishes it", async (_, file) => {
    const scene = await setScene({ remote: true });
    const { app, git, sha, write } = scene;
    const before = sha(app.path, "main");
    write(app.path, file, "mine, and nobody else's\n");
    const content = contentOf(scene, app.path);
    const report = await scene.complete();
    expect(report).toMatchObject({ status: "failed", exit: "conflict", error: expect.stringContaining("would be overwritten") as string });
    expect(contentOf(scene, app.path)).toEqual(content);
    expect([sha(app.path, "main"), sha(scene.bare(app), "main")]).toEqual([before, before]);
    git(app.path, "stash", "--quiet", "--include-untracked");
    expect((await scene.complete()).ended).toContain("Pushed to origin.");
    expect(git(app.path, "stash", "list").trim()).not.toBe("");
  });

  it("a base branch that is checked out nowhere, or in another worktree, is merged into", async () => {
    const scene = await setScene({ repos: ["app", "lib"] });
    const [app, lib] = scene.repos as [QuickScene["app"], QuickScene["app"]];
    scene.git(app.path, "checkout", "--quiet", "--detach");
    scene.git(lib.path, "switch", "--quiet", "-c", "other");
    const elsewhere = path.join(scene.folder, "elsewhere");
    scene.git(lib.path, "worktree", "add", "--quiet", elsewhere, "main");
    expect(await scene.complete()).toMatchObject({ exit: "ok", ended: expect.stringContaining("(app: 3 commits, lib: 3 commits)") as string });
    expect(subjects(scene, app.path, "main")).toEqual(["first", ...OURS]);
    expect(existsSync(path.join(app.path, "new.txt"))).toBe(false);
    expect(existsSync(path.join(elsewhere, "new.txt"))).toBe(true);
    expect(scene.git(elsewhere, "status", "--porcelain")).toBe("");
  });

  it("a branch that the base branch has already is cleaned up, and nothing is pushed", async () => {
    const scene = await setScene({ remote: true });
    scene.git(scene.app.path, "merge", "--quiet", "--ff-only", "quick/fix-auth");
    const remote = scene.sha(scene.bare(scene.app), "main");
    expect((await scene.complete()).ended).toBe("Quick 'fix-auth' had nothing to merge. Worktree cleaned up.");
    expect(scene.sha(scene.bare(scene.app), "main")).toBe(remote);
    expect(existsSync(scene.app.tree)).toBe(false);
  });

  it("a base branch that has diverged from the remote's is refused with a way on, and nothing is changed", async () => {
    const scene = await setScene({ remote: true });
    const { app, git, sha } = scene;
    pushFromElsewhere(scene, "theirs.txt", "theirs\n", "feat: theirs");
    scene.change(app.path, "mine.txt", "mine\n", "feat: mine");
    const [main, branch] = [sha(app.path, "main"), sha(app.tree, "HEAD")];
    const report = await scene.complete();
    expect(report).toMatchObject({ status: "failed", exit: "human-needed", error: expect.stringMatching(/main and origin\/main have diverged.*git pull --rebase/) as string });
    expect([sha(app.path, "main"), sha(app.tree, "HEAD")]).toEqual([main, branch]);
    git(app.path, "pull", "--quiet", "--rebase");
    expect((await scene.complete()).ended).toContain("(3 commits)");
    expect(subjects(scene, scene.bare(app), "main")).toEqual(["first", "feat: theirs", "feat: mine", ...OURS]);
  });

  it("commits that only the local base branch has go along, and that is said", async () => {
    const scene = await setScene({ remote: true });
    scene.change(scene.app.path, "mine.txt", "mine\n", "feat: mine");
    expect((await scene.complete()).ended).toContain("(3 commits)");
    expect(subjects(scene, scene.bare(scene.app), "main")).toEqual(["first", "feat: mine", ...OURS]);
    expect(scene.quick().steps.find((step) => step.stage === "rebase")?.note).toContain("pushed with it");
  });

  it.each<[keyof Git, number]>([["fetch", 1], ["keep", 1], ["rebase", 1], ["setRef", 1], ["fastForward", 1], ["push", 1], ["removeWorktree", 1], ["deleteBranch", 1]])("cut off behind %s, the next run ends as one that was not", async (call, nth) => {
    const scene = await setScene({ remote: true, config: { workflow: { test_command: "grep -q TWO a.txt" } } });
    pushFromElsewhere(scene, "theirs.txt", "theirs\n", "feat: theirs");
    await expect(scene.complete({ git: diesBehind(scene.engine, call, nth) })).rejects.toThrow("killed");
    expect((await scene.complete()).ended).toBe("Quick 'fix-auth' merged to main (3 commits). Worktree cleaned up. Pushed to origin.");
    for (const tree of [scene.app.path, scene.bare(scene.app)]) expect(subjects(scene, tree, "main")).toEqual(["first", "feat: theirs", ...OURS]);
    expect(refs(scene, scene.app.path, "refs/dgs/quick")).toEqual([]);
  });

  it("what is committed upon the branch behind its gate is tested before it is merged", async () => {
    const scene = await setScene({ config: { workflow: { test_command: "test ! -f bad.txt" } } });
    const sneaky: Git = {
      ...scene.engine,
      upstream: async (...given) => {
        const gated = scene.quick().steps.some((step) => step.stage === "gate" && step.status === "completed");
        if (gated && !existsSync(path.join(scene.app.tree, "bad.txt"))) scene.change(scene.app.tree, "bad.txt", "bad", "sneaked in");
        return scene.engine.upstream(...given);
      },
      resolve: async (tree, revision) => {
        const gated = scene.quick().steps.some((step) => step.stage === "gate" && step.status === "completed");
        if (gated && !existsSync(path.join(scene.app.tree, "bad.txt"))) scene.change(scene.app.tree, "bad.txt", "bad", "sneaked in");
        return scene.engine.resolve(tree, revision);
      },
    };
    const report = await scene.complete({ git: sneaky });
    expect(report).toMatchObject({ status: "failed", exit: "gaps", error: expect.stringContaining("test ! -f bad.txt") as string });
    expect(subjects(scene, scene.app.path, "main")).toEqual(["first"]);
  });
});
