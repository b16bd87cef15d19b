import type { Stretch } from "./time-scale.js";

/** Puts stretches into as few lanes as there ever were side by side, each in the first that is free. In a lane they are in order. */
export function packLanes<T extends Stretch>(stretches: readonly T[]): T[][] {
  const lanes: T[][] = [];
  for (const each of [...stretches].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const free = lanes.find((lane) => (lane.at(-1)?.to ?? 0) <= each.from);
    if (free === undefined) lanes.push([each]);
    else free.push(each);
  }
  return lanes;
}
