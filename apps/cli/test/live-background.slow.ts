import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BOTH_AT_WORK, type LiveScene, openLiveScene } from "./live-scene.js";
import { openLiveTerminal } from "./live-terminal.js";
import { hasTerminal } from "./on-terminal.js";

/** A shell that starts a program behind it, takes it to the front once a line is typed, and says how it ended. */
const SHELL = 'set -m; "$0" "$@" & read -r _; fg >/dev/null; echo "ended $?"';

/** An agent that was chosen by a key. */
const CHOSEN = /> \[>\] 01-0\d/;

let scene: LiveScene;
beforeAll(() => { scene = openLiveScene(); }, 300_000);
afterAll(() => { scene.remove(); });

describe.skipIf(!hasTerminal)("a job in the background of a shell", () => {
  it("is not stopped by its terminal, leaves the keys to the shell, and hears them once it is in front", async () => {
    const run = openLiveTerminal({ cwd: path.dirname(scene.planning), command: ["bash", "-c", SHELL, process.execPath, scene.main, "run-job", "v1.0", ...scene.agents], size: { columns: 100, rows: 30 } });
    try {
      await run.until(BOTH_AT_WORK);
      expect(run.screen().join("\n")).not.toMatch(CHOSEN);
      // The line is the shell's; the key behind it waits in the terminal until somebody hears it.
      run.type("\nj");
      await run.until(CHOSEN);
      scene.letGo();
      await run.until(/^ended 0$/m);
      expect((await run.ended).modes).toMatch(/\bisig icanon iexten echo\b/);
    } finally {
      run.close();
    }
  });
});
