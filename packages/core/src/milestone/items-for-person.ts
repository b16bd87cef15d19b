import { formatPhaseNumber } from "../ids/phase-number.js";
import type { AuditedPhase, MilestoneFacts } from "./milestone-facts.js";
import { milestoneTestItem } from "./milestone-tests.js";

/** Carried out, and its verification asks for a person: nothing to fix, and not for DGS to approve. */
export function waitsForPerson({ status, verification }: Pick<AuditedPhase, "status" | "verification">): boolean {
  return status === "executed" && verification === "human_needed";
}

/** Files that are named in one item. */
const MOST_NAMED = 5;

/** What only a person can say or mend before a milestone has passed, one sentence each. */
export function itemsForPerson(facts: MilestoneFacts): readonly string[] {
  const { phases, tests, coverage, requirementsUnread, uncommitted } = facts;
  return [
    ...phases.filter(waitsForPerson).map(({ number }) => `phase ${formatPhaseNumber(number)}: its verification asks for a person; tick it in the roadmap to approve`),
    ...phases.flatMap((phase) => closedItems(phases, phase)),
    ...(requirementsUnread === undefined ? [] : [requirementsUnread]),
    ...coverage.unknown.map(({ id, namedBy }) => `${id} is named by ${namedBy.join(", ")} and is no requirement of REQUIREMENTS.md: write it there, or correct the id`),
    ...(requirementsUnread === undefined ? requirementItems(facts) : []),
    ...(tests.length === 0 ? ["no phase declares a test command (VALIDATION.md, the plans' <automated>): nothing was tested"] : []),
    ...tests.flatMap((test) => milestoneTestItem(test) ?? []),
    ...(uncommitted.length === 0 ? [] : [`files are in no commit, so what was tested is not what is committed: ${uncommitted.slice(0, MOST_NAMED).join(", ")}${uncommitted.length > MOST_NAMED ? `, and ${String(uncommitted.length - MOST_NAMED)} more` : ""}`]),
  ];
}

/** A fix phase has passed, and what it was made for still says no: nobody but a person can tell which of the two is out of date. */
function closedItems(phases: readonly AuditedPhase[], phase: AuditedPhase): readonly string[] {
  const label = formatPhaseNumber(phase.number);
  const closer = (id: string): AuditedPhase | undefined => phases.find(({ status, verification, closes }) => status === "complete" && verification === "passed" && closes.includes(id));
  const own = phase.status === "complete" || waitsForPerson(phase) ? undefined : closer(`phase-${label}`);
  return [
    ...(own === undefined ? [] : [`phase ${label} is ${phase.status}, verification ${phase.verification}; phase ${formatPhaseNumber(own.number)} was made to close that and has passed: look at phase ${label} again`]),
    ...phase.openGaps.flatMap(({ id, text }) => {
      const by = closer(`uat-${label}-${id}`);
      return by === undefined ? [] : [`phase ${label}: ${text}; phase ${formatPhaseNumber(by.number)} was made to close that and has passed: look at it, and write \`status: resolved\` into the UAT file`];
    }),
  ];
}

/** Requirements that wait for nothing but their phase are told with it. */
function requirementItems({ coverage, phases, verifier }: MilestoneFacts): readonly string[] {
  const open = coverage.requirements.filter(({ next }) => next === "person");
  const waiting = phases.filter(waitsForPerson).map(({ number }) => number);
  const onlyWaits = open.filter(({ signs, phases: own }) => signs.verification === "human" && signs.summary === "completed" && isTraced(signs.trace) && own.some((number) => waiting.includes(number)));
  const unverified = verifier ? [] : open.filter((each) => !onlyWaits.includes(each) && each.signs.verification === "human" && each.signs.summary === "completed" && isTraced(each.signs.trace));
  return [
    ...(unverified.length === 0 ? [] : [`phases are not verified (workflow.verifier is off), so only their tests and summaries speak for ${unverified.map(({ id }) => id).join(", ")}: look at them yourself`]),
    ...open.filter((each) => !onlyWaits.includes(each) && !unverified.includes(each)).map(({ id, verdict, evidence }) => `${id} is ${verdict}: ${evidence.join("; ")}`),
  ];
}

function isTraced(trace: string): boolean {
  return trace === "complete" || trace === "open";
}
