import { formatPhaseNumber, type PhaseNumber } from "../ids/phase-number.js";
import { formatPlanFinding, type PlanFinding, type PlanRound } from "./plan-finding.js";

/** How the check of plans ended. `refused`: no plan was written. `accepted`: a person took them over the blockers of a plan checker. `warned`: they were taken, and something is to be known. */
export type PlanCheckStatus = "refused" | "accepted" | "warned";

/** What goes into `NN-CHECK.md`. */
export interface PlanCheckRecord {
  readonly phase: PhaseNumber;
  readonly status: PlanCheckStatus;
  /** ISO 8601. */
  readonly checked: string;
  /** Who took the plans over the blockers: `ada@host`. */
  readonly acceptedBy?: string;
  readonly rounds: readonly PlanRound[];
  /** Why there was no round behind the last one, where an agent did not come to its end. */
  readonly ended?: string;
}

/** More findings of one round than this are counted and not listed. */
const MOST_LISTED = 60;
const LONGEST = 600;

/** Renders `NN-CHECK.md`: what was found in the plans of a phase, round by round, for the person who reads it afterwards. No command reads it. */
export function renderPlanCheck({ phase, status, checked, acceptedBy, rounds, ended }: PlanCheckRecord): string {
  return [
    ...["---", `phase: ${phase}`, `status: ${status}`, `rounds: ${String(rounds.length)}`, `checked: ${checked}`],
    ...(acceptedBy === undefined ? [] : [`accepted_by: ${JSON.stringify(acceptedBy)}`]),
    ...["---", "", `# Phase ${formatPhaseNumber(phase)}: Check of the Plans`, "", SENTENCES[status], ""],
    ...rounds.flatMap(renderRound),
    ...(ended === undefined ? [] : [`Behind round ${String(rounds.length)} there is no other: ${oneLine(ended)}`, ""]),
  ].join("\n");
}

const SENTENCES: Readonly<Record<PlanCheckStatus, string>> = {
  refused: "The plans were refused, and none was written. Plan the phase again once what stands here is cleared up.",
  accepted: "A person took the plans of the last round over what the plan checker found.",
  warned: "The plans of the last round were taken. What stands there is no reason against them, and is to be known.",
};

function renderRound({ number, plans, findings }: PlanRound): readonly string[] {
  const left = findings.length - MOST_LISTED;
  return [
    `## Round ${String(number)}: ${plans.length === 0 ? "no plan" : plans.slice(0, 30).join(", ")}`,
    "",
    ...(findings.length === 0 ? ["Nothing was found."] : findings.slice(0, MOST_LISTED).map(renderFinding)),
    ...(left > 0 ? [`- and ${String(left)} more`] : []),
    "",
  ];
}

function renderFinding(finding: PlanFinding): string {
  return `- ${finding.severity} \`${finding.kind}\` (${finding.by === "code" ? "code" : "plan checker"}): ${oneLine(formatPlanFinding(finding))}`;
}

/** An agent wrote part of it: one line, of a bounded length. */
function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
