import { type Amounts, type AgentLimits, type Budget, type Config, type ExceededBudget, formatExceeded, type Patience, type SpentOn } from "@dgs/core";

type BudgetLevel = Budget["level"];

/** Where a job's budget begins to count: with its creation, so that a new job of the same version gets a whole one. */
export interface JobBudget {
  readonly version: string;
  /** ISO 8601; absent: what was ever spent on the version counts. */
  readonly since?: string;
}

/** The budgets that a run of an agent takes from, narrowest first; those without any limit are left out. */
export function budgetsOf(config: Config, { plan, phase }: Pick<SpentOn, "plan" | "phase">, job: JobBudget | undefined): readonly Budget[] {
  const budgets: readonly (readonly [level: BudgetLevel, name: string | undefined])[] = [["plan", plan], ["phase", phase], ["job", job?.version]];
  return budgets.flatMap(([level, name]) => (name === undefined ? [] : [{ level, name, limits: limitsOfLevel(config, level) }]));
}

/** What one run of an agent may use up by itself. */
export function limitsOfRun(config: Config): AgentLimits {
  const [tokens, costUsd] = [config["limits.agent_tokens"], config["limits.agent_cost_usd"]];
  return {
    timeMs: config["limits.agent_minutes"] * MINUTE_MS,
    idleMs: config["limits.agent_idle_minutes"] * MINUTE_MS,
    ...(tokens === undefined ? {} : { tokens }),
    ...(costUsd === undefined ? {} : { costUsd }),
  };
}

/** What a run may wait for its service. */
export function patienceOf(config: Config): Patience {
  return { limitMs: config["limits.wait_hours"] * 60 * MINUTE_MS, overloadTries: config["limits.overload_tries"] };
}

/** Says which budget is used up, with numbers, and which key raises it. */
export function tellExceeded(exceeded: ExceededBudget): string {
  return `${formatExceeded(exceeded)} (limits.${keyOfBudget(exceeded)} raises it)`;
}

/** The key below `limits` that raises a budget: `job_tokens`. */
export function keyOfBudget({ budget, measure }: Pick<ExceededBudget, "budget" | "measure">): string {
  return `${budget.level}_${KEY_OF[measure]}`;
}

const MINUTE_MS = 60_000;
const KEY_OF = { timeMs: "minutes", tokens: "tokens", costUsd: "cost_usd" } as const;

function limitsOfLevel(config: Config, level: BudgetLevel): Amounts {
  switch (level) {
    case "plan":
      return amounts(config["limits.plan_minutes"], config["limits.plan_tokens"], config["limits.plan_cost_usd"]);
    case "phase":
      return amounts(config["limits.phase_minutes"], config["limits.phase_tokens"], config["limits.phase_cost_usd"]);
    case "job":
      return amounts(config["limits.job_minutes"], config["limits.job_tokens"], config["limits.job_cost_usd"]);
  }
}

function amounts(minutes: number | undefined, tokens: number | undefined, costUsd: number | undefined): Amounts {
  return { ...(minutes === undefined ? {} : { timeMs: minutes * MINUTE_MS }), ...(tokens === undefined ? {} : { tokens }), ...(costUsd === undefined ? {} : { costUsd }) };
}
