import { afterAll, beforeAll, expect, it } from "vitest";
import { BOTH_AT_WORK, type LiveScene, openLiveScene } from "./live-scene.js";
import { hasTerminal } from "./on-terminal.js";

let scene: LiveScene;
beforeAll(() => { scene = openLiveScene(); });
afterAll(() => { scene.remove(); });

it.skipIf(!hasTerminal)("shows a job on its own terminal and on a second one, pauses it from there, and leaves both terminals as they were", async () => {
  const run = scene.on({ columns: 100, rows: 30 }, ["run-job", "v1.0", ...scene.agents]);
  await run.until(BOTH_AT_WORK);
  const watcher = scene.on({ columns: 60, rows: 20 }, ["watch", "v1.0"]);
  await watcher.until(BOTH_AT_WORK);
  run.resize({ columns: 40, rows: 12 });
  watcher.type("p");
  await watcher.until(/It pauses after this step/);
  scene.letGo();
  for (const terminal of [run, watcher]) {
    const { code, modes } = await terminal.ended;
    expect(code).toBe(130);
    expect(modes).toMatch(/\bisig icanon iexten echo\b/);
    expect([terminal.isInOtherBuffer(), terminal.written().includes("\u001b[?25l")]).toEqual([false, false]);
  }
  expect(run.everything().join("\n")).toContain("paused as asked");
  expect(scene.dgs("run-job", "v1.0", ...scene.agents).code).toBe(0);
});
