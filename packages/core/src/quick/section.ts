import type { Quick, QuickStatus, QuickStep } from "./types.js";

/** A part of a quick's life, each with steps of its own, one behind the other in the file. */
export type QuickSection = "work" | "completion" | "abandonment";

/** The steps of one section: indexes from `start` up to `end`. */
export interface SectionSpan {
  readonly start: number;
  readonly end: number;
}

/** Finds a section: completion begins with the first `fetch`, abandonment with the first `keep`. */
export function spanOf(steps: readonly QuickStep[], section: QuickSection): SectionSpan {
  const first = (stage: QuickStep["stage"], otherwise: number): number => {
    const index = steps.findIndex((step) => step.stage === stage);
    return index < 0 ? otherwise : index;
  };
  const keep = first("keep", steps.length);
  const fetch = Math.min(first("fetch", keep), keep);
  switch (section) {
    case "work":
      return { start: 0, end: fetch };
    case "completion":
      return { start: fetch, end: keep };
    case "abandonment":
      return { start: keep, end: steps.length };
  }
}

/** Whether the file has steps of a section. */
export function hasSection(steps: readonly QuickStep[], section: QuickSection): boolean {
  const { start, end } = spanOf(steps, section);
  return end > start;
}

/** The section that a quick is in; one that has failed is in the last one that it has steps of. */
export function sectionOf({ status, steps }: Pick<Quick, "status" | "steps">): QuickSection {
  switch (status) {
    case "pending":
    case "in-progress":
    case "ready":
      return "work";
    case "completing":
    case "completed":
      return "completion";
    case "abandoning":
    case "abandoned":
      return "abandonment";
    case "failed":
      return hasSection(steps, "abandonment") ? "abandonment" : hasSection(steps, "completion") ? "completion" : "work";
  }
}

/** The status of a quick that is carrying out a section. */
export function runningStatus(section: QuickSection): QuickStatus {
  switch (section) {
    case "work":
      return "in-progress";
    case "completion":
      return "completing";
    case "abandonment":
      return "abandoning";
  }
}
