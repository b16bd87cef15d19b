import type { AgentRequest, AgentResult, Agents } from "@dgs/core";
import { costReport, createMilestoneJob, isRefusal, runJob, type RunEvent, type RunJobReport } from "@dgs/runtime";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerAudit } from "../src/answer-audit.js";
import { makeCrashProduct } from "../src/crash-product.js";
import { createTestPorts } from "../src/test-ports.js";

let folder: string;
let repo: string;
let events: RunEvent[];
beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "dgs budgets ")));
  ({ repo } = makeCrashProduct(folder));
  events = [];
  const { ports, place } = createTestPorts(repo, { run: () => Promise.reject(new Error("nobody asks")) });
  const created = await createMilestoneJob(ports, place, { check: false });
  if (isRefusal(created)) throw new Error(created.message);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What an agent answers beside doing its work: its usage, or another end. */
type Said = (request: AgentRequest, count: number) => AgentResult;

const used = (inputTokens: number, costUsd?: number): AgentResult["usage"] => ({ durationMs: 60_000, inputTokens, outputTokens: 0, ...(costUsd === undefined ? {} : { costUsd }) });

/** An agent that does its work where the run is said to be completed. */
function agentsOf(said: Said): Agents & { readonly asked: AgentRequest[] } {
  const asked: AgentRequest[] = [];
  return {
    asked,
    run: (request) => {
      asked.push(request);
      const result = said(request, asked.length);
      if (result.type === "completed") work(request);
      return Promise.resolve(result);
    },
  };
}

function work(request: AgentRequest): void {
  const { purpose, role, cwd, outbox } = request;
  answerAudit(request, { write: () => undefined, leave: (name, text) => { writeFileSync(join(outbox, name), text); } });
  if (purpose === "execute-plan 01-01") writeFileSync(join(cwd, "one.txt"), "one\n");
  if (purpose === "execute-plan 01-02") writeFileSync(join(cwd, "result.txt"), "result good\n");
  if (role === "executor") writeFileSync(join(outbox, `${purpose.slice(-5)}-SUMMARY.md`), `---\nphase: "01"\nplan: "${purpose.slice(-2)}"\nstatus: complete\n---\n\n# Summary\n\n**Done**\n`);
  if (role === "verifier") writeFileSync(join(outbox, "01-VERIFICATION.md"), "---\nstatus: passed\n---\n\n# Verification\n");
}

/** A clock that only moves when somebody sleeps. */
function createSleepyClock(start: string): { readonly now: () => string; readonly sleep: (ms: number) => Promise<void>; readonly slept: () => number } {
  let [at, slept] = [Date.parse(start), 0];
  return {
    now: () => new Date(at).toISOString(),
    sleep: (ms) => {
      at += ms;
      slept += ms;
      return Promise.resolve();
    },
    slept: () => slept,
  };
}

async function run(agents: Agents, options: { readonly config?: object; readonly clock?: ReturnType<typeof createSleepyClock>; readonly signal?: AbortSignal; readonly sleep?: () => Promise<void> } = {}): Promise<RunJobReport> {
  if (options.config !== undefined) writeFileSync(join(repo, ".planning", "config.json"), JSON.stringify({ "workflow.test_command": "true", ...options.config }));
  const { ports, place } = createTestPorts(repo, agents);
  const clock = options.clock ?? ports.clock;
  const report = await runJob({ ...ports, clock, pause: { random: () => 0, sleep: options.sleep ?? options.clock?.sleep ?? (() => Promise.reject(new Error("nobody sleeps"))) } }, place, { version: "v1", dryRun: false, signal: options.signal ?? new AbortController().signal, onEvent: (event) => { events.push(event); } });
  if (isRefusal(report)) throw new Error(`${report.code}: ${report.message}`);
  return report;
}

const waits = (): readonly string[] => events.flatMap((event) => (event.type === "agent-waiting" ? [`${event.why} ${event.until}`] : []));

describe("budgets", () => {
  it("halt a job with numbers when they are used up, keep what was done, and let it go on when they are raised", async () => {
    const agents = agentsOf(() => ({ type: "completed", usage: used(1_200_000) }));
    const report = await run(agents, { config: { limits: { job_tokens: 1_000_000 } } });
    expect(report).toMatchObject({ status: "failed", exit: "budget", error: expect.stringContaining("was not started: job budget of v1: 1,200,000 of 1,000,000 tokens (limits.job_tokens raises it)") as string });
    expect(agents.asked.map(({ limits }) => limits.tokens)).toEqual([1_000_000]);
    const again = await run(agents, { config: { limits: { job_tokens: 1_000_000 } } });
    expect([again.exit, agents.asked.length]).toEqual(["budget", 1]);
    const raised = await run(agents, { config: { limits: { job_tokens: 0 } } });
    expect(raised).toMatchObject({ status: "completed", exit: "ok" });
    expect(agents.asked.map(({ purpose }) => purpose).filter((purpose) => purpose === agents.asked[0]?.purpose)).toHaveLength(1);
  });

  it("stop a run that is cut to what is left, and say which budget did", async () => {
    const agents = agentsOf(({ purpose, limits }) => (purpose === "execute-plan 01-02" ? { type: "budget-exceeded", message: "stopped", usage: used((limits.tokens ?? 0) + 1) } : { type: "completed", usage: used(10) }));
    const report = await run(agents, { config: { limits: { plan_tokens: 500 } } });
    expect(report).toMatchObject({ exit: "budget", error: expect.stringMatching(/execute-plan 01-02 was stopped: plan budget of 01-02: 501 of 500 tokens \(limits\.plan_tokens raises it\); what it had done stays in /) as string });
  });

  it("never let runs side by side have more than there is, and give back what they do not use", async () => {
    let [together, most] = [0, 0];
    const agents: Agents = {
      async run(request) {
        together += request.limits.tokens ?? NaN;
        most = Math.max(most, together);
        await new Promise((resolve) => setTimeout(resolve, 20));
        together -= request.limits.tokens ?? NaN;
        work(request);
        return { type: "completed", usage: used(100) };
      },
    };
    expect(await run(agents, { config: { limits: { agent_tokens: 800, phase_tokens: 1_000 } } })).toMatchObject({ exit: "ok" });
    expect(most).toBeLessThanOrEqual(1_000);
    expect(most).toBeGreaterThan(0);
  });

  it("count what a killed run had told, and are on without any configuration", async () => {
    const killed = new AbortController();
    const clock = createSleepyClock(new Date().toISOString());
    const agents: Agents & { limits?: AgentRequest["limits"] } = {
      async run(request) {
        agents.limits = request.limits;
        await clock.sleep(20_000);
        request.onEvent?.({ type: "usage", inputTokens: 700, outputTokens: 77, costUsd: 0.5 });
        killed.abort();
        // What is on the disk now is all that a runner would leave that is killed here.
        const [name = ""] = readdirSync(join(repo, ".planning", "jobs", ".usage", "milestone-v1")).filter((each) => each.endsWith(".json"));
        const record = JSON.parse(readFileSync(join(repo, ".planning", "jobs", ".usage", "milestone-v1", name), "utf8")) as object;
        expect(record).toMatchObject({ inputTokens: 700, outputTokens: 77, costUsd: 0.5, durationMs: 20_000, phase: "1" });
        expect(record).not.toHaveProperty("outcome");
        return { type: "cancelled", message: "", usage: used(700) };
      },
    };
    await run(agents, { clock, signal: killed.signal });
    expect(agents.limits).toEqual({ timeMs: 3_600_000, idleMs: 900_000, tokens: 20_000_000, costUsd: 20 });
  });
});

describe("a service that refuses", () => {
  it("is waited for until its limit ends, and the run is tried again", async () => {
    const clock = createSleepyClock("2030-01-01T00:00:00Z");
    const agents = agentsOf((_, count) => (count === 1 ? { type: "limit-reached", message: "5-hour limit", resetsAt: "2030-01-01T04:00:00Z", usage: used(1) } : { type: "completed", usage: used(1) }));
    expect(await run(agents, { clock })).toMatchObject({ exit: "ok" });
    expect(waits()).toContain("usage-limit 2030-01-01T04:00:05.000Z");
    expect(clock.slept()).toBe(4 * 3_600_000 + 5_000);
  });

  it("is not waited for longer than is allowed, nor where no end is known", async () => {
    for (const [start, said, why] of [["2030-01-01T00:00:00Z", { resetsAt: "2030-01-01T09:00:00Z" }, "later than the 6 hours"], ["2030-01-01T00:10:00Z", {}, "when it ends is not known"]] as const) {
      const report = await run(agentsOf(() => ({ type: "limit-reached", message: "used up", ...said, usage: used(1) })), { clock: createSleepyClock(start) });
      expect(report).toMatchObject({ exit: "budget", error: expect.stringContaining(why) as string });
    }
    expect(waits()).toEqual([]);
  });

  it("is waited for until the same time by a run that follows one which was stopped meanwhile", async () => {
    const stop = new AbortController();
    const limited = agentsOf(() => ({ type: "limit-reached", message: "5-hour limit", resetsAt: "2030-01-01T04:00:00Z", usage: used(1) }));
    const sleep = (): Promise<void> => {
      stop.abort();
      return Promise.resolve();
    };
    expect(await run(limited, { clock: createSleepyClock("2030-01-01T00:00:00Z"), sleep, signal: stop.signal })).toMatchObject({ exit: "cancelled" });
    events = [];
    const clock = createSleepyClock("2030-01-01T01:00:00Z");
    expect(await run(agentsOf(() => ({ type: "completed", usage: used(1) })), { clock })).toMatchObject({ exit: "ok" });
    expect(waits()[0]).toBe("usage-limit 2030-01-01T04:00:00Z");
    expect(clock.slept()).toBe(3 * 3_600_000);
  });

  it("is tried again a few times when it is overloaded, and then it is said", async () => {
    const overloaded = agentsOf(() => ({ type: "limit-reached", message: "529", overload: true, usage: used(1) }));
    const report = await run(overloaded, { clock: createSleepyClock("2030-01-01T00:00:00Z"), config: { limits: { overload_tries: 2 }, parallelization: { enabled: false } } });
    expect(report).toMatchObject({ exit: "budget", error: expect.stringContaining("its service is overloaded (529); it was tried again 2 times") as string });
    expect(waits()).toEqual(["overload 2030-01-01T00:00:15.000Z", "overload 2030-01-01T00:00:45.000Z"]);
    expect(new Set(overloaded.asked.map(({ logPath }) => logPath)).size).toBe(3);
  });
});

describe("what it cost", () => {
  it("is told after a job, and what is not known is told as that", async () => {
    await run(agentsOf(({ role }) => ({ type: "completed", usage: role === "executor" ? used(50, 0.25) : { durationMs: 1_000 } })));
    const { place } = createTestPorts(repo, agentsOf(() => ({ type: "completed", usage: used(1) })));
    const report = costReport(place, { version: "v1" });
    if (isRefusal(report)) throw new Error(report.message);
    expect(report.total).toMatchObject({ inputTokens: 100, costUsd: 0.5, withoutCost: 2, withoutTokens: 2, open: 0 });
    expect(report.roles.map(({ name, costUsd }) => [name, costUsd])).toEqual([["executor", 0.5], ["verifier", undefined], ["phase-verifier", undefined]]);
    expect(costReport(place, { version: "v9" })).toMatchObject({ code: "no-usage" });
    expect(costReport(place, {})).toMatchObject({ total: report.total });
  });
});
