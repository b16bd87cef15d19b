import type { WavePreview, WaveResult } from "../commands/execute-phase-reports.js";
import type { RunEvent } from "../commands/reports.js";
import type { PlanOutcome } from "./plan-results.js";

/** What telling the waves needs besides the events of their stages. */
export interface WaveTelling {
  readonly waves: readonly WavePreview[];
  readonly now: () => string;
  readonly onEvent: (event: RunEvent) => void;
  /** Tells what became of a wave, with what the summaries on disk say now. */
  readonly resultOf: (wave: WavePreview, outcomeOf: (plan: string) => PlanOutcome) => WaveResult;
}

/** Passes events on, and tells when a wave begins and when it has ended. */
export interface WaveTeller {
  readonly onEvent: (event: RunEvent) => void;
  /** Tells the end of the waves that were begun and are not over: the execution is. */
  readonly close: () => void;
}

/** Makes a teller of waves: a wave begins with the first stage of one of its plans, and is over when none of them goes on by itself. (Seed 004, "execute_waves") */
export function createWaveTeller({ waves, now, onEvent, resultOf }: WaveTelling): WaveTeller {
  const outcomes = new Map<string, PlanOutcome>();
  const begun = new Set<number>();
  const over = new Set<number>();
  const outcomeOf = (plan: string): PlanOutcome => outcomes.get(plan) ?? { standing: "open", checkpoints: 0 };
  const end = (wave: WavePreview): void => {
    over.add(wave.number);
    onEvent({ type: "wave-ended", at: now(), wave: resultOf(wave, outcomeOf), waves: waves.length });
  };
  const waveOf = (plan: string | undefined): WavePreview | undefined => waves.find((wave) => wave.plans.some(({ id }) => id === plan));
  return {
    onEvent(event) {
      const wave = event.type === "stage-started" || event.type === "stage-ended" ? waveOf(event.plan) : undefined;
      if (event.type === "stage-started" && wave !== undefined && !begun.has(wave.number)) {
        begun.add(wave.number);
        onEvent({ type: "wave-started", at: event.at, wave, waves: waves.length });
      }
      onEvent(event);
      if ((event.type !== "stage-started" && event.type !== "stage-ended") || event.plan === undefined || wave === undefined) return;
      outcomes.set(event.plan, outcomeAfter(outcomeOf(event.plan), event));
      const isOver = wave.plans.every(({ id }) => ["complete", "failed", "waiting"].includes(outcomeOf(id).standing));
      if (isOver && !over.has(wave.number)) end(wave);
    },
    close() {
      for (const wave of waves) if (begun.has(wave.number) && !over.has(wave.number)) end(wave);
    },
  };
}

function outcomeAfter(before: PlanOutcome, event: Extract<RunEvent, { type: "stage-started" | "stage-ended" }>): PlanOutcome {
  const { checkpoints } = before;
  if (event.type === "stage-started") return { standing: "under-way", checkpoints };
  switch (event.outcome) {
    case "failed":
      return { standing: "failed", checkpoints, ...(event.detail === undefined ? {} : { error: event.detail }) };
    case "not-answered":
      return { standing: "waiting", checkpoints };
    case "answered":
      return { standing: "under-way", checkpoints: checkpoints + 1 };
    case "done":
      return { standing: event.stage.startsWith("land") ? "complete" : "under-way", checkpoints };
    default:
      return { standing: "under-way", checkpoints };
  }
}
