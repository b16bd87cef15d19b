import type { AdapterReport, AgentCheckReport, AgentsReport } from "@dgs/runtime";
import type { Paint } from "./paint.js";
import { plainText } from "./plain-text.js";
import { formatDuration } from "./duration.js";
import { renderTable } from "./table.js";

/** Renders `dgs agents`: a table, and below it what the configuration chooses. */
export function renderAgents({ chosen, agents }: AgentsReport, paint: Paint): string {
  const rows = agents.map((agent) => [`${agent.name}${agent.chosen ? " *" : ""}`, versionOf(agent), signInOf(agent), placeOf(agent)].map(plainText));
  const said = chosen === undefined ? "The configuration chooses no agent: set agents.adapter." : `* The configuration chooses ${chosen}.`;
  return [...renderTable(["Agent", "Version", "Signed in", "Program"], rows), "", paint("dim", said)].join("\n");
}

function versionOf({ state, version, tried, isTried }: AdapterReport): string {
  if (state !== "found") return state === "not-found" ? "not installed" : state === "unusable" ? "cannot be used" : "not configured";
  if (version === undefined) return "there";
  return `${version}, ${isTried === true ? "tried" : tried === undefined ? "not tried" : `not tried (${tried} is)`}`;
}

function signInOf({ state, signedIn, signedInBy, kind }: AdapterReport): string {
  if (kind !== "program" || state === "not-found" || state === "not-configured") return "";
  if (signedIn === "unknown") return `unknown; perhaps by ${signedInBy ?? "something else"}`;
  return signedIn === "yes" ? `yes, by ${signedInBy ?? "a file"}` : "no";
}

function placeOf({ path, program, message, kind, state }: AdapterReport): string {
  const missing = kind === "tape" ? "no tape" : kind === "command" ? "no command" : "no program";
  const at = path ?? (state === "not-configured" ? missing : (program ?? ""));
  return message === undefined ? at : `${at}: ${message}`;
}

const SIGNS = { held: "✓", failed: "✗", untold: "–" } as const;

/** Renders `dgs agents check`: a line for each thing that was looked at, and what follows. */
export function renderAgentCheck(report: AgentCheckReport, paint: Paint): string {
  const lines = report.checks.map(({ state, text }) => paint(state === "failed" ? "red" : state === "held" ? "green" : "dim", `${SIGNS[state]} ${plainText(text)}`));
  return [...lines, "", verdictOf(report), ...(report.folder === undefined ? [] : [paint("dim", `The folder and the log are kept: ${plainText(report.folder)}`)])].join("\n");
}

function verdictOf({ adapter, exit, checks, outcome, usage }: AgentCheckReport): string {
  if (exit === "ok") return `${adapter} does what DGS builds on (${formatDuration(usage.durationMs)}).`;
  if (exit !== "gaps") return `${adapter} could not be tried to the end: ${outcome}.`;
  const failed = checks.filter(({ state }) => state === "failed").length;
  return `${adapter} cannot be built on as it is: ${String(failed)} of ${String(checks.length)} did not hold.`;
}
