import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import type { AgentEvent, AgentRequest } from "@dgs/core";
import { createProcesses, processesIn } from "@dgs/process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createProgramAgents } from "../program/create-program-agents.js";
import { acp } from "./adapter.js";

const script = fileURLToPath(new URL("../fixtures/speaks-acp.mjs", import.meta.url));

let folder: string;
let tree: string;
let outside: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "dgs acp-")));
  tree = path.join(folder, "tree");
  outside = path.join(folder, "outside.txt");
  for (const name of [".git", ".dgs/outbox/run"]) mkdirSync(path.join(tree, name), { recursive: true });
  writeFileSync(path.join(tree, "read.txt"), "one\ntwo\nthree\n");
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const has = (file: string): boolean => existsSync(path.join(tree, file));
const read = (file: string): string => readFileSync(path.join(tree, file), "utf8");
const json = (file: string): unknown => JSON.parse(read(file)) as unknown;

async function run(fake: string, more: Partial<AgentRequest> = {}, env: Readonly<Record<string, string>> = {}, model?: string) {
  const events: AgentEvent[] = [];
  const agents = createProgramAgents({
    ...{ adapter: acp, program: process.execPath, programArguments: [script], processes: createProcesses(), allowedCommands: ["npm test"], obeysRepository: false },
    ...(model === undefined ? {} : { models: { opus: model, sonnet: model, haiku: model } }),
    env: { PATH: process.env["PATH"] ?? "", FAKE: fake, OUTSIDE: outside, ...env },
  });
  const request: AgentRequest = {
    ...{ role: "executor", tier: "sonnet", purpose: "execute-plan 01-01", attempt: 1, prompt: "Do what\nthe plan says.", cwd: tree, outbox: path.join(tree, ".dgs", "outbox", "run") },
    ...{ logPath: path.join(folder, "run.log"), limits: { timeMs: 30_000 }, onEvent: (event) => events.push(event), ...more },
  };
  return { result: await agents.run(request), events };
}

const states = (events: readonly AgentEvent[]): readonly string[] => events.flatMap((event) => (event.type === "tool" ? [event.state] : []));

describe("a turn", () => {
  it("is asked for and told: text, usage, session, end", async () => {
    const { result, events } = await run("plain");
    expect(result).toMatchObject({ type: "completed", usage: { inputTokens: 120, outputTokens: 30, costUsd: 0.25, sessionId: "s-1" } });
    expect(json("prompt.json")).toEqual([{ type: "text", text: "Do what\nthe plan says." }]);
    expect(events).toContainEqual({ type: "text", text: "I work." });
    expect(readFileSync(path.join(folder, "run.log"), "utf8")).toContain("end_turn");
  });

  it("sets the model that is wanted, where the program offers it", async () => {
    expect((await run("plain", {}, {}, "large")).result.type).toBe("completed");
    expect(json("model.json")).toEqual({ sessionId: "s-1", configId: "model", value: "large" });
    const { result } = await run("plain", {}, {}, "huge");
    expect(result).toMatchObject({ type: "crashed", message: expect.stringContaining("it offers small, large") as string });
  });

  it.each([
    ["refuses", { type: "crashed", message: "the agent refused to go on" }],
    ["runs-out", { type: "crashed", message: expect.stringContaining("most tokens") as string }],
    // An answer that does not say why the turn ended is no end.
    ["strange", { type: "lost" }],
    ["mute", { type: "lost" }],
    // In order, and yet nothing was done: its service said no.
    ["says-no", { type: "refused", message: expect.stringContaining("nothing shows that a model answered") as string }],
    ["newer", { type: "crashed", message: expect.stringContaining("another version of the protocol") as string }],
    ["signed-out", { type: "refused", message: "session/new: Authentication required" }],
    ["over-limit", { type: "limit-reached" }],
    ["dies", { type: "crashed", message: expect.stringContaining("SIGKILL") as string }],
    ["exits", { type: "lost" }],
  ])("of one that is %s comes to what it is", async (fake, expected) => {
    expect((await run(fake)).result).toMatchObject(expected);
  });

  it("is over with its answer, however the process ends then", async () => {
    expect((await run("plain", {}, { EXIT: "3" })).result.type).toBe("completed");
    expect((await run("plain", {}, { LINGERS: "1" })).result.type).toBe("completed");
  });

  it("leaves no process and no later write behind", async (test) => {
    if (process.platform !== "linux") test.skip("descendants in a session of their own are found on Linux");
    expect((await run("leaves")).result.type).toBe("completed");
    const left = has("late.txt") ? read("late.txt") : "";
    await sleep(600);
    expect(has("late.txt") ? read("late.txt") : "").toBe(left);
    expect(await processesIn(tree)).toEqual(await processesIn(path.join(folder, "nobody")));
  });

  it("passes over what it does not know, and says no to what it does not offer", async () => {
    expect((await run("unknown")).result.type).toBe("completed");
    expect(json("answer.json")).toMatchObject({ code: -32601 });
  });

  it("lets no line that is too long hang it", async () => {
    const { result } = await run("huge");
    expect(result).toMatchObject({ type: "completed", denied: [expect.stringContaining("too long") as string] });
    expect(json("answer.json")).toMatchObject({ message: "the message is too long" });
  });
});

describe("permissions", () => {
  it.each([
    ["edits", "edit", "made.txt"],
    ["edits-outbox", "read-only", ".dgs/outbox/run/PLAN.md"],
    ["edits-outbox", "edit", ".dgs/outbox/run/PLAN.md"],
    ["runs", "edit", "ran.txt"],
    ["runs-more", "full", "ran.txt"],
    ["edits-nowhere", "full", "made.txt"],
    ["edits-git", "full", ".git/hooks-of-mine"],
  ] as const)("%s is allowed with %s", async (fake, permission, file) => {
    const { result, events } = await run(fake, { permission });
    expect(result).toMatchObject({ type: "completed" });
    expect(result).not.toHaveProperty("denied");
    expect(has(file)).toBe(true);
    expect(states(events)).toEqual(["started", "done"]);
  });

  it.each([
    ["edits", "read-only", /^edit .*made\.txt$/],
    ["edits-outside", "edit", /^edit .*outside\.txt$/],
    ["edits-outside", "read-only", /^edit .*outside\.txt$/],
    ["edits-link", "edit", /^edit .*link.made\.txt$/],
    ["edits-dangling", "edit", /^edit .*dangling$/],
    ["edits-git", "edit", /^edit .*hooks-of-mine$/],
    ["edits-nowhere", "edit", /^edit a tool$/],
    ["runs", "read-only", /^execute npm test$/],
    ["runs-more", "edit", /^execute npm test; touch more$/],
    ["fetches", "edit", /^fetch a tool$/],
  ] as const)("%s is denied with %s, and told", async (fake, permission, denied) => {
    const elsewhere = path.join(folder, "elsewhere");
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, path.join(tree, "link"));
    symlinkSync(outside, path.join(tree, "dangling"));
    const { result, events } = await run(fake, { permission });
    expect(result).toMatchObject({ type: "completed", denied: [expect.stringMatching(denied) as string] });
    expect(states(events)).toEqual(["started", "denied"]);
    expect([has("made.txt"), has("ran.txt"), existsSync(outside), existsSync(path.join(elsewhere, "made.txt")), has(".git/hooks-of-mine")]).toEqual([false, false, false, false, false]);
  });

  it("files are read and written for it inside of its folder alone, and no terminal is opened", async () => {
    writeFileSync(outside, "a secret\n");
    const { result, events } = await run("files");
    expect(result).toMatchObject({ type: "completed", denied: [`fs/read_text_file ${outside}`, `fs/write_text_file ${outside}`] });
    expect(read("deep/written.txt")).toBe("read: two\n");
    expect(events).toContainEqual({ type: "file", path: path.join(tree, "deep/written.txt") });
    expect(readFileSync(outside, "utf8")).toBe("a secret\n");
    expect(json("refused.json")).toMatchObject([{ code: -32603 }, { code: -32603 }, { code: -32601 }]);
  });
});

describe("an end from outside", () => {
  const whenItWorks = async (controller: AbortController): Promise<void> => {
    while (!has("prompt.json")) await sleep(20);
    controller.abort();
  };

  it("asks it to give its turn up, and hears what it used", async () => {
    const controller = new AbortController();
    const [{ result }] = await Promise.all([run("never", { signal: controller.signal }), whenItWorks(controller)]);
    expect(result).toMatchObject({ type: "cancelled", usage: { inputTokens: 7, outputTokens: 5 } });
    expect(has("cancelled.txt")).toBe(true);
  });

  it("ends one that does not listen", async () => {
    const controller = new AbortController();
    const [{ result }] = await Promise.all([run("never", { signal: controller.signal }, { DEAF: "1" }), whenItWorks(controller)]);
    expect(result.type).toBe("cancelled");
    expect(await processesIn(tree)).toEqual(await processesIn(path.join(folder, "nobody")));
  });

  it("comes by the deadline, and by silence", async () => {
    expect((await run("never", { limits: { timeMs: 2_500 } })).result).toMatchObject({ type: "timed-out", message: expect.stringContaining("stopped after") as string });
    expect((await run("never", { limits: { timeMs: 30_000, idleMs: 2_500 } })).result).toMatchObject({ type: "timed-out", message: expect.stringContaining("printed nothing") as string });
  });

  it("does not begin what was cancelled before", async () => {
    expect((await run("edits", { signal: AbortSignal.abort() })).result.type).toBe("cancelled");
    expect(has("prompt.json")).toBe(false);
  });
});
