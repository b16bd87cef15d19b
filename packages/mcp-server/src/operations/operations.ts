import { abandonQuickOperation } from "./abandon-quick.js";
import { answerOperation } from "./answer.js";
import { auditMilestoneOperation } from "./audit-milestone.js";
import { auditPhaseOperation } from "./audit-phase.js";
import { cancelJobOperation } from "./cancel-job.js";
import { completeMilestoneOperation } from "./complete-milestone.js";
import { completeQuickOperation } from "./complete-quick.js";
import { type AnyConfirmed, withToken } from "./confirmed-operation.js";
import { createMilestoneJobOperation } from "./create-milestone-job.js";
import { discussPhaseOperation } from "./discuss-phase.js";
import { executePhaseOperation } from "./execute-phase.js";
import { fastOperation } from "./fast.js";
import { healthOperation } from "./health.js";
import { dropKeptOperation, listKeptOperation, restoreKeptOperation, undoRollbackOperation } from "./kept.js";
import { listJobsOperation } from "./list-jobs.js";
import { mapCodebaseOperation } from "./map-codebase.js";
import type { AnyOperation } from "./operation.js";
import { planMilestoneGapsOperation } from "./plan-milestone-gaps.js";
import { planPhaseOperation } from "./plan-phase.js";
import { progressOperation } from "./progress.js";
import { quickOperation } from "./quick.js";
import { repairHealthOperation } from "./repair-health.js";
import { rollbackJobOperation } from "./rollback-job.js";
import { runJobOperation } from "./run-job.js";
import { showJobOperation } from "./show-job.js";
import { showPhaseOperation } from "./show-phase.js";
import { submitOperation } from "./submit.js";
import { diagnoseWorkOperation, verifyWorkOperation } from "./verify-work.js";
import { whyOperation } from "./why.js";

/** What is shown before it is done. */
export const CONFIRMED: readonly AnyConfirmed[] = [rollbackJobOperation, abandonQuickOperation, completeMilestoneOperation, dropKeptOperation, undoRollbackOperation];

/** Every operation. */
const OPERATIONS: readonly AnyOperation[] = [
  progressOperation,
  listJobsOperation,
  showJobOperation,
  showPhaseOperation,
  whyOperation,
  createMilestoneJobOperation,
  runJobOperation,
  cancelJobOperation,
  discussPhaseOperation,
  planPhaseOperation,
  submitOperation,
  executePhaseOperation,
  answerOperation,
  auditPhaseOperation,
  auditMilestoneOperation,
  planMilestoneGapsOperation,
  mapCodebaseOperation,
  verifyWorkOperation,
  diagnoseWorkOperation,
  quickOperation,
  completeQuickOperation,
  fastOperation,
  healthOperation,
  repairHealthOperation,
  listKeptOperation,
  restoreKeptOperation,
  ...CONFIRMED.map(withToken),
];

/** Finds an operation by its name. */
export function findOperation(name: string): AnyOperation | undefined {
  return OPERATIONS.find((operation) => operation.name === name);
}

/** The names of every operation, as the command line names them: what is compared with it. */
export function operationNames(): readonly string[] {
  return OPERATIONS.map((operation) => operation.name);
}
