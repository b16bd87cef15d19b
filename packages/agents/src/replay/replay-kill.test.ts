import { rmSync } from "node:fs";
import { expect, it, vi } from "vitest";
import { sceneOf, snapshotOf, tapeOf } from "../fixtures/play-scene.js";
import { createReplayAgents } from "./create-replay-agents.js";

/** Steps on the disk until the run is killed; the step at which it happens is not taken, or taken by half. */
const kill = vi.hoisted(() => ({ after: Infinity, steps: 0 }));

vi.mock("node:fs", async (load) => {
  const fs = await load<typeof import("node:fs")>();
  const guarded = Object.fromEntries(
    (["writeFileSync", "renameSync", "rmSync", "rmdirSync", "mkdirSync", "chmodSync", "appendFileSync"] as const).map((name) => [
      name,
      (...args: readonly never[]) => {
        if (kill.steps++ < kill.after) return (fs[name] as (...all: readonly never[]) => unknown)(...args);
        if (name === "writeFileSync" && kill.steps === kill.after + 1) fs.writeFileSync(args[0] as unknown as string, "half");
        throw new Error("killed");
      },
    ]),
  );
  return { ...fs, ...guarded };
});

const files = { "a.txt": "1", "b.txt": "1", "gone/deep/c.txt": "x", "tool.sh": "x" };
const tape = tapeOf({
  expects: [{ path: "a.txt", text: "1" }, { path: "new/d.txt", absent: true }, { path: "gone/deep/c.txt", text: "x" }],
  changes: [
    { path: "a.txt", text: "2" },
    { path: "new/d.txt", text: "3" },
    { path: "gone/deep/c.txt", delete: true },
    { path: "tool.sh", text: "x", executable: true },
    { path: "b.txt", base64: "AP8=" },
  ],
  outbox: [{ path: "02-01-SUMMARY.md", text: "# Done\n" }, { path: "more/x.md", text: "x" }],
});

it("comes to the same end after a kill at any step", async () => {
  const whole = await play(Infinity);
  expect(Object.keys(whole.after)).not.toContain("outbox/.dgs-part");
  const steps = kill.steps;
  expect(steps).toBeGreaterThan(20);
  for (let after = 0; after < steps; after++) {
    const { after: end, between } = await play(after);
    expect(end, `killed at step ${String(after)}`).toEqual(whole.after);
    // Nothing but whole files in the tree, at any moment.
    for (const [file, content] of Object.entries(between).filter(([file]) => file.startsWith("tree/"))) {
      expect(content, `${file} after step ${String(after)}`).not.toContain(Buffer.from("half").toString("base64"));
    }
  }
});

async function play(after: number) {
  kill.after = Infinity;
  const { folder, request } = sceneOf(files);
  const agents = createReplayAgents({ tape });
  Object.assign(kill, { after, steps: 0 });
  const first = await agents.run(request);
  const taken = kill.steps;
  kill.after = Infinity;
  expect(first.type).toBe(after === Infinity ? "completed" : "crashed");
  const between = snapshotOf(folder);
  expect(await agents.run(request)).toMatchObject({ type: "completed" });
  const end = Object.fromEntries(Object.entries(snapshotOf(folder)).filter(([file]) => !file.startsWith("logs/")));
  rmSync(folder, { recursive: true });
  kill.steps = taken;
  return { between, after: end };
}
