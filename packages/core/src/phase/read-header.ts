import { parseCounts } from "../checklist/counts.js";
import { parsePhaseNumber, type PhaseNumber } from "../ids/phase-number.js";
import type { Field } from "../markdown/field.js";
import type { ProblemText } from "../problem.js";
import type { ExecutionStatus, ExecutionVerdict, FailurePolicy, PhaseExecution, Schedule } from "./types.js";

type Report = (offset: number, text: ProblemText) => void;
type Header = Omit<PhaseExecution, "path" | "steps" | "problems">;

const STATUSES: readonly ExecutionStatus[] = ["pending", "in-progress", "waiting", "failed", "completed"];
const SCHEDULES: readonly Schedule[] = ["waves", "dag"];
const POLICIES: readonly FailurePolicy[] = ["halt", "continue", "ask"];
const VERDICTS: readonly (ExecutionVerdict | "none")[] = ["passed", "human_needed", "gaps_found", "off", "none"];

/** Reads the header fields of an execution. A field that is not there has its default; one that says something else is an error. */
export function readExecutionHeader(source: string, fields: readonly Field[], report: Report): Header {
  const find = (name: string): { readonly text: string; readonly at: number } => {
    const field = fields.find((each) => each.keyText.toLowerCase() === name.toLowerCase());
    return field === undefined ? { text: "", at: 0 } : { text: source.slice(field.value.start, field.value.end), at: field.value.start };
  };
  const bad = (name: string, remedy: string): void => {
    const { text, at } = find(name);
    report(at, { code: "bad-field", severity: "error", message: text === "" ? `${name} is missing` : `${name} is ${JSON.stringify(text)}`, remedy });
  };
  const word = <Word extends string>(name: string, words: readonly Word[], otherwise: Word): Word => {
    const { text } = find(name);
    if (text === "") return otherwise;
    const plain = text.toLowerCase().replaceAll(" ", "-");
    const known = words.find((each) => each === plain);
    if (known === undefined) bad(name, `Use one of ${words.join(", ")}.`);
    return known ?? otherwise;
  };
  const counts = (name: string): Readonly<Record<string, number>> => {
    const read = parseCounts(find(name).text);
    if (read === undefined) bad(name, 'Write JSON such as `{"03-01":1}`, or remove the line.');
    return read ?? {};
  };
  const verdict = word("Verdict", VERDICTS, "none");
  const times = Object.fromEntries((["created", "started", "halted", "finished"] as const).flatMap((name) => (find(name).text === "" ? [] : [[name, find(name).text]])));
  return {
    phase: readPhase(find("Phase").text, () => { bad("Phase", "Write the number of the phase, such as `03`."); }),
    status: word("Status", STATUSES, "pending"),
    schedule: word("Schedule", SCHEDULES, "waves"),
    agents: readAgents(find("Agents").text, () => { bad("Agents", "Write how many agents may work at the same time: 1 or more."); }),
    onFailure: word("On-Failure", POLICIES, "halt"),
    ...(verdict === "none" ? {} : { verdict }),
    again: counts("Again"),
    ...times,
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
