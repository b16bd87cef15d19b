import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ADAPTERS, createCommandAgents, createOutbox, createProgramAgents } from "@dgs/agents";
import type { AgentLimits, Agents } from "@dgs/core";
import { createProcesses } from "@dgs/process";
import { checkAgent, isRefusal } from "@dgs/runtime";
import { expect, it } from "vitest";

const script = fileURLToPath(new URL("../../agents/src/fixtures/plays-claude.mjs", import.meta.url));
const env = { PATH: process.env["PATH"] ?? "" };

/** The adapter of Claude Code with a stand-in for its program. */
function standIn(fake: string): Agents {
  const adapter = { ...ADAPTERS.claude, launch: (...given: Parameters<typeof ADAPTERS.claude.launch>) => {
    const launch = ADAPTERS.claude.launch(...given);
    return { ...launch, args: [script, ...launch.args] };
  } };
  return createProgramAgents({ adapter, program: process.execPath, processes: createProcesses(), allowedCommands: [], obeysRepository: false, env: { ...env, FAKE: fake } });
}

async function check(agents: Agents, limits: AgentLimits = { timeMs: 60_000 }, tellsEnd = true, signal = new AbortController().signal) {
  const ports = { agents, outbox: createOutbox(), processes: createProcesses(), newId: () => "a-line", testEnv: env };
  const report = await checkAgent(ports, { adapter: "claude", version: "9.9.9", tried: "2.1.329", tellsEnd, tier: "sonnet", limits, signal, onEvent: () => undefined });
  if (isRefusal(report)) throw new Error(report.message);
  const of = (state: string): string[] => report.checks.filter((each) => each.state === state).map(({ what }) => what);
  if (report.folder !== undefined) rmSync(report.folder, { recursive: true });
  return { report, failed: of("failed"), untold: of("untold") };
}

it("finds that all holds, and leaves nothing behind", async () => {
  const { report, failed, untold } = await check(standIn(""));
  expect({ failed, untold, exit: report.exit, folder: report.folder }).toEqual({ failed: [], untold: ["version"], exit: "ok", folder: undefined });
  expect(report.checks.map(({ what }) => what)).toEqual(["start", "version", "events", "end", "result", "file", "outbox", "rest", "usage", "session"]);
  expect(report.usage).toMatchObject({ inputTokens: 10, outputTokens: 5, costUsd: 0.001, sessionId: "s-1" });
});

it.each([
  ["no-end", ["end", "result"], "gaps"],
  ["strange", ["events", "end", "result"], "gaps"],
  ["lazy", ["file"], "gaps"],
  ["wrong", ["file"], "gaps"],
  ["forgets", ["outbox"], "gaps"],
  ["untidy", ["rest"], "gaps"],
  ["signed-out", ["result"], "human-needed"],
])("tells of one that is %s what did not hold", async (fake, expected, exit) => {
  const { report, failed } = await check(standIn(fake));
  expect({ failed, exit: report.exit }).toEqual({ failed: expected, exit });
});

it("says it of the version where no result event came", async () => {
  const { report } = await check(standIn("no-end"));
  expect(report.checks.find(({ what }) => what === "end")?.text).toBe("claude 9.9.9 printed no result event: its stream does not say how the run ended");
});

it("keeps folder and log where something did not hold", async () => {
  const ports = { agents: standIn("lazy"), outbox: createOutbox(), processes: createProcesses(), newId: () => "a-line", testEnv: env };
  const report = await checkAgent(ports, { adapter: "claude", tellsEnd: true, tier: "sonnet", limits: { timeMs: 60_000 }, signal: new AbortController().signal, onEvent: () => undefined });
  if (isRefusal(report) || report.folder === undefined) throw new Error("no folder is told");
  expect(existsSync(report.folder)).toBe(true);
  expect(readFileSync(path.join(report.folder, ".dgs/logs/check-agent.log"), "utf8")).toContain('"type":"result"');
  rmSync(report.folder, { recursive: true });
});

it("comes to an end with one that never does", async () => {
  const { report } = await check(standIn("hangs"), { timeMs: 60_000, idleMs: 1_500 });
  expect(report).toMatchObject({ exit: "timed-out", outcome: "timed-out" });
});

it("is cancelled", async () => {
  const { report } = await check(standIn("hangs"), { timeMs: 60_000 }, true, AbortSignal.timeout(1_500));
  expect(report).toMatchObject({ exit: "cancelled", outcome: "cancelled" });
});

it("tells of a program that is not there only that", async () => {
  const agents = createProgramAgents({ adapter: ADAPTERS.claude, program: "/nowhere/claude", processes: createProcesses(), allowedCommands: [], obeysRepository: false, env });
  const { report } = await check(agents);
  expect(report).toMatchObject({ exit: "gaps", checks: [{ what: "start", state: "failed" }] });
});

it("tries a program of the person's own by what it leaves", async () => {
  const command = ["/bin/sh", "-c", 'line=$(sed -n "s/.*nothing else: //p" | head -n 1); echo "$line" > hello.txt; echo "$line" > "$DGS_OUTBOX/CHECK.md"'];
  const { report, failed, untold } = await check(createCommandAgents({ processes: createProcesses(), command, env }), undefined, false);
  expect({ failed, untold, exit: report.exit }).toEqual({ failed: [], untold: ["version", "events", "usage", "session"], exit: "ok" });
});
