import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BuiltProgram, buildProgram, programEnvironment } from "../built-program.js";
import { type ClientWish, codeOf, type McpClient, openMcp, type ToolResult } from "./mcp-client.js";
import { makeMcpStage, type McpStage } from "./mcp-stage.js";

let program: BuiltProgram;
let stage: McpStage;
let clients: McpClient[];
beforeAll(() => { program = buildProgram(); }, 240_000);
afterAll(() => { program.remove(); });
beforeEach(() => {
  stage = makeMcpStage();
  clients = [];
});
afterEach(async () => {
  // Whatever a test left running ends here, by its id.
  for (const id of runIds()) killRun(id, "SIGKILL");
  for (const client of clients) client.kill("SIGKILL");
  await Promise.all(clients.map((client) => client.gone));
  stage.remove();
});

const runs = (): string => path.join(stage.planning, "jobs/.runs");
const runIds = (): string[] => (existsSync(runs()) ? readdirSync(runs()).filter((name) => !name.startsWith(".")) : []);
const open = async (wish?: ClientWish): Promise<McpClient> => {
  const client = await openMcp([program.main, "mcp"], stage.product, wish);
  clients.push(client);
  return client;
};
const reportOf = (result: ToolResult): Readonly<Record<string, unknown>> => {
  expect(codeOf(result), result.content[0]?.text).toBeUndefined();
  return result.structuredContent ?? {};
};

/** The process of a run, as its lock names it; `undefined` where none holds it. */
function pidOf(id: string): number | undefined {
  const folder = path.join(runs(), ".locks");
  const files = readdirSync(folder).filter((name) => name.startsWith(`${id}.lock.`)).sort((a, b) => Number(a.split(".").at(-1)) - Number(b.split(".").at(-1)));
  const last = files.at(-1);
  if (last === undefined) return undefined;
  const { holder, released } = JSON.parse(readFileSync(path.join(folder, last), "utf8")) as { holder: { pid: number }; released: boolean };
  return released ? undefined : holder.pid;
}

function killRun(id: string, signal: NodeJS.Signals): void {
  const pid = pidOf(id);
  if (pid === undefined) return;
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended.
  }
}

/** Waits until something is so; the test's own time limit ends it. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}

const eventsOf = (id: string): string => (existsSync(path.join(runs(), id, "events.jsonl")) ? readFileSync(path.join(runs(), id, "events.jsonl"), "utf8") : "");
/** Carries phase 1 out, whose first plan takes as long as told. */
const startPhase = async (client: McpClient, waitSeconds = 0): Promise<string> => String(reportOf(await client.call("execute_phase", { phase: "1", wait_seconds: waitSeconds }))["run"]);
const untilAgentWorks = (id: string): Promise<void> => until(() => eventsOf(id).includes("execute-plan 01-01"));
const features = (): string[] => stage.subjects("milestone/v1.0").filter((subject) => subject.startsWith("feat(")).sort();
const FEATURES = ["feat(01-01): units", "feat(01-02): tokens", "feat(01-03): parser"];

describe("a run", () => {
  it("is joined by a second call, told with progress that rises, and goes on when a call is given up", async () => {
    stage.play({ "execute-plan 01-01": 10_000 });
    const client = await open();
    const id = await startPhase(client);
    expect(reportOf(await client.call("execute_phase", { phase: "1", wait_seconds: 0 }))["run"]).toBe(id);
    // What is left out is its default: the input is the same.
    expect(reportOf(await client.call("execute_phase", { phase: "1", auto: false, gaps_only: false, wait_seconds: 0 }))["run"]).toBe(id);
    expect(runIds()).toEqual([id]);
    await untilAgentWorks(id);

    let calling = 0;
    const given = client.call("watch", { run: id, wait_seconds: 600 }, { meta: { progressToken: "given up" }, begun: (call) => (calling = call) });
    given.catch(() => undefined);
    client.notify("notifications/cancelled", { requestId: calling, reason: "enough" });
    expect(reportOf(await client.call("watch", { run: id, wait_seconds: 0 }))["status"]).toBe("running");

    const report = reportOf(await client.call("watch", { run: id, wait_seconds: 600 }, { meta: { progressToken: 7 } }));
    expect(report).toMatchObject({ status: "ended", exit: "ok", attempts: 1 });
    const told = client.told.filter(({ method, params }) => method === "notifications/progress" && params?.["progressToken"] === 7).map(({ params }) => params as { progress: number; message: string });
    expect(told.length).toBeGreaterThan(1);
    expect(told.every(({ progress }, at) => at === 0 || progress > told[at - 1]!.progress)).toBe(true);
    expect(told.every(({ message }) => message !== "")).toBe(true);
    // A call that was given up is not answered, and a stray notice of it harms nothing.
    client.notify("notifications/cancelled", { requestId: calling });
    client.notify("notifications/cancelled", { requestId: "never" });
    expect(reportOf(await client.call("watch", { run: id, after: report["after"], wait_seconds: 0 }))).toMatchObject({ lines: [], status: "ended" });
    expect(features()).toEqual(FEATURES);
  });

  it("outlives its server: the next one knows it by its id, and its report", async () => {
    stage.play({ "execute-plan 01-01": 4_000 });
    const first = await open();
    const id = await startPhase(first);
    await untilAgentWorks(id);
    first.kill("SIGKILL");
    expect(await first.gone).toBe("SIGKILL");
    const second = await open();
    expect(reportOf(await second.call("list_runs"))).toMatchObject({ runs: [{ run: id, operation: "execute-phase", input: { phase: "1" } }] });
    expect(reportOf(await second.call("watch", { run: id, wait_seconds: 600 }))).toMatchObject({ status: "ended", exit: "ok", attempts: 1, report: { type: "execute-phase" } });
    expect(features()).toEqual(FEATURES);
  });

  it("goes on when its client leaves; the server ends at once", async () => {
    stage.play({ "execute-plan 01-01": 10_000 });
    const first = await open();
    const id = await startPhase(first);
    await untilAgentWorks(id);
    const waiting = first.call("watch", { run: id, wait_seconds: 600 });
    waiting.catch(() => undefined);
    first.leave();
    expect(await first.gone).toBe(0);
    expect(pidOf(id)).toBeDefined();
    const second = await open();
    expect(reportOf(await second.call("watch", { run: id, wait_seconds: 600 }))).toMatchObject({ status: "ended", exit: "ok" });
  });

  it("goes on under its id when its process was killed, and nothing is done twice", async () => {
    reportOf(await (await open()).call("create_job", { version: "v1.0" }));
    // The third plan never ends: the first two have landed by then.
    stage.play({ "execute-plan 01-03": 600_000 });
    const client = await open();
    const id = String(reportOf(await client.call("run_job", { version: "v1.0", wait_seconds: 0 }))["run"]);
    await until(() => eventsOf(id).includes("execute-plan 01-03"));
    killRun(id, "SIGKILL");
    await until(async () => reportOf(await client.call("watch", { run: id, wait_seconds: 0 }))["status"] !== "running");
    const cut = await client.call("watch", { run: id, wait_seconds: 0 });
    expect(reportOf(cut)).toMatchObject({ status: "interrupted", attempts: 1 });
    expect(cut.content[0]?.text).toContain("goes on under the same id");
    const done = features();
    expect(done).toEqual(FEATURES.slice(0, 2));

    stage.play();
    const report = reportOf(await client.call("run_job", { version: "v1.0", wait_seconds: 600 }));
    expect(report).toMatchObject({ run: id, status: "ended", exit: "ok", attempts: 2, report: { status: "completed" } });
    expect(features()).toEqual([...FEATURES, "feat(02-01): format", "feat(02-02): front door", "feat(02-03): mend the rest"]);
    expect(runIds()).toEqual([id]);
    // Asked for again, a job that is complete says so and does nothing.
    const again = reportOf(await client.call("run_job", { version: "v1.0", wait_seconds: 100 }));
    expect(again).toMatchObject({ status: "ended" });
    expect(features()).toHaveLength(6);
  });

  it("is stopped in order by cancel, and goes on when it is started again", async () => {
    stage.play({ "execute-plan 01-01": 600_000 });
    const client = await open();
    const id = await startPhase(client);
    await untilAgentWorks(id);
    expect(reportOf(await client.call("cancel", { run: id }))).toMatchObject({ type: "stopped", run: id, status: "ended", asked: true });
    expect(reportOf(await client.call("watch", { run: id, wait_seconds: 0 }))).toMatchObject({ status: "ended", exit: "cancelled" });
    expect(reportOf(await client.call("cancel", { run: id }))).toMatchObject({ type: "stopped", asked: false });
    stage.play();
    expect(reportOf(await client.call("execute_phase", { phase: "1", wait_seconds: 600 }))).toMatchObject({ status: "ended", exit: "ok" });
    expect(features()).toEqual(FEATURES);
  });

  it("is stopped in order also by who asks in the very moment in which it takes its lock", async () => {
    for (let at = 0; at < 5; at++) {
      const id = `execute-phase-0000000${String(at)}`;
      const folder = path.join(runs(), id);
      mkdirSync(folder, { recursive: true });
      writeFileSync(path.join(folder, "run.json"), JSON.stringify({ id, operation: "execute-phase", input: { phase: "1", auto: false, gaps_only: false }, started: "2026-01-01T00:00:00.000Z", attempts: 1 }));
      const lock = path.join(runs(), ".locks", `${id}.lock.1`);
      const child = spawn(process.execPath, [program.main, "mcp", "--run", folder], { cwd: stage.product, env: programEnvironment(), stdio: "ignore" });
      const gone = once(child, "exit");
      // Looked for without a pause: the signal is to come as early as can be.
      for (const giveUp = Date.now() + 120_000; !existsSync(lock) && Date.now() < giveUp;);
      child.kill("SIGINT");
      expect(await gone).toEqual([0, null]);
      expect(JSON.parse(readFileSync(path.join(folder, "end.json"), "utf8"))).toMatchObject({ exit: "cancelled" });
    }
  });

  it("is one, however many servers start it at the same time", async () => {
    stage.play({ "execute-plan 01-01": 3_000 });
    const both = await Promise.all([open(), open()]);
    const ids = await Promise.all([...both, ...both].map((client) => startPhase(client)));
    expect(new Set(ids).size).toBe(1);
    expect(runIds()).toHaveLength(1);
    const ends = await Promise.all(both.map(async (client) => reportOf(await client.call("watch", { run: ids[0], wait_seconds: 600 }))));
    for (const end of ends) expect(end).toMatchObject({ status: "ended", exit: "ok", attempts: 1 });
    expect(features()).toEqual(FEATURES);
  });
});
