import { formatPhaseNumber, type PhaseNumber } from "../ids/phase-number.js";

/** A phase that is to be added to a roadmap. */
export interface PhaseToAdd {
  readonly number: PhaseNumber;
  readonly name: string;
  /** One sentence; empty where there is none. */
  readonly goal: string;
  readonly dependsOn: readonly PhaseNumber[];
  readonly requirements: readonly string[];
  readonly criteria: readonly string[];
  /** What gaps the phase closes, on one line; `undefined` for a phase that closes none. */
  readonly gapClosure: string | undefined;
  /** Put between two phases later, which its title says. */
  readonly inserted?: boolean;
}

/** How the sections of a roadmap are spelled. */
export interface SectionStyle {
  readonly level: number;
  /** `**Goal:**` rather than `**Goal**:`. */
  readonly colonInside: boolean;
}

/** Returns a name as one line of text in which nothing is markup. */
export function plainLine(text: string): string {
  return text.replace(/[<>]|\*\*|__|~~/g, "").replace(/\s+/g, " ").trim();
}

/** Returns the title of a phase as a heading or the checklist has it: `Phase 3.1: Name (INSERTED)`. */
export function phaseTitleOf({ number, name, inserted }: Pick<PhaseToAdd, "number" | "name" | "inserted">): string {
  return `Phase ${formatPhaseNumber(number)}: ${plainLine(name)}${inserted === true ? " (INSERTED)" : ""}`;
}

/** Renders the section of a new phase, with `\n`, without a line end at its end. */
export function renderPhaseSection(phase: PhaseToAdd, { level, colonInside }: SectionStyle): string {
  const field = (key: string, value: string): string => `${colonInside ? `**${key}:**` : `**${key}**:`} ${value.replace(/\s+/g, " ").trim()}`;
  const { name, goal, dependsOn, requirements, criteria, gapClosure } = phase;
  return [
    `${"#".repeat(level)} ${phaseTitleOf(phase)}`,
    field("Goal", goal === "" ? name : goal),
    field("Depends on", dependsOn.length === 0 ? "Nothing" : dependsOn.map((other) => `Phase ${formatPhaseNumber(other)}`).join(", ")),
    field("Requirements", requirements.length === 0 ? "TBD" : requirements.join(", ")),
    ...(gapClosure === undefined ? [] : [field("Gap Closure", gapClosure)]),
    ...(criteria.length === 0 ? [] : [colonInside ? "**Success Criteria:**" : "**Success Criteria**:", ...criteria.map((criterion, index) => `  ${String(index + 1)}. ${criterion.replace(/\s+/g, " ").trim()}`)]),
    field("Plans", "TBD"),
  ].join("\n");
}
