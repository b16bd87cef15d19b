import { kindOfStep } from "./learned-times.js";
import type { RunView, StepView } from "./run-view.js";

/** How long a step of the run is expected to take as a whole, in milliseconds; `undefined` where nobody knows. One that carries a phase out takes the longer the more plans it has. */
export function expectedOfStep({ expected, plans }: Pick<RunView, "expected" | "plans">, { command, status }: Pick<StepView, "command" | "status">): number | undefined {
  const kind = kindOfStep(command);
  const { sharePerPlanMs } = expected;
  if (kind === "execute-phase" && status === "in-progress" && plans.length > 0 && sharePerPlanMs !== undefined) return sharePerPlanMs * plans.length;
  return Object.hasOwn(expected.steps, kind) ? expected.steps[kind] : undefined;
}

/**
 * How long the run is expected to go on, in milliseconds, 0 or more; `undefined` where that of one step is unknown, or there is nothing to come.
 * @param now In milliseconds since 1970.
 */
export function timeLeft(view: Pick<RunView, "command" | "since" | "steps" | "expected" | "plans" | "end">, now: number): number | undefined {
  if (view.end !== undefined) return undefined;
  const rest = (expected: number | undefined, since: string | undefined): number | undefined => (expected === undefined || since === undefined ? undefined : Math.max(0, expected - Math.max(0, now - Date.parse(since))));
  if (view.steps.length === 0) return rest(expectedOfStep(view, { command: view.command ?? "", status: "in-progress" }), view.since);
  const due = view.steps.filter(({ status }) => status !== "completed");
  const times = due.map((step) => (step.status === "in-progress" ? rest(expectedOfStep(view, step), step.since) : expectedOfStep(view, step)));
  return due.length === 0 ? undefined : times.reduce((sum, ms) => (sum === undefined || ms === undefined ? undefined : sum + ms), 0);
}
