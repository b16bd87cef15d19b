import { parsePlanId, type PlanId } from "./plan-id.js";

/** Reads a list of plans; `undefined` where one of them is none. */
export function parsePlanList(text: string): readonly PlanId[] | undefined {
  const plans = text.split(/[\s,]+/).filter((each) => each !== "").map((each) => parsePlanId(each.replaceAll("`", "")));
  return plans.every((plan) => plan !== undefined) ? plans : undefined;
}
