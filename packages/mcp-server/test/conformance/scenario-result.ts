/** One check of a scenario, as the suite writes it. */
export interface SuiteCheck {
  readonly id: string;
  readonly status: string;
  readonly errorMessage?: string;
}

/**
 * What became of a scenario. `passed`: something was looked at, all of it was right, and nothing was left out. `partly`: what was looked at was right, and some of it was
 * left out. `skipped`: nothing was looked at. `warned` and `failed`: as the suite says.
 */
export interface ScenarioResult {
  readonly outcome: "passed" | "partly" | "skipped" | "warned" | "failed";
  /** The checks that did not pass, with what the suite says of them. */
  readonly notes: readonly string[];
}

/** Checks that newer suites add to every scenario: the messages had the shape of the protocol, which says nothing of the scenario. */
const OF_EVERY_SCENARIO = new Set(["wire-schema-valid"]);

/** Reads what became of a scenario off its checks. */
export function readOutcome(checks: readonly SuiteCheck[]): ScenarioResult {
  const has = (status: string): boolean => checks.some((check) => check.status === status);
  const unknown = checks.find(({ status }) => !["SUCCESS", "INFO", "SKIPPED", "WARNING", "FAILURE"].includes(status));
  if (unknown !== undefined) throw new Error(`the suite has a status that is not known here: ${unknown.status} of ${unknown.id}`);
  const looked = checks.some(({ id, status }) => status === "SUCCESS" && !OF_EVERY_SCENARIO.has(id));
  const notes = checks.filter(({ status }) => status !== "SUCCESS" && status !== "INFO").map(({ id, status, errorMessage = "" }) => `${status} ${id}: ${errorMessage}`);
  if (has("FAILURE")) return { outcome: "failed", notes };
  if (has("WARNING")) return { outcome: "warned", notes };
  if (!looked) return { outcome: "skipped", notes };
  return { outcome: has("SKIPPED") ? "partly" : "passed", notes };
}
