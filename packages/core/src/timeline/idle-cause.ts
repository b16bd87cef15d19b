import type { PlanWork } from "./execution-round.js";
import type { IdleSituation } from "./idle-situation.js";

/** Why fewer agents work than may; `isStart`: the next plan waits for nothing. */
export interface IdleCause {
  readonly why: string;
  readonly isStart: boolean;
}

/**
 * Says why fewer agents work than may: what the plan waits for that is started next, else the first that never is. `undefined` where no plan is left.
 * @param next The plan that is started next; absent: none is.
 */
export function causeOfIdle(now: IdleSituation, next: string | undefined): IdleCause | undefined {
  const plan = (next === undefined ? undefined : now.planOf(next)) ?? firstLeft(now);
  if (plan === undefined) return undefined;
  const why = ofAll(now) ?? (next === undefined ? ofLeft(now, plan) : undefined) ?? ofPlan(now, plan);
  return why === undefined ? { why: `plan ${plan.id} was about to start`, isStart: true } : { why, isStart: false };
}

function firstLeft({ round, isLanded, isBusy, isLanding }: IdleSituation): PlanWork | undefined {
  return round.plans.find(({ id, asked, atWork, failed }) => !isLanded(id) && !isBusy(id) && !isLanding(id) && (atWork.length === 0 || failed !== undefined || asked.some(({ end }) => end === undefined)));
}

/** What keeps every plan waiting. */
function ofAll(now: IdleSituation): string | undefined {
  const run = now.endedRun();
  if (run !== undefined) return `nothing ran: \`${run.command}\` ${run.exit === undefined ? "was cut off" : run.exit === "ok" ? "had ended" : `had ended (${run.exit})`}`;
  const wait = now.wait();
  return wait === undefined ? undefined : `${wait.purpose} waited for its service until ${wait.until} (${wait.why})`;
}

/** Of a plan that is never started: most often another one has failed. */
function ofLeft(now: IdleSituation, plan: PlanWork): string | undefined {
  if (now.isAsked(plan.id)) return undefined;
  if (now.isFailed(plan.id)) return `plan ${plan.id} had failed`;
  const failed = plan.after.find((id) => now.isFailed(id)) ?? now.failed();
  if (failed === undefined) return undefined;
  return plan.after.includes(failed) ? `plan ${plan.id} comes after ${failed}, which had failed` : `plan ${failed} had failed, and nothing new was started`;
}

function ofPlan(now: IdleSituation, plan: PlanWork): string | undefined {
  if (now.isAsked(plan.id)) return `plan ${plan.id} waited for a person`;
  const need = lastOf(plan.after.filter((id) => now.planOf(id) !== undefined && !now.isLanded(id)), now);
  if (need !== undefined) return `plan ${plan.id} comes after ${need}, ${howIs(need, now)}`;
  const open = now.round.schedule === "dag" || now.hasBegun(plan.id) ? undefined : now.openBefore(plan.wave);
  if (open !== undefined) return `wave ${String(plan.wave)} begins when wave ${String(now.planOf(open)?.wave ?? 1)} is in: plan ${open} ${howIs(open, now).replace(/^which /, "")}`;
  const apart = plan.apart.find((id) => now.planOf(id) !== undefined && !now.isLanded(id) && now.hasBegun(id));
  return apart === undefined ? undefined : `plan ${plan.id} may change the same files as ${apart}, ${howIs(apart, now)}`;
}

/** The one that was in last is what the plan had waited for; one that never was before all. */
function lastOf(ids: readonly string[], { planOf }: IdleSituation): string | undefined {
  const landedAt = (id: string): number => Date.parse(planOf(id)?.landed ?? "9999-01-01T00:00:00Z");
  return ids.reduce<string | undefined>((last, id) => (last === undefined || landedAt(id) > landedAt(last) ? id : last), undefined);
}

function howIs(id: string, now: IdleSituation): string {
  if (now.isAsked(id)) return "which waited for a person";
  if (now.isFailed(id)) return "which had failed";
  return "which was not in yet";
}
