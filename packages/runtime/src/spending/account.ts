import { amountsOfUsage, type Budget, type BudgetBook, type CancelSignal, type Config, createBudgetBook, settleBudget, type UsageRecord } from "@dgs/core";
import { join } from "node:path";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { budgetsOf, type JobBudget } from "./budgets-of.js";
import { prepareUsage, readUsage, usageFolder } from "./usage-files.js";

/** What an account is opened with. */
export interface AccountInput {
  readonly ports: Pick<Ports, "clock" | "disk">;
  readonly place: Place;
  readonly config: Config;
  /** The folder of its records, below the project's. */
  readonly name: string;
  /** Absent: the runs belong to no job. */
  readonly job?: JobBudget;
  /** Unique for this command; names its records. */
  readonly runId: string;
}

/** What the runs of one command share: its changes are made without a pause between reading and writing, so runs side by side see one after the other. */
export interface Account {
  readonly folder: string;
  book: BudgetBook;
  /** Every run that is known, by the name of its record. */
  readonly records: Map<string, UsageRecord>;
  /** To be called when something was given back. */
  readonly waiters: Set<() => void>;
}

/** Opens an account with what earlier runs have left on the disk. A run that was killed counts with what it had told. */
export function openAccount({ ports, place, config, name, job }: AccountInput): Account {
  const folder = prepareUsage(place, name, ports.disk);
  const { records } = readUsage(folder);
  return { folder, book: bookOf({ config, ...(job === undefined ? {} : { job }) }, records), records: new Map(records.map((record, at) => [`earlier ${String(at)}`, record])), waiters: new Set() };
}

/** What earlier runs have left in the records of an account, for whoever only looks: nothing is made for it. */
export function lookIntoBook(input: AccountInput): BudgetBook {
  return bookOf(input, readUsage(join(usageFolder(input.place), input.name)).records);
}

function bookOf({ config, job }: Pick<AccountInput, "config" | "job">, records: readonly UsageRecord[]): BudgetBook {
  const since = Date.parse(job?.since ?? "");
  const counted = records.filter(({ at }) => Number.isNaN(since) || Date.parse(at) >= since);
  return counted.reduce((all, record) => settleBudget(all, { id: "", budgets: budgetsOf(config, record, job), used: amountsOfUsage(record) }), createBudgetBook());
}

/** The budgets that a run of this account takes from. */
export function budgetsIn({ config, job }: AccountInput, run: Pick<UsageRecord, "plan" | "phase">): readonly Budget[] {
  return budgetsOf(config, run, job);
}

/**
 * When the usage limit ends that was met last; `undefined` where it is over, or a run that was started behind it has come through.
 * @param now ISO 8601.
 */
export function limitIn(records: readonly UsageRecord[], now: string): string | undefined {
  const limits = records.filter(({ outcome, resetsAt }) => outcome === "limit-reached" && resetsAt !== undefined);
  const last = limits.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).at(-1);
  if (last?.resetsAt === undefined || !(Date.parse(last.resetsAt) > Date.parse(now))) return undefined;
  return records.some(({ at, outcome }) => outcome === "completed" && Date.parse(at) > Date.parse(last.at)) ? undefined : last.resetsAt;
}

/** Comes back when something was given back, or at once when whoever waits is cancelled. */
export function somethingGivenBack({ waiters }: Account, signal: CancelSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      waiters.delete(wake);
      signal.removeEventListener("abort", wake);
      resolve();
    };
    waiters.add(wake);
    signal.addEventListener("abort", wake);
    if (signal.aborted) wake();
  });
}
