import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { AgentEvent } from "@dgs/core";
import { afterEach, describe, expect, it } from "vitest";
import { sceneOf, snapshotOf, tapeOf } from "../fixtures/play-scene.js";
import { createReplayAgents } from "./create-replay-agents.js";

const open: string[] = [];
afterEach(() => {
  for (const folder of open.splice(0)) rmSync(folder, { recursive: true, force: true });
});
function stage(files: Readonly<Record<string, string>> = {}) {
  const scene = sceneOf(files);
  open.push(scene.folder);
  return scene;
}
const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("playing an entry", () => {
  it("makes the changes, fills the outbox, and tells the result and the usage", async () => {
    const { folder, request } = stage({ "a.txt": "1", "gone/deep/b.txt": "x", "keep/c.txt": "x", "keep/d.txt": "x" });
    const events: AgentEvent[] = [];
    const usage = { durationMs: 42, inputTokens: 7, sessionId: "s" };
    const tape = tapeOf({
      changes: [
        { path: "a.txt", text: "2" },
        { path: "new/run.sh", text: "#!/bin/sh\n", executable: true },
        { path: "bytes.bin", base64: "AP8=" },
        { path: "gone/deep/b.txt", delete: true },
        { path: "keep/c.txt", delete: true },
        { path: "never/was.txt", delete: true },
      ],
      outbox: [{ path: "02-01-SUMMARY.md", text: "# Done\n" }, { path: "more/x.md", text: "x" }],
      result: { type: "checkpoint", message: "look", usage },
    });
    const result = await createReplayAgents({ tape }).run({ ...request, onEvent: (event) => events.push(event) });
    expect(result).toEqual({ type: "checkpoint", message: "look", usage: { ...usage, logPath: request.logPath } });
    expect(snapshotOf(request.cwd)).toEqual({
      "a.txt": `644 ${base64("2")}`,
      "bytes.bin": "644 AP8=",
      "keep/d.txt": `644 ${base64("x")}`,
      "new/run.sh": `755 ${base64("#!/bin/sh\n")}`,
    });
    expect(snapshotOf(request.outbox)).toEqual({ "02-01-SUMMARY.md": `644 ${base64("# Done\n")}`, "more/x.md": `644 ${base64("x")}` });
    expect(events).toContainEqual({ type: "tool", name: "write a.txt", state: "started" });
    expect(readFileSync(path.join(folder, "logs/run.log"), "utf8")).toContain("delete gone/deep/b.txt");
  });

  it("writes only what differs, and keeps the mode of a file that is there", async () => {
    const { request } = stage({ "same.txt": "1", "tool.sh": "1" });
    chmodSync(path.join(request.cwd, "tool.sh"), 0o750);
    const events: AgentEvent[] = [];
    const agents = createReplayAgents({ tape: tapeOf({ changes: [{ path: "same.txt", text: "1" }, { path: "tool.sh", text: "2" }] }) });
    await agents.run({ ...request, onEvent: (event) => events.push(event) });
    expect(events).toEqual([{ type: "tool", name: "write tool.sh", state: "started" }]);
    expect(snapshotOf(request.cwd)["tool.sh"]).toBe(`750 ${base64("2")}`);
    await agents.run({ ...request, onEvent: (event) => events.push(event) });
    expect(events).toHaveLength(1);
  });

  it("puts a file where a link stood, and never writes through one", async () => {
    const { folder, request } = stage();
    writeFileSync(path.join(folder, "outside.txt"), "mine");
    symlinkSync(path.join(folder, "outside.txt"), path.join(request.cwd, "link.txt"));
    await createReplayAgents({ tape: tapeOf({ changes: [{ path: "link.txt", text: "tape" }] }) }).run(request);
    expect(readFileSync(path.join(folder, "outside.txt"), "utf8")).toBe("mine");
    expect(snapshotOf(request.cwd)).toEqual({ "link.txt": `644 ${base64("tape")}` });
  });

  it("makes a folder where the entry deletes a file", async () => {
    const { request } = stage({ a: "file" });
    const tape = tapeOf({ changes: [{ path: "a", delete: true }, { path: "a/b.txt", text: "1" }] });
    expect(await createReplayAgents({ tape }).run(request)).toMatchObject({ type: "completed" });
    expect(snapshotOf(request.cwd)).toEqual({ "a/b.txt": `644 ${base64("1")}` });
  });
});

describe("refusing", () => {
  it("what the tape does not have, with the nearest entries", async () => {
    const { request } = stage();
    const agents = createReplayAgents({ tape: tapeOf({ changes: [{ path: "a.txt", text: "1" }] }) });
    expect(await agents.run({ ...request, purpose: "execute-plan 02-02" })).toMatchObject({
      type: "refused",
      message: 'the tape "demo" has no entry for execute-plan 02-02 (attempt 1); the nearest ones are execute-plan 02-01 (attempt 1)',
    });
    expect(await agents.run({ ...request, attempt: 2 })).toMatchObject({ type: "refused", message: expect.stringContaining("execute-plan 02-01 (attempt 2)") as string });
    expect(await agents.run({ ...request, purpose: "" })).toMatchObject({ type: "refused" });
    expect(snapshotOf(request.cwd)).toEqual({});
  });

  it("names the nearest first", async () => {
    const { request } = stage();
    const tape = tapeOf({});
    const purposes = ["plan-phase 1", "execute-plan 09-09", "execute-plan 02-01", "audit-milestone v1"];
    const entries = purposes.map((purpose) => ({ ...tape.entries[0]!, purpose }));
    const result = await createReplayAgents({ tape: { ...tape, entries } }).run({ ...request, purpose: "execute-plan 02-03" });
    expect(result).toMatchObject({ message: expect.stringMatching(/nearest ones are execute-plan 02-01 \(attempt 1\), execute-plan 09-09/) as string });
  });

  it("another role than the recorded one", async () => {
    const { request } = stage();
    const result = await createReplayAgents({ tape: tapeOf({ role: "planner" }) }).run(request);
    expect(result).toMatchObject({ type: "refused", message: expect.stringContaining("for the role planner, not for executor") as string });
  });

  it("a tree that is not what the tape was recorded on, with the files that differ", async () => {
    const { request } = stage({ "a.txt": "1", "b.txt": "1", "c.txt": "1" });
    const expects = [
      { path: "a.txt", text: "1" },
      { path: "b.txt", text: "other" },
      { path: "c.txt", absent: true },
      { path: "d.txt", sha256: "0".repeat(64) },
      { path: "a.txt", sha256: "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b" },
    ];
    const result = await createReplayAgents({ tape: tapeOf({ expects, changes: [{ path: "a.txt", text: "2" }] }) }).run(request);
    expect(result).toMatchObject({ type: "refused", unfit: true, message: "files differ from what the tape was recorded on: b.txt, c.txt, d.txt (b.txt was sha256 d9298a10d1b0 and is sha256 6b86b273ff34)" });
    expect(readFileSync(path.join(request.cwd, "a.txt"), "utf8")).toBe("1");
  });

  it("a way that leads through a link, in the tree and in the outbox, before anything is written", async () => {
    const { folder, request } = stage({ "a.txt": "1" });
    mkdirSync(path.join(folder, "outside"));
    mkdirSync(request.outbox);
    for (const root of [request.cwd, request.outbox]) symlinkSync(path.join(folder, "outside"), path.join(root, "link"));
    const changes = [{ path: "a.txt", text: "2" }];
    for (const entry of [{ changes: [...changes, { path: "link/x", text: "x" }] }, { changes: [...changes, { path: "link/x", delete: true }] }, { changes, outbox: [{ path: "link/x", text: "x" }] }]) {
      expect(await createReplayAgents({ tape: tapeOf(entry) }).run(request)).toMatchObject({ type: "refused", message: expect.stringContaining("link") as string });
      expect(readFileSync(path.join(request.cwd, "a.txt"), "utf8")).toBe("1");
      expect(snapshotOf(path.join(folder, "outside"))).toEqual({});
    }
  });

  it("a folder outside of the one it may be played in", async () => {
    const { folder, request } = stage();
    const tape = tapeOf({ changes: [{ path: "a.txt", text: "1" }] });
    mkdirSync(path.join(folder, "tree-too"));
    expect(await createReplayAgents({ tape, root: path.join(folder, "tree-too") }).run(request)).toMatchObject({ type: "refused" });
    expect(await createReplayAgents({ tape, root: request.cwd }).run({ ...request, cwd: path.join(folder, "tree-too") })).toMatchObject({ type: "refused" });
    expect(snapshotOf(request.cwd)).toEqual({});
    expect(await createReplayAgents({ tape, root: folder }).run(request)).toMatchObject({ type: "completed" });
  });
});

it("crashes, with the reason, when a folder stands where a file is to be", async () => {
  const { request } = stage({ "a/b.txt": "1" });
  const result = await createReplayAgents({ tape: tapeOf({ changes: [{ path: "a", text: "1" }] }) }).run(request);
  expect(result).toMatchObject({ type: "crashed", message: expect.stringContaining("could not be played") as string });
});

describe("taking its time", () => {
  it("is timed out when it takes longer than is allowed, and has changed nothing", async () => {
    const { request } = stage();
    const tape = tapeOf({ delayMs: 60_000, changes: [{ path: "a.txt", text: "1" }] });
    expect(await createReplayAgents({ tape }).run({ ...request, limits: { timeMs: 10 } })).toMatchObject({ type: "timed-out" });
    expect(snapshotOf(request.cwd)).toEqual({});
  });

  it("is cancelled while it waits, and before", async () => {
    const { request } = stage();
    const tape = tapeOf({ delayMs: 9_000, changes: [{ path: "a.txt", text: "1" }] });
    const stop = new AbortController();
    const running = createReplayAgents({ tape }).run({ ...request, signal: stop.signal });
    stop.abort();
    expect(await running).toMatchObject({ type: "cancelled" });
    expect(await createReplayAgents({ tape: tapeOf({}) }).run({ ...request, signal: stop.signal })).toMatchObject({ type: "cancelled" });
    expect(snapshotOf(request.cwd)).toEqual({});
  });

  it("says how long it took as the tape says", async () => {
    const { request } = stage();
    expect((await createReplayAgents({ tape: tapeOf({ delayMs: 5 }) }).run(request)).usage.durationMs).toBe(5);
  });
});
