import { type Audit, type AuditStep, evidenceOfAudit, type ExecutionFailure, type FailureReason, gapsOfAudit, humanNeededOfAudit, type Job, phaseMachine, readValidation, type Sha, type StepCommand, type StepOutcome, type TestToRun, testsToRun } from "@dgs/core";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { auditThrough } from "../audit/audit.js";
import { auditOfStep, prepareAudit } from "../audit/load-audit.js";
import { executionPath, loadExecutionTexts } from "../phase/load-execution.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import type { WorkTree } from "../work/work-tree.js";
import type { StepContext } from "./context.js";
import { findPlannedPhase, type PhaseInFolder } from "./find-phase.js";
import { type ReadPlan, readPlans } from "./read-plans.js";
import { openTrees } from "./trees.js";
import { readUatOf } from "./uat-file.js";

/**
 * Audits a phase: DGS runs the test commands itself and keeps what they printed, holds what the plans promise against the files, and has plans made that close
 * what is missing. (Seed 000, "Phase Audit")
 * @param job The job that the audit is a step of; absent outside of jobs.
 */
export async function auditPhase(context: StepContext, command: StepCommand, job?: Job): Promise<StepOutcome> {
  const found = findPlannedPhase(context, command.phase);
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
  const rerunFailed = command.flags.includes("--rerun-failed");
  const done = job === undefined ? undefined : auditOfStep(context, found, job, { heads, rerunFailed });
  if (done !== undefined) return outcomeOf(found, done);
  const agents = context.config["parallelization.max_concurrent_agents"];
  const tests = (): readonly TestToRun[] => testsOf(context, found, ordered.plans, { rerunFailed, trees });
  const place = await prepareAudit(context, found, { rerunFailed, agents, heads, base: baseOf(context, found, trees), waiting: unfinished.map(({ id }) => id), tests });
  if (isFailure(place)) return place;
  const ended = await auditThrough({ ...context, found, trees, plans: ordered.plans, ...place }, heads, agents);
  if (isFailure(ended)) return ended;
  return ended.stopped ? { type: "interrupted" } : outcomeOf(found, ended.audit);
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

/** Where the branch stood before the first plan of the phase landed. Of several repos the file of the execution tells only one. */
function baseOf(context: StepContext, found: PhaseInFolder, trees: readonly WorkTree[]): Readonly<Record<string, string>> {
  const path = executionPath(found);
  const texts = loadExecutionTexts(context.ports.files, path);
  const [tree, ...others] = trees;
  if (!(texts instanceof Map) || tree === undefined || others.length > 0) return {};
  const first = phaseMachine.read({ path, texts }).steps.find((step) => step.stage === "land" && step.before !== undefined);
  return first?.before === undefined ? {} : { [tree.repo.name]: first.before };
}

function testsOf(context: StepContext, found: PhaseInFolder, plans: readonly ReadPlan[], { rerunFailed, trees }: { readonly rerunFailed: boolean; readonly trees: readonly WorkTree[] }): readonly TestToRun[] {
  const path = found.folder.documents.VALIDATION;
  const text = path === undefined ? undefined : context.ports.files.read(path);
  const tree = trees[0]?.path ?? context.place.base;
  return testsToRun({
    validation: path === undefined || typeof text !== "string" ? undefined : readValidation(text, path),
    configured: context.config["workflow.test_command"],
    plans: plans.map(({ plan }) => plan),
    uat: readUatOf(context, found)?.uat,
    rerunFailed,
    exists: (file) => existsSync(join(tree, file)),
  });
}

function outcomeOf(found: PhaseInFolder, audit: Audit): StepOutcome {
  if (audit.status !== "completed" || audit.verdict === undefined) return failureOf(audit.steps);
  const humanNeeded = humanNeededOfAudit(audit).map((item) => `phase ${found.label}: ${item}`);
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

function failureOf(steps: readonly AuditStep[]): StepOutcome {
  const broken = steps.find((step) => step.status === "failed");
  const reason = REASONS.find((each) => each === broken?.reason) ?? "failed";
  return broken === undefined ? failed("internal", "the audit of the phase did not come to an end") : failed(reason, broken.error ?? broken.stage);
}

/** A person may write any word into the file. */
const REASONS = ["failed", "human-needed", "budget", "timed-out", "usage", "internal"] as const satisfies readonly (ExecutionFailure & FailureReason)[];
