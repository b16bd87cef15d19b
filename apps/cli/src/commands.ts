import type { CommandSpec, OptionSpec } from "./command-spec.js";
import { abandonQuickSpec } from "./specs/abandon-quick.js";
import { addPhaseSpec } from "./specs/add-phase.js";
import { agentsSpec } from "./specs/agents.js";
import { answerSpec } from "./specs/answer.js";
import { auditMilestoneSpec } from "./specs/audit-milestone.js";
import { auditPhaseSpec } from "./specs/audit-phase.js";
import { cancelJobSpec } from "./specs/cancel-job.js";
import { costSpec } from "./specs/cost.js";
import { completeMilestoneSpec } from "./specs/complete-milestone.js";
import { completeQuickSpec } from "./specs/complete-quick.js";
import { completionSpec } from "./specs/completion.js";
import { createMilestoneJobSpec } from "./specs/create-milestone-job.js";
import { discussPhaseSpec } from "./specs/discuss-phase.js";
import { fastSpec } from "./specs/fast.js";
import { executePhaseSpec } from "./specs/execute-phase.js";
import { healthSpec } from "./specs/health.js";
import { initSpec } from "./specs/init.js";
import { installSpec } from "./specs/install.js";
import { insertPhaseSpec } from "./specs/insert-phase.js";
import { listJobsSpec } from "./specs/list-jobs.js";
import { mapCodebaseSpec } from "./specs/map-codebase.js";
import { mcpSpec } from "./specs/mcp.js";
import { newMilestoneSpec } from "./specs/new-milestone.js";
import { newProjectSpec } from "./specs/new-project.js";
import { planMilestoneGapsSpec } from "./specs/plan-milestone-gaps.js";
import { planPhaseSpec } from "./specs/plan-phase.js";
import { progressSpec } from "./specs/progress.js";
import { quickSpec } from "./specs/quick.js";
import { recoverSpec } from "./specs/recover.js";
import { removePhaseSpec } from "./specs/remove-phase.js";
import { reportSpec } from "./specs/report.js";
import { rollbackJobSpec } from "./specs/rollback-job.js";
import { runJobSpec } from "./specs/run-job.js";
import { settingsSpec } from "./specs/settings.js";
import { showPhaseSpec } from "./specs/show-phase.js";
import { submitSpec } from "./specs/submit.js";
import { uiSpec } from "./specs/ui.js";
import { verifyWorkSpec } from "./specs/verify-work.js";
import { whySpec } from "./specs/why.js";
import { watchSpec } from "./specs/watch.js";
import { worktreesSpec } from "./specs/worktrees.js";

/** Options that every command takes. */
export const SHARED_OPTIONS: readonly OptionSpec[] = [
  { name: "root", value: "folder", completes: "folder", summary: "the planning root, or the folder that holds it; DGS_ROOT says the same" },
  { name: "project", value: "name", completes: "project", summary: "the project, in a product with several" },
  { name: "json", summary: "print one JSON object on stdout, for errors too" },
  { name: "help", short: "h", summary: "show the help" },
  { name: "version", short: "v", summary: "show the version" },
];

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandSpec[] = [
  initSpec,
  newProjectSpec,
  newMilestoneSpec,
  agentsSpec,
  installSpec,
  settingsSpec,
  progressSpec,
  showPhaseSpec,
  whySpec,
  healthSpec,
  addPhaseSpec,
  insertPhaseSpec,
  removePhaseSpec,
  discussPhaseSpec,
  mapCodebaseSpec,
  planPhaseSpec,
  submitSpec,
  createMilestoneJobSpec,
  runJobSpec,
  executePhaseSpec,
  watchSpec,
  auditPhaseSpec,
  verifyWorkSpec,
  answerSpec,
  auditMilestoneSpec,
  planMilestoneGapsSpec,
  listJobsSpec,
  reportSpec,
  costSpec,
  uiSpec,
  cancelJobSpec,
  completeMilestoneSpec,
  quickSpec,
  completeQuickSpec,
  abandonQuickSpec,
  fastSpec,
  worktreesSpec,
  rollbackJobSpec,
  recoverSpec,
  mcpSpec,
  completionSpec,
];

/** Returns a command by its name. */
export function findCommand(name: string): CommandSpec | undefined {
  return COMMANDS.find((command) => command.name === name);
}
