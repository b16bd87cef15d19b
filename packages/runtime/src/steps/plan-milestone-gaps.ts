import { addPhasesEdits, formatPhaseNumber, type MilestoneGap, nextPhaseNumber, type PhaseNumber, projectFile, readMilestoneAudit, type StepOutcome } from "@dgs/core";
import { activeMilestoneOf, loadProduct, type LoadedProduct } from "../load-product.js";
import { isRefusal } from "../refusal.js";
import type { StepContext } from "./context.js";
import { failed } from "../work/context.js";
import { stepFailure } from "./find-phase.js";
import { formatFinding } from "../work/findings.js";
import { milestoneAuditPath } from "./milestone-audit-path.js";
import { writeFiles } from "../work/write-files.js";

/** How the section of a fix phase says whose gaps it closes; by it an interrupted run finds the phase it made. */
const MARK = "closes the gaps of the audit of";

/** Turns the gaps of the milestone's audit into a fix phase of the roadmap. (Seed 000, "Audit-Gap-Fix Cycle") */
export async function planMilestoneGaps(context: StepContext): Promise<StepOutcome> {
  const { files } = context.ports;
  const path = milestoneAuditPath(context);
  const text = files.read(path);
  if (typeof text !== "string") return failed("usage", `there is no audit to plan from: ${path}${text === undefined ? "" : `: ${text.message}`}`);
  const { gaps, problems } = readMilestoneAudit(text, path);
  const broken = problems.find((problem) => problem.severity === "error");
  if (broken !== undefined) return failed("usage", formatFinding(broken));
  if (gaps.length === 0) return failed("usage", `${path} names no gap`);
  const loaded = loadProduct(files, context.place);
  if (isRefusal(loaded)) return stepFailure(loaded);
  const audited = auditedAt(text);
  const made = fixPhaseOf(loaded, audited);
  if (made !== undefined) return { type: "fix-phases-added", phases: [made] };
  return addFixPhase(context, loaded, gaps, audited);
}

function auditedAt(text: string): string {
  return /^audited:[ \t]*["']?([^"'\r\n]+?)["']?[ \t]*$/m.exec(text)?.[1] ?? "unknown time";
}

function fixPhaseOf(loaded: LoadedProduct, audited: string): PhaseNumber | undefined {
  const source = loaded.roadmap?.source ?? "";
  return loaded.product.phases.find((phase) => {
    const section = phase.roadmap.section?.range;
    return section !== undefined && source.slice(section.start, section.end).includes(`${MARK} ${audited}`);
  })?.number;
}

async function addFixPhase(context: StepContext, loaded: LoadedProduct, gaps: readonly MilestoneGap[], audited: string): Promise<StepOutcome> {
  const path = projectFile(context.place.project, "ROADMAP");
  const milestone = activeMilestoneOf(loaded);
  if (isRefusal(milestone)) return stepFailure(milestone);
  const { roadmap, phases, others, unlisted } = loaded.product;
  if (loaded.roadmap === undefined || roadmap === undefined) return failed("usage", `${path} cannot be read`);
  const { source: before, outline } = loaded.roadmap;
  const number = nextPhaseNumber(roadmap.phases, [...[...phases, ...others].flatMap((phase) => phase.folder ?? []), ...unlisted]);
  const edits = addPhasesEdits(before, outline, roadmap, milestone, [
    {
      number,
      name: `Close audit gaps ${formatPhaseNumber(number)}`,
      goal: `The gaps that the audit of milestone ${context.version} found are closed`,
      requirements: [],
      criteria: gaps.map((gap) => `${gap.text} (${gap.id})`),
      dependsOn: phases.filter((phase) => phase.counted).slice(-1).map((phase) => phase.number),
      gapClosure: `${MARK} ${audited}`,
    },
  ]);
  return (await writeFiles(context, [{ type: "edit", path, before, edits }])) ?? { type: "fix-phases-added", phases: [number] };
}
