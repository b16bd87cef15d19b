/** From when to when, milliseconds since 1970. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Where moments are on a line of time, in percent of its width. */
export interface TimeScale extends Stretch {
  /** Breaks that are drawn shorter than they were, in order. */
  readonly breaks: readonly Stretch[];
  readonly at: (moment: number) => number;
}

/** Percent of the width that a shortened break keeps. */
const BREAK = 2;
/** A break is shortened where it would take more than this percent, and is longer than this. */
const LONG = 6;
const LONG_MS = 60_000;

/**
 * Lays stretches on a line of 100 percent. Where nothing went on for long the line is shortened: a night between two runs would leave
 * nothing to see of the runs.
 */
export function timeScale(stretches: readonly Stretch[]): TimeScale {
  const busy = merge(stretches);
  const [first] = busy;
  const last = busy.at(-1);
  if (first === undefined || last === undefined) return { from: 0, to: 0, breaks: [], at: () => 0 };
  const whole = Math.max(1, last.to - first.from);
  const between = busy.slice(1).map((each, at) => ({ from: busy[at]?.to ?? each.from, to: each.from }));
  const breaks = between.filter(({ from, to }) => to - from > LONG_MS && ((to - from) / whole) * 100 > LONG).slice(0, 20);
  const idle = breaks.reduce((sum, { from, to }) => sum + (to - from), 0);
  const perMs = (100 - breaks.length * BREAK) / Math.max(1, whole - idle);
  const at = (moment: number): number => {
    let place = 0;
    let from = first.from;
    for (const pause of breaks) {
      if (moment <= pause.from) break;
      place += (pause.from - from) * perMs + BREAK * Math.min(1, (moment - pause.from) / (pause.to - pause.from));
      from = pause.to;
      if (moment < pause.to) return place;
    }
    return Math.min(100, Math.max(0, place + (moment - from) * perMs));
  };
  return { from: first.from, to: last.to, breaks, at };
}

/** Joins what overlaps or touches; in order. */
export function merge(stretches: readonly Stretch[]): Stretch[] {
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const STEPS = [SECOND / 10, SECOND / 2, SECOND, 2 * SECOND, 5 * SECOND, 15 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR, 7 * 24 * HOUR, 30 * 24 * HOUR];

/** Round moments for the axis, at most about `most` of them, none inside of a shortened break. */
export function ticksOf(scale: TimeScale, most = 8): number[] {
  const shown = scale.to - scale.from - scale.breaks.reduce((sum, { from, to }) => sum + to - from, 0);
  const step = STEPS.find((each) => shown / each <= most) ?? Math.max(1, shown / most);
  const ticks: number[] = [];
  for (const part of partsOf(scale)) for (let at = Math.ceil(part.from / step) * step; at <= part.to && ticks.length < 200; at += step) ticks.push(at);
  return ticks.reduce<number[]>((kept, each) => (kept.length > 0 && scale.at(each) - scale.at(kept.at(-1) ?? 0) < 50 / most ? kept : [...kept, each]), []);
}

function partsOf({ from, to, breaks }: TimeScale): Stretch[] {
  return [...breaks, { from: to, to }].map((pause, at) => ({ from: breaks[at - 1]?.to ?? from, to: pause.from }));
}
