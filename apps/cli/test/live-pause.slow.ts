import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BOTH_AT_WORK, type LiveScene, openLiveScene } from "./live-scene.js";
import { hasTerminal } from "./on-terminal.js";

const SIZE = { columns: 100, rows: 30 };

let scene: LiveScene;
beforeAll(() => { scene = openLiveScene(); }, 120_000);
afterAll(() => { scene.remove(); });

describe.skipIf(!hasTerminal)("a phase that is carried out on a terminal", () => {
  it("pauses between plans where somebody asks for it, on either terminal, and not where it is taken back", async () => {
    const run = scene.on(SIZE, ["execute-phase", "1", ...scene.agents]);
    await run.until(BOTH_AT_WORK);
    const watcher = scene.on(SIZE, ["watch", "v1.0"]);
    await watcher.until(BOTH_AT_WORK);
    const pausing = /It pauses once the plans under way are in/;
    const notPausing = (lines: readonly string[]): boolean => !pausing.test(lines.join("\n"));
    watcher.type("p");
    for (const each of [run, watcher]) await each.until(pausing);
    run.type("p");
    for (const each of [run, watcher]) await each.until(notPausing);
    run.type("p");
    for (const each of [run, watcher]) await each.until(pausing);
    scene.letGo();
    const ends = await Promise.all([run.ended, watcher.ended]);
    expect(ends.map(({ code }) => code)).toEqual([130, 130]);
    const told = run.everything().join("\n");
    for (const text of ["Plans completed: 2 of 3", "01-03: not started", "Next: dgs execute-phase 1"]) expect(told).toContain(text);
    const watched = watcher.everything().filter((line) => line !== "");
    expect(watched.filter((line) => line.startsWith("Next:"))).toEqual([watched.at(-1)]);
    expect(watched.at(-1)).toBe("Next: dgs execute-phase 1 (it goes on where it was)");
  });

  it("goes on behind a pause, which was asked of that run alone", () => {
    const { code, stdout } = scene.dgs("execute-phase", "1", ...scene.agents);
    expect([code, stdout.includes("Plans completed: 3 of 3")]).toEqual([0, true]);
  });
});
