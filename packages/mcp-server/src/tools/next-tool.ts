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

/** Says which tool a command of the command line is here: `run_job {"version":"v2"}`; `undefined` where there is none. */
function nextTool(command: string): string | undefined {
  const [program, name = "", ...rest] = command.split(" ");
  const counterpart = program === "dgs" ? COUNTERPARTS[name] : undefined;
  if (counterpart === undefined) return undefined;
  const given = rest.filter((word) => !word.startsWith("-"));
  const input = {
    ...counterpart.fixed,
    ...Object.fromEntries(given.slice(0, counterpart.operands.length).map((word, at) => [counterpart.operands[at] ?? "", word])),
    ...Object.assign({}, ...rest.map((word) => FLAGS[word] ?? {})) as object,
  };
  return Object.keys(input).length === 0 ? counterpart.tool : `${counterpart.tool} ${JSON.stringify(input)}`;
}

/** The line that says what to call next, where a report names a command; empty where it names none. */
export function nextLine(report: object): string {
  const next = "next" in report ? (report.next as { readonly command?: unknown } | undefined)?.command : undefined;
  const tool = typeof next === "string" ? nextTool(next) : undefined;
  return tool === undefined ? "" : `\n\nOver MCP that is the tool ${tool}.`;
}
