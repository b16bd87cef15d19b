import { addAmounts } from "../spending/amounts.js";
import { amountsOfUsage } from "../spending/usage-record.js";
import { addUsage } from "./add-usage.js";
import type { AgentView, RunView, StepView } from "./run-view.js";
import { planAfter, plansOfWaves } from "./plan-in-view.js";
import type { HistoryEvent, HistoryLine } from "./types.js";

type Told<Type extends HistoryEvent["type"]> = Extract<HistoryEvent, { readonly type: Type }>;

/** How much of what an agent does is remembered: so many, each of so many characters. An agent may send a megabyte in one. */
const ACTIVITIES = 12;
const ACTIVITY_LENGTH = 1_000;

/** The view of a run after one more line of its history. Never throws: what does not fit to what was told before is taken as it comes. */
export function seeInRunView(view: RunView, line: HistoryLine): RunView {
  const seen = { ...view, since: view.since ?? line.at, seenAt: line.at };
  switch (line.type) {
    case "head":
      return { ...seen, command: line.command, run: line.run, ...(line.pid === undefined ? {} : { pid: line.pid }) };
    case "end":
      return { ...seen, stages: [], agents: [], end: { at: line.at, exit: line.exit } };
    case "event":
      return seeEvent(seen, line.at, line.event);
  }
}

function seeEvent(view: RunView, at: string, event: HistoryEvent): RunView {
  switch (event.type) {
    case "job-stands":
      return { ...view, steps: event.steps.map(({ command, status, started, finished }) => ({ command, status, ...(started === undefined ? {} : { since: started }), ...(finished === undefined ? {} : { until: finished }) })), cycles: event.cycles };
    case "budget-stands":
      return { ...view, budget: { level: event.level, name: event.name, used: event.used, limits: event.limits } };
    case "times-expected":
      return { ...view, expected: expectedIn(event) };
    case "step-started":
      return seeStepStart(view, at, event);
    case "step-ended":
      return seeStepEnd(view, at, event);
    case "phase-opened":
      return { ...view, phase: { phase: event.phase, name: event.name }, plans: plansOfWaves(event.waves) };
    case "stage-started":
    case "stage-ended":
      return seeStage(view, at, event);
    case "agent-started":
    case "agent-activity":
    case "agent-usage":
    case "agent-waiting":
      return { ...view, agents: seeAgent(view.agents, at, event) };
    case "agent-ended":
      return seeAgentEnd(view, event);
    case "steps-inserted":
    case "wave-started":
    case "wave-ended":
    case "committed":
    case "tested":
    case "conflict-ahead":
    case "note":
      return view;
  }
}

function expectedIn({ steps, planMs, sharePerPlanMs }: Told<"times-expected">): RunView["expected"] {
  return { steps, ...(planMs === undefined ? {} : { planMs }), ...(sharePerPlanMs === undefined ? {} : { sharePerPlanMs }) };
}

/** More steps than anybody has: numbers of a file that was tampered with make no list of that length. */
const MOST_STEPS = 2_000;

function seeStepStart(view: RunView, at: string, { step, total, command }: Told<"step-started">): RunView {
  const length = Math.min(MOST_STEPS, Math.max(view.steps.length, total, step));
  const steps = Array.from({ length }, (_, index): StepView => view.steps[index] ?? { command: "", status: "pending" });
  return { ...withoutPhase(view), steps: steps.map((each, index) => (index === step - 1 ? { command, status: "in-progress", since: at } : each)) };
}

function seeStepEnd(view: RunView, at: string, { step, command, outcome }: Told<"step-ended">): RunView {
  const status = outcome === "failed" ? "failed" : outcome === "interrupted" ? "pending" : "completed";
  const steps = view.steps.map((each, index) => (index === step - 1 ? { ...each, command, status, until: at } : each));
  return { ...withoutPhase(view), steps };
}

/** What goes on within a step is over with it. */
function withoutPhase({ phase: _phase, ...view }: RunView): RunView {
  return { ...view, plans: [], stages: [], agents: [] };
}

function seeStage(view: RunView, at: string, event: Told<"stage-started"> | Told<"stage-ended">): RunView {
  const { plan, stage } = event;
  if (plan !== undefined) return { ...view, plans: planAfter(view.plans, plan, at, event) };
  const others = view.stages.filter((each) => each.stage !== stage);
  return { ...view, stages: event.type === "stage-started" ? [...others, { stage, since: at }] : others };
}

type OfAgent = Told<"agent-started"> | Told<"agent-activity"> | Told<"agent-usage"> | Told<"agent-waiting">;

function seeAgent(agents: readonly AgentView[], at: string, event: OfAgent): readonly AgentView[] {
  const index = agents.findIndex(({ purpose }) => purpose === event.purpose);
  const before = agents[index];
  const after = agentAfter(before ?? { purpose: event.purpose, since: at, activities: [], usage: {} }, at, event);
  return before === undefined ? [...agents, after] : agents.map((each, place) => (place === index ? after : each));
}

function agentAfter(before: AgentView, at: string, event: OfAgent): AgentView {
  const { waitingUntil: _waiting, ...atWork } = before;
  switch (event.type) {
    case "agent-started": {
      const { purpose, role, tier, attempt, plan, log } = event;
      return { purpose, role, tier, attempt, since: at, activities: [], usage: {}, ...(plan === undefined ? {} : { plan }), ...(log === undefined ? {} : { log }) };
    }
    case "agent-activity":
      return { ...atWork, activities: [...before.activities, event.text.slice(0, ACTIVITY_LENGTH)].slice(-ACTIVITIES), ...(event.plan === undefined ? {} : { plan: event.plan }) };
    case "agent-usage":
      return { ...atWork, usage: addUsage({}, event) };
    case "agent-waiting":
      return { ...before, waitingUntil: event.until };
  }
}

function seeAgentEnd(view: RunView, event: Told<"agent-ended">): RunView {
  const { budget, spent } = view;
  return {
    ...view,
    agents: view.agents.filter(({ purpose }) => purpose !== event.purpose),
    spent: { agents: spent.agents + 1, ...addUsage(spent, event) },
    ...(budget === undefined ? {} : { budget: { ...budget, used: addAmounts(budget.used, amountsOfUsage(event)) } }),
  };
}
