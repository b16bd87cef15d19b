import type { AgentResult, AgentUsage } from "../ports/agents.js";
import type { AgentRole } from "../roles/role.js";
import type { ModelTier } from "../roles/profile.js";
import type { Amounts } from "./amounts.js";

/** What a run of an agent was for. */
export interface SpentOn {
  /** The milestone, `v1.1`; absent for a quick and a fast change. */
  readonly milestone?: string;
  /** What is shown of it: the command of the job's step, `quick fix-login`, `fast`. */
  readonly step: string;
  /** As people write it: `3`, `2.1`. */
  readonly phase?: string;
  /** The plan, or the quick or fast change that has a budget like one. */
  readonly plan?: string;
}

/** What one run of an agent used up, as it is kept on disk. What its program does not tell stays absent: it is unknown, never 0. */
export interface UsageRecord extends SpentOn, Pick<AgentUsage, "durationMs" | "inputTokens" | "outputTokens" | "costUsd" | "model"> {
  /** When it was started, ISO 8601. */
  readonly at: string;
  readonly purpose: string;
  readonly role: AgentRole;
  readonly tier: ModelTier;
  /** How it ended; absent while it runs, and for good where its runner was killed: then the numbers are what had been told until then. */
  readonly outcome?: AgentResult["type"];
  /** Until when its service takes no further runs, ISO 8601. */
  readonly resetsAt?: string;
}

/** What a run has used up of its budgets, as far as it is known. */
export function amountsOfUsage({ durationMs, inputTokens, outputTokens, costUsd }: Pick<UsageRecord, "durationMs" | "inputTokens" | "outputTokens" | "costUsd">): Amounts {
  return {
    timeMs: durationMs,
    ...(inputTokens === undefined && outputTokens === undefined ? {} : { tokens: (inputTokens ?? 0) + (outputTokens ?? 0) }),
    ...(costUsd === undefined ? {} : { costUsd }),
  };
}

/** Writes a record as the text of its file. */
export function formatUsageRecord(record: UsageRecord): string {
  return `${JSON.stringify({ version: 1, ...record })}\n`;
}

/** Reads the text of a record's file; `undefined` where it is none, such as a file that was cut off while it was written. */
export function parseUsageRecord(text: string): UsageRecord | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof json !== "object" || json === null) return undefined;
  const fields = json as Readonly<Record<string, unknown>>;
  if (fields["version"] !== 1 || TEXTS.some((key) => typeof fields[key] !== "string") || !isAmount(fields["durationMs"]) || Number.isNaN(Date.parse(String(fields["at"])))) return undefined;
  if (OPTIONAL_TEXTS.some((key) => fields[key] !== undefined && typeof fields[key] !== "string")) return undefined;
  if (OPTIONAL_AMOUNTS.some((key) => fields[key] !== undefined && !isAmount(fields[key]))) return undefined;
  const { version: _version, ...record } = fields;
  return record as unknown as UsageRecord;
}

const TEXTS = ["at", "step", "purpose", "role", "tier"] as const satisfies readonly (keyof UsageRecord)[];
const OPTIONAL_TEXTS = ["milestone", "phase", "plan", "outcome", "resetsAt", "model"] as const satisfies readonly (keyof UsageRecord)[];
const OPTIONAL_AMOUNTS = ["inputTokens", "outputTokens", "costUsd"] as const satisfies readonly (keyof UsageRecord)[];

function isAmount(value: unknown): boolean {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}
