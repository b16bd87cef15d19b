import { type AuditFindings, auditMilestonePrompt, findResult, formatPhaseNumber, type Job, joinPath, type MilestoneGap, type OutboxFile, parseVersion, type ProductPhase, projectFile, readAuditFindings, renderMilestoneAudit, type StepOutcome } from "@dgs/core";
import { loadProduct, type LoadedProduct } from "../load-product.js";
import { promptInputs } from "../work/prompt-inputs.js";
import { isRefusal } from "../refusal.js";
import { type Findings, judge } from "../work/findings.js";
import { askReader } from "./ask-reader.js";
import { collectCommands } from "./collect-commands.js";
import type { StepContext } from "./context.js";
import { failed, isFailure, type WorkFailure } from "../work/context.js";
import { stepFailure } from "./find-phase.js";
import { milestoneAuditPath } from "./milestone-audit-path.js";
import { putFile } from "../work/put-file.js";
import { readPlans } from "./read-plans.js";
import { planProgressChanges } from "./roadmap-changes.js";
import { runCommand } from "../work/run-command.js";
import { openTrees } from "./trees.js";
import { writeFiles } from "../work/write-files.js";

/**
 * Audits the milestone: DGS looks itself whether every phase is complete and runs every test command of every phase
 * again; the integration checker adds what it finds. The worst of these is the verdict. (Seed 000, "Audit-Gap-Fix Cycle")
 */
export async function auditMilestone(context: StepContext, job: Job): Promise<StepOutcome> {
  const loaded = loadProduct(context.ports.files, context.place);
  if (isRefusal(loaded)) return stepFailure(loaded);
  const own = await ownGaps(context, loaded);
  if (isFailure(own)) return own;
  const checked = await askReader<AuditFindings>(context, {
    role: "integration-checker",
    purpose: `audit-milestone ${context.version} ${String(job.gapFixCycle)}`,
    prompt: (findings) => auditMilestonePrompt(context.version, auditInputs(context, loaded), findings),
    accept: (files) => acceptFindings(files, loaded),
  });
  if (isFailure(checked)) return checked;
  const gaps = [...own, ...checked.gaps].map((gap, index): MilestoneGap => ({ ...gap, id: `G-${String(index + 1).padStart(2, "0")}` }));
  const status = gaps.length > 0 ? "gaps_found" : "passed";
  const text = auditText(context, loaded, gaps, checked.notes);
  if (text === undefined) return failed("usage", `${context.version} is not a version`);
  const refused = (await writeFiles(context, putFile(context, milestoneAuditPath(context), text))) ?? (gaps.length === 0 ? await tickPhases(context, loaded) : undefined);
  return refused ?? { type: "milestone-audited", status, gaps: gaps.length, humanNeeded: loaded.product.phases.filter((phase) => phase.counted && waitsForPerson(phase)).map((phase) => `phase ${formatPhaseNumber(phase.number)}: its verification asks for a person; tick it in the roadmap to approve`) };
}

/** A phase that no audit-phase followed (a fix phase) gets its tick when the milestone has passed. */
async function tickPhases(context: StepContext, loaded: LoadedProduct): Promise<WorkFailure | undefined> {
  for (const phase of loaded.product.phases.filter((each) => each.counted && each.status === "complete" && each.ticked === false)) {
    const refused = await writeFiles(context, planProgressChanges(context, phase.number, true));
    if (refused !== undefined) return refused;
  }
  return undefined;
}

/** Carried out, and its verification asks for a person: nothing to fix, and not for DGS to approve. */
function waitsForPerson(phase: ProductPhase): boolean {
  return phase.status === "executed" && phase.verification === "human_needed";
}

type Gap = Omit<MilestoneGap, "id">;

/** What code can see: phases that are not complete, and test commands that fail. */
async function ownGaps(context: StepContext, loaded: LoadedProduct): Promise<readonly Gap[] | WorkFailure> {
  const counted = loaded.product.phases.filter((phase) => phase.counted);
  if (counted.length === 0) return failed("usage", `milestone ${context.version} has no phase: an audit of nothing says nothing`);
  const gaps = counted
    .filter((phase) => phase.status !== "complete" && !waitsForPerson(phase))
    .map((phase): Gap => ({ kind: "integration", phase: formatPhaseNumber(phase.number), text: `phase ${formatPhaseNumber(phase.number)} is ${phase.status}, verification ${phase.verification}` }));
  const failures = await failingCommands(context, loaded);
  return isFailure(failures) ? failures : [...gaps, ...failures];
}

async function failingCommands(context: StepContext, loaded: LoadedProduct): Promise<readonly Gap[] | WorkFailure> {
  const trees = await openTrees(context);
  if (isFailure(trees)) return trees;
  const seen = new Set<string>();
  const gaps: Gap[] = [];
  for (const phase of loaded.product.phases) {
    if (phase.folder === undefined || !phase.counted) continue;
    const ordered = readPlans(context, phase.number, phase.plans, () => true);
    if ("type" in ordered) return ordered;
    const commands = collectCommands(context, { loaded, phase, folder: phase.folder, label: formatPhaseNumber(phase.number) }, ordered.plans.map((each) => each.plan));
    for (const command of commands.filter((each) => !seen.has(each))) {
      seen.add(command);
      const outcome = await runCommand(context, command, trees[0]?.path ?? context.place.base);
      if (outcome.outcome === "interrupted") return { type: "interrupted" };
      if (outcome.outcome !== "passed") gaps.push({ kind: "integration", phase: formatPhaseNumber(phase.number), text: `\`${command}\`: ${outcome.said}` });
    }
  }
  return gaps;
}

function auditInputs(context: StepContext, loaded: LoadedProduct): ReturnType<typeof promptInputs> {
  const summaries = loaded.product.phases.flatMap((phase) => phase.plans.map((plan) => [`Summary of plan ${plan.id}`, plan.summary] as const));
  return promptInputs(context.ports.files, [["The roadmap", projectFile(context.place.project, "ROADMAP")], ["The requirements", joinPath(context.place.project, "REQUIREMENTS.md")], ...summaries]);
}

function acceptFindings(files: readonly OutboxFile[], loaded: LoadedProduct): AuditFindings | Findings {
  const found = findResult(files, "findings.json");
  if (found.type === "problems") return judge(found.problems, NO_FINDINGS);
  const { phases, others } = loaded.product;
  const read = readAuditFindings(found.file.text, found.file.path, [...phases, ...others].map(({ number }) => number));
  return judge(read.problems, read);
}

const NO_FINDINGS: AuditFindings = { gaps: [], notes: "", problems: [] };

function auditText(context: StepContext, loaded: LoadedProduct, gaps: readonly MilestoneGap[], notes: string): string | undefined {
  const milestone = parseVersion(context.version);
  if (milestone === undefined) return undefined;
  const counted = loaded.product.phases.filter((phase) => phase.counted);
  const complete = counted.filter((phase) => phase.status === "complete").length;
  const text = renderMilestoneAudit({
    milestone,
    audited: context.ports.clock.now(),
    status: gaps.length > 0 ? "gaps_found" : "passed",
    scores: { phases: `${String(complete)}/${String(counted.length)}` },
    gaps,
    techDebt: [],
    phases: counted.map((phase) => ({ subject: `${formatPhaseNumber(phase.number)}. ${phase.name}`, status: phase.status, evidence: `${String(phase.plansDone)} of ${String(phase.planCount)} plans, verification ${phase.verification}` })),
    requirements: [],
  });
  return notes.trim() === "" ? text : `${text.trimEnd()}\n\n## Integration check\n\n${notes.trim()}\n`;
}
