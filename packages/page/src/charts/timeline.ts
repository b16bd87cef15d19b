import type { Span } from "@dgs/core";
import type { MilestoneReport, ReportedPhase } from "@dgs/runtime";
import { packLanes } from "./pack-lanes.js";
import { merge, type Stretch, timeScale, type TimeScale } from "./time-scale.js";
import { type Tone, toneOf } from "./tone.js";

/** One stretch of a lane. */
export interface Bar extends Stretch {
  /** Short enough for the bar. */
  readonly label: string;
  /** What it is, in words. */
  readonly what: string;
  readonly tone: Tone;
  /** It goes on. */
  readonly open: boolean;
}

/** A time in which nothing, or less than could, went on. */
export interface Idle extends Stretch {
  readonly why: string;
}

/** One row of the timeline. */
export interface Lane {
  readonly name: string;
  readonly bars: readonly Bar[];
  readonly idle: readonly Idle[];
}

/** Rows that belong together and fold together. */
export interface LaneGroup {
  readonly name: string;
  readonly key: string;
  readonly lanes: readonly Lane[];
}

/** What happened when, ready to be drawn. */
export interface Timeline {
  readonly scale: TimeScale;
  /** The moment of the report, where something goes on. */
  readonly now: number | undefined;
  readonly groups: readonly LaneGroup[];
}

/** More steps than this share lanes. */
const OWN_ROWS = 60;

/** Lays out what happened when; `undefined` where nothing has a time. */
export function timelineOf(report: MilestoneReport): Timeline | undefined {
  const now = Date.parse(report.made);
  const bar = barMaker(now);
  const runs = report.runs.flatMap((run) => bar(run, run.command, `${run.command}, run ${run.run}`, run.exit ?? (run.cutOff ? "cut off" : run.end === undefined ? "running" : "done")));
  const steps = report.steps.flatMap((step) => step.spans.flatMap((span, at) => bar(span, String(step.number), `step ${String(step.number)}, ${step.command}`, endOfStep(step, at))));
  const agents = report.agents.flatMap((agent) => bar(agent, agent.purpose, `agent ${agent.purpose}, ${agent.role}, ${agent.model ?? agent.tier}`, agent.outcome ?? (agent.cutOff ? "cut off" : "running")));
  const phases = report.phases.map((phase) => phaseGroup(phase, bar));
  const groups = [
    { name: "Runs", key: "runs", lanes: runs.length === 0 ? [] : [{ name: "dgs", bars: runs, idle: between(runs) }] },
    { name: "Steps", key: "steps", lanes: stepLanes(report, steps, bar) },
    ...phases,
    { name: "Agents", key: "agents", lanes: packLanes(agents).map((bars, at) => ({ name: `agent ${String(at + 1)}`, bars, idle: [] })) },
  ].filter(({ lanes }) => lanes.length > 0);
  const bars = groups.flatMap(({ lanes }) => lanes.flatMap((lane) => lane.bars));
  if (bars.length === 0) return undefined;
  return { scale: timeScale(bars), now: bars.some(({ open }) => open) ? now : undefined, groups };
}

type BarMaker = (span: Span, label: string, what: string, standing: string) => Bar[];

/** A span without a readable start is in no chart; one without an end lasts until now. */
function barMaker(now: number): BarMaker {
  return (span, label, what, standing) => {
    const from = Date.parse(span.start);
    const open = span.end === undefined && span.cutOff === undefined;
    const to = span.end === undefined ? now : Date.parse(span.end);
    if (Number.isNaN(from) || Number.isNaN(to)) return [];
    return [{ from, to: Math.max(from, to), label, what, tone: open ? "running" : span.cutOff === true ? "cut-off" : toneOf(standing), open }];
  };
}

function stepLanes(report: MilestoneReport, steps: readonly Bar[], bar: BarMaker): Lane[] {
  if (report.steps.length > OWN_ROWS) return packLanes(steps).map((bars, at) => ({ name: at === 0 ? "steps" : "steps, besides", bars, idle: [] }));
  return report.steps.flatMap((step) => {
    const name = `${String(step.number)} ${step.command.replace(/^\/(dgs|gsd):/, "")}`;
    const bars = step.spans.flatMap((span, at) => bar(span, "", `step ${String(step.number)}, ${step.command}`, endOfStep(step, at)));
    return bars.length === 0 ? [] : [{ name, bars, idle: [] }];
  });
}

function phaseGroup(phase: ReportedPhase, bar: BarMaker): LaneGroup {
  const waves = phase.waves.flatMap((wave) => (wave.span === undefined ? [] : bar(wave.span, `wave ${String(wave.number)}`, `phase ${phase.number}, wave ${String(wave.number)} with ${wave.plans.join(", ")}`, endOfWave(phase, wave.plans))));
  const idle = phase.idle.flatMap(({ why, agents, ...span }) => bar(span, "", "", "").map(({ from, to }) => ({ from, to, why: `${String(agents)} ${agents === 1 ? "agent" : "agents"} at work: ${why}` })));
  const plans = phase.plans.flatMap((plan): Lane[] => {
    const stages = plan.stages.length > 0 ? plan.stages.flatMap((stage) => bar(stage, stage.stage, `plan ${plan.id}, ${stage.stage}`, stage.outcome ?? "done")) : plan.span === undefined ? [] : bar(plan.span, plan.id, `plan ${plan.id}`, plan.standing);
    return stages.length === 0 ? [] : [{ name: `${plan.id} ${plan.name}`, bars: stages, idle: [] }];
  });
  const lane = (name: string, bars: readonly Bar[], gaps: readonly Idle[]): Lane[] => (bars.length + gaps.length === 0 ? [] : [{ name, bars, idle: gaps }]);
  return { name: `Phase ${phase.number}: ${phase.name}`, key: `phase-${phase.number}`, lanes: [...lane("waves", waves, []), ...plans, ...lane("idle", [], idle)] };
}

/** How one of the times that a step ran came out: of one that is to be run again each was broken off. */
function endOfStep({ status, spans }: MilestoneReport["steps"][number], at: number): string {
  return at === spans.length - 1 && status !== "pending" ? status : "interrupted";
}

/** How a wave came out: as the one of its plans that came out worst. */
function endOfWave({ plans }: ReportedPhase, ids: readonly string[]): string {
  const ends = plans.filter(({ id }) => ids.includes(id)).flatMap(({ stages }) => stages.at(-1) ?? []).map(({ cutOff, outcome }) => (cutOff === true ? "cut off" : (outcome ?? "done")));
  return (["failed", "waiting", "cut-off"] as const).flatMap((tone) => ends.find((end) => toneOf(end) === tone) ?? [])[0] ?? "done";
}

/** The times between runs. */
function between(runs: readonly Bar[]): Idle[] {
  const busy = merge(runs);
  return busy.slice(1).flatMap((each, at) => {
    const from = busy[at]?.to ?? each.from;
    return each.from - from > 1_000 ? [{ from, to: each.from, why: "nothing ran" }] : [];
  });
}
