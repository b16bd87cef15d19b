import { appendFileSync } from "node:fs";

/** The tables that outcomes are noted for: programs as agents, and as clients of the MCP server. */
export type MatrixTable = "agents" | "clients";

/** Notes for a matrix of programs and scenarios what a run came to; whoever started the tests names the file. */
export function noteOutcome(program: string, scenario: string, outcome: string, table: MatrixTable = "agents"): void {
  const file = process.env["DGS_AGENT_MATRIX"];
  if (file !== undefined && file !== "") appendFileSync(file, `${JSON.stringify({ table, program, scenario, outcome })}\n`);
}
