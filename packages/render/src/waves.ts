import type { RunEvent } from "@dgs/runtime";
import type { Paint } from "./paint.js";
import { clip, plainText } from "./plain-text.js";
import { renderTable } from "./table.js";

type Told<Type extends RunEvent["type"]> = Extract<RunEvent, { readonly type: Type }>;
type Preview = Told<"phase-opened">["waves"][number];
type Planned = Preview["plans"][number];
type Result = Told<"wave-ended">["wave"]["plans"][number];

/** Renders what an execution is going to do: a row for each wave, and why plans run otherwise than their files say. (Seed 004, "group_by_wave") */
export function renderExecutionPlan({ phase, name, waves }: Told<"phase-opened">, paint: Paint): string[] {
  const plans = waves.flatMap((wave) => wave.plans);
  if (plans.length === 0) return [`${paint("bold", phaseTitle(phase, name))}: every plan is carried out; what is left is to verify and to record.`];
  const rows = waves.map((wave) => [String(wave.number), wave.plans.map(label).join(", "), wave.plans.map((plan) => plainText(plan.builds)).join("; ")]);
  return [
    paint("bold", "Execution Plan"),
    "",
    `${paint("bold", phaseTitle(phase, name))} — ${count(plans.length, "plan")} across ${count(waves.length, "wave")}`,
    "",
    ...renderTable(["Wave", "Plans", "What it builds"], rows),
    ...renderReasons(waves),
  ];
}

/** `Phase 3: Rate limits` */
export function phaseTitle(phase: string, name: string): string {
  return `Phase ${plainText(phase)}: ${plainText(name)}`;
}

function label(plan: Planned): string {
  return `${plainText(plan.id)}${plan.checkpoint ? " [checkpoint]" : ""}`;
}

function renderReasons(waves: readonly Preview[]): string[] {
  const moved = waves.flatMap((wave) => wave.plans).flatMap((plan) => {
    if (plan.declaredWave === undefined) return [];
    const why = plan.comesAfter.length === 0 ? "" : `, after ${plan.comesAfter.map(plainText).join(", ")}`;
    return [`  ${plainText(plan.id)} declares wave ${String(plan.declaredWave)} and runs in wave ${String(plan.wave)}${why}`];
  });
  const apart = waves.flatMap((wave) => wave.plans).flatMap((plan) => plan.apart.filter((other) => other.plan > plan.id).map((other) => `  ${plainText(plan.id)} and ${plainText(other.plan)} run one after the other: ${other.file === undefined ? "one of them does not say what it changes" : `both change ${plainText(other.file)}`}`));
  const outside = waves.flatMap((wave) => wave.plans).flatMap((plan) => plan.outside.map((problem) => `  ${plainText(plan.id)}: ${plainText(problem.message)} ${plainText(problem.remedy)} (${plainText(problem.path)}${placeIn(problem)})`));
  return moved.length + apart.length + outside.length === 0 ? [] : ["", ...moved, ...apart, ...outside];
}

function placeIn({ at }: Planned["outside"][number]): string {
  return at === undefined ? "" : `:${String(at.line)}:${String(at.column)}`;
}

/** Renders what a wave builds, before its agents start. (Seed 004, "execute_waves") */
export function renderWaveStart({ wave, waves }: Told<"wave-started">, paint: Paint): string[] {
  return [
    "",
    paint("bold", `Wave ${String(wave.number)}${of(waves)}`),
    ...wave.plans.flatMap((plan) => ["", `  ${paint("bold", `${plainText(plan.id)}: ${plainText(plan.name)}`)}`, ...(plan.about === "" ? [] : [`  ${clip(plainText(plan.about), 600)}`])]),
    "",
    `  Spawning ${count(wave.plans.length, "agent")}...`,
  ];
}

/** Renders what a wave has built, from the summaries. (Seed 004, "execute_waves") */
export function renderWaveEnd({ wave, waves }: Told<"wave-ended">, paint: Paint): string[] {
  const title = `Wave ${String(wave.number)}${of(waves)} ${{ complete: "Complete", failed: "Failed", waiting: "Waits for a person", partial: "Stopped" }[wave.standing]}`;
  return ["", paint("bold", paint(wave.standing === "complete" ? "green" : "yellow", title)), ...wave.plans.flatMap((plan) => ["", ...renderResult(plan, paint)]), ""];
}

function of(waves: number): string {
  return waves > 1 ? ` of ${String(waves)}` : "";
}

function renderResult(plan: Result, paint: Paint): string[] {
  const title = `  ${paint("bold", `${plainText(plan.id)}: ${plainText(plan.name)}`)}`;
  if (plan.standing !== "complete") return [`${title} — ${paint("yellow", STANDINGS[plan.standing])}`, ...(plan.error === undefined ? [] : [`  ${clip(plainText(plan.error), 600)}`])];
  return [
    title,
    ...(plan.oneLiner === undefined ? [] : [`  ${clip(plainText(plan.oneLiner), 300)}`]),
    ...plan.accomplishments.filter((item) => item !== plan.oneLiner).slice(0, 5).map((item) => `  - ${clip(plainText(item), 200)}`),
    ...(plan.deviations === undefined ? [] : [`  ${paint("yellow", "Deviations:")} ${clip(plainText(plan.deviations), 400)}`]),
  ];
}

/** How a plan stands, in words. */
export const STANDINGS: Readonly<Record<Result["standing"], string>> = {
  complete: "complete",
  failed: "failed",
  waiting: "waits for a person",
  blocked: "not started: it comes after a plan that failed",
  "under-way": "not finished",
  open: "not started",
};

/** `1 plan`, `3 plans` */
export function count(number: number, word: string): string {
  return `${String(number)} ${word}${number === 1 ? "" : "s"}`;
}
