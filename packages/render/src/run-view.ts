import { type AgentView, expectedOfStep, type RunView } from "@dgs/core";
import { agentDetails } from "./agent-details.js";
import type { Paint } from "./paint.js";
import { plainText } from "./plain-text.js";
import { renderSpending } from "./run-view-spending.js";
import { ofAbout, spell } from "./spelled-time.js";
import { type Span, styledLine } from "./styled-line.js";
import { renderHead } from "./run-view-head.js";

/** How a run is shown. */
export interface RunViewOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Room: no line is wider, and there are no more of them. */
  readonly columns: number;
  readonly rows: number;
  readonly paint: Paint;
  /** The purpose of the agent that is chosen, and whether its details are shown. */
  readonly chosen?: string;
  readonly details?: boolean;
  /** What is asked, or came of a key: where there is little room, it is the last to go. */
  readonly notice?: readonly string[];
  /** What stands below: keys. */
  readonly foot?: readonly string[];
}

/** A line with how much it matters: where there is no room, the smallest go first. */
interface Row {
  readonly spans: readonly Span[];
  readonly weight: number;
  /** Whether it is that of the step at hand. */
  readonly isGoing?: boolean;
}

/** Agents at work, in the order in which they are shown: those of plans first. */
export function agentsInView({ plans, agents }: Pick<RunView, "plans" | "agents">): readonly AgentView[] {
  const ofPlans = plans.flatMap(({ id }) => agents.filter(({ plan }) => plan === id));
  return [...ofPlans, ...agents.filter((agent) => !ofPlans.includes(agent))];
}

/** Renders a run as lines of a terminal: where it is, what it used, its steps, its plans side by side with what each agent does. Readable without colour; nothing of what agents say is more than text. */
export function renderRunView(view: RunView, options: RunViewOptions): readonly string[] {
  const { columns, paint, chosen, details = false, notice = [], foot = [] } = options;
  const agent = view.agents.find(({ purpose }) => purpose === chosen);
  const rows: readonly Row[] = [
    ...renderHead(view, options.now).map((spans) => ({ spans, weight: 90 })),
    ...renderSpending(view).map((spans) => ({ spans, weight: 60 })),
    ...aroundWork(view, options),
    ...(agent !== undefined && details ? agentDetails(agent, options.now).map((spans, at) => ({ spans, weight: 85 - at })) : []),
    ...notice.map((text): Row => ({ spans: [text], weight: 95 })),
    ...foot.map((text): Row => ({ spans: [["dim", text]], weight: 80 })),
  ];
  return withinRoom(rows, options.rows).map(({ spans }) => styledLine(spans, columns, paint));
}

/** The steps, with what goes on below the one that is at hand. */
function aroundWork(view: RunView, options: RunViewOptions): readonly Row[] {
  const [steps, work] = [stepRows(view, options.now), workRows(view, options)];
  const going = steps.findIndex(({ isGoing }) => isGoing === true) + 1;
  const at = going > 0 ? going : steps.length;
  return [...steps.slice(0, at), ...work, ...steps.slice(at)];
}

function withinRoom(rows: readonly Row[], most: number): readonly Row[] {
  if (rows.length <= most) return rows;
  if (most <= 0) return [];
  // One line tells that there is more, but not instead of all.
  const kept = new Set([...rows.entries()].sort(([a, first], [b, second]) => second.weight - first.weight || a - b).slice(0, Math.max(1, most - 1)).map(([at]) => at));
  if (most === 1) return rows.filter((_, at) => kept.has(at));
  const gap = rows.findLastIndex((_, at) => !kept.has(at));
  return rows.flatMap((row, at): Row[] => (kept.has(at) ? [row] : at === gap ? [{ spans: [["dim", `    … ${String(rows.length - kept.size)} more`]], weight: 0 }] : []));
}

const MARKS: Readonly<Record<string, Span>> = { completed: ["green", "[x]"], "in-progress": ["yellow", "[>]"], failed: ["red", "[!]"] };
const PLAN_MARKS = { open: "[ ]", "under-way": ["yellow", "[>]"], done: ["green", "[x]"], failed: ["red", "[!]"], waiting: ["yellow", "[?]"] } as const satisfies Readonly<Record<string, Span>>;

/** Steps near the one at hand matter more than those far away. */
function stepRows(view: RunView, now: number): readonly Row[] {
  const { steps } = view;
  const going = steps.findIndex(({ status }) => status === "in-progress");
  const due = steps.findIndex(({ status }) => status !== "completed");
  const at = going >= 0 ? going : due >= 0 ? due : steps.length - 1;
  return steps.flatMap((step, index): Row[] => {
    if (step.command === "") return [];
    const expected = expectedOfStep(view, step);
    const elapsed = step.since === undefined ? undefined : (step.until === undefined ? now : Date.parse(step.until)) - Date.parse(step.since);
    const isGoing = step.status === "in-progress";
    const time = step.status === "pending" ? (expected === undefined ? "" : `about ${spell(expected)}`) : elapsed === undefined ? "" : isGoing ? ofAbout(elapsed, expected) : spell(elapsed);
    const command: Span = isGoing ? ["bold", plainText(step.command)] : plainText(step.command);
    return [{ spans: ["  ", MARKS[step.status] ?? "[ ]", " ", command, ["dim", time === "" ? "" : `  ${time}`]], weight: isGoing ? 88 : Math.max(1, 50 - Math.abs(index - at)), isGoing }];
  });
}

function workRows(view: RunView, options: RunViewOptions): readonly Row[] {
  const { now } = options;
  const { plans, stages, agents, expected, phase } = view;
  const waves = new Set(plans.map(({ wave }) => wave));
  const indent = view.steps.length > 0 ? "    " : "  ";
  const title: readonly Row[] = phase === undefined ? [] : [{ spans: [indent, ["bold", `Phase ${plainText(phase.phase)}: ${plainText(phase.name)}`]], weight: 55 }];
  const planRows = plans.map((plan): Row => {
    const isGoing = plan.standing === "under-way";
    const agent = agents.find((each) => each.plan === plan.id);
    const elapsed = plan.since === undefined || plan.standing === "open" ? undefined : (plan.until === undefined ? now : Date.parse(plan.until)) - Date.parse(plan.since);
    const time = elapsed === undefined ? "" : `  ${isGoing ? ofAbout(elapsed, expected.planMs) : spell(elapsed)}`;
    const stage = isGoing ? stageOf(plan.stage, plan.id) : plan.standing === "open" ? "" : plan.standing;
    const wave = waves.size > 1 && plan.wave !== undefined ? `  wave ${String(plan.wave)}` : "";
    return { spans: [pointer(agent, options, indent), PLAN_MARKS[plan.standing], " ", isGoing ? ["bold", plainText(plan.id)] : plainText(plan.id), stage === "" ? "" : `  ${stage}`, ["dim", time], ...doing(agent), ["dim", isGoing ? "" : wave]], weight: isGoing ? 75 : plan.standing === "open" ? 30 : 40 };
  });
  const others = agents.filter(({ plan }) => plan === undefined || plans.every(({ id }) => id !== plan));
  const agentRows = others.map((agent): Row => ({ spans: [pointer(agent, options, indent), ["yellow", "[>]"], " ", ["bold", plainText(agent.purpose)], ["dim", `  ${spell(now - Date.parse(agent.since))}`], ...doing(agent)], weight: 75 }));
  const stageRows = stages.filter(({ stage }) => agents.every(({ purpose }) => !purpose.startsWith(stage))).map(({ stage, since }): Row => ({ spans: [indent, ["yellow", "[>]"], " ", plainText(stage), ["dim", `  ${spell(now - Date.parse(since))}`]], weight: 70 }));
  return [...title, ...planRows, ...stageRows, ...agentRows];
}

/** `run 01-02` is said of the plan 01-02 already. */
function stageOf(stage: string | undefined, plan: string): string {
  return plainText(stage ?? "").replaceAll("`", "").replace(plainText(plan), "").trim();
}

function pointer(agent: AgentView | undefined, { chosen }: RunViewOptions, indent: string): Span {
  return agent !== undefined && agent.purpose === chosen ? ["cyan", `${indent.slice(2)}> `] : indent;
}

function doing(agent: AgentView | undefined): readonly Span[] {
  if (agent === undefined) return [];
  const last = agent.activities.at(-1);
  const text = agent.waitingUntil === undefined ? (last ?? "") : `waiting until ${agent.waitingUntil}`;
  return text === "" ? [] : [["dim", "  "], plainText(text)];
}
