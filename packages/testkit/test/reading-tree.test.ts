import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openReadingTree, type ReadingTree } from "../../runtime/src/steps/reading-tree.js";
import { isFailure } from "../../runtime/src/work/context.js";
import { createPhaseScene, phaseFiles, type PhaseScene } from "./phase-scene.js";

let scene: PhaseScene;
beforeEach(() => { scene = createPhaseScene(phaseFiles()); });
afterEach(() => { scene.remove(); });

const TEMPORARY = ".planning/research/.STACK.md.dgs-tmp";
const open = async (): Promise<ReadingTree> => {
  const tree = await openReadingTree(scene.context());
  if (isFailure(tree)) throw new Error(JSON.stringify(tree));
  return tree;
};

it("a planning file that DGS was writing for another agent when a reader began, or when it ended, is no change of the reader's", async () => {
  scene.put(TEMPORARY, "half");
  const before = await open();
  rmSync(join(scene.repo, TEMPORARY));
  expect(await before.changes()).toEqual([]);
  const after = await open();
  scene.put(TEMPORARY, "half");
  expect(await after.changes()).toEqual([]);
});

it("everything else that changed is, also a file of that name outside of the planning folder", async () => {
  const tree = await open();
  scene.put(".planning/PROJECT.md", "# Changed\n");
  scene.put("src/.app.js.dgs-tmp", "x");
  scene.put("README.md", "changed\n");
  expect([...(await tree.changes())].sort()).toEqual([".planning/PROJECT.md", "README.md", "src/.app.js.dgs-tmp"]);
});
