import type { PlanView } from "./run-view.js";
import type { HistoryEvent } from "./types.js";

type StageEvent = Extract<HistoryEvent, { readonly type: "stage-started" | "stage-ended" }>;

/** The plans of a phase before anything of it has begun. */
export function plansOfWaves(waves: readonly { readonly number: number; readonly plans: readonly { readonly id: string }[] }[]): readonly PlanView[] {
  return waves.flatMap(({ number, plans }) => plans.map(({ id }): PlanView => ({ id, wave: number, standing: "open" })));
}

/** The plans after a stage of one of them began or ended; one that no wave names comes behind the others. */
export function planAfter(plans: readonly PlanView[], id: string, at: string, event: StageEvent): readonly PlanView[] {
  const index = plans.findIndex((plan) => plan.id === id);
  const before = plans[index];
  const after = stageSeen(before ?? { id, standing: "open" }, at, event);
  return before === undefined ? [...plans, after] : plans.map((each, place) => (place === index ? after : each));
}

function stageSeen(before: PlanView, at: string, event: StageEvent): PlanView {
  const { until: _until, ...plan } = { ...before, stage: event.stage, since: before.since ?? at };
  if (event.type === "stage-started") return { ...plan, standing: "under-way" };
  const standing = standingAfter(event);
  return standing === "under-way" ? { ...plan, standing } : { ...plan, standing, until: at };
}

function standingAfter({ stage, outcome }: Extract<StageEvent, { readonly type: "stage-ended" }>): PlanView["standing"] {
  switch (outcome) {
    case "failed":
    case "given-up":
      return "failed";
    case "not-answered":
      return "waiting";
    case "interrupted":
      return "open";
    default:
      return outcome === "done" && stage.startsWith("land") ? "done" : "under-way";
  }
}
