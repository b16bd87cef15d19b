import { type AuditFindings, auditMilestonePrompt, evidenceOfMilestone, findResult, joinPath, judgeMilestone, type MilestoneTest, type OutboxFile, parseVersion, projectFile, type PromptInput, readAuditFindings, type StepOutcome } from "@dgs/core";
import { loadProduct, type LoadedProduct } from "../load-product.js";
import { readAuditedPhase } from "../milestone/read-audited-phase.js";
import { readCoverage } from "../milestone/read-coverage.js";
import { type CodeHeads, readCodeHeads } from "../milestone/code-heads.js";
import { commitMilestoneAudit } from "../milestone/commit-audit.js";
import { findMilestoneStubs, type StubSearch } from "../milestone/find-stubs.js";
import { runMilestoneTests } from "../milestone/run-tests.js";
import { composeAudit, writeAudit } from "../milestone/write-audit.js";
import { promptInputs } from "../work/prompt-inputs.js";
import { isRefusal } from "../refusal.js";
import { type Findings, judge } from "../work/findings.js";
import { askReader } from "./ask-reader.js";
import type { StepContext } from "./context.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { stepFailure } from "./find-phase.js";
import { haltAtLock } from "./halt-at-lock.js";
import { planProgressChanges } from "./roadmap-changes.js";
import { openTrees } from "./trees.js";
import { writeFiles } from "../work/write-files.js";

/** How an audit of a milestone ended, and what its test commands showed. */
export type MilestoneAudited = Extract<StepOutcome, { readonly type: "milestone-audited" }> & { readonly tests: readonly MilestoneTest[] };

/** Audits the milestone as the step of a job, and commits what that wrote. */
export async function auditMilestone(context: StepContext, cycle: number): Promise<MilestoneAudited | WorkFailure> {
  const audited = await carryOutMilestoneAudit(context, cycle);
  return isFailure(audited) ? audited : (haltAtLock(context, "the milestone is audited", await commitMilestoneAudit(context)) ?? audited);
}

/**
 * Audits the milestone, and leaves the commit to its caller: DGS looks itself whether every phase is complete, holds the requirements against summaries and verifications, and runs every
 * test command of every phase again, and looks for stubs; the integration checker adds what it finds. The worst of these is the verdict. (Seed 000, "Audit-Gap-Fix Cycle")
 * @param cycle The milestone gap-fix cycles of the job so far; 0 outside of jobs.
 */
export async function carryOutMilestoneAudit(context: StepContext, cycle: number): Promise<MilestoneAudited | WorkFailure> {
  const milestone = parseVersion(context.version);
  if (milestone === undefined) return failed("usage", `${context.version} is not a version`);
  const loaded = loadProduct(context.ports.files, context.place);
  if (isRefusal(loaded)) return stepFailure(loaded);
  const counted = loaded.product.phases.filter((phase) => phase.counted);
  if (counted.length === 0) return failed("usage", `milestone ${context.version} has no phase: an audit of nothing says nothing`);
  const seen = await lookAtCode(context, loaded);
  if (isFailure(seen)) return seen;
  const checked = await askReader<AuditFindings>(context, {
    role: "integration-checker",
    purpose: `audit-milestone ${context.version} ${String(cycle)}`,
    prompt: (findings) => auditMilestonePrompt(context.version, auditInputs(context, loaded, seen), findings),
    accept: (files) => acceptFindings(files, loaded),
  });
  if (isFailure(checked)) return checked;
  const { coverage, unread } = readCoverage(context, loaded, milestone);
  const facts = { phases: counted.map((phase) => readAuditedPhase(context, loaded, phase)), tests: seen.tests, stubs: seen.stubs, uncommitted: seen.code.uncommitted, coverage, verifier: context.config["workflow.verifier"], found: checked.gaps, ...(unread === undefined ? {} : { requirementsUnread: unread }) };
  const judged = judgeMilestone(facts);
  const refused = (await writeAudit(context, composeAudit(context, { milestone, facts, judged, notes: checked.notes, heads: seen.code.heads }))) ?? (judged.gaps.length === 0 ? await tickPhases(context, loaded) : undefined);
  const evidence = evidenceOfMilestone(facts, judged);
  return refused ?? { type: "milestone-audited", status: judged.status, gaps: judged.gaps.length, humanNeeded: judged.humanNeeded, tests: seen.tests, ...(evidence === undefined ? {} : { evidence }) };
}

/** What DGS has seen itself in the code of a milestone, before anybody is asked. */
interface CodeSeen extends StubSearch {
  readonly tests: readonly MilestoneTest[];
  readonly code: CodeHeads;
}

async function lookAtCode(context: StepContext, loaded: LoadedProduct): Promise<CodeSeen | WorkFailure> {
  const trees = await openTrees(context);
  if (isFailure(trees)) return trees;
  const code = await readCodeHeads(context, trees);
  if (isFailure(code)) return code;
  const search = await findMilestoneStubs(context, loaded.product.phases.filter((phase) => phase.counted), trees, code);
  if (isFailure(search)) return search;
  const tests = await runMilestoneTests(context, loaded, trees);
  return isFailure(tests) ? tests : { ...search, tests, code };
}

/** A phase that no audit-phase followed (a fix phase) gets its tick when no gap is left. */
async function tickPhases(context: StepContext, loaded: LoadedProduct): Promise<WorkFailure | undefined> {
  for (const phase of loaded.product.phases.filter((each) => each.counted && each.status === "complete" && each.ticked === false)) {
    const refused = await writeFiles(context, planProgressChanges(context, phase.number, true));
    if (refused !== undefined) return refused;
  }
  return undefined;
}

function auditInputs(context: StepContext, loaded: LoadedProduct, { questions }: StubSearch): readonly PromptInput[] {
  const summaries = loaded.product.phases.flatMap((phase) => phase.plans.map((plan) => [`Summary of plan ${plan.id}`, plan.summary] as const));
  const asked = questions.length === 0 ? [] : [{ title: "What DGS cannot tell by itself", text: questions.slice(0, MOST_QUESTIONS).join("\n") }];
  const inputs = promptInputs(context.ports.files, [["The roadmap", projectFile(context.place.project, "ROADMAP")], ["The requirements", joinPath(context.place.project, "REQUIREMENTS.md")], ...summaries]);
  return [...inputs, ...asked];
}

function acceptFindings(files: readonly OutboxFile[], loaded: LoadedProduct): AuditFindings | Findings {
  const found = findResult(files, "findings.json");
  if (found.type === "problems") return judge(found.problems, NO_FINDINGS);
  const { phases, others } = loaded.product;
  const read = readAuditFindings(found.file.text, found.file.path, [...phases, ...others].map(({ number }) => number));
  return judge(read.problems, read);
}

const MOST_QUESTIONS = 200;

const NO_FINDINGS: AuditFindings = { gaps: [], notes: "", problems: [] };
