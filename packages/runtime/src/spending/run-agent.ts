import { type AgentEvent, type AgentRequest, type AgentResult, nextTry, NOT_WAITED, type ToldUsage, type Waited } from "@dgs/core";
import { failed, isFailure, type WorkContext, type WorkFailure } from "../work/context.js";
import { limitsOfRun, patienceOf } from "./budgets-of.js";
import { waitUntil } from "./wait-until.js";
import { planOf } from "../work/plan-of.js";

/** One run of an agent, without what it may use up. */
export type AgentWish = Pick<AgentRequest, "role" | "tier" | "purpose" | "attempt"> & {
  /** Makes ready what the run needs, anew for each try: 1 for the first. */
  readonly prepare: (attempt: number) => Promise<Omit<AgentRequest, "role" | "tier" | "purpose" | "attempt" | "limits" | "signal" | "onEvent"> | WorkFailure>;
  readonly onEvent: (event: AgentEvent) => void;
};

/** How a run ended, or why there was none. */
export type AgentAnswer = AgentResult | WorkFailure;

/**
 * Runs an agent: the one way in which agents are run, whoever asks.
 *
 * It is started only within its budgets. Where its service has reached a limit that ends at a known time, or is overloaded, the run waits and is
 * tried again, as far as the configuration lets it. (design 3.15, 3.16)
 */
export async function runAgent(context: WorkContext, wish: AgentWish): Promise<AgentAnswer> {
  const early = await waitForEarlierLimit(context, wish);
  if (early !== undefined) return early;
  let waited: Waited = NOT_WAITED;
  for (let attempt = 1; ; attempt++) {
    const ended = await runWithinBudget(context, wish, attempt);
    if (isFailure(ended)) return ended;
    const { clock, pause } = context.ports;
    const next = nextTry(ended, { now: clock.now(), waited, patience: patienceOf(context.config), random: pause.random() });
    if (next.type === "done" || ended.type !== "limit-reached") return ended;
    const met = `${wish.purpose}: ${ended.overload === true && ended.resetsAt === undefined ? "its service is overloaded" : `a usage limit is reached${ended.resetsAt === undefined ? "" : ` until ${ended.resetsAt}`}`} (${ended.message})`;
    if (next.type === "halt") return failed("budget", `${met}; ${next.why}`);
    waited = next.waited;
    context.ports.agents.settle?.(wish, "again");
    const stopped = await waitUntil(context, { purpose: wish.purpose, until: next.until, why: next.why, message: ended.message });
    if (stopped !== undefined) return stopped;
  }
}

/** A run that was killed while it waited, or another that met the limit, has left word of it. */
async function waitForEarlierLimit(context: WorkContext, { tier, purpose }: AgentWish): Promise<WorkFailure | undefined> {
  const until = context.spending.limitedUntil(tier);
  if (until === undefined) return undefined;
  const { limitMs } = patienceOf(context.config);
  // One that is too far away was told when it was met. Whoever starts again may have got it lifted, and a try costs little.
  if (Date.parse(until) - Date.parse(context.ports.clock.now()) > limitMs) return undefined;
  return waitUntil(context, { purpose, until, why: "usage-limit", message: "an earlier run has met it" });
}

async function runWithinBudget(context: WorkContext, wish: AgentWish, attempt: number): Promise<AgentAnswer> {
  const { role, tier, purpose } = wish;
  const asked = await wish.prepare(attempt);
  if (isFailure(asked)) return asked;
  const started = await context.spending.start({
    run: { ...context.spentOn, purpose, role, tier },
    limits: limitsOfRun(context.config),
    signal: context.signal,
    onWait: () => { context.onEvent({ type: "note", text: `${purpose} waits: runs beside it hold what is left of its budget` }); },
  });
  if (started.type === "cancelled") return { type: "interrupted" };
  if (started.type === "exceeded") return failed("budget", `${purpose} was not started: ${started.message}`);
  context.onEvent({ type: "agent-started", purpose, role, tier, attempt: wish.attempt, ...planOf(context), log: asked.logPath });
  const tellUsage = createUsageTeller(context, purpose);
  const result = await context.ports.agents.run({
    ...asked,
    ...{ role, tier, purpose, attempt: wish.attempt, limits: started.limits, signal: context.signal },
    onEvent: (event) => {
      started.meter(event);
      tellUsage(event);
      wish.onEvent(event);
    },
  }).catch((error: unknown) => {
    started.end({ type: "crashed", message: String(error), usage: { durationMs: 0 } });
    throw error;
  });
  const exceeded = started.end(result);
  context.onEvent({ type: "agent-ended", purpose, outcome: result.type, durationMs: result.usage.durationMs, ...toldUsage(result.usage), ...planOf(context) });
  const { logPath, logLeftOut } = result.usage;
  if (logLeftOut !== undefined) context.onEvent({ type: "note", text: `${purpose} printed more than its log takes: ${String(logLeftOut)} bytes are not in ${String(logPath)}` });
  const stoppedByBudget = exceeded !== undefined && (result.type === "budget-exceeded" || result.type === "timed-out");
  return stoppedByBudget ? failed("budget", `${purpose} was stopped: ${exceeded}`) : result;
}

/** Milliseconds between two tellings of what a run has used up. */
const USAGE_MS = 5_000;

function createUsageTeller({ ports: { clock }, onEvent, spentOn }: WorkContext, purpose: string): (event: AgentEvent) => void {
  let told = -Infinity;
  return (event) => {
    if (event.type !== "usage") return;
    const now = Date.parse(clock.now());
    if (now - told < USAGE_MS) return;
    told = now;
    onEvent({ type: "agent-usage", purpose, ...toldUsage(event), ...planOf({ spentOn }) });
  };
}

function toldUsage({ inputTokens, outputTokens, costUsd }: ToldUsage): ToldUsage {
  return { ...(inputTokens === undefined ? {} : { inputTokens }), ...(outputTokens === undefined ? {} : { outputTokens }), ...(costUsd === undefined ? {} : { costUsd }) };
}
