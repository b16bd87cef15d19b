import type { RunEvent } from "@dgs/runtime";
import type { Paint } from "./paint.js";
import { clip, plainText } from "./plain-text.js";
import { formatDuration, millisecondsBetween } from "./duration.js";
import { renderExecutionPlan, renderWaveEnd, renderWaveStart } from "./waves.js";

/** Turns the events of one run into lines; a step's end is told with the time since its start. */
export function createEventRenderer(paint: Paint): (event: RunEvent) => readonly string[] {
  const started = new Map<number, string>();
  return (event) => {
    if (event.type === "step-started") started.set(event.step, event.at);
    return renderEvent(event, event.type === "step-ended" ? started.get(event.step) : undefined, paint);
  };
}

/** Renders one event as plain lines; what an agent is doing right now gives none. */
function renderEvent(event: RunEvent, startedAt: string | undefined, paint: Paint): readonly string[] {
  switch (event.type) {
    case "step-started":
      return [`${fraction(event)} ${paint("bold", plainText(event.command))}`];
    case "step-ended":
      return [renderStepEnd(event, startedAt, paint)];
    case "steps-inserted":
      return [`  ${paint("yellow", "inserted")} for ${plainText(event.origin)}:`, ...event.commands.map((command) => `    ${plainText(command)}`)];
    case "agent-started":
      return [`  agent ${plainText(event.purpose)} (${plainText(event.role)}, ${plainText(event.tier)}${event.attempt > 1 ? `, attempt ${String(event.attempt)}` : ""})`];
    case "agent-ended":
      return [`  agent ${plainText(event.purpose)}: ${paintOutcome(event.outcome, paint)} in ${formatDuration(event.durationMs)}`];
    case "agent-activity":
    case "agent-usage":
    case "job-stands":
    case "budget-stands":
    case "times-expected":
      return [];
    case "agent-waiting":
      return [`  ${paint("yellow", "waiting")} until ${plainText(event.until)}: ${plainText(event.purpose)}, ${event.why === "overload" ? "its service is overloaded" : "a usage limit is reached"}: ${clip(plainText(event.message), 200)}`];
    case "committed":
      return [`  commit ${plainText(event.sha).slice(0, 10)} in ${plainText(event.repo)}: ${clip(plainText(event.subject), 100)}`];
    case "tested":
      // Of what passed or failed the word is enough; every other is told by its sentence only.
      return [`  test ${clip(plainText(event.command), 100)}: ${paintOutcome(event.outcome, paint)} in ${formatDuration(event.durationMs)}${PLAIN_OUTCOMES.has(event.outcome) ? "" : `: ${clip(plainText(event.said), 200)}`}`];
    case "stage-started":
      return [`  ${paint("bold", plainText(event.stage))}`];
    case "stage-ended":
      return [`  ${plainText(event.stage)}: ${paintOutcome(event.outcome, paint)}${event.detail === undefined || event.detail === "" ? "" : `: ${clip(plainText(event.detail), 300)}`}`];
    case "phase-opened":
      return renderExecutionPlan(event, paint);
    case "wave-started":
      return renderWaveStart(event, paint);
    case "wave-ended":
      return renderWaveEnd(event, paint);
    case "conflict-ahead":
      return [`  ${paint("yellow", "conflict ahead")}: ${plainText(event.plan)} and ${plainText(event.with)} change the same lines in ${plainText(event.repo)}: ${clip(event.files.map(plainText).join(", "), 200)}`];
    case "note":
      return [`  ${plainText(event.text)}`];
  }
}

function renderStepEnd(event: Extract<RunEvent, { type: "step-ended" }>, startedAt: string | undefined, paint: Paint): string {
  const elapsed = millisecondsBetween(startedAt, event.at);
  const time = elapsed === undefined ? "" : ` in ${formatDuration(elapsed)}`;
  const detail = event.detail === undefined || event.detail === "" ? "" : `: ${clip(plainText(event.detail), 300)}`;
  return `${fraction(event)} ${paintOutcome(event.outcome, paint)}${time}${detail}`;
}

function fraction({ step, total }: { readonly step: number; readonly total: number }): string {
  return `[${String(step)}/${String(total)}]`;
}

const PLAIN_OUTCOMES: ReadonlySet<string> = new Set(["passed", "failed", "interrupted"]);
const GOOD: ReadonlySet<string> = new Set(["done", "completed", "passed", "exited", "verified", "approved", "answered"]);

function paintOutcome(outcome: string, paint: Paint): string {
  return paint(GOOD.has(outcome) ? "green" : "yellow", plainText(outcome));
}
