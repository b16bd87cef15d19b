import { type CoveragePhase, type CoveragePlan, coverRequirements, type MilestoneCoverage, type MilestoneVersion, type ProductPhase, projectFile, readGapClosure, readPhaseDetails, readPlan, readRequirements, readSummary, readVerification, type Requirement, verifiedRequirements } from "@dgs/core";
import type { LoadedProduct } from "../load-product.js";
import type { WorkContext } from "../work/context.js";

/** The coverage of a milestone's requirements, and why there is none where REQUIREMENTS.md does not say what they are. */
export interface CoverageRead {
  readonly coverage: MilestoneCoverage;
  readonly unread?: string;
}

/** Reads what coverage is told from: REQUIREMENTS.md, and of each counted phase its plans, summaries and verification. */
export function readCoverage(context: WorkContext, loaded: LoadedProduct, version: MilestoneVersion | undefined): CoverageRead {
  const path = projectFile(context.place.project, "REQUIREMENTS");
  const text = context.ports.files.read(path);
  const requirements: readonly Requirement[] | undefined = typeof text === "string" ? readRequirements(text, path).requirements : undefined;
  const phases = loaded.product.phases.filter((phase) => phase.counted).map((phase) => readPhase(context, loaded, phase));
  const coverage = coverRequirements({ version, requirements, phases, verifier: context.config["workflow.verifier"] });
  const what = "so nothing could be held against what the milestone is for: look yourself";
  if (typeof text === "object") return { coverage, unread: `${path} cannot be read (${text.message}), ${what}` };
  if (text === undefined) return { coverage, unread: `there is no ${path}, ${what}` };
  return coverage.requirements.length > 0 ? { coverage } : { coverage, unread: `${path} has no requirement of this milestone, ${what}` };
}

/** The section of a phase as it stands in the roadmap; empty where it has none. */
export function sectionTextOf({ roadmap }: LoadedProduct, phase: ProductPhase): string {
  const range = phase.roadmap.section?.range;
  return range === undefined || roadmap === undefined ? "" : roadmap.source.slice(range.start, range.end);
}

function readPhase(context: WorkContext, loaded: LoadedProduct, phase: ProductPhase): CoveragePhase {
  const { section } = phase.roadmap;
  const details = section === undefined || loaded.roadmap === undefined ? undefined : readPhaseDetails(loaded.roadmap.source, loaded.roadmap.outline, section);
  return {
    number: phase.number,
    requirements: details?.requirements ?? [],
    closesGaps: readGapClosure(sectionTextOf(loaded, phase)) !== undefined,
    plans: phase.plans.filter(({ superseded }) => !superseded).map((plan) => readPlanOf(context, plan)),
    verification: readVerificationOf(context, phase),
  };
}

function readPlanOf({ ports: { files } }: WorkContext, { id, path, done, summary }: ProductPhase["plans"][number]): CoveragePlan {
  const plan = files.read(path);
  const claims = typeof plan === "string" ? readPlan(plan, path).requirements : undefined;
  if (summary === undefined) return { id, path, claims, done };
  const text = files.read(summary);
  return { id, path, claims, done, summary: { path: summary, completed: typeof text === "string" ? readSummary(text, summary).requirementsCompleted : undefined } };
}

function readVerificationOf({ ports: { files }, config }: WorkContext, phase: ProductPhase): CoveragePhase["verification"] {
  const path = phase.folder?.documents.VERIFICATION;
  // A tick says nothing where phases are not verified: DGS sets it then itself.
  const approved = config["workflow.verifier"] && phase.status === "complete" && phase.ticked === true;
  const text = path === undefined ? undefined : files.read(path);
  if (path === undefined || typeof text !== "string") return { path, status: path === undefined ? phase.verification : "unknown", approved: path === undefined && approved, named: new Map() };
  return { path, status: phase.verification, approved, named: verifiedRequirements(text, readVerification(text, path)) };
}
