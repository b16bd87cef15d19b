import type { Machine } from "../machine.js";
import { changesForAudit } from "./changes.js";
import { decideForAudit } from "./decide.js";
import { evolveAudit } from "./evolve.js";
import { nextForAudit } from "./next.js";
import { readAudit } from "./read.js";
import type { Audit, AuditEffect, AuditEvent, AuditFiles, AuditObservation } from "./types.js";

/** The audit machine. */
export const auditMachine: Machine<AuditFiles, Audit, AuditEffect, AuditObservation, AuditEvent> = Object.freeze({
  read: readAudit,
  next: nextForAudit,
  decide: decideForAudit,
  evolve: evolveAudit,
  changes: changesForAudit,
});
