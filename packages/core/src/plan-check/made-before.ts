import type { PlanId } from "../ids/plan-id.js";
import { plainFileName } from "../planning/named-files.js";
import type { PlanFacts, PlansToCheck } from "./types.js";

/** Returns a path as plans are compared by: without quotes, remark, `./` and a slash at the end. */
export function plainPath(text: string): string {
  return plainFileName(text).split("/").filter((part) => part !== "" && part !== ".").join("/");
}

/** Returns the plans that a plan comes after, however far back. */
export function plansBefore(id: PlanId, within: ReadonlyMap<PlanId, readonly PlanId[]>): ReadonlySet<PlanId> {
  const before = new Set<PlanId>();
  const open = [...(within.get(id) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (before.has(next)) continue;
    before.add(next);
    open.push(...(within.get(next) ?? []));
  }
  before.delete(id);
  return before;
}

/** Returns the paths that the plans before a plan name: what they name may be there by the time that it runs. */
export function madeBefore(id: PlanId, { plans, within }: PlansToCheck, { earlier }: PlanFacts): ReadonlySet<string> {
  const before = plansBefore(id, within);
  const all = [...plans.map((each) => ({ id: each.id, files: each.plan.namedFiles })), ...earlier.map((each) => ({ id: each.id, files: each.namedFiles }))];
  return new Set(all.filter((each) => before.has(each.id)).flatMap(({ files }) => files.map(({ text }) => plainPath(text))));
}

/** Whether a path is among made ones, or is a folder of one. */
export function isMade(path: string, made: ReadonlySet<string>): boolean {
  const plain = plainPath(path);
  return made.has(plain) || [...made].some((each) => each.startsWith(`${plain}/`));
}
