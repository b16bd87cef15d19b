import { type AgentEvent, type AgentLimits, type AgentResult, type AgentUsage, type Amounts, amountsOfUsage, type Budget, budgetKey, type CancelSignal, exceededBudget, reserveBudget, settleBudget, type SpentOn, type UsageRecord } from "@dgs/core";
import { join } from "node:path";
import { type Account, type AccountInput, budgetsIn, limitIn, lookIntoBook, openAccount, somethingGivenBack } from "./account.js";
import { tellExceeded } from "./budgets-of.js";
import { rewriteUsage, writeUsage } from "./usage-files.js";

/** Keeps account of what the agents of one command use up. Shared by all that run side by side. */
export interface Spending {
  /** Reserves what a run may use up, and writes down that it starts. Waits where other runs hold what it needs. */
  readonly start: (wish: SpendingWish) => Promise<StartedSpending | { readonly type: "exceeded"; readonly message: string } | { readonly type: "cancelled" }>;
  /** When the usage limit ends that runs of a tier have met last, ISO 8601; `undefined` where none is known that still holds. */
  readonly limitedUntil: (tier: UsageRecord["tier"]) => string | undefined;
  /** The widest budget that runs for something take from, with what is used of it; `undefined` where there is none. Writes nothing. */
  readonly standing: (run: Pick<SpentOn, "plan" | "phase">) => (Budget & { readonly used: Amounts }) | undefined;
}

/** A run that is to be started. */
export interface SpendingWish {
  readonly run: Pick<UsageRecord, "milestone" | "step" | "phase" | "plan" | "purpose" | "role" | "tier">;
  /** What it may use up by itself. */
  readonly limits: AgentLimits;
  readonly signal: CancelSignal;
  /** Told once, where it has to wait. */
  readonly onWait: () => void;
}

/** A run that has its reservation. */
export interface StartedSpending {
  readonly type: "started";
  /** Its own limits, cut to what is left of its budgets. */
  readonly limits: AgentLimits;
  /** Takes what its program tells meanwhile, so that it is not forgotten when the runner is killed. */
  readonly meter: (event: AgentEvent) => void;
  /** Books what it used up and gives the rest back; says which of its budgets is used up now. */
  readonly end: (result: AgentResult) => string | undefined;
}

/** Milliseconds between two writes of what a run has told so far. */
const METER_MS = 15_000;

/** Makes the account of a command. Nothing is read or written before its first run. The caller holds the lock of what it works on. */
export function createSpending(input: AccountInput): Spending {
  let opened: Account | undefined;
  const account = (): Account => (opened ??= openAccount(input));
  let count = 0;
  return {
    async start(wish) {
      for (let tries = 0; ; tries++) {
        if (wish.signal.aborted) return { type: "cancelled" };
        const at = input.ports.clock.now();
        const id = `${at.replace(/[^0-9TZ]/g, "")}-${input.runId.replace(/[^A-Za-z0-9.-]+/g, "-")}-${String(count)}`;
        const answer = reserveBudget(account().book, { id, budgets: budgetsIn(input, wish.run), wanted: wish.limits });
        if (answer.type === "exceeded") return { type: "exceeded", message: tellExceeded(answer) };
        if (answer.type === "granted") {
          count++;
          const run: OpenRun = { input, account: account(), id, record: { at, ...wish.run, durationMs: 0 } };
          // Behind the writing: a run that could not be written down holds nothing.
          writeUsage(fileOf(run), run.record, input.ports.disk);
          run.account.book = answer.book;
          run.account.records.set(id, run.record);
          return started(run, { ...wish.limits, ...answer.limits });
        }
        if (tries === 0) wish.onWait();
        await somethingGivenBack(account(), wish.signal);
      }
    },
    standing(run) {
      const widest = budgetsIn(input, run).at(-1);
      return widest && { ...widest, used: (opened?.book ?? lookIntoBook(input)).spent.get(budgetKey(widest)) ?? {} };
    },
    limitedUntil: (tier) => limitIn([...account().records.values()].filter((record) => record.tier === tier), input.ports.clock.now()),
  };
}

interface OpenRun {
  readonly input: AccountInput;
  readonly account: Account;
  readonly id: string;
  record: UsageRecord;
}

function started(run: OpenRun, limits: AgentLimits): StartedSpending {
  const { input: { ports: { clock, disk } }, account, id } = run;
  const [begun, budgets] = [Date.parse(run.record.at), budgetsIn(run.input, run.record)];
  let written = begun;
  return {
    type: "started",
    limits,
    meter(event) {
      if (event.type !== "usage") return;
      const now = Date.parse(clock.now());
      run.record = { ...run.record, ...knownOf(event), durationMs: Math.max(0, now - begun) };
      if (now - written < METER_MS) return;
      written = now;
      rewriteUsage(fileOf(run), run.record, disk);
    },
    end(result) {
      const resetsAt = result.type === "limit-reached" ? result.resetsAt : undefined;
      run.record = { ...run.record, ...knownOf(result.usage), durationMs: result.usage.durationMs, outcome: result.type, ...(resetsAt === undefined ? {} : { resetsAt }) };
      account.book = settleBudget(account.book, { id, budgets, used: amountsOfUsage(run.record) });
      account.records.set(id, run.record);
      for (const wake of [...account.waiters]) wake();
      rewriteUsage(fileOf(run), run.record, disk);
      disk.syncFolder(account.folder);
      const exceeded = exceededBudget(account.book, budgets);
      return exceeded === undefined ? undefined : tellExceeded(exceeded);
    },
  };
}

function fileOf({ account, id }: OpenRun): string {
  return join(account.folder, `${id}.json`);
}

function knownOf({ inputTokens, outputTokens, costUsd, model }: Partial<AgentUsage>): Partial<UsageRecord> {
  return {
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
    ...(costUsd === undefined ? {} : { costUsd }),
    ...(model === undefined ? {} : { model }),
  };
}
