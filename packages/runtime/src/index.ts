// Every export of @dgs/runtime by name. A line added here is public for good: add on purpose.

export { runEndOf } from "./notification/run-end-of.js";
export type { MaskedSecret } from "./codebase/write-document.js";
export { abandonQuick, planAbandonQuick, type AbandonQuickInput, type QuickChoice } from "./commands/abandon-quick.js";
export { askToPause, askToStop, isPauseAsked, takePauseBack } from "./commands/ask-run.js";
export { answerCheckpoint, type AnswerInput } from "./commands/answer.js";
export type { AnswerReport, WaitingReport } from "./commands/answer-reports.js";
export type { AdapterReport, AgentCheckLine, AgentCheckReport, AgentsReport, CheckedAgent } from "./commands/agent-reports.js";
export { auditPhase, type AuditPhaseInput } from "./commands/audit-phase.js";
export type { AuditGapReport, AuditPhaseReport, AuditTestReport } from "./commands/audit-phase-reports.js";
export { auditMilestone } from "./commands/audit-milestone.js";
export { cancelJob } from "./commands/cancel-job.js";
export { addPhase, type AddPhaseInput, previewRemoval, removePhase, type RemovePhaseInput } from "./commands/change-phases.js";
export { checkAgent, type CheckAgentInput, type CheckAgentPorts } from "./commands/check-agent.js";
export { completeMilestone, previewCompletion, type CompleteMilestoneInput, type CompleteMilestonePorts } from "./commands/complete-milestone.js";
export type { CompletionPreview, CompletionReport } from "./commands/complete-milestone-reports.js";
export { completeQuick, type CompleteQuickInput, type CompleteQuickPorts } from "./commands/complete-quick.js";
export { costReport, type CostInput, type CostReport } from "./commands/cost.js";
export { discussPhase, type DiscussPhaseInput } from "./commands/discuss-phase.js";
export type { DecisionReport, DiscussPhaseReport } from "./commands/discuss-phase-reports.js";
export { fast, type FastInput } from "./commands/fast.js";
export { executePhase, type AskWhileExecuting, type ExecutePhaseInput } from "./commands/execute-phase.js";
export type { ExecutePhaseReport, NextReport, PlannedReport, PlanResultReport, PlanStanding, VerificationReport, PhaseWaiting, WavePreview, WaveResult } from "./commands/execute-phase-reports.js";
export { health, type HealthReport, repairHealth } from "./commands/health.js";
export { init, type InitInput, type InitPorts } from "./commands/init.js";
export { install, type InstallInput, type InstallPlan, planInstall } from "./commands/install.js";
export type { ConfigEdit, InstallReport } from "./commands/install-reports.js";
export type { ClientFile } from "./client-config/client-file.js";
export { listAgents, type ConfiguredPlace, type ListAgentsPorts, programsOf } from "./commands/list-agents.js";
export { listJobs } from "./commands/list-jobs.js";
export { mapCodebase, type MapCodebaseInput } from "./commands/map-codebase.js";
export type { CodebaseSummary, MapCodebaseReport, MappedRepoReport } from "./commands/map-codebase-reports.js";
export { milestoneReport, type MilestoneReportInput } from "./commands/milestone-report.js";
export type { MilestoneReport, ReportedAgent, ReportedAttention, ReportedAudit, ReportedBudget, ReportedCommit, ReportedCycles, ReportedEvent, ReportedJob, ReportedPhase, ReportedPlan, ReportedRun, ReportedStep, SavedMilestoneReport } from "./commands/milestone-report-reports.js";
export { makeMilestonePage, saveMilestoneReport, type SaveMilestoneReportInput, type SaveReportPorts } from "./commands/save-milestone-report.js";
export type { ReportPorts } from "./milestone-report/sources.js";
export { reportPagePath } from "./milestone-report/write-page.js";
export { createMilestoneJob, planMilestoneJob, type MilestoneJobInput } from "./commands/milestone-job.js";
export type { FixPhaseReport, GapPlanPreview, GapReport, GapsPlannedReport, MilestoneAuditReport, MilestoneTestReport } from "./commands/milestone-reports.js";
export type { PhaseAddedReport, PhaseRemovalReport } from "./commands/phase-change-reports.js";
export type { PlanCount } from "./commands/plan-count.js";
export { newMilestone, type NewMilestoneInput, type RoadmapAnswer } from "./commands/new-milestone.js";
export type { MilestonePreview, NewMilestoneReport, NewPhaseReport } from "./commands/new-milestone-reports.js";
export { type AskProject, newProject, type NewProjectInput, type NewProjectPorts } from "./commands/new-project.js";
export type { NewProjectReport } from "./commands/new-project-reports.js";
export { planMilestoneGaps, previewMilestoneGaps } from "./commands/plan-milestone-gaps.js";
export { planPhase, type PlanPhaseInput } from "./commands/plan-phase.js";
export type { PlannedPlanReport, PlanPhaseReport } from "./commands/plan-phase-reports.js";
export type { AskPlanPhase } from "./plan/types.js";
export { progress } from "./commands/progress.js";
export { quick, type QuickInput } from "./commands/quick.js";
export type { NextCommand, QuickEntry } from "./commands/quick-entry.js";
export type { AbandonedRepo, AbandonPreview, ConflictReport, FastReport, QuickReport, StageReport } from "./commands/quick-reports.js";
export { dropKept, expireKept, listKept, previewDrop, previewUndo, restoreKept, type RestoreInput, undoRollback } from "./commands/recover.js";
export type {
  CancelJobReport,
  InitReport,
  JobPlanReport,
  ListJobsReport,
  PhaseProgress,
  ProgressReport,
  RunEvent,
  RunJobReport,
  StepReport,
} from "./commands/reports.js";
export { previewRollback, rollbackJob } from "./commands/rollback-job.js";
export type { DroppedReport, DropPreview, KeptListReport, KeptReport, RepoRollbackPreview, RestoredReport, RollbackPreview, RollbackReport, UndoneReport, UndoPreview } from "./commands/rollback-reports.js";
export { runJob, type RunJobInput } from "./commands/run-job.js";
export { planProfile, setProfile, type ProfilePlan, type ProfileReport } from "./commands/set-profile.js";
export { type AdapterModels, settings, type RoleSetting, type Setting, type SettingSource, type SettingsReport } from "./commands/settings.js";
export { showPhase, type ShowPhaseInput } from "./commands/show-phase.js";
export type { LastAuditReport, ShowPhaseReport } from "./commands/show-phase-reports.js";
export { why, type WhyInput } from "./commands/why.js";
export type { WayOn, WhyReport, WhySubjectReport } from "./commands/why-reports.js";
export type { FindNear } from "./why/find-subject.js";
export type { WhyPorts } from "./why/world.js";
export { submitFiles, type SubmitInput } from "./commands/submit.js";
export type { SubmitReport, SubmittedFileReport } from "./commands/submit-reports.js";
export { verifyWork, type AskUat, type VerifyWorkInput, type VerifyWorkPorts } from "./commands/verify-work.js";
export type { UatTestReport, VerifyWorkReport } from "./commands/verify-work-reports.js";
export { watchRun, type WatchInput, type WatchPorts } from "./commands/watch-run.js";
export type { PauseAskedReport, PauseTakenBackReport, StopAskedReport, WatchReport } from "./commands/watch-reports.js";
export { planPrune, pruneWorktrees, type GoingWorktree, type PruneReport, type StayingWorktree } from "./commands/worktrees-prune.js";
export { setupWorktreeAgain, type SetupReport, type SetupWorktreeInput } from "./commands/worktrees-setup.js";
export { listWorktrees, type WorktreeReport, type WorktreesReport } from "./commands/worktrees.js";
export { createDisk, type Disk, listFolder, readBytes } from "./disk.js";
export type { AskDiscussion, ConfirmReply, DiscussionAsked, DiscussionPreview, MoreReply, QuestionReply } from "./discussion/ask-discussion.js";
export { drive, type DriveEnd, type Driven, type Recorder } from "./drive.js";
export { ignoreOwnFiles } from "./ignore-own-files.js";
export { findJob } from "./load-jobs.js";
export { ownFolder } from "./inside-root.js";
export { loadConfig } from "./load-config.js";
export { loadProduct, type LoadedProduct, type RoadmapText } from "./load-product.js";
export { locateRoot, PLANNING_FOLDERS, projectNames, type RootInput } from "./locate-root.js";
export { lockHolder, tryLock, type Holder, type Liveness, type Lock, type LockOptions, type LockTry } from "./lock.js";
export type { AskPerson, CheckpointGivenUp, CheckpointQuestion } from "./phase/context.js";
export { keptNames, worktreeNames } from "./names/git-names.js";
export type { KnownName } from "./names/known-name.js";
export { phaseNames, planNames, waitingNames } from "./names/phase-names.js";
export { quickNames } from "./names/quick-names.js";
export { repoNames } from "./names/repo-names.js";
export { jobNames, versionNames } from "./names/version-names.js";
export type { OnMilestone } from "./milestone/open-milestone.js";
export type { Place } from "./place.js";
export type { AskMilestone, MilestoneGiven } from "./project/choose-milestone.js";
export type { IdeaDocument } from "./project/describe-project.js";
export type { ProjectPartName, ProjectQuestion } from "./project/dialogue.js";
export { type FoundAround, type FoundRepo, lookAround, type LookInput } from "./project/look-around.js";
export type { FoundTestCommand } from "./project/test-command.js";
export { createPlanningFiles, type PlanningFilesOptions } from "./planning-files.js";
export type { Ports } from "./ports.js";
export type { RollbackPorts } from "./rollback/context.js";
export { createPause } from "./spending/create-pause.js";
export type { AccountInput } from "./spending/account.js";
export type { JobBudget } from "./spending/budgets-of.js";
export { createSpending, type Spending, type SpendingWish, type StartedSpending } from "./spending/create-spending.js";
export type { Pause } from "./spending/pause.js";
export type { ServiceWait } from "./spending/service-wait.js";
export { fileRefusal, isFileRefusal, isRefusal, type ExitKind, type Refusal } from "./refusal.js";
export { statPlanningFile, type PlanningFileFacts } from "./stat-planning-file.js";
export type { QuickWish } from "./quick/plan-quick.js";
export type { SubmittedFile } from "./submit/screen-files.js";
export type { WorktreePurpose } from "./work/worktree-need.js";
export type { UatQuestionAsked } from "./uat/ask-tests.js";
export type { PhaseToTest } from "./uat/find-target.js";
export type { PlanningCommit } from "./work/commit-planning-files.js";
