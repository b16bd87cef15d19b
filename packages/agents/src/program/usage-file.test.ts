import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { AgentRequest, AgentUsage } from "@dgs/core";
import { createProcesses } from "@dgs/process";
import { afterEach, beforeEach, expect, it } from "vitest";
import { copilot } from "../copilot/adapter.js";
import { createProgramAgents } from "./create-program-agents.js";
import { usageFileOf } from "./usage-file.js";

let folder: string;
let request: AgentRequest;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "dgs usage-"));
  const outbox = path.join(folder, ".dgs/outbox/run");
  mkdirSync(outbox, { recursive: true });
  mkdirSync(path.join(folder, ".dgs/logs"));
  request = { role: "executor", tier: "sonnet", purpose: "execute-plan 01-01", attempt: 1, prompt: "", cwd: folder, outbox, logPath: path.join(folder, ".dgs/logs/run.log"), limits: { timeMs: 20_000 } };
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const USAGE = JSON.stringify({ modelMetrics: { one: { usage: { inputTokens: 30, outputTokens: 4 } } } });

/** Runs a script in the place of the program; FILE is where it is told to write. */
async function usageAfter(script: string): Promise<AgentUsage> {
  const launch: typeof copilot.launch = (asked, setup) => {
    const { args } = copilot.launch(asked, setup);
    return { program: process.execPath, args: ["-e", script], env: { ...setup.env, FILE: args[args.indexOf("--usage-output-file") + 1] ?? "" }, stdin: "" };
  };
  const agents = createProgramAgents({ adapter: { ...copilot, launch }, program: "copilot", processes: createProcesses(), allowedCommands: [], obeysRepository: false, env: { PATH: process.env["PATH"] ?? "" } });
  return (await agents.run(request)).usage;
}

const write = (text: string): string => `require("node:fs").writeFileSync(process.env.FILE, ${JSON.stringify(text)});`;

it("is read when the program has ended, and goes", async () => {
  expect(await usageAfter(write(USAGE))).toMatchObject({ inputTokens: 30, outputTokens: 4 });
  expect(existsSync(usageFileOf(request))).toBe(false);
});

it("is read of a run that failed, too", async () => {
  expect(await usageAfter(`${write(USAGE)} process.exit(1);`)).toMatchObject({ inputTokens: 30, outputTokens: 4 });
});

it("of an earlier run is no usage of this one", async () => {
  writeFileSync(usageFileOf(request), USAGE);
  expect(await usageAfter("process.kill(process.pid, 'SIGKILL');")).not.toHaveProperty("inputTokens");
  expect(existsSync(usageFileOf(request))).toBe(false);
});

it.each([["a part of it", write(USAGE.slice(0, -3))], ["nothing in it", write("")], ["a folder in its place", "require('node:fs').mkdirSync(process.env.FILE);"], ["more than anybody reads", `${write(" ")} require("node:fs").truncateSync(process.env.FILE, 2000000);`]])(
  "with %s tells no usage, and goes",
  async (_name, script) => {
    expect(await usageAfter(script)).not.toHaveProperty("inputTokens");
    expect(existsSync(usageFileOf(request))).toBe(false);
  },
);

it("is not read through a link, and what the link leads to stays", async () => {
  const other = path.join(folder, "other.json");
  writeFileSync(other, USAGE);
  symlinkSync(other, path.join(folder, "link"));
  expect(await usageAfter("require('node:fs').renameSync('link', process.env.FILE);")).not.toHaveProperty("inputTokens");
  expect(existsSync(usageFileOf(request))).toBe(false);
  expect(existsSync(other)).toBe(true);
});
