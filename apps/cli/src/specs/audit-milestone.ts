import type { CommandSpec } from "../command-spec.js";
import { AGENT_OPTIONS, AGENT_PROGRAM, RECORD_OPTION } from "./shared.js";

/** `dgs audit-milestone` */
export const auditMilestoneSpec: CommandSpec = {
  name: "audit-milestone",
  summary: "check a milestone as a whole",
  details: [
    "Looks whether every phase is complete, holds each requirement against summaries and verifications, runs every test command again, and has an agent look for what is missing between the phases. What it finds goes into the milestone's audit file; what a person has written there stays.",
    "The exit code is 3 where gaps were found, and 4 where something waits for a person: neither has passed.",
  ],
  operands: [{ name: "version", isRequired: false, completes: "version" }],
  program: AGENT_PROGRAM,
  options: [...AGENT_OPTIONS, RECORD_OPTION],
  examples: [
    { line: "dgs audit-milestone", says: "audit the active milestone" },
    { line: "dgs audit-milestone v1.0 --json", says: "for scripts: the report on stdout" },
  ],
  load: async () => (await import("../commands/audit-milestone.js")).runAuditMilestone,
};
