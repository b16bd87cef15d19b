/** What to call next. Some clients show their model the structured content alone: it is a field there, beside the report. */
export interface NextCall {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

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
  "why": { tool: "why", operands: ["subject"] },
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
  // As everything is done over MCP.
  "--non-interactive": {},
  "--yes": {},
};

/** Tools that start the run of the operation of that name; all other runs are started by `start`. */
const STARTING = new Set(["run_job", "execute_phase", "audit_phase", "quick", "complete_quick", "abandon_quick", "complete_milestone"]);

/** Says which call a command of the command line is here; `undefined` where there is none, or none with all its options. */
export function callOfCommand(command: string): NextCall | undefined {
  const [program, name = "", ...rest] = command.split(" ");
  if (program !== "dgs") return undefined;
  if (name === "recover" && rest.length > 0) return callOfRecover(rest);
  if (name === "run-job" && rest[1] === "--dry-run") return { tool: "show_job", arguments: { version: rest[0] } };
  if (name === "health" && rest[0] === "--repair") return { tool: "repair", arguments: {} };
  const counterpart = COUNTERPARTS[name];
  const flags = rest.filter((word) => word.startsWith("-"));
  if (counterpart === undefined || flags.some((flag) => FLAGS[flag] === undefined)) return undefined;
  const given = rest.filter((word) => !word.startsWith("-"));
  const input = {
    ...counterpart.fixed,
    ...Object.fromEntries(given.slice(0, counterpart.operands.length).map((word, at) => [counterpart.operands[at] ?? "", word])),
    ...Object.assign({}, ...flags.map((flag) => FLAGS[flag])) as object,
  };
  return { tool: counterpart.tool, arguments: input };
}

/** What is dropped for good nobody is led to. */
function callOfRecover([first = "", second, third]: readonly string[]): NextCall | undefined {
  if (first === "--undo-rollback" && second !== undefined) return { tool: "preview", arguments: { action: "undo-rollback", version: second } };
  if (first.startsWith("-")) return undefined;
  if (second === "--repo" && third !== undefined) return { tool: "restore_kept", arguments: { what: first, repo: third } };
  if (second === "--branch" && third !== undefined) return { tool: "restore_kept", arguments: { what: first, branch: third } };
  return second === undefined ? { tool: "restore_kept", arguments: { what: first } } : undefined;
}

/** The calls that a sentence names as commands (`dgs run-job v1.0`), each once. What has quotes or gaps in it cannot be taken word by word. */
export function callsInWords(sentence: string): readonly NextCall[] {
  const calls = [...sentence.matchAll(/`(dgs [^`<>"'\\…]+)`/g)].flatMap(([, command = ""]) => callOfCommand(command) ?? []);
  return calls.filter((call, at) => calls.findIndex((each) => sayCall(each) === sayCall(call)) === at);
}

/** The call that started a run, and goes on with it. */
export function callOfRun(operation: string, input: Readonly<Record<string, unknown>>): NextCall {
  const tool = operation.replaceAll("-", "_");
  return STARTING.has(tool) ? { tool, arguments: input } : { tool: "start", arguments: { operation, ...input } };
}

/** Writes a call as a model reads it: `run_job {"version":"v1.0"}`. */
export function sayCall({ tool, arguments: input }: NextCall): string {
  return Object.keys(input).length === 0 ? tool : `${tool} ${JSON.stringify(input)}`;
}
