import { type Audit, type AuditEffect, type AuditEvent, type AuditFiles, auditMachine, type AuditObservation, type PlanningPath } from "@dgs/core";
import { inKeyOrder } from "./in-key-order.js";
import type { LawSubject } from "./laws.js";

/** The audit machine as the laws see it. */
export const auditSubject: LawSubject<AuditFiles, Audit, AuditEffect, AuditObservation, AuditEvent> = {
  machine: auditMachine,
  filesFor: (texts, audit) => ({ path: audit.path, texts }),
  comparable: (audit) => ({ ...inKeyOrder(audit), problems: audit.problems.map((problem) => problem.code) }),
};

/** An audit read from one text at a path. */
export function auditOf(path: PlanningPath, texts: ReadonlyMap<PlanningPath, string>): Audit {
  return auditMachine.read({ path, texts });
}
