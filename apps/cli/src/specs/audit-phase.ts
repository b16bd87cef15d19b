import type { CommandSpec } from "../command-spec.js";
import { AGENT_OPTIONS, AGENT_PROGRAM, RECORD_OPTION } from "./shared.js";

/** `dgs audit-phase` */
export const auditPhaseSpec: CommandSpec = {
  name: "audit-phase",
  summary: "say whether a phase is done, by its tests and its files",
  details: [
    "Runs the test commands of the phase itself, keeps what they print, and holds what the plans promise against the files. What is missing is diagnosed, and gets plans that close it. The verdict follows from what was seen; no agent's word is part of it. Ctrl-C stops it in order; run it again and it goes on where it was.",
    "The exit code is 0 where everything passed, 4 where only a person can tell, and 3 where something failed or is missing. What people wrote into the UAT file and its log stays, and while an issue of theirs is open nothing is passed.",
  ],
  operands: [{ name: "phase", isRequired: true, completes: "phase" }],
  program: AGENT_PROGRAM,
  options: [{ name: "rerun-failed", summary: "run only what did not pass before; needs an earlier audit" }, ...AGENT_OPTIONS, RECORD_OPTION],
  examples: [
    { line: "dgs audit-phase 2", says: "audit phase 2" },
    { line: "dgs audit-phase 2 --rerun-failed", says: "once its gaps are closed: run again what had not passed" },
    { line: "dgs audit-phase 2 --json", says: "for scripts: the report on stdout, events as JSON lines on stderr" },
  ],
  load: async () => (await import("../commands/audit-phase.js")).runAuditPhase,
};
