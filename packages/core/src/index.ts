// Every export of @dgs/core by name. A line added here is public for good: add on purpose.

// ports/git and ports/agents
export type { Commit, Diff, Git, PathChange, StatusEntry, TreeFile } from "./ports/git.js";
export type { GitRefusal, GitRefusalCode } from "./ports/git-refusal.js";
export type { BranchMove, BranchTip, FastForward, GitBranches, HeadState } from "./ports/git-branches.js";
export type { GitHistory, SizedCommit } from "./ports/git-history.js";
export type { GitKeeps, KeptName, KeptWork, RestoredWork } from "./ports/git-keeps.js";
export type { GitLandings, MergeProbe, TrailersAdded } from "./ports/git-landings.js";
export type { GitOperation, GitProbe, RepoState } from "./ports/git-probe.js";
export type { ConflictFile, GitRebases, RebaseAbort, RebaseConflict, RebaseOutcome } from "./ports/git-rebases.js";
export type { GitRemotes, Upstream } from "./ports/git-remotes.js";
export type { GitWorktrees, WorktreeEntry, WorktreeRemoval } from "./ports/git-worktrees.js";
export type { AgentEnd, AgentEvent, AgentInput, AgentLimits, AgentPermission, AgentRequest, AgentResult, Agents, AgentTrouble, AgentUsage, Outbox, OutboxFile, OutboxRead, OutboxRefusal } from "./ports/agents.js";
export type { AgentDetector, FoundAgent } from "./ports/agent-detector.js";

// ports/client-program
export type { ClientEdit, ClientFault, ClientPlace, ClientProgram, ClientScope, ClientText, ClientWish, ServerStart } from "./ports/client-program.js";

// ports/processes
export type { CancelSignal, Processes, ProcessesInFolder, ProcessFacts, ProcessInFolder, ProcessInput, ProcessResult, ProcessSpec } from "./ports/processes.js";

// ports/find-secrets
export type { FindSecrets, FoundSecret } from "./ports/find-secrets.js";

// codebase: what code finds out about a repo, and what its map is made of
export { findCodebaseFacts, manifestsWanted, MOST_MANIFEST_BYTES } from "./codebase/find-codebase-facts.js";
export { linksBetweenRepos, renderRepoLinks, type RepoFacts, type RepoLink } from "./codebase/links-between-repos.js";
export { renderCodebaseFacts } from "./codebase/render-codebase-facts.js";
export { bodyOf, type DocumentStamp, readStamp, stampDocument } from "./codebase/stamp-document.js";
export type { Bounded, CodebaseFacts, DeclaredTestCommand, Dependency, DependencyUse, EntryPoint, FileCount, Manifest, TrackedFile } from "./codebase/types.js";
export { type DocumentOfRepo, unifyDocuments } from "./codebase/unify-documents.js";

// why: how something stands, and why
export { parseWhySubject, formatWhySubject, type WhySubject } from "./why/subject.js";
export { currentStep, explainJob, explainStep, jobReasons, type JobFacts, withJob } from "./why/explain-job.js";
export { explainMilestone } from "./why/explain-milestone.js";
export { explainPhase } from "./why/explain-phase.js";
export { explainPlan } from "./why/explain-plan.js";
export type { Evidence } from "./why/evidence.js";
export type { PhaseFacts, PlanText, PlanTold, ToldCommit, ToldTest } from "./why/phase-facts.js";
export { seeAudit, seeExecution, seeJob, type Seen, type SourceText } from "./why/seen.js";
export type { Explanation, Reason, ReasonKind, SeenRunner, WhyVerdict } from "./why/types.js";

// notification: what a person who looks elsewhere is told
export { notificationOf } from "./notification/notification-of.js";
export { NOTIFYING_COMMANDS, type Notification, type RunEnd } from "./notification/types.js";
export { NOTIFICATION_KINDS, type NotificationKind } from "./planning/notification-kinds.js";

// history: what runs have told, read again
export { addUsage } from "./history/add-usage.js";
export { formatHistoryLine, parseHistoryLine } from "./history/history-line.js";
export { expectedTimes, learnTimes, noTimes, type LearnedTimes } from "./history/learned-times.js";
export { createRunView, type AgentView, type BudgetView, type PlanView, type RunView, type SpentView, type StepView } from "./history/run-view.js";
export { seeInRunView } from "./history/see-in-run-view.js";
export { expectedOfStep, timeLeft } from "./history/time-left.js";
export type { ExpectedTimes, HistoryEnd, HistoryEntry, HistoryEvent, HistoryHead, HistoryLine, ToldCycles, ToldStep, ToldUsage } from "./history/types.js";

// timeline: when what went on, worked out from that
export { type CriticalPath, criticalPath, type PlanTime } from "./timeline/critical-path.js";
export type { ExecutionRound, PlanWork } from "./timeline/execution-round.js";
export { type IdleTime, idleTimes } from "./timeline/idle-times.js";
export { readRunTimes } from "./timeline/read-run-times.js";
export { lengthOf as lengthOfSpan, spanAround } from "./timeline/span.js";
export type { Moment, RunTimes, ServiceWaitTime, Span, TimedAgent, TimedStage, TimedStep } from "./timeline/types.js";

// the contract of every machine, and changes as data
export { applyChanges, ChangeError } from "./apply-changes.js";
export type { FileChange } from "./file-change.js";
export type { Machine } from "./machine.js";
export { placeOf, problemAt, type Problem, type ProblemText, type Severity } from "./problem.js";

// checklist: what the files of all machines have in common
export type { FileTimes } from "./checklist/file-times.js";
export type { StepStatus } from "./checklist/marker.js";
export type { StepLines } from "./checklist/step-lines.js";
export type { DetailPlace, ListedStep } from "./checklist/place.js";

// job
export { formatStepCommand, isCommandFault, parseStepCommand, STEP_COMMANDS, type CommandFault, type CommandForm, type StepCommand, type StepName } from "./job/command-line.js";
export { createJobSteps, type PhaseToBuild } from "./job/create.js";
export { executedPhases } from "./job/executed-phases.js";
export { summaryPathOf as summaryPathOfJob } from "./job/filing.js";
export { jobMachine } from "./job/job-machine.js";
export type { JobStatus } from "./job/job-status.js";
export { listJobs, type JobEntry, type JobList } from "./job/list.js";
export { isNothingDone, NOTHING_DONE } from "./job/nothing-done.js";
export { outstandingItems, type OutstandingItem } from "./job/outstanding.js";
export { previewJob, type PreviewLine } from "./job/preview.js";
export { renderJob, type NewJob } from "./job/render.js";
export type { RepoRollback, Rollback } from "./job/rollback.js";
export { isRollingBack } from "./job/rolling-back.js";
export { jobStepLines } from "./job/step-lines.js";
export { renderJobSummary } from "./job/summary.js";
export {
  GAP_FIX_BUDGET,
  PHASE_FIX_BUDGET,
  type FailureReason,
  type Job,
  type JobEffect,
  type JobEvent,
  type JobFiles,
  type JobObservation,
  type Step,
  type StepClosed,
  type StepOutcome,
} from "./job/types.js";

// audit
export { auditMachine } from "./audit/audit-machine.js";
export { auditNumberOf, auditPath } from "./audit/audit-path.js";
export { type ComparedWithBase, compareWithBase, type SeenOnBase } from "./audit/compare-with-base.js";
export { auditSteps } from "./audit/create.js";
export { evidenceOfAudit } from "./audit/evidence.js";
export { whyOf as whyTestFails } from "./audit/failures.js";
export { personsIssues } from "./audit/persons-issues.js";
export { type NewAudit, renderAudit } from "./audit/render.js";
export { isRunAgain } from "./audit/run-again.js";
export { AUDIT_STAGES, type AuditStage, formatAuditStage, type GapId, type StageOfAudit, TEST_STAGES, type TestStage } from "./audit/stage.js";
export { auditStepLines } from "./audit/step-lines.js";
export { gapsOf as gapsOfAudit, humanNeededOf as humanNeededOfAudit, reasonOf as reasonOfTest, standingsOf, testNumbers as testNumbersOfAudit, testStanding } from "./audit/standing.js";
export { type UatOfAudit, uatOfAudit, type UatOfAuditInput } from "./audit/uat-change.js";
export { type DeclaredTests, type DeclaringPhase, testsToRun } from "./audit/tests-to-run.js";
export {
  AGAIN_RUNS,
  type Audit,
  type AuditEffect,
  type AuditEvent,
  type AuditFacts,
  type AuditFailure,
  type AuditFiles,
  type AuditGap,
  type AuditObservation,
  type AuditStageOutcome,
  type AuditStatus,
  type AuditStep,
  type AuditStepClosed,
  FIX_ROUNDS,
  type GapSeverity,
  type GapSource,
  type TestToRun,
} from "./audit/types.js";
export {
  type AuditStandings,
  type AuditVerdict,
  type FirstVerdict,
  GATE_VERDICTS,
  type GateStanding,
  STRUCTURE_VERDICTS,
  type StructureStanding,
  TEST_VERDICTS,
  type TestOutcome,
  type TestStanding,
  VERDICT_EXITS,
  verdictOf,
} from "./audit/verdict.js";

// quick
export { conflictCommands, type ConflictPlace } from "./quick/conflict-commands.js";
export { createQuickSteps } from "./quick/create.js";
export type { QuickEffect, RepoEffect } from "./quick/effect.js";
export { abandonRefusal, activeQuick, completeRefusal, createRefusal, quickKind, type QuickRefusal } from "./quick/kind.js";
export { completeCommand, completionPath, isQuickPath, quickBranch, quickId, quickPath, quickWorktree, slugOfQuickPath } from "./quick/names.js";
export { quickMachine } from "./quick/quick-machine.js";
export { type NewQuick, renderCompletion, renderQuick } from "./quick/render.js";
export { formatQuickEnd } from "./quick/report.js";
export { gateResultEdits, hasOpenResolution, type Resolution, type ResolutionKey, resolutionEdits, RESOLUTIONS_HEAD, resolutionsPath, withdrawResolutionEdits } from "./quick/resolutions.js";
export { formatStage, isRepoName, parseStage, QUICK_STAGES, type QuickStage, type StageOfRepo } from "./quick/stage.js";
export {
  CONFLICT_BUDGET,
  type Guidance,
  type Quick,
  type QuickEvent,
  type QuickFailure,
  type QuickFiles,
  type QuickKind,
  type QuickObservation,
  type QuickStatus,
  type QuickStep,
  type QuickStepClosed,
  RACE_BUDGET,
  type StageFacts,
  type StageOutcome,
} from "./quick/types.js";

// phase
export type { PhaseEffect, PlanEffect } from "./phase/effect.js";
export { answeredTasks } from "./phase/answered-tasks.js";
export { isApproval } from "./phase/decide.js";
export { humanNeededOf } from "./phase/human-needed.js";
export { type Obstacle, obstaclesOf } from "./phase/obstacles.js";
export { phaseMachine } from "./phase/phase-machine.js";
export { planStates, type PlanProgressState, type PlanState } from "./phase/plan-state.js";
export { type NewExecution, renderExecution } from "./phase/render.js";
export { executionStepLines } from "./phase/step-lines.js";
export { formatPhaseStage, type PhaseStage, PHASE_STAGES, PLAN_STAGES, type PlanStage } from "./phase/stage.js";
export {
  AGAIN_BUDGET,
  type AfterFailure,
  CHECKPOINT_BUDGET,
  type CheckpointKind,
  type ExecutionFailure,
  type ExecutionOptions,
  type ExecutionStatus,
  type ExecutionVerdict,
  type FailurePolicy,
  LANDING_CONFLICT_BUDGET,
  type PhaseEvent,
  type PhaseExecution,
  type PhaseExecutionOpened,
  type PhaseExecutionFiles,
  type PhaseObservation,
  type PhaseStageFacts,
  type PhaseStageOutcome,
  type PhaseStep,
  type PhaseStepClosed,
  type PhaseStepName,
  type PlanPlacing,
  type PlanPlacingOfStep,
  type PlanToRun,
  type Schedule,
} from "./phase/types.js";

// prompts
export { type Continuation, continuePlanPrompt, type TaskBehindCheckpoint } from "./prompts/continue-plan.js";
export type { TaskForAgent } from "./prompts/checkpoint-rules.js";
export { executePlanPrompt, type PlanForAgent } from "./prompts/execute-plan.js";
export { auditMilestonePrompt } from "./prompts/audit-milestone.js";
export { checkAgentPrompt } from "./prompts/check-agent.js";
export { checkPlansPrompt } from "./prompts/check-plans.js";
export { closeGapsPrompt, type GapToClose } from "./prompts/close-gaps.js";
export { createRoadmapPrompt, type RoadmapTask } from "./prompts/create-roadmap.js";
export { describeProjectPrompt } from "./prompts/describe-project.js";
export { diagnoseGapsPrompt, type GapToDiagnose } from "./prompts/diagnose-gaps.js";
export { type CommandFailure, failureInputs } from "./prompts/gap-evidence.js";
export { discussPhasePrompt } from "./prompts/discuss-phase.js";
export { CODEBASE_MAPPERS, type CodebaseMapper, mapCodebasePrompt, mapCrossRepoPrompt } from "./prompts/map-codebase.js";
export { prepareQuestionsPrompt } from "./prompts/prepare-questions.js";
export { planPhasePrompt } from "./prompts/plan-phase.js";
export { researchPhasePrompt } from "./prompts/research-phase.js";
export { RESEARCH_TOPICS, researchProjectPrompt, type ResearchTopic } from "./prompts/research-project.js";
export { synthesizeResearchPrompt } from "./prompts/synthesize-research.js";
export { verifyPhasePrompt } from "./prompts/verify-phase.js";
export { type StructureCheck, verifyStructurePrompt } from "./prompts/verify-structure.js";
export { fastPrompt } from "./prompts/fast.js";
export { quickPrompt, type QuickTask } from "./prompts/quick.js";
export { type ConflictWork, resolveConflictPrompt } from "./prompts/resolve-conflict.js";
export { renderPrompt, type Prompt, type PromptInput, type PromptResult } from "./prompts/prompt.js";

// ports/files and ports/clock
export type { Clock } from "./ports/clock.js";
export type { FileRefusal, FileRefusalCode, Files, OwnWrite } from "./ports/files.js";

// test-output
export { classifyTestRun } from "./test-output/classify-test-run.js";
export { countOfFailures, failingTests, keepFailures, type KeptFailures } from "./test-output/failing-tests.js";
export { formatTestReport } from "./test-output/format-test-report.js";
export type { InfrastructureCause } from "./test-output/infrastructure.js";
export { type OutputExtent, readTestReport } from "./test-output/read-test-report.js";
export type { RunCounts, RunnerName, TestReport } from "./test-output/test-report.js";
export type { Suspicion, TestRunEnd, TestRunSeen, TestVerdict, VerdictFacts } from "./test-output/test-verdict.js";

// roles
export { PROFILES, TIERS, type ModelTier, type Profile } from "./roles/profile.js";
export { AGENT_ROLES, type AgentRole } from "./roles/role.js";

// text and ids
export { applyEdits, EditError, type TextEdit } from "./text/edit.js";
export { clip, plainText } from "./text/plain-text.js";
export { fingerprintOf } from "./text/fingerprint.js";
export { lineEndingOf, linesOf, positionAt, type Line, type Position } from "./text/lines.js";
export type { Range } from "./text/range.js";
export { joinPath, planningPath, type PlanningPath } from "./ids/planning-path.js";

// ids/sha
export { parseSha, type Sha } from "./ids/sha.js";

// markdown
export type { Checkbox, Heading, ListItem, Outline, Table, TableRow } from "./markdown/outline.js";
export { checkboxEdit } from "./markdown/checkbox.js";
export { type MarkdownDocument, parseMarkdown, type Placed, rangeOf } from "./markdown/document.js";
export { type Field, fieldEdit, readFields } from "./markdown/field.js";
export { outlineOf } from "./markdown/outline-of.js";
export { scanOutline } from "./markdown/scan-outline.js";
export { findHeading, sectionBody, sectionOf } from "./markdown/section.js";
export { cellEdit, cellText, columnOf, rowAfter } from "./markdown/table.js";
export { treeOutline } from "./markdown/tree-outline.js";
export { type Details, detailsOf } from "./markdown/details.js";
export { type FrontMatter, type FrontMatterEntry, readFrontMatter } from "./markdown/front-matter.js";
export { frontMatterEdit } from "./markdown/front-matter-edit.js";
export type { FrontMatterText, FrontMatterValue } from "./markdown/front-matter-value.js";
export { findTags, type TagSpan } from "./markdown/tags.js";
export { parseYamlFrontMatter, type YamlFrontMatter, type YamlOptions } from "./markdown/yaml-front-matter.js";

// ids
export { comparePhaseNumbers, formatPhaseNumber, isBacklog, parsePhaseNumber, phaseKey, type PhaseNaming, type PhaseNumber, samePhase } from "./ids/phase-number.js";
export { comparePlanIds, parsePlanId, phaseOfPlan, planId, type PlanId, planNumberOf } from "./ids/plan-id.js";
export { type Slug, slugify } from "./ids/slug.js";
export { compareVersions, type MilestoneVersion, parseVersion, sameVersion } from "./ids/version.js";

// plan-check: new plans, held against what code can know
export { checkPlans } from "./plan-check/check-plans.js";
export { correctWaves, type WaveCorrection, type WavesCorrected } from "./plan-check/correct-waves.js";
export { blockersOf, comparePlanRounds, findingOfIssue, findingOfProblem, formatPlanFinding, type PlanFinding, type PlanRound } from "./plan-check/plan-finding.js";
export { type PlanCheckRecord, type PlanCheckStatus, renderPlanCheck } from "./plan-check/render-plan-check.js";
export { requirementsOfPhase } from "./plan-check/requirements-of-phase.js";
export type { EarlierPlan, PlanFacts, PlannedPlan, PlansToCheck } from "./plan-check/types.js";

// planning: where files lie, and a product as it stands
export { type ActiveMilestone, activeMilestone } from "./planning/active-milestone.js";
export { CONFIG_ALIASES, CONFIG_KEYS, type ConfigKey } from "./planning/config-keys.js";
export { isWebAddress, type ConfigKind, type ConfigSchema } from "./planning/config-kind.js";
export { setConfigKeys, setModelProfile } from "./planning/config-edits.js";
export { configPlaces } from "./planning/config-places.js";
export { type Config, type ConfigReading, DEFAULT_CONFIG, readConfig, renderDefaultConfig } from "./planning/config.js";
export {
  CONFIG_FILES,
  JOB_FOLDERS,
  type JobFolder,
  jobPath,
  jobsFolder,
  isProjectListing,
  checkpointPath,
  type JobFileName,
  milestonesFolder,
  parseArchiveName,
  parseJobFileName,
  PHASE_FILE_KINDS,
  type PhaseFileKind,
  phaseFilePath,
  phaseFolderPath,
  phasesFolder,
  planPath,
  possibleProjects,
  projectFile,
  type ProjectFile,
  type ProjectFolder,
  REPOS_FILE,
  summaryPathOf,
} from "./planning/layout.js";
export { ignoreFolderEdits, ignoresFolder } from "./planning/ignore-file.js";
export { milestoneBranch, type MilestoneBranchInput } from "./planning/milestone-branch.js";
export { phaseBranch, type PhaseBranchInput } from "./planning/phase-branch.js";
export { PLANNING_PROBLEMS, type PlanningProblemCode } from "./planning/problem-codes.js";
export { DEFAULT_NAMING, type NamingRules } from "./planning/phase-folder-name.js";
export { type Product, type ProductInput, type ProductPhase, type ProgressCounts, readProduct } from "./planning/product.js";
export { readRoadmap } from "./planning/roadmap.js";
export { type RoadmapNames, scanRoadmapNames } from "./planning/roadmap-names.js";
export { readPhaseDetails } from "./planning/roadmap-section.js";
export type { ChecklistEntry, ListedPlan, MilestoneState, PhaseDetails, PhaseSection, ProgressRow, Roadmap, RoadmapMilestone, RoadmapPhase } from "./planning/roadmap-types.js";
export { type PhaseFolder, type PhaseScan, scanPhases } from "./planning/scan-phases.js";
export type { PhaseFiles, PlanFile } from "./planning/sort-phase-files.js";
export { readHeadFacts, type HeadFacts, type SummaryVerdict } from "./planning/head-facts.js";
export { type DiskFacts, type DiskStatus, type Heads, type PhaseStatus, type PhaseVerification, type PlanProgress, plansToDo, textsWanted } from "./planning/status.js";
export { wantedFolders, type Listings } from "./planning/wanted-folders.js";

// planning: plans, results and registries
export { addCheckpoint, type KeptCheckpoint, readCheckpointFile } from "./planning/checkpoint-file.js";
export { namedOption, offeredOptions, preferredOption } from "./planning/checkpoint-options.js";
export { type CheckpointFacts, ruleCheckpoint, type RuledAnswer, strictestKind, unansweredCheckpoints } from "./planning/checkpoint-rule.js";
export { type CheckpointReturn, type CompletedTask, readCheckpointReturn } from "./planning/checkpoint-return.js";
export { type Dependencies, type DependencyContext, type PlanInPhase, resolveDependencies } from "./planning/dependencies.js";
export { filesOverlap, overlaps, type PlanOverlap } from "./planning/file-overlap.js";
export type { HumanCheck } from "./planning/human-checks.js";
export { inferSeverity, ISSUE_SEVERITIES, type IssueSeverity } from "./planning/issue-severity.js";
export { leadsOut, outsideFileProblem, plainFileName } from "./planning/named-files.js";
export { type PlanBrief, type PlanReference, readPlanBrief } from "./planning/plan-brief.js";
export type { Checkpoint, CheckpointOption, MustHaveArtifact, MustHaveLink, MustHaves, Plan, PlanObjective, PlanTask } from "./planning/plan-types.js";
export { type ContextDecision, type PhaseContext, readContext } from "./planning/context-file.js";
export { readPlan } from "./planning/plan.js";
export { addRepoEdits, renderRepos } from "./planning/repo-edits.js";
export { isSafeRepoName, readRepos, type Repo, type RepoRegistry } from "./planning/repos.js";
export { checkSummary, readSummary, readSummaryLine, type Summary } from "./planning/summary.js";
export type { CoveredDeliverable } from "./planning/summary-coverage.js";
export { readVerification, type Verification, type VerificationGap } from "./planning/verification.js";
export { approvalEdits, foundGapEdits } from "./planning/verification-edits.js";
export type { VerificationStatus } from "./planning/head-facts.js";
export { assignWaves, type PlanWithWave, type Wave, type Waves } from "./planning/waves.js";

// planning: state and requirements
export { type RequirementChange, type RequirementEdits, requirementEdits } from "./planning/requirement-edits.js";
export { type NewRequirement, type ProjectIdea, requirementOf } from "./planning/project-idea.js";
export { renderProject, renderRequirements } from "./planning/render-project.js";
export { type NewState, renderState } from "./planning/render-state.js";
export { readRequirements, type Requirement, type Requirements } from "./planning/requirements.js";
export { stateEdits, type StateUpdate } from "./planning/state-edits.js";
export { readStateFile, readStateMilestone, type StateFile } from "./planning/state-file.js";

// planning: edits of the roadmap, and audits
export { addPhasesEdits, nextPhaseNumber } from "./planning/roadmap-add-phases.js";
export { phaseEdits, type PhaseUpdate } from "./planning/roadmap-edits.js";
export { listPlansEdits, type PlanToList } from "./planning/roadmap-list-plans.js";
export type { PhaseToAdd } from "./planning/render-phase-section.js";

// planning: the audit of a phase
export { answerChange, BLOCKED_BY, type BlockedBy, nextGapId, type UatAnswer, type UatStanding, uatStanding, uatStatus } from "./planning/uat-answers.js";
export { uatEdits } from "./planning/uat-edits.js";
export { clearUatLogEdits, type LoggedTest, readUatLog, uatLogEdits } from "./planning/uat-log-edits.js";
export { renderUatLog, type UatLogEntry } from "./planning/uat-log.js";
export { isPersonsTest, newQuestions, type UatQuestion, uatQuestions } from "./planning/uat-questions.js";
export { type NewUat, renderUat } from "./planning/uat-render.js";
export type { NewUatGap, NewUatTest, Uat, UatChange, UatGap, UatGapChange, UatPointer, UatResult, UatTest, UatTestChange } from "./planning/uat-types.js";
export { readUat } from "./planning/uat.js";
export { readValidation, type Validation, type ValidationTask } from "./planning/validation.js";

// planning: the audit of a milestone
export { milestoneAuditEdits } from "./planning/milestone-audit-edits.js";
export { hasMilestoneEntry, milestoneEntryEdits, renderMilestones, type ShippedMilestone } from "./planning/milestones-file.js";
export { type ClosedMilestone, closeMilestoneEdits, type RoadmapClosing } from "./planning/roadmap-close.js";
export { type MilestoneAuditRow, type NewMilestoneAudit, renderMilestoneAudit } from "./planning/milestone-audit-render.js";
export { type GapPriority, type MilestoneAudit, type MilestoneAuditStatus, type MilestoneGap, readMilestoneAudit, type RequirementGap, type TechDebt } from "./planning/milestone-audit.js";

// the audit of a milestone
export { deferredItems, knownStubs } from "./planning/admitted-debts.js";
export { formatGapClosure, type GapClosure, readGapClosure } from "./planning/gap-closure.js";
export { addPhase, insertPhase, type NewPhase } from "./phase-changes/add-phase.js";
export { removePhase, textsForRemoval } from "./phase-changes/remove-phase.js";
export type { PhaseAdded, PhaseChangeInput, PhaseMention, PhaseRefusal, PhaseRemoved } from "./phase-changes/types.js";
export { fixPhasesOf, type FixPhasesInput, reopenRequirements } from "./milestone/fix-phases.js";
export { type GapGroup, GAPS_PER_PHASE, groupGaps } from "./milestone/gap-groups.js";
export { judgeMilestone } from "./milestone/judge-milestone.js";
export { assignRequirementsEdits, type RequirementAssignment } from "./milestone/assign-requirements.js";
export { evidenceOfMilestone } from "./milestone/milestone-evidence.js";
export type { AuditedPhase, FoundStub, JudgedMilestone, MilestoneFacts } from "./milestone/milestone-facts.js";
export { type MilestoneTest, milestoneTestName, milestoneTests } from "./milestone/milestone-tests.js";
export { nextMilestoneVersion } from "./milestone/next-version.js";
export { type OpenRequirements, openRequirements } from "./milestone/open-requirements.js";
export { type CoverageInput, type CoveragePhase, type CoveragePlan, coverRequirements, type MilestoneCoverage, type RequirementCoverage } from "./milestone/requirement-coverage.js";
export { judgeRequirement, type RequirementSigns, type RequirementVerdict, type SummarySign, type TraceSign, type VerificationSign } from "./milestone/requirement-verdict.js";
export { fitsMilestone, holdsMilestone, type NewMilestone, renderRoadmap, startMilestoneEdits } from "./milestone/start-milestone.js";
export { type VerifiedRequirement, verifiedRequirements } from "./milestone/verified-requirements.js";

// results: what agents leave in their outbox, read and checked
export { type AuditFindings, readAuditFindings } from "./results/audit-findings.js";
export { CODEBASE_DOCUMENTS, type CodebaseMap, readCodebaseMap } from "./results/codebase-map.js";
export { type ConflictResolution, readConflictResolution } from "./results/conflict-resolution.js";
export { type ContextDocument, readContextDocument } from "./results/context-document.js";
export { type Diagnosis, type GapCause, readDiagnosis } from "./results/diagnosis.js";
export { findResult, type FoundResult } from "./results/find-result.js";
export { type PlanCheck, type PlanIssue, readPlanCheck } from "./results/plan-check.js";
export { type DiscussionOption, type DiscussionQuestion, type NamedPlace, type QuestionSet, type QuestionSetReading, readQuestionSet } from "./results/question-set.js";
export { type GapPlans, type PlanSet, readGapPlans, readPlanSet } from "./results/plan-set.js";
export { readPhaseResearch, readProjectResearch, readResearchSummary, type ResearchDocument } from "./results/research-document.js";
export { type ProjectPart, readProjectPart } from "./results/project-part.js";
export { readRoadmapPart, type RoadmapPart, type RoadmapWish } from "./results/roadmap-part.js";
export { type NamedArtifact, readStructureReport, type StructureGap, type StructureReport } from "./results/structure-check.js";
export { readTaskReports, type TaskReport, type TaskReports } from "./results/task-reports.js";

// structure: what a phase's audit finds out without a model
export { checkStructure } from "./structure/check-structure.js";
export type { PlanWithSummary, StructureFiles, StructureFinding, StructureKind, StructurePlace, StructureSurvey, WantedTexts } from "./structure/types.js";
export { structureTextsWanted } from "./structure/wanted-texts.js";

// gate: what was changed of that by which a phase is measured
export { compareGate } from "./gate/compare-gate.js";
export { gatePart, type GatePart } from "./gate/gate-part.js";
export { gateScriptsWanted } from "./gate/gate-scripts.js";
export { judgePhaseChanges } from "./gate/phase-changes.js";
export { findPretence } from "./gate/pretence/find-pretence.js";
export type { Pretence } from "./gate/pretence/types.js";
export type { ChangedFile, Gate, GateChange, GateKind } from "./gate/types.js";

// spending: budgets, what runs used up, and when a run is tried again
export { type Amounts, formatUsd, formatWhole, type Measure } from "./spending/amounts.js";
export { type Budget, type BudgetBook, type BudgetLevel, budgetKey, createBudgetBook, exceededBudget, type ExceededBudget, formatExceeded, type Reservation, type ReservationTry, reserveBudget, settleBudget } from "./spending/budget-book.js";
export { costTable, type CostRow, type CostSum, type CostTable } from "./spending/cost-table.js";
export { nextTry, type NextTry, NOT_WAITED, type Patience, type Waited } from "./spending/next-try.js";
export { amountsOfUsage, formatUsageRecord, parseUsageRecord, type SpentOn, type UsageRecord } from "./spending/usage-record.js";

// discussion: what a person decides before a phase is planned
export { contextEdits, type DiscussionResult, renderContext, resultOf } from "./discussion/context-edits.js";
export {
  type AnsweredQuestion,
  changeDiscussion,
  type Discussion,
  type DiscussionAnswer,
  type DiscussionChange,
  type DiscussionExtra,
  discussionPath,
  isForeignDiscussion,
  type DiscussionReading,
  openQuestions,
  readDiscussion,
  renderDiscussion,
} from "./discussion/discussion-file.js";
