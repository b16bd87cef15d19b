import type { Scenario } from "../crash/scenario.js";
import { abandonQuickScenario } from "./abandon-quick.js";
import { auditAgainScenario, auditGapsScenario } from "./audit-phase.js";
import { discussPhaseScenario, mapCodebaseScenario } from "./before-plans.js";
import { completeMilestoneInTwoScenario, completeMilestoneScenario } from "./complete-milestone.js";
import { completeQuickScenario, completeThreeScenario } from "./complete-quick.js";
import { executePhaseScenario } from "./execute-phase.js";
import { fastScenario } from "./fast.js";
import { jobScenario } from "./job.js";
import { milestoneCycleScenario } from "./milestone-cycle.js";
import { newMilestoneScenario } from "./new-milestone.js";
import { planPhaseScenario } from "./plan-phase.js";
import { quickScenario } from "./quick.js";
import { rollbackJobScenario } from "./rollback-job.js";

/** Every scenario that is swept. */
export const SCENARIOS: readonly Scenario[] = [jobScenario, quickScenario, completeQuickScenario, completeThreeScenario, abandonQuickScenario, rollbackJobScenario, fastScenario, executePhaseScenario, milestoneCycleScenario, completeMilestoneScenario, completeMilestoneInTwoScenario, auditGapsScenario, auditAgainScenario, mapCodebaseScenario, discussPhaseScenario, planPhaseScenario, newMilestoneScenario];
