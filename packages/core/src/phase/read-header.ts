import { headerReader } from "../checklist/header-reader.js";
import type { Report } from "../checklist/report.js";
import { parsePhaseNumber, type PhaseNumber } from "../ids/phase-number.js";
import type { Field } from "../markdown/field.js";
import type { ExecutionStatus, ExecutionVerdict, FailurePolicy, PhaseExecution, Schedule } from "./types.js";

type Header = Omit<PhaseExecution, "path" | "steps" | "problems">;

const STATUSES: readonly ExecutionStatus[] = ["pending", "in-progress", "waiting", "failed", "completed"];
const SCHEDULES: readonly Schedule[] = ["waves", "dag"];
const POLICIES: readonly FailurePolicy[] = ["halt", "continue", "ask"];
const VERDICTS: readonly (ExecutionVerdict | "none")[] = ["passed", "human_needed", "gaps_found", "off", "none"];

/** Reads the header fields of an execution. A field that is not there has its default; one that says something else is an error. */
export function readExecutionHeader(source: string, fields: readonly Field[], report: Report): Header {
  const { find, bad, word, counts, times } = headerReader(source, fields, report);
  const verdict = word("Verdict", VERDICTS, "none");
  return {
    phase: readPhase(find("Phase").text, () => { bad("Phase", "Write the number of the phase, such as `03`."); }),
    status: word("Status", STATUSES, "pending"),
    schedule: word("Schedule", SCHEDULES, "waves"),
    agents: readAgents(find("Agents").text, () => { bad("Agents", "Write how many agents may work at the same time: 1 or more."); }),
    onFailure: word("On-Failure", POLICIES, "halt"),
    ...(verdict === "none" ? {} : { verdict }),
    again: counts("Again", '{"03-01":1}'),
    ...times(),
  };
}

function readPhase(text: string, bad: () => void): PhaseNumber | undefined {
  const phase = parsePhaseNumber(text) ?? parsePhaseNumber(text, "custom");
  if (phase === undefined) bad();
  return phase;
}

function readAgents(text: string, bad: () => void): number {
  if (text === "") return 1;
  const agents = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (agents < 1) bad();
  return Math.max(1, agents);
}
