import { headerReader } from "../checklist/header-reader.js";
import type { Report } from "../checklist/report.js";
import type { Field } from "../markdown/field.js";
import type { ExecutionStatus, ExecutionVerdict, FailurePolicy, PhaseExecution, Schedule } from "./types.js";

type Header = Omit<PhaseExecution, "path" | "steps" | "problems">;

const STATUSES: readonly ExecutionStatus[] = ["pending", "in-progress", "waiting", "failed", "completed"];
const SCHEDULES: readonly Schedule[] = ["waves", "dag"];
const POLICIES: readonly FailurePolicy[] = ["halt", "continue", "ask"];
const VERDICTS: readonly (ExecutionVerdict | "none")[] = ["passed", "human_needed", "gaps_found", "off", "none"];

/** Reads the header fields of an execution. A field that is not there has its default; one that says something else is an error. */
export function readExecutionHeader(source: string, fields: readonly Field[], report: Report): Header {
  const { word, phase, agents, counts, times } = headerReader(source, fields, report);
  const verdict = word("Verdict", VERDICTS, "none");
  return {
    phase: phase(),
    status: word("Status", STATUSES, "pending"),
    schedule: word("Schedule", SCHEDULES, "waves"),
    agents: agents(),
    onFailure: word("On-Failure", POLICIES, "halt"),
    ...(verdict === "none" ? {} : { verdict }),
    again: counts("Again", '{"03-01":1}'),
    ...times(),
  };
}
