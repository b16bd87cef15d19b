import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { AgentEvent, AgentRequest } from "@dgs/core";
import { createProcesses } from "@dgs/process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createCommandAgents } from "./create-command-agents.js";

const PATH = process.env["PATH"] ?? "";
const processes = createProcesses();
let folder: string;
let outbox: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "dgs agents-"));
  outbox = path.join(folder, ".dgs/outbox/run");
  mkdirSync(outbox, { recursive: true });
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

function request(more: Partial<AgentRequest> = {}): AgentRequest {
  return {
    role: "executor",
    tier: "sonnet",
    purpose: "execute-plan 02-01",
    attempt: 2,
    prompt: "do this\nünï 😀\n",
    cwd: folder,
    outbox,
    logPath: path.join(folder, ".dgs/logs/run.log"),
    limits: { timeMs: 20_000 },
    ...more,
  };
}

function agentsOf(fixture: string, ...args: readonly string[]) {
  const program = fileURLToPath(new URL(`../fixtures/${fixture}.mjs`, import.meta.url));
  return createCommandAgents({ processes, command: [process.execPath, program, ...args], env: { PATH, GIVEN: "yes" } });
}

it("gives a program the prompt, the folder and the contract, and takes what it leaves", async () => {
  const events: AgentEvent[] = [];
  const result = await agentsOf("works").run(request({ onEvent: (event) => events.push(event), limits: { timeMs: 20_000, tokens: 5, costUsd: 0.5 } }));
  expect(result).toEqual({ type: "completed", usage: { durationMs: expect.any(Number) as number, logPath: request().logPath } });
  expect(readFileSync(path.join(folder, "changed.txt"), "utf8")).toBe("do this\nünï 😀\n");
  expect(readdirSync(outbox).sort()).toEqual(["SUMMARY.md", "cwd.txt", "env.json"]);
  expect(events).toEqual([{ type: "text", text: "reading the prompt" }]);
  expect(readFileSync(request().logPath, "utf8")).toContain("a word on stderr");
});

it("builds the environment: what was given, what is asked, and nothing of the runner's own", async () => {
  process.env["DGS_TEST_SECRET"] = "secret";
  await agentsOf("works").run(request({ reflogAction: "agent-of-dgs/7/x", limits: { timeMs: 20_000, tokens: 5, costUsd: 0.5 } }));
  delete process.env["DGS_TEST_SECRET"];
  const env = JSON.parse(readFileSync(path.join(outbox, "env.json"), "utf8")) as Record<string, string>;
  // The supervisor's marks are the supervisor's business.
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !["DGS_RUN", "DGS_SUPERVISOR"].includes(name)));
  expect(own).toEqual({
    PATH,
    GIVEN: "yes",
    DGS_ROLE: "executor",
    DGS_TIER: "sonnet",
    DGS_PURPOSE: "execute-plan 02-01",
    DGS_ATTEMPT: "2",
    DGS_OUTBOX: outbox,
    DGS_LIMIT_TIME_MS: "20000",
    DGS_LIMIT_TOKENS: "5",
    DGS_LIMIT_COST_USD: "0.5",
    GIT_REFLOG_ACTION: "agent-of-dgs/7/x",
  });
});

const completed = { status: "completed" };
const usage = { inputTokens: 1, outputTokens: 2, costUsd: 0.25, sessionId: "s1" };

describe("the end of a program", () => {
  it.each([
    ["-", 0, { type: "completed" }],
    ["-", 3, { type: "crashed", message: "the program ended with exit code 3: last words" }],
    [completed, 0, { type: "completed" }],
    [completed, 1, { type: "crashed", message: "the program ended with exit code 1, though result.json says completed: last words" }],
    [{ status: "refused", message: "no" }, 0, { type: "refused", message: "no" }],
    [{ status: "refused", message: "no" }, 1, { type: "refused", message: "no" }],
    [{ status: "checkpoint", message: "look" }, 0, { type: "checkpoint", message: "look" }],
    [{ status: "checkpoint" }, 9, { type: "checkpoint", message: "the agent did not say why" }],
    [{ status: "budget-exceeded", message: "spent" }, 1, { type: "budget-exceeded", message: "spent" }],
    [{ status: "limit-reached", message: "wait", resetsAt: "2026-01-02T03:04:05Z" }, 1, { type: "limit-reached", message: "wait", resetsAt: "2026-01-02T03:04:05Z" }],
    [{ status: "limit-reached", message: "wait" }, 0, { type: "limit-reached", message: "wait" }],
    [{ status: "refused", message: "no", resetsAt: "2026-01-02T03:04:05Z", later: 1 }, 0, { type: "refused", message: "no" }],
  ] as const)("with result.json %j and exit code %i", async (said, code, expected) => {
    const { usage: used, ...result } = await agentsOf("says", said === "-" ? "-" : JSON.stringify(said), String(code)).run(request());
    expect(result).toEqual(expected);
    expect(used.logPath).toBe(request().logPath);
    expect(readdirSync(outbox)).toEqual([]);
  });

  it("carries the usage that the program tells", async () => {
    const result = await agentsOf("says", JSON.stringify({ status: "refused", usage }), "1").run(request());
    expect(result.usage).toMatchObject(usage);
  });

  it.each([
    ["", "no JSON"],
    ["{", "no JSON"],
    ["[]", "a list stands where an object is expected"],
    ["{}", 'the key "status" is missing'],
    ['{"status":"done"}', 'status: "done" stands where one of completed, checkpoint'],
    ['{"status":"completed","usage":{"inputTokens":-1}}', "usage.inputTokens: -1 stands where"],
    ['{"status":"limit-reached","resetsAt":"tomorrow"}', "resetsAt: \"tomorrow\" stands where a date and time"],
    ['{"status":"completed","message":7}', "message: 7 stands where a text"],
  ])("with the unusable result.json %j", async (said, reason) => {
    const result = await agentsOf("says", said, "0").run(request());
    expect(result).toMatchObject({ type: "crashed", message: expect.stringContaining("result.json in the outbox cannot be used") as string });
    expect(result).toMatchObject({ message: expect.stringContaining(reason) as string });
    expect(readdirSync(outbox)).toEqual([]);
  });

  it("does not believe what an earlier run has said", async () => {
    writeFileSync(path.join(outbox, "result.json"), JSON.stringify({ status: "refused", message: "old" }));
    expect(await agentsOf("says", "-", "0").run(request())).toMatchObject({ type: "completed" });
  });

  it("is no completion when the time was up, whatever it said and however it ended", async () => {
    const result = await agentsOf("boasts-forever").run(request({ limits: { timeMs: 1_500 } }));
    expect(result.type).toBe("timed-out");
    expect(existsSync(path.join(outbox, "result.json"))).toBe(false);
  });

  it("is cancelled when the signal came", async () => {
    const stop = new AbortController();
    const result = await agentsOf("boasts-forever").run(request({ signal: stop.signal, onEvent: () => { stop.abort(); } }));
    expect(result.type).toBe("cancelled");
  });

  it("is a crash when a signal of somebody else ended it", async () => {
    expect(await agentsOf("dies").run(request())).toMatchObject({ type: "crashed", message: expect.stringContaining("SIGKILL") as string });
  });

  it("is a crash when it could not start", async () => {
    const agents = createCommandAgents({ processes, command: ["dgs-no-such-program"], env: { PATH } });
    expect(await agents.run(request())).toMatchObject({ type: "crashed", message: expect.stringContaining("not-found") as string });
  });

  it("does not depend on the prompt being read", async () => {
    expect(await agentsOf("ignores-prompt").run(request({ prompt: "x".repeat(5_000_000) }))).toMatchObject({ type: "completed" });
  });
});

it("takes no empty command", () => {
  expect(() => createCommandAgents({ processes, command: [], env: {} })).toThrow(RangeError);
});
