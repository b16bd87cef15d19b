import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { hook } from "../src/git-contract/scenes.js";
import type { QuickScene, SceneRepo } from "../src/quick-scene.js";
import { openQuickScenes } from "./open-quick-scenes.js";

const setScene = openQuickScenes();

/** Three repos with remotes, and a gate that looks for what is in the worktree. */
const setThree = (gate = "test ! -f broken.txt"): Promise<QuickScene> => setScene({ repos: ["api", "lib", "web"], remote: true, config: { workflow: { test_command: gate } } });

const tips = (scene: QuickScene): string[] => scene.repos.flatMap((repo) => [scene.sha(repo.path, "main"), scene.sha(scene.bare(repo), "main")]);
const isMerged = (scene: QuickScene, tree: string): boolean => scene.git(tree, "log", "--format=%s", "main").includes("fix(quick): more");
const stagesOf = (scene: QuickScene, from: number): string[] => scene.events.slice(from).flatMap((event) => (event.type === "step-started" ? [event.command] : []));
const DONE = "Quick 'fix-auth' merged to main (api: 3 commits, lib: 3 commits, web: 3 commits). Worktree cleaned up. Pushed to origin.";

describe("complete-quick in several repos", () => {
  it("rebases and tests all, then merges all, then pushes all, then cleans up", async () => {
    const scene = await setThree();
    expect((await scene.complete()).ended).toBe(DONE);
    const order = stagesOf(scene, 0).map((command) => command.replace(/ `.*/, ""));
    expect([...new Set(order)]).toEqual(["fetch", "rebase", "gate", "fast-forward", "push", "remove worktree", "remove branch"]);
    expect(order).toEqual([...new Set(order)].flatMap((stage) => [stage, stage, stage]));
    for (const repo of scene.repos) for (const tree of [repo.path, scene.bare(repo)]) expect(isMerged(scene, tree)).toBe(true);
  });

  it("a gate that fails in the second repo merges nothing in any; mended, the rest is done and the first is not tested again", async () => {
    const scene = await setThree();
    const lib = scene.repos[1] as SceneRepo;
    scene.change(lib.tree, "broken.txt", "broken", "fix(quick): broken");
    const before = tips(scene);
    expect(await scene.complete()).toMatchObject({ status: "failed", exit: "gaps", error: expect.stringContaining("lib: `test ! -f broken.txt`") as string });
    expect(tips(scene)).toEqual(before);
    scene.git(lib.tree, "rm", "--quiet", "broken.txt");
    scene.git(lib.tree, "commit", "--quiet", "-m", "fix(quick): mended");
    const seen = scene.events.length;
    expect((await scene.complete()).ended).toBe(DONE.replace("lib: 3", "lib: 5"));
    expect(stagesOf(scene, seen)).not.toContain("gate `api`");
  });

  it("a conflict in the third repo merges nothing in any", async () => {
    const scene = await setThree();
    const web = scene.repos[2] as SceneRepo;
    scene.change(web.path, "a.txt", "one\nTWO by main\nthree\n", "feat: main's two");
    const before = tips(scene);
    const report = await scene.complete();
    expect(report).toMatchObject({ status: "failed", exit: "conflict", conflict: { repo: "web", worktree: web.tree, files: ["a.txt"] } });
    expect(tips(scene)).toEqual(before);
    expect(() => scene.git(web.tree, "rebase", "main")).toThrow();
    scene.write(web.tree, "a.txt", "one\nTWO by both\nthree\n");
    scene.git(web.tree, "add", "a.txt");
    scene.git(web.tree, "-c", "core.editor=true", "rebase", "--continue");
    expect((await scene.complete()).ended).toBe(DONE);
  });

  it("a merge that is in the way in the second repo leaves the first merged and unpushed; cleared, the first is not merged again", async () => {
    const scene = await setThree();
    const [api, lib] = scene.repos as [SceneRepo, SceneRepo, SceneRepo];
    writeFileSync(path.join(lib.path, "new.txt"), "mine");
    const report = await scene.complete();
    expect(report).toMatchObject({ status: "failed", exit: "conflict", error: expect.stringContaining("lib: main is checked out with changes") as string });
    expect([isMerged(scene, api.path), isMerged(scene, scene.bare(api)), isMerged(scene, lib.path)]).toEqual([true, false, false]);
    scene.git(lib.path, "stash", "--quiet", "--include-untracked");
    const seen = scene.events.length;
    expect((await scene.complete()).ended).toBe(DONE);
    expect(stagesOf(scene, seen).filter((command) => command.startsWith("fast-forward"))).toEqual(["fast-forward `lib`", "fast-forward `web`"]);
  });

  it("a push that is rejected in the second repo keeps what is merged; once it is let through, the rest is pushed", async () => {
    const scene = await setThree();
    const [api, lib, web] = scene.repos as [SceneRepo, SceneRepo, SceneRepo];
    hook(scene, scene.bare(lib), "pre-receive", "echo 'frozen until Monday' >&2; exit 1");
    const report = await scene.complete();
    expect(report).toMatchObject({ status: "failed", exit: "conflict", error: expect.stringContaining("frozen until Monday") as string });
    expect([api, lib, web].map((repo) => isMerged(scene, scene.bare(repo)))).toEqual([true, false, false]);
    expect(existsSync(lib.tree)).toBe(true);
    hook(scene, scene.bare(lib), "pre-receive", "exit 0");
    expect((await scene.complete()).ended).toBe(DONE);
    for (const repo of scene.repos) expect(isMerged(scene, scene.bare(repo))).toBe(true);
  });
});
