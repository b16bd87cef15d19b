import { afterEach } from "vitest";
import { createQuickScene, type QuickScene, type QuickSceneOptions } from "../src/quick-scene.js";

/** Opens quicks that are ready to be completed for the tests of a file, which are gone when their test is over. Called once, at the top of the file. */
export function openQuickScenes(): (options?: QuickSceneOptions) => Promise<QuickScene> {
  const open: QuickScene[] = [];
  afterEach(() => {
    for (const scene of open.splice(0)) scene.dispose();
  });
  return async (options) => {
    const scene = await createQuickScene(options);
    open.push(scene);
    return scene;
  };
}
