import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { AgentRequest, AgentResult, Agents, Sha } from "@dgs/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createReplayAgents } from "../replay/create-replay-agents.js";
import { parseTape } from "../replay/parse-tape.js";
import { keepPlayedRuns } from "../replay/played-runs.js";
import type { Tape } from "../replay/tape.js";
import { createRecordingAgents } from "./create-recording-agents.js";
import { openTape } from "./tape-writer.js";

let folder: string;
let cwd: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "dgs-again-"));
  cwd = path.join(folder, "work", "tree");
  file = path.join(folder, "a.tape.json");
  mkdirSync(cwd, { recursive: true });
  put("kept.txt", "kept\n");
  cpSync(cwd, path.join(folder, "copy", "tree"), { recursive: true });
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

function put(name: string, text: string): void {
  mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true });
  writeFileSync(path.join(cwd, name), text);
}

const BASE = "a".repeat(40) as Sha;
const requestOf = (more: Partial<AgentRequest> = {}): AgentRequest => ({
  role: "executor", tier: "sonnet", purpose: "execute-plan 01-01", attempt: 1, prompt: "", cwd, base: BASE, outbox: path.join(cwd, ".dgs", "outbox", "x"), logPath: path.join(folder, "log"), limits: { timeMs: 1000 },
  inputs: [{ title: "The plan", text: "Do it\n" }], ...more,
});
const completed: AgentResult = { type: "completed", usage: { durationMs: 1 } };
const overloaded: AgentResult = { type: "limit-reached", overload: true, message: "529", usage: { durationMs: 1 } };

/** A runner of its own: what it knew is gone with it, and the tape stays. */
function createRunner() {
  const tape = openTape(file, "a");
  if ("problems" in tape) throw new Error(JSON.stringify(tape.problems));
  const works = new Map<string, () => AgentResult | undefined | Promise<AgentResult>>();
  const agents = createRecordingAgents({ tape, git: { topLevel: () => Promise.resolve(cwd), listIgnored: () => Promise.resolve([]) }, agents: { run: async ({ purpose }) => (await works.get(purpose)?.()) ?? completed } });
  return {
    agents,
    async run(does: () => AgentResult | undefined | Promise<AgentResult>, more: Partial<AgentRequest> = {}): Promise<AgentResult> {
      rmSync(path.join(cwd, ".dgs"), { recursive: true, force: true });
      const request = requestOf(more);
      works.set(request.purpose, does);
      return agents.run(request);
    },
    settle(next: "again" | "over", attempt = 1, purpose = "execute-plan 01-01"): void { agents.settle?.({ purpose, attempt }, next); },
  };
}
const leave = (text: string): void => { put(".dgs/outbox/x/SUMMARY.md", text); };

/** A run in the middle of which the runner is killed: it never ends. */
async function killedIn(runner: ReturnType<typeof createRunner>, does: () => void, more: Partial<AgentRequest> = {}): Promise<void> {
  await new Promise<void>((resolve) => {
    void runner.run(() => {
      does();
      resolve();
      return new Promise<AgentResult>(() => undefined);
    }, more);
  });
}

function tapeNow(): Tape {
  const read = parseTape(readFileSync(file, "utf8"));
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  return read.tape;
}
/** Each entry of the tape: its attempt, how it ended, what it changed, and whether it is played. */
const told = (): readonly (readonly unknown[])[] => tapeNow().entries.map(({ attempt, result, changes, cutOff }) => [attempt, result.type, Object.fromEntries(changes.map((change) => [change.path, "text" in change ? change.text : "deleted"])), ...(cutOff === true ? ["cut off"] : [])]);

/** Plays the tape in the copy that was made before anything was recorded. */
function createPlayer(agents: Agents = createReplayAgents({ tape: tapeNow() })) {
  const copy = path.join(folder, "copy", "tree");
  return {
    agents,
    copy,
    play: (more: Partial<AgentRequest> = {}): Promise<AgentResult> => agents.run(requestOf({ cwd: copy, outbox: path.join(copy, ".dgs", "outbox", "x"), ...more })),
    read: (name: string): string | undefined => (existsSync(path.join(copy, name)) ? readFileSync(path.join(copy, name), "utf8") : undefined),
  };
}

describe("a run that is tried again", () => {
  it("is on the tape once for each try, in the order in which they were asked, and is played in it", async () => {
    const runner = createRunner();
    await runner.run(() => overloaded);
    runner.settle("again");
    await runner.run(() => { put("a.txt", "bad\n"); leave("first"); return undefined; });
    runner.settle("again");
    await runner.run(() => { put("a.txt", "good\n"); leave("second"); return undefined; }, { attempt: 2 });
    runner.settle("over", 2);
    expect(told()).toEqual([[1, "limit-reached", {}], [1, "completed", { "a.txt": "bad\n" }], [2, "completed", { "a.txt": "good\n" }]]);
    expect(tapeNow().open).toBeUndefined();

    const player = createPlayer();
    for (const [attempt, type, text, next] of [[1, "limit-reached", undefined, "again"], [1, "completed", "bad\n", "again"], [2, "completed", "good\n", "over"]] as const) {
      // Asked twice without a word of what became of it, as after a kill, it is the same run.
      for (let time = 1; time <= 2; time++) expect([(await player.play({ attempt })).type, player.read("a.txt")]).toEqual([type, text]);
      player.agents.settle?.({ purpose: "execute-plan 01-01", attempt }, next);
    }
    expect(player.read(".dgs/outbox/x/SUMMARY.md")).toBe("second");
    expect(await player.play({ attempt: 2 })).toMatchObject({ type: "completed" });
  });

  it("by another runner, as the first one failed, is played after the failure, by another player, too", async () => {
    const first = createRunner();
    await first.run(() => ({ type: "crashed", message: "no", usage: { durationMs: 1 } }));
    first.settle("over");
    const second = createRunner();
    await second.run(() => { put("a.txt", "good\n"); return undefined; });
    second.settle("over");
    expect(told()).toEqual([[1, "crashed", {}], [1, "completed", { "a.txt": "good\n" }]]);

    const kept = path.join(folder, "jobs", ".tapes");
    const player = (): ReturnType<typeof createPlayer> => createPlayer(createReplayAgents({ tape: tapeNow(), played: keepPlayedRuns(kept, tapeNow()) }));
    for (const type of ["crashed", "completed", "completed"]) {
      const { play, agents } = player();
      expect(await play()).toMatchObject({ type });
      agents.settle?.({ purpose: "execute-plan 01-01", attempt: 1 }, "over");
    }
    expect(readFileSync(path.join(kept, ".gitignore"), "utf8")).toBe("*\n");
    // Another tape is another beginning.
    const longer = { ...tapeNow(), name: "b" };
    expect(await createReplayAgents({ tape: longer, played: keepPlayedRuns(kept, longer) }).run(requestOf())).toMatchObject({ type: "crashed" });
  });

  it("says of which of its runs it tells when none fits, and takes the one that fits where the next one does not", async () => {
    const runner = createRunner();
    for (const text of ["one\n", "two\n"]) {
      await runner.run(() => { put("a.txt", text); return undefined; });
      runner.settle("over");
    }
    const player = createPlayer();
    expect(await player.play({ inputs: [] })).toMatchObject({ unfit: true, message: expect.stringContaining("in its entry execute-plan 01-01 (attempt 1, number 1 of 2) the input") as string });
    await player.play();
    player.agents.settle?.({ purpose: "execute-plan 01-01", attempt: 1 }, "over");
    rmSync(path.join(player.copy, "a.txt"));
    await player.play();
    expect(player.read("a.txt")).toBe("one\n");
  });

  it("after a conflict is found under the commit that stands there now", async () => {
    const runner = createRunner();
    const conflict = { role: "conflict", purpose: "resolve-conflict 01-02 app 0123456789" } as const;
    await runner.run(() => { put("a.txt", "both\n"); return undefined; }, conflict);
    runner.settle("over", 1, conflict.purpose);
    const player = createPlayer();
    expect(await player.play({ ...conflict, purpose: "resolve-conflict 01-02 app abcdef0123" })).toMatchObject({ type: "completed" });
    expect(player.read("a.txt")).toBe("both\n");
  });
});

describe("work that was cut off and taken up", () => {
  it("is on the tape as a whole: what was asked and there when it began, and what is there at its end", async () => {
    const first = createRunner();
    await killedIn(first, () => { put("a.txt", "one\n"); put("kept.txt", "half\n"); });
    expect(told()).toEqual([]);
    expect(tapeNow().open).toMatchObject([{ purpose: "execute-plan 01-01", base: BASE, tries: 0, before: [{ path: "kept.txt" }] }]);
    const second = createRunner();
    await second.run(() => { put("kept.txt", "whole\n"); put("b.txt", "two\n"); leave("all of it"); return undefined; }, { inputs: [{ title: "The plan", text: "Do it\n" }, { title: "Commits of an earlier run", text: "one" }] });
    second.settle("over");
    expect(told()).toEqual([[1, "completed", { "a.txt": "one\n", "b.txt": "two\n", "kept.txt": "whole\n" }]]);
    expect(tapeNow().open).toBeUndefined();
    expect(readFileSync(file, "utf8")).not.toContain(folder);
    const player = createPlayer();
    expect(await player.play()).toMatchObject({ type: "completed" });
    expect([player.read("a.txt"), player.read("b.txt"), player.read("kept.txt"), player.read(".dgs/outbox/x/SUMMARY.md")]).toEqual(["one\n", "two\n", "whole\n", "all of it"]);
  });

  it("holds nothing of it that was put back before it was taken up", async () => {
    await killedIn(createRunner(), () => { put("a.txt", "committed\n"); put("kept.txt", "not committed\n"); });
    put("kept.txt", "kept\n");
    await createRunner().run(() => { put("b.txt", "two\n"); return undefined; });
    expect(told()).toEqual([[1, "completed", { "a.txt": "committed\n", "b.txt": "two\n" }]]);
  });

  it("holds nothing that others have landed where it began anew on another commit", async () => {
    await killedIn(createRunner(), () => { put("a.txt", "gone\n"); });
    rmSync(path.join(cwd, "a.txt"));
    put("others.txt", "landed\n");
    await createRunner().run(() => { put("b.txt", "two\n"); return undefined; }, { base: "b".repeat(40) as Sha });
    expect(told()).toEqual([[1, "completed", { "b.txt": "two\n" }]]);
  });

  it("keeps the tries before it, which are not played: the new runner asks from the beginning", async () => {
    const first = createRunner();
    await first.run(() => { put("a.txt", "bad\n"); return undefined; });
    first.settle("again");
    await killedIn(first, () => { put("a.txt", "better\n"); }, { attempt: 2 });
    const second = createRunner();
    await second.run(() => { put("a.txt", "nearly\n"); return undefined; });
    second.settle("again");
    await second.run(() => { put("a.txt", "good\n"); return undefined; }, { attempt: 2 });
    second.settle("over", 2);
    expect(told()).toEqual([[1, "completed", { "a.txt": "bad\n" }, "cut off"], [1, "completed", { "a.txt": "nearly\n" }], [2, "completed", { "a.txt": "good\n" }]]);
    const player = createPlayer();
    for (const attempt of [1, 2]) expect(await player.play({ attempt })).toMatchObject({ type: "completed" });
    expect(player.read("a.txt")).toBe("good\n");
  });

  it("takes a run that had ended, and was not judged when its runner was killed, for cut off, too; and so a second time", async () => {
    for (const name of ["a.txt", "b.txt", "c.txt"]) await createRunner().run(() => { put(name, "1\n"); return undefined; });
    expect(told()).toEqual([[1, "completed", { "a.txt": "1\n" }, "cut off"], [1, "completed", { "a.txt": "1\n", "b.txt": "1\n" }, "cut off"], [1, "completed", { "a.txt": "1\n", "b.txt": "1\n", "c.txt": "1\n" }]]);
    expect(tapeNow().open).toMatchObject([{ tries: 1 }]);
  });

  it("holds what a cancelled run had done, by the same runner, too", async () => {
    const runner = createRunner();
    await runner.run(() => { put("a.txt", "1\n"); return { type: "cancelled", message: "cancelled", usage: { durationMs: 1 } }; });
    expect(told()).toEqual([]);
    await runner.run(() => { put("b.txt", "2\n"); return undefined; });
    expect(told()).toEqual([[1, "completed", { "a.txt": "1\n", "b.txt": "2\n" }]]);
  });

  it("of an agent that only looks is what it left the last time; planning files that DGS wrote in between are no work of it", async () => {
    const planner = { role: "planner", purpose: "plan-phase 1" } as const;
    await killedIn(createRunner(), () => { leave("half"); }, planner);
    put("others.txt", "written in between\n");
    await createRunner().run(() => { leave("whole"); return undefined; }, planner);
    expect(tapeNow().entries).toMatchObject([{ changes: [], outbox: [{ text: "whole" }] }]);

    await killedIn(createRunner(), () => { put("a.txt", "1\n"); });
    put(".planning/STATE.md", "state\n");
    await createRunner().run(() => undefined);
    expect(told().at(-1)).toEqual([1, "completed", { "a.txt": "1\n" }]);
  });

  it("stands in the order in which the runs were asked, whichever ends first", async () => {
    const runner = createRunner();
    let end: (result: AgentResult) => void = () => undefined;
    const slow = runner.run(() => new Promise<AgentResult>((resolve) => { end = resolve; }));
    await expect.poll(() => tapeNow().open?.length).toBe(1);
    await runner.run(() => undefined, { purpose: "execute-plan 01-02" });
    end(completed);
    await slow;
    expect(tapeNow().entries.map(({ purpose }) => purpose)).toEqual(["execute-plan 01-01", "execute-plan 01-02"]);
  });
});
