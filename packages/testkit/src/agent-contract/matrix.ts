import { appendFileSync } from "node:fs";

/** Notes for the matrix of programs and scenarios what a run came to; whoever started the tests names the file. */
export function noteOutcome(program: string, scenario: string, outcome: string): void {
  const file = process.env["DGS_AGENT_MATRIX"];
  if (file !== undefined && file !== "") appendFileSync(file, `${JSON.stringify({ program, scenario, outcome })}\n`);
}
