import { escapeLine } from "../markdown/escape-line.js";
import type { MilestoneVersion } from "../ids/version.js";

/** A project of which nothing is planned yet. */
export interface NewState {
  readonly version: MilestoneVersion;
  /** The one thing that must work. */
  readonly coreValue: string;
  /** The day: `2025-11-20`. */
  readonly date: string;
  /** What happened last. */
  readonly activity: string;
}

/** Renders a new `STATE.md`. (formats.md 10) */
export function renderState({ version, coreValue, date, activity }: NewState): string {
  return [
    ...["---", `milestone: ${version}`, "status: planning", "---", ""],
    ...["# Project State", ""],
    ...["## Project Reference", "", "See: PROJECT.md", "", `**Core value:** ${escapeLine(coreValue, "inside")}`, ""],
    ...["## Current Position", "", "Phase: -", "Plan: -", "Status: Ready to plan", `Last activity: ${date} — ${activity}`, ""],
  ].join("\n");
}
