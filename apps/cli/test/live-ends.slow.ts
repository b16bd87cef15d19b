import { renameSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BOTH_AT_WORK, type LiveScene, openLiveScene } from "./live-scene.js";
import type { LiveTerminal } from "./live-terminal.js";
import { hasTerminal, KEYS } from "./on-terminal.js";

const SIZE = { columns: 100, rows: 30 };

let scene: LiveScene;
beforeAll(() => { scene = openLiveScene(); }, 120_000);
afterAll(() => { scene.remove(); });

const start = (): LiveTerminal => scene.on(SIZE, ["run-job", "v1.0", ...scene.agents]);

/** One that is at work, as every time that the job is gone on with. */
async function atWork(): Promise<LiveTerminal> {
  const run = start();
  await run.until(BOTH_AT_WORK);
  return run;
}

/** The terminal is as it was: its modes, and nothing of the view is left. */
async function expectClean(run: LiveTerminal, code: number): Promise<void> {
  await expectModes(run, code);
  expect(run.everything().filter((line) => /^ +\[>\] 01|^ {2}\? help/.test(line))).toEqual([]);
}

async function expectModes(run: LiveTerminal, code: number): Promise<void> {
  const end = await run.ended;
  expect([end.code, run.modesLeft(), run.isInOtherBuffer()]).toEqual([code, [], false]);
  expect(end.modes).toMatch(/\bicrnl\b[^]*\bopost\b[^]*\bisig icanon iexten echo\b/);
}

const interrupt = (run: LiveTerminal): void => { run.type(KEYS.interrupt); };
const signal = (name: NodeJS.Signals) => (run: LiveTerminal): void => { process.kill(run.pid(), name); };

/** What is done once two agents are at work. */
const MOMENTS: readonly (readonly [when: string, act: (run: LiveTerminal) => void | Promise<void>])[] = [
  ["Ctrl-C while agents run", interrupt],
  ["Ctrl-C while it is asked whether to cancel", async (run) => {
    run.type("c");
    await run.until(/Cancel the run\?/);
    interrupt(run);
  }],
  ["cancelling by its key", async (run) => {
    run.type("c");
    await run.until(/Cancel the run\?/);
    run.type("y");
  }],
  ["Ctrl-C while details of an agent are shown", async (run) => {
    run.type(`${KEYS.down}${KEYS.enter}`);
    await run.until(/executor, sonnet\n {4}since [^]*- writes its summary/);
    interrupt(run);
  }],
  ["SIGTERM", signal("SIGTERM")],
];

describe.skipIf(!hasTerminal)("a job on a terminal", () => {
  it("leaves the terminal as it was where Ctrl-C comes before anything was told", async () => {
    const run = start();
    await expect.poll(() => run.pid()).toBeGreaterThan(0);
    interrupt(run);
    await expectClean(run, 130);
  });

  it("leaves the terminal as it was where Ctrl-C is the answer to a question", async () => {
    const [state, aside] = [path.join(scene.planning, "STATE.md"), path.join(scene.planning, "aside")];
    renameSync(state, aside);
    const run = scene.on(SIZE, ["execute-phase", "1", ...scene.agents]);
    await run.until(/1 or 2\?/);
    interrupt(run);
    // It counts as "stop": the missing file is what is told.
    await expectClean(run, 2);
    renameSync(aside, state);
  });

  it.each(MOMENTS)("leaves the terminal as it was, and the job to be gone on with, behind %s", async (_, act) => {
    const run = await atWork();
    await act(run);
    await expectClean(run, 130);
  });

  it("leaves the terminal as it was where Ctrl-C is pressed twice, though it ends at once", async () => {
    const run = await atWork();
    interrupt(run);
    await run.until(/Stopping in order/);
    interrupt(run);
    await expectClean(run, 130);
  });

  it("leaves no mode but the one for keys behind where it is killed", async () => {
    const run = await atWork();
    signal("SIGKILL")(run);
    const { code } = await run.ended;
    expect([code, run.modesLeft(), run.isInOtherBuffer()]).toEqual([137, [], false]);
  });

  it("goes on where a watcher leaves, and ends in order where one cancels it", async () => {
    const run = await atWork();
    const [leaves, cancels] = [scene.on(SIZE, ["watch", "v1.0"]), scene.on(SIZE, ["watch", "v1.0"])];
    for (const watcher of [leaves, cancels]) await watcher.until(BOTH_AT_WORK);
    leaves.type("q");
    await expectClean(leaves, 0);
    expect(leaves.everything().join("\n")).toMatch(/goes on/);
    cancels.type("c");
    await cancels.until(/Cancel the run\?.*y\/n/);
    cancels.type("n");
    await cancels.until(/\? help/);
    await run.until(BOTH_AT_WORK);
    cancels.type("c");
    await cancels.until(/Cancel the run\?/);
    cancels.type("y");
    await expectClean(run, 130);
    await expectClean(cancels, 130);
  });

  it("is completed when it is run again after all of that", () => {
    scene.letGo();
    const { code, stdout } = scene.dgs("run-job", "v1.0", ...scene.agents);
    expect(stdout).toContain("Job v1.0 completed: 3/3 steps");
    expect(code).toBe(0);
  });
});
