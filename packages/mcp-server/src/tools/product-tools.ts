import { abandonQuickOperation } from "../operations/abandon-quick.js";
import { answerOperation } from "../operations/answer.js";
import { auditPhaseOperation } from "../operations/audit-phase.js";
import { completeMilestoneOperation } from "../operations/complete-milestone.js";
import { completeQuickOperation } from "../operations/complete-quick.js";
import { createMilestoneJobOperation } from "../operations/create-milestone-job.js";
import { executePhaseOperation } from "../operations/execute-phase.js";
import { healthOperation } from "../operations/health.js";
import { dropKeptOperation, listKeptOperation, restoreKeptOperation, undoRollbackOperation } from "../operations/kept.js";
import { listJobsOperation } from "../operations/list-jobs.js";
import { progressOperation } from "../operations/progress.js";
import { quickOperation } from "../operations/quick.js";
import { repairHealthOperation } from "../operations/repair-health.js";
import { rollbackJobOperation } from "../operations/rollback-job.js";
import { runJobOperation } from "../operations/run-job.js";
import { showJobOperation } from "../operations/show-job.js";
import { showPhaseOperation } from "../operations/show-phase.js";
import { submitOperation } from "../operations/submit.js";
import { verifyWorkOperation } from "../operations/verify-work.js";
import { whyOperation } from "../operations/why.js";
import type { ProductOptions } from "../product.js";
import type { AnyTool } from "../registry/tool-spec.js";
import { cancelTool } from "./cancel.js";
import { confirmedTool } from "./confirmed-tool.js";
import { operationTool } from "./operation-tool.js";
import * as out from "./outputs.js";
import { previewTool } from "./preview.js";
import { runTool } from "./run-tool.js";
import { startTool } from "./start.js";
import { LOOKS, WORKS, WRITES } from "./tool-words.js";
import { listRunsTool, watchTool } from "./watch.js";

/** Makes every tool of a product, in the order that they are listed in. */
export function createProductTools(options: ProductOptions): readonly AnyTool[] {
  return [...lookingTools(options), ...workingTools(options), ...endingTools(options)];
}

function lookingTools(options: ProductOptions): readonly AnyTool[] {
  return [
    operationTool(options, progressOperation, { name: "overview", title: "Where the project stands", description: "Phases, jobs, quicks, what waits for a person, and the one next action. Call this first." }, LOOKS, out.PROGRESS),
    operationTool(options, listJobsOperation, { name: "list_jobs", title: "List jobs", description: "Every job: pending, in progress, completed." }, LOOKS, out.JOBS),
    operationTool(options, showJobOperation, { name: "show_job", title: "Show a job", description: "The steps of a job with their status, and which would run now. Runs nothing." }, LOOKS, out.JOB),
    operationTool(options, showPhaseOperation, { name: "show_phase", title: "Show a phase", description: "One phase: its plans by wave and how each stands, what waits for a person, its verification, the gaps of its last audit with causes and the plans that close them, what comes next." }, LOOKS, out.PHASE),
    operationTool(options, whyOperation, { name: "why", title: "Why it stands so", description: "Why a phase, plan, step or job is blocked, failed, waits or is next: each reason with its place, and the shortest way on." }, LOOKS, out.WHY),
    operationTool(options, healthOperation, { name: "health", title: "Check the planning folder", description: "What is wrong in the planning folder, with place and remedy for each problem." }, LOOKS, out.HEALTH),
    operationTool(options, listKeptOperation, { name: "list_kept", title: "List what is kept", description: "Work that was taken off its branch (rollback, abandoned quicks, failed plans) and is kept, and rollbacks that can be undone." }, LOOKS, out.KEPT),
    listRunsTool(options),
    watchTool(options),
    previewTool(options),
  ];
}

function workingTools(options: ProductOptions): readonly AnyTool[] {
  return [
    operationTool(options, createMilestoneJobOperation, { name: "create_job", title: "Create a milestone job", description: "Turn the roadmap of a milestone into a job: the list of steps that run_job carries out." }, WRITES, out.JOB_CREATED),
    operationTool(options, submitOperation, { name: "submit", title: "Submit planning files", description: "Hand in CONTEXT, RESEARCH, PLAN or VALIDATION files of a phase that you wrote yourself. They are checked as those of DGS's own agents are; findings are the answer, and with a blocker nothing is written. Try with dry_run, mend, submit again. What fits is written and committed." }, WRITES, out.SUBMITTED),
    runTool(options, runJobOperation, { name: "run_job", title: "Run a job", description: "Carry a milestone's job out as a background run, from where it stands: discuss, plan, execute and audit each phase, close gaps. May take hours; returns the run." }, WORKS),
    runTool(options, executePhaseOperation, { name: "execute_phase", title: "Execute a phase", description: "Carry out the plans of one phase in waves, each plan by an agent in its own worktree, then verify the goal. Call it again to go on after an answer, a failure or a stop." }, WORKS),
    operationTool(options, answerOperation, { name: "answer", title: "Answer what waits for a person", description: "Without `answer`: show what waits (checkpoints, approvals). With it: record what the person decided; then call execute_phase or run_job again. Never answer for the person without asking." }, WRITES, out.ANSWER),
    runTool(options, auditPhaseOperation, { name: "audit_phase", title: "Audit a phase", description: "Run the tests of a phase, check its structure, have what code cannot tell verified; gaps get diagnosed and planned." }, WORKS),
    operationTool(options, verifyWorkOperation, { name: "verify_work", title: "Acceptance tests of a phase", description: "Without `answers`: what a person is to try out of a phase. Ask them one by one, then call it with what they said. Issues become gaps; `start diagnose-work` finds their causes." }, { ...WRITES, idempotent: false }, out.VERIFIED),
    runTool(options, quickOperation, { name: "quick", title: "Do a quick", description: "Carry out a small piece of work with an agent in a worktree of its own, or go on with the quick that is unfinished." }, WORKS),
    runTool(options, completeQuickOperation, { name: "complete_quick", title: "Complete a quick", description: "Merge a product-level quick into its base branch, push where there is a remote, clean up." }, WORKS),
    startTool(options),
    cancelTool(options),
    operationTool(options, repairHealthOperation, { name: "repair", title: "Repair the planning folder", description: "Repair what health found, as far as there is one right answer. What needs a choice is left and told." }, WRITES, out.HEALTH),
    operationTool(options, restoreKeptOperation, { name: "restore_kept", title: "Restore kept work", description: "Bring something of list_kept back on a new branch; it stays kept." }, { ...WRITES, idempotent: false }, out.RESTORED),
  ];
}

function endingTools(options: ProductOptions): readonly AnyTool[] {
  return [
    confirmedTool(options, rollbackJobOperation, { name: "rollback_job", title: "Roll a job back", description: "Reset every repo to where the job started. Commits and uncommitted work are kept. Needs the token of preview." }, { type: "in-call", output: out.ROLLED_BACK }),
    confirmedTool(options, undoRollbackOperation, { name: "undo_rollback", title: "Undo a rollback", description: "Put branches, uncommitted work and the job back to before a rollback. Needs the token of preview." }, { type: "in-call", output: out.UNDONE }),
    confirmedTool(options, abandonQuickOperation, { name: "abandon_quick", title: "Abandon a quick", description: "Give a quick up: its branch and worktree go, its work is kept. Needs the token of preview." }, { type: "as-run" }),
    confirmedTool(options, completeMilestoneOperation, { name: "complete_milestone", title: "Complete a milestone", description: "Merge the milestone, archive its planning files, tag it. Needs the token of preview." }, { type: "as-run" }),
    confirmedTool(options, dropKeptOperation, { name: "drop_kept", title: "Drop kept work for good", description: "Delete something of list_kept. It cannot be brought back. Needs the token of preview." }, { type: "in-call", output: out.DROPPED }),
  ];
}
