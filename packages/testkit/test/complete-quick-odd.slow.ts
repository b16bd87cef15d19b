import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { contentOf, hook } from "../src/git-contract/scenes.js";
import type { QuickScene } from "../src/quick-scene.js";
import { openQuickScenes } from "./open-quick-scenes.js";

const setScene = openQuickScenes();

interface Oddity {
  readonly make: (scene: QuickScene) => void;
  readonly mend: (scene: QuickScene) => void;
  readonly exit: string;
  readonly said: RegExp;
}

const lock = (scene: QuickScene): string => path.join(scene.git(scene.app.tree, "rev-parse", "--absolute-git-dir").trim(), "index.lock");
const moveMain = (scene: QuickScene): void => { scene.change(scene.app.path, "main.txt", "main", "feat: main"); };
/** Runs git where it is meant to fail, as a merge that conflicts does. */
const fails = (scene: QuickScene, tree: string, ...args: string[]): void => { expect(() => scene.git(tree, ...args)).toThrow(); };

const ODDITIES: Readonly<Record<string, Oddity>> = {
  "a detached HEAD in the worktree": {
    make: ({ git, app }) => { git(app.tree, "checkout", "--quiet", "--detach"); },
    mend: ({ git, app }) => { git(app.tree, "switch", "--quiet", "quick/fix-auth"); },
    exit: "human-needed", said: /HEAD is detached at .*git switch quick\/fix-auth/,
  },
  "another branch in the worktree": {
    make: ({ git, app }) => { git(app.tree, "switch", "--quiet", "-c", "aside"); },
    mend: ({ git, app }) => { git(app.tree, "switch", "--quiet", "quick/fix-auth"); },
    exit: "human-needed", said: /the branch aside is checked out instead of quick\/fix-auth/,
  },
  "a merge in progress in the worktree": {
    make: (scene) => { scene.change(scene.app.path, "a.txt", "one\nTWO by main\nthree\n", "feat: main's two"); fails(scene, scene.app.tree, "merge", "main"); },
    mend: ({ git, app }) => { git(app.tree, "merge", "--abort"); git(app.path, "reset", "--quiet", "--hard", "HEAD~1"); },
    exit: "human-needed", said: /a merge that DGS did not start is in progress.*git merge --continue/,
  },
  "a cherry-pick in progress in the worktree": {
    make: (scene) => { scene.change(scene.app.path, "a.txt", "one\nTWO by main\nthree\n", "feat: main's two"); fails(scene, scene.app.tree, "cherry-pick", "main"); },
    mend: ({ git, app }) => { git(app.tree, "cherry-pick", "--abort"); git(app.path, "reset", "--quiet", "--hard", "HEAD~1"); },
    exit: "human-needed", said: /a cherry-pick that DGS did not start is in progress/,
  },
  "a merge in progress in the checkout": {
    make: (scene) => {
      scene.git(scene.app.path, "switch", "--quiet", "-c", "side");
      scene.change(scene.app.path, "b.txt", "side", "side");
      scene.git(scene.app.path, "switch", "--quiet", "main");
      scene.change(scene.app.path, "b.txt", "main", "feat: b");
      fails(scene, scene.app.path, "merge", "side");
    },
    mend: ({ git, app }) => { git(app.path, "merge", "--abort"); },
    exit: "human-needed", said: /main could not be moved forward.*a merge is in progress in/,
  },
  "a locked index": {
    make: (scene) => { moveMain(scene); writeFileSync(lock(scene), ""); },
    mend: (scene) => { rmSync(lock(scene)); },
    exit: "human-needed", said: /could not be rebased onto main.*lock.*index\.lock/,
  },
  "a pre-rebase hook that fails": {
    make: (scene) => { moveMain(scene); hook(scene, scene.app.path, "pre-rebase", "echo 'no rebase today' >&2; exit 1"); },
    mend: (scene) => { hook(scene, scene.app.path, "pre-rebase", "exit 0"); },
    exit: "human-needed", said: /could not be rebased.*no rebase today/,
  },
  "a base branch that is gone": {
    make: ({ git, app }) => { git(app.path, "branch", "--move", "main", "trunk"); },
    mend: ({ git, app }) => { git(app.path, "branch", "--move", "trunk", "main"); },
    exit: "human-needed", said: /there is no branch main to merge into/,
  },
  "several remotes of which none is meant": {
    make: ({ git, app }) => { for (const name of ["north", "south"]) git(app.path, "remote", "add", name, `file:///nowhere/${name}.git`); },
    mend: ({ git, app }) => { for (const name of ["north", "south"]) git(app.path, "remote", "remove", name); },
    exit: "human-needed", said: /main goes to none of the remotes north, south/,
  },
};

describe("complete-quick in repos in odd states", () => {
  it.each(Object.entries(ODDITIES))("%s is told with a way on; nothing is lost, and mended, the same command finishes it", async (_, { make, mend, exit, said }) => {
    const scene = await setScene();
    const [app, tip] = [scene.app, scene.sha(scene.app.tree, "HEAD")];
    make(scene);
    const main = scene.git(app.path, "for-each-ref", "--format=%(refname) %(objectname)", "refs/heads");
    const content = [app.path, app.tree].map((tree) => (existsSync(tree) ? contentOf(scene, tree) : "gone"));
    const report = await scene.complete();
    expect(report).toMatchObject({ status: "failed", exit });
    expect(report.error).toMatch(said);
    expect(scene.git(app.path, "for-each-ref", "--format=%(refname) %(objectname)", "refs/heads")).toBe(main.replace(/^(refs\/heads\/quick\/fix-auth) .*$/m, `$1 ${scene.sha(app.path, "quick/fix-auth")}`));
    if (scene.sha(app.path, "quick/fix-auth") === tip) expect([app.path, app.tree].map((tree) => (existsSync(tree) ? contentOf(scene, tree) : "gone"))).toEqual(content);
    mend(scene);
    expect(await scene.complete()).toMatchObject({ exit: "ok", status: "completed", ended: expect.stringContaining("merged to main (3 commits)") as string });
    expect(readFileSync(path.join(app.path, "a.txt"), "utf8")).toContain("TWO by quick");
  });

  it.each([["pruned", true], ["not pruned", false]])("a worktree folder that was deleted by hand (%s) is made again from its branch, set up, and completed", async (_, pruned) => {
    const scene = await setScene({ config: { workflow: { test_command: "test -f set-up.log" } } });
    const { app, git } = scene;
    writeFileSync(path.join(scene.place.root, "REPOS.md"), "| Name | Path | Setup |\n|---|---|---|\n| app | ../app | touch set-up.log |\n");
    writeFileSync(path.join(app.path, ".git", "info", "exclude"), "*.log\nfix-auth\n");
    rmSync(app.tree, { recursive: true });
    if (pruned) git(app.path, "worktree", "prune");
    expect(await scene.complete()).toMatchObject({ exit: "ok", ended: expect.stringContaining("merged to main (3 commits)") as string });
    expect(scene.events).toContainEqual({ type: "note", text: `app: the folder ${app.tree} was deleted by hand: the worktree was made again from quick/fix-auth` });
    expect(existsSync(app.tree)).toBe(false);
  });

  it("a worktree and a branch that are both gone are told, and what is in the way of the folder is not touched", async () => {
    const scene = await setScene();
    const { app, git } = scene;
    const tip = scene.sha(app.tree, "HEAD");
    rmSync(app.tree, { recursive: true });
    scene.write(app.tree, "somebody.txt", "somebody's");
    expect(await scene.complete()).toMatchObject({ exit: "human-needed", error: expect.stringContaining("is not the worktree of the quick any more") as string });
    expect(readFileSync(path.join(app.tree, "somebody.txt"), "utf8")).toBe("somebody's");
    rmSync(app.tree, { recursive: true });
    git(app.path, "worktree", "prune");
    git(app.path, "branch", "--quiet", "-D", "quick/fix-auth");
    expect(await scene.complete()).toMatchObject({ exit: "human-needed", error: expect.stringContaining("are both gone") as string });
    git(app.path, "branch", "quick/fix-auth", tip);
    expect(await scene.complete()).toMatchObject({ exit: "ok" });
  });

  it("a shallow clone is completed where its history is long enough, and else told to fetch the rest", async () => {
    const scene = await setScene({ remote: true });
    const { app, git } = scene;
    moveMain(scene);
    moveMainAgain(scene);
    git(app.path, "push", "--quiet", "origin", "main");
    // Cut off behind what the quick started from.
    const base = scene.sha(app.path, "main");
    writeFileSync(path.join(app.path, ".git", "shallow"), `${base}\n`);
    const report = await scene.complete();
    expect(report).toMatchObject({ status: "failed", exit: "human-needed", error: expect.stringContaining("git fetch --unshallow") as string });
    rmSync(path.join(app.path, ".git", "shallow"));
    expect((await scene.complete()).ended).toContain("Pushed to origin.");
  });

  it("a repository in the sha256 format is completed like any other", async () => {
    const scene = await setScene({ objectFormat: "sha256" });
    moveMain(scene);
    expect((await scene.complete()).ended).toContain("merged to main (3 commits)");
    expect(scene.quick().steps.find((step) => step.stage === "fast-forward")?.after).toHaveLength(64);
  });

  it("a detached HEAD in the checkout is no obstacle", async () => {
    const scene = await setScene();
    scene.git(scene.app.path, "checkout", "--quiet", "--detach");
    expect(await scene.complete()).toMatchObject({ exit: "ok" });
    expect(scene.git(scene.app.path, "log", "-1", "--format=%s", "main").trim()).toBe("fix(quick): more");
  });
});

function moveMainAgain(scene: QuickScene): void {
  scene.change(scene.app.path, "main.txt", "main again", "feat: main again");
}
