import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { AgentEvent } from "@dgs/core";
import { createProcesses } from "@dgs/process";
import { afterEach, expect, it } from "vitest";
import { createCommandAgents } from "./command/create-command-agents.js";
import { claude } from "./claude/adapter.js";
import { createProgramAgents } from "./program/create-program-agents.js";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const KEY = "sk-ant-api03-AbCdEfGhIjKlMnOpQrSt";
const TOKEN = "a-token-of-somebody-1";
const env = { PATH: process.env["PATH"] ?? "", MY_TOKEN: TOKEN };

it.each([
  ["a command", (script: string) => createCommandAgents({ processes: createProcesses(), command: [process.execPath, "-e", script], env })],
  ["an agent program", (script: string) => createProgramAgents({ adapter: { ...claude, launch: (_request, setup) => ({ program: process.execPath, args: ["-e", script], env: setup.env, stdin: "" }) }, program: "claude", allowedCommands: [], obeysRepository: false, env, processes: createProcesses() })],
] as const)("%s: no secret stands in events, last words or the log", async (_name, agentsOf) => {
  const folder = mkdtempSync(path.join(tmpdir(), "dgs-secrets-"));
  folders.push(folder);
  const line = JSON.stringify({ type: "assistant", message: { content: [{ type: "text", text: `I found ${KEY} and ${TOKEN}` }] } });
  const script = `console.log(${JSON.stringify(line)}); console.error(${JSON.stringify(`failed with ${TOKEN} ${KEY}`)}); process.exitCode = 1;`;
  const events: AgentEvent[] = [];
  const logPath = path.join(folder, "logs", "a.log");
  const result = await agentsOf(script).run({ role: "executor", tier: "sonnet", purpose: "p", attempt: 1, prompt: "", cwd: folder, outbox: path.join(folder, ".dgs", "outbox"), logPath, limits: { timeMs: 60_000 }, onEvent: (event) => { events.push(event); } });
  const all = `${JSON.stringify([result, events])}${readFileSync(logPath, "utf8")}`;
  expect(existsSync(logPath)).toBe(true);
  expect(events.length).toBeGreaterThan(0);
  expect(JSON.stringify(result)).toContain("failed with [hidden] [hidden]");
  expect(JSON.stringify(events)).toContain("[hidden]");
  for (const secret of [KEY, TOKEN]) expect(all).not.toContain(secret);
});
