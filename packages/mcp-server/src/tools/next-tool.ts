import { answerWithReport } from "../registry/answers.js";
import type { Answered } from "../registry/tool-spec.js";

/** What stands for a command of the command line: a tool, and the names of its inputs in the order of the operands. */
interface Counterpart {
  readonly tool: string;
  readonly operands: readonly string[];
  readonly fixed?: Readonly<Record<string, unknown>>;
}

const COUNTERPARTS: Readonly<Record<string, Counterpart>> = {
  "progress": { tool: "overview", operands: [] },
  "create-milestone-job": { tool: "create_job", operands: ["version"] },
  "run-job": { tool: "run_job", operands: ["version"] },
  "list-jobs": { tool: "list_jobs", operands: [] },
  "cancel-job": { tool: "cancel", operands: ["version"] },
  "rollback-job": { tool: "preview", operands: ["version"], fixed: { action: "rollback-job" } },
  "complete-milestone": { tool: "preview", operands: ["version"], fixed: { action: "complete-milestone" } },
  "abandon-quick": { tool: "preview", operands: ["quick"], fixed: { action: "abandon-quick" } },
  "execute-phase": { tool: "execute_phase", operands: ["phase"] },
  "audit-phase": { tool: "audit_phase", operands: ["phase"] },
  "verify-work": { tool: "verify_work", operands: ["phase"] },
  "answer": { tool: "answer", operands: ["target", "answer"] },
  "quick": { tool: "quick", operands: ["title"] },
  "complete-quick": { tool: "complete_quick", operands: ["quick"] },
  "show-phase": { tool: "show_phase", operands: ["phase"] },
  "health": { tool: "health", operands: [] },
  "recover": { tool: "list_kept", operands: [] },
  "discuss-phase": { tool: "start", operands: ["phase"], fixed: { operation: "discuss-phase" } },
  "plan-phase": { tool: "start", operands: ["phase"], fixed: { operation: "plan-phase" } },
  "map-codebase": { tool: "start", operands: [], fixed: { operation: "map-codebase" } },
  "audit-milestone": { tool: "start", operands: ["version"], fixed: { operation: "audit-milestone" } },
  "plan-milestone-gaps": { tool: "start", operands: ["version"], fixed: { operation: "plan-milestone-gaps" } },
};

const FLAGS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "--gaps-only": { gaps_only: true },
  "--gaps": { gaps: true },
  "--auto": { auto: true },
  "--rerun-failed": { rerun_failed: true },
};

/** What to call next. Some clients show their model the structured content alone: it is a field there, beside the report. */
export interface NextCall {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** Says which call a command of the command line is here; `undefined` where there is none. */
function callOf(command: string): NextCall | undefined {
  const [program, name = "", ...rest] = command.split(" ");
  if (program === "dgs" && name === "recover" && rest[0] !== undefined) return { tool: "restore_kept", arguments: { what: rest[0] } };
  const counterpart = program === "dgs" ? COUNTERPARTS[name] : undefined;
  if (counterpart === undefined) return undefined;
  const given = rest.filter((word) => !word.startsWith("-"));
  const input = {
    ...counterpart.fixed,
    ...Object.fromEntries(given.slice(0, counterpart.operands.length).map((word, at) => [counterpart.operands[at] ?? "", word])),
    ...Object.assign({}, ...rest.map((word) => FLAGS[word] ?? {})) as object,
  };
  return { tool: counterpart.tool, arguments: input };
}

/** The call that stands for the command that a report names as the next one; `undefined` where it names none, or one that is no tool. */
export function nextCall(report: object): NextCall | undefined {
  const next = "next" in report ? (report.next as { readonly command?: unknown } | undefined)?.command : undefined;
  return typeof next === "string" ? callOf(next) : undefined;
}

/** Answers with a report and the call that comes next, in both forms. */
export function answerWithNext({ report, text }: { readonly report: object; readonly text: string }, next: NextCall | undefined = nextCall(report)): Answered {
  if (next === undefined) return answerWithReport(report, text);
  const { tool, arguments: input } = next;
  return answerWithReport({ ...report, next_call: next }, `${text}\n\nOver MCP that is the tool ${Object.keys(input).length === 0 ? tool : `${tool} ${JSON.stringify(input)}`}.`);
}
