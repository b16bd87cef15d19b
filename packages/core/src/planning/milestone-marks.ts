/** What the marks of a milestone say: done with, being worked on, or still to come. */
export interface MilestoneMarks {
  readonly closed: boolean;
  readonly active: boolean;
  readonly planned: boolean;
}

const CLOSED = /[✅☑✔]|🗄|\b(?:SHIPPED|CLOSED|ARCHIVED|ABANDONED|FAILED|COMPLETED?)\b/u;
const ACTIVE = /🚧|🟡|🔄|\b(?:STARTED|ACTIVE|WIP|IN PROGRESS)\b/u;
const PLANNED = /📋|📅|🔜|\bPLANNED\b/u;
const IN_BRACKETS = /[([]\s*(?:(shipped|closed|archived|abandoned|failed|completed?|done)|(started|active|wip|in[ -]progress|current)|(planned|next|upcoming))\b/i;

/**
 * Reads the marks in a milestone's heading, bullet or summary.
 *
 * Words count in capitals anywhere, and in any case at the start of brackets: a milestone may be
 * called "Closed beta" without being closed.
 */
export function milestoneMarks(text: string): MilestoneMarks {
  const words = IN_BRACKETS.exec(text);
  return {
    closed: CLOSED.test(text) || words?.[1] !== undefined,
    active: ACTIVE.test(text) || words?.[2] !== undefined,
    planned: PLANNED.test(text) || words?.[3] !== undefined,
  };
}

/** Joins what several places say about one milestone. */
export function joinMarks(a: MilestoneMarks, b: MilestoneMarks): MilestoneMarks {
  return { closed: a.closed || b.closed, active: a.active || b.active, planned: a.planned || b.planned };
}
