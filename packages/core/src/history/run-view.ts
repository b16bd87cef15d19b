import type { Amounts } from "../spending/amounts.js";
import type { ExpectedTimes, ToldCycles, ToldUsage } from "./types.js";

/** A run as it stands after some of its events, for whoever watches: made by `seeInRunView`, out of nothing but those. Texts are as they were told: data. */
export interface RunView {
  /** `run-job v1.0`, `execute-phase 3`; absent until it is told. */
  readonly command?: string;
  /** The id of the run. */
  readonly run?: string;
  /** The process that carries it out. */
  readonly pid?: number;
  /** When the run began, ISO 8601: the time of the first that was seen. */
  readonly since?: string;
  /** The time of the last that was seen. */
  readonly seenAt?: string;
  readonly end?: { readonly at: string; readonly exit: string };
  /** Of the job, or of the quick; empty where the run has none. */
  readonly steps: readonly StepView[];
  readonly cycles?: ToldCycles;
  readonly budget?: BudgetView;
  /** The phase that is carried out. */
  readonly phase?: { readonly phase: string; readonly name: string };
  /** Of that phase, wave by wave. */
  readonly plans: readonly PlanView[];
  /** What goes on and is of no plan, by its name. */
  readonly stages: readonly { readonly stage: string; readonly since: string }[];
  /** Agents at work, the one that began first at the top. */
  readonly agents: readonly AgentView[];
  /** What agents that have ended used. */
  readonly spent: SpentView;
  readonly expected: ExpectedTimes;
}

/** A step of the run's job. */
export interface StepView {
  /** Empty where it was not told yet. */
  readonly command: string;
  /** `pending`, `in-progress`, `completed`, `failed`. */
  readonly status: string;
  readonly since?: string;
  readonly until?: string;
}

/** A plan of the phase that is carried out. */
export interface PlanView {
  readonly id: string;
  /** Absent where it belongs to none that was told. */
  readonly wave?: number;
  readonly standing: "open" | "under-way" | "done" | "failed" | "waiting";
  /** What goes on, or went on last. */
  readonly stage?: string;
  readonly since?: string;
  readonly until?: string;
}

/** An agent at work. */
export interface AgentView {
  readonly purpose: string;
  readonly role?: string;
  readonly tier?: string;
  readonly attempt?: number;
  readonly plan?: string;
  readonly log?: string;
  readonly since: string;
  /** What it did last, the newest at the end; a few only, and each cut off. */
  readonly activities: readonly string[];
  readonly usage: ToldUsage;
  /** It waits for its service until then, ISO 8601. */
  readonly waitingUntil?: string;
}

/** What agents used. */
export interface SpentView extends ToldUsage {
  readonly agents: number;
}

/** The budget that the run takes from. */
export interface BudgetView {
  readonly level: string;
  readonly name: string;
  readonly limits: Amounts;
  /** What was used when it was told, and by agents that have ended since. */
  readonly used: Amounts;
}

/** The view of a run of which nothing is known. */
export function createRunView(): RunView {
  return { steps: [], plans: [], stages: [], agents: [], spent: { agents: 0 }, expected: { steps: {} } };
}
