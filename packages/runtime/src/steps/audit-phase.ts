import { type Audit, auditNumberOf, evidenceOfAudit, type ExecutionFailure, type FailureReason, gapsOfAudit, humanNeededOfAudit, type Job, personsIssues, type PhaseNumber, type Sha, type StepCommand, type StepOutcome, type TestToRun, testsToRun, type Validation } from "@dgs/core";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Audited, auditThrough } from "../audit/audit.js";
import { removeBaseTree } from "../audit/base-tree.js";
import { commitAudit } from "../audit/commit-audit.js";
import type { AuditContext } from "../audit/context.js";
import { type AuditAsked, auditOfStep, prepareAudit } from "../audit/load-audit.js";
import { readPhaseBase } from "../audit/read-phase-base.js";
import { surveyOnce } from "../audit/survey-phase.js";
import { agentsAtOnce } from "../work/agents-at-once.js";
import type { PlanningCommit } from "../work/commit-planning-files.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import type { WorkTree } from "../work/work-tree.js";
import type { StepContext } from "./context.js";
import { findPlannedPhase, type PhaseInFolder } from "./find-phase.js";
import { haltAtLock } from "./halt-at-lock.js";
import { type ReadPlan, readPlans } from "./read-plans.js";
import { readValidationOf } from "./read-validation.js";
import { openTrees } from "./trees.js";
import { readUatOf } from "./uat-file.js";

/** What an audit of a phase is told. */
export interface PhaseToAudit {
  readonly phase: PhaseNumber | undefined;
  /** Only what did not pass before is run. */
  readonly rerunFailed: boolean;
  /** The audit that an earlier run has carried out already and nobody has heard of; absent: a new one. */
  readonly done?: (found: PhaseInFolder, asked: AuditAsked) => Promise<Audit | undefined>;
}

/** How the audit of a phase stands when it is over. */
export interface PhaseAudited extends Audited {
  /** What it was carried out with: the phase, its trees and plans, and the file. */
  readonly context: AuditContext;
  /** What became of the commit of its files; absent where it did not come to its end. */
  readonly planning?: PlanningCommit;
}

/**
 * Audits a phase: DGS runs the test commands itself and keeps what they printed, holds what the plans promise against the files, and has plans made that close
 * what is missing. Then all that was written is committed. (Seed 000, "Phase Audit")
 * @param job The job that the audit is a step of; absent outside of jobs.
 */
export async function auditPhase(context: StepContext, command: StepCommand, job?: Job): Promise<StepOutcome> {
  const done = job === undefined ? {} : { done: (found: PhaseInFolder, asked: AuditAsked) => auditOfStep(context, found, job, asked) };
  const ended = await carryOutAudit(context, { phase: command.phase, rerunFailed: command.flags.includes("--rerun-failed"), ...done });
  if (isFailure(ended)) return ended;
  const { audit, planning } = ended;
  if (ended.stopped) return { type: "interrupted" };
  return haltAtLock(context, "the phase is audited", planning) ?? outcomeOf(context, ended.context.found, audit);
}

/** Carries the audit of a phase out from where it is; the caller holds the lock of the milestone. */
export async function carryOutAudit(context: StepContext, { phase, rerunFailed, done }: PhaseToAudit): Promise<PhaseAudited | WorkFailure> {
  const found = findPlannedPhase(context, phase);
  if ("type" in found) return found;
  const ordered = readPlans(context, found.phase.number, found.phase.plans, () => true);
  if ("type" in ordered) return ordered;
  const unfinished = ordered.plans.filter((plan) => !plan.done);
  // A plan that closes gaps and waits to be carried out is no reason: an earlier audit has made it.
  const others = unfinished.filter(({ plan }) => !plan.gapClosure);
  if (others.length > 0) return failed("gaps", `phase ${found.label} has plans that are not done: ${others.map((plan) => plan.id).join(", ")}`);
  const trees = await openTrees(context, found.phase);
  if (isFailure(trees)) return trees;
  const heads = await headsOf(context, trees);
  if (isFailure(heads)) return heads;
  const earlier = await done?.(found, { heads, rerunFailed, trees });
  const agents = agentsAtOnce(context.config);
  const validation = readValidationOf(context.ports.files, found.folder);
  if (isFailure(validation)) return validation;
  const tests = (): readonly TestToRun[] => testsOf(context, found, ordered.plans, { validation, rerunFailed, trees });
  const base = await readPhaseBase(context, found, trees, heads);
  if (isFailure(base)) return base;
  const begin = { rerunFailed, agents, trees, heads, base, waiting: unfinished.map(({ id }) => id), tests };
  const place = earlier === undefined ? await prepareAudit(context, found, begin) : { path: earlier.path, nth: auditNumberOf(earlier.path) ?? 1, heads: earlier.heads };
  if (isFailure(place)) return place;
  const { path, nth } = place;
  const inside: AuditContext = { ...context, found, trees, plans: ordered.plans, path, nth, survey: surveyOnce({ ports: context.ports, trees, plans: ordered.plans }) };
  const ended = earlier === undefined ? await auditThrough(inside, place.heads, agents) : { audit: earlier, stopped: false };
  // Also where it failed or was stopped, and what a run that was killed has left.
  for (const tree of trees) await removeBaseTree(inside, tree);
  if (isFailure(ended)) return ended;
  const planning = ended.audit.status === "completed" ? await commitAudit(context, found, ended.audit) : undefined;
  return { ...ended, context: inside, ...(planning === undefined ? {} : { planning }) };
}

async function headsOf(context: StepContext, trees: readonly WorkTree[]): Promise<Readonly<Record<string, Sha>> | WorkFailure> {
  const heads: Record<string, Sha> = {};
  for (const { repo, path } of trees) {
    const head = await context.ports.git.head(path);
    if (typeof head === "object") return failed("usage", `${repo.name}: ${head.message}`);
    heads[repo.name] = head;
  }
  return heads;
}

function testsOf(context: StepContext, found: PhaseInFolder, plans: readonly ReadPlan[], { validation, rerunFailed, trees }: { readonly validation: Validation | undefined; readonly rerunFailed: boolean; readonly trees: readonly WorkTree[] }): readonly TestToRun[] {
  const folderOf = (repo: string | undefined): string => (trees.find((tree) => tree.repo.name === repo) ?? trees[0])?.path ?? context.place.base;
  return testsToRun({
    phases: [{ validation, plans: plans.map(({ plan }) => plan) }],
    configured: context.config["workflow.test_command"],
    uat: readUatOf(context, found)?.uat,
    rerunFailed,
    repos: trees.map((tree) => tree.repo.name),
    exists: (file, repo) => existsSync(join(folderOf(repo), file)),
  });
}

function outcomeOf(context: StepContext, found: PhaseInFolder, audit: Audit): StepOutcome {
  if (audit.status !== "completed" || audit.verdict === undefined) return failureOfAudit(audit);
  const uat = readUatOf(context, found)?.uat;
  const items = [...new Set([...humanNeededOfAudit(audit), ...(uat === undefined ? [] : personsIssues(uat, audit))])];
  const humanNeeded = items.map((item) => `phase ${found.label}: ${item}`);
  const [gaps, evidence] = [gapsOfAudit(audit).length, evidenceOfAudit(audit)];
  const file = audit.path.slice(audit.path.lastIndexOf("/") + 1);
  switch (audit.verdict) {
    case "passed":
    case "human_needed":
      return { type: "phase-audited", status: "passed", gaps: 0, humanNeeded, file };
    case "gaps_found":
    case "diagnosed":
      return { type: "phase-audited", status: audit.verdict, gaps, humanNeeded, file, ...(evidence === undefined ? {} : { evidence }) };
  }
}

/** Why an audit did not come to its end, as its file says. */
export function failureOfAudit({ steps }: Pick<Audit, "steps">): WorkFailure {
  const broken = steps.find((step) => step.status === "failed");
  const reason = REASONS.find((each) => each === broken?.reason) ?? "failed";
  return broken === undefined ? failed("internal", "the audit of the phase did not come to an end") : failed(reason, broken.error ?? broken.stage);
}

/** A person may write any word into the file. */
const REASONS = ["failed", "human-needed", "budget", "timed-out", "usage", "internal"] as const satisfies readonly (ExecutionFailure & FailureReason)[];
