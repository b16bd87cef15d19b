import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isRefusal, loadProduct } from "@dgs/runtime";
import { afterEach, describe, expect, it } from "vitest";
import { isFailure, type WorkFailure } from "../../runtime/src/work/context.js";
import type { WorkTree } from "../../runtime/src/work/work-tree.js";
import { openTrees } from "../../runtime/src/steps/trees.js";
import { createPhaseScene, phaseFiles, type PhaseScene } from "./phase-scene.js";

let scene: PhaseScene;
afterEach(() => { scene.remove(); });

const start = (git: Readonly<Record<string, unknown>>): void => { scene = createPhaseScene(phaseFiles({ ".planning/config.json": JSON.stringify({ git }) })); };
const worktree = (): string => `${scene.repo}--v1`;
const inTree = (...args: string[]): string => execFileSync("git", ["-C", worktree(), ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
const commitInTree = (file: string): void => {
  writeFileSync(join(worktree(), file), file);
  inTree("add", "--all");
  inTree("commit", "--quiet", "-m", file);
};

async function tryOpen(phase: number | undefined): Promise<readonly WorkTree[] | WorkFailure> {
  const context = scene.context();
  const loaded = loadProduct(context.ports.files, context.place);
  if (isRefusal(loaded)) throw new Error(loaded.message);
  return openTrees(context, phase === undefined ? undefined : loaded.product.phases[phase - 1]);
}

async function open(phase: number | undefined): Promise<string | undefined> {
  const trees = await tryOpen(phase);
  if (isFailure(trees)) throw new Error(JSON.stringify(trees));
  expect(inTree("status", "--porcelain")).toBe("");
  return trees[0]?.branch;
}

const notes = (): string[] => scene.events.flatMap((event) => (event.type === "note" && event.text.startsWith("Branching") ? [event.text] : []));

describe("the strategy phase", () => {
  it("gives each phase a branch of its own, on top of the one before, in one worktree", async () => {
    start({ branching_strategy: "phase" });
    expect(await open(1)).toBe("dgs/phase-01-build");
    commitInTree("one.txt");
    expect(await open(2)).toBe("dgs/phase-02-ship");
    expect(inTree("log", "--format=%s")).toBe("one.txt\nStart");
    commitInTree("two.txt");
    expect(scene.git("log", "--format=%s", "dgs/phase-01-build")).toBe("one.txt\nStart");
    expect(await open(undefined)).toBe("dgs/phase-02-ship");
    expect(notes()).toEqual(["Branching: phase → dgs/phase-01-build", "Branching: phase → dgs/phase-02-ship"]);
  });

  it("goes back to an earlier phase, and loses nothing of the later one", async () => {
    start({ branching_strategy: "phase", phase_branch_template: "team/{milestone}/{phase}" });
    await open(1);
    await open(2);
    commitInTree("two.txt");
    expect(await open(1)).toBe("team/v1/01");
    expect(existsSync(join(worktree(), "two.txt"))).toBe(false);
    expect(await open(2)).toBe("team/v1/02");
    expect(existsSync(join(worktree(), "two.txt"))).toBe(true);
  });

  it("starts at the nearest earlier phase's branch where the worktree is gone", async () => {
    start({ branching_strategy: "phase" });
    await open(1);
    commitInTree("one.txt");
    scene.git("worktree", "remove", worktree());
    expect(await open(2)).toBe("dgs/phase-02-ship");
    expect(inTree("log", "--format=%s")).toBe("one.txt\nStart");
  });

  it("stays where it is while something is not committed", async () => {
    start({ branching_strategy: "phase" });
    await open(1);
    writeFileSync(join(worktree(), "draft.txt"), "draft");
    expect(await tryOpen(2)).toMatchObject({ type: "failed", reason: "conflict", error: expect.stringContaining("draft.txt") as string });
    expect(inTree("branch", "--show-current")).toBe("dgs/phase-01-build");
    expect(scene.git("branch", "--list", "dgs/phase-02-ship")).toBe("");
  });

  it("says so where no phase has a branch yet, to work that is of none", async () => {
    start({ branching_strategy: "phase" });
    expect(await tryOpen(undefined)).toMatchObject({ type: "failed", reason: "usage" });
  });

  it("without worktrees takes a new branch in the checkout, where that moves no file, and no other", async () => {
    start({ branching_strategy: "phase", worktrees: false });
    scene.put("draft.txt", "of a person");
    expect(await tryOpen(1)).toMatchObject([{ branch: "dgs/phase-01-build", own: false }]);
    expect(scene.git("status", "--porcelain")).toBe("?? draft.txt");
    scene.git("commit", "--quiet", "--allow-empty", "-m", "more");
    scene.git("switch", "--quiet", "main");
    expect(await tryOpen(1)).toMatchObject({ type: "failed", error: expect.stringContaining("git switch dgs/phase-01-build") as string });
    expect(scene.git("branch", "--show-current")).toBe("main");
  });
});

it.each([
  ["milestone", "dgs/v1-app", ["Branching: milestone → dgs/v1-app"]],
  ["none", "milestone/v1", []],
])("the strategy %s has one branch for all phases", async (strategy, branch, told) => {
  start({ branching_strategy: strategy });
  expect([await open(1), await open(2)]).toEqual([branch, branch]);
  expect([...new Set(notes())]).toEqual(told);
});
