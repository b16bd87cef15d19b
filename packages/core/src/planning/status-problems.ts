import type { Problem } from "../problem.js";
import { pathProblem, type Finding } from "./problems.js";
import type { RoadmapPhase } from "./roadmap-types.js";
import { countPlans, type DiskFacts, type Gate, type PhaseStatus, type PlanProgress } from "./status.js";

/** Where the roadmap and the disk contradict each other about one phase, as findings in the roadmap. */
export function findContradictions(phase: RoadmapPhase, facts: DiskFacts, gate: Gate, status: PhaseStatus): Finding[] {
  const findings = [...listContradictions(phase, facts.plans)];
  const offset = phase.entry?.item.bullet.start;
  const finding = tickContradiction(phase, facts, gate, status);
  if (finding !== undefined) findings.push({ ...finding, offset: offset ?? phase.section?.range.start });
  return findings;
}

function tickContradiction({ spelled, entry }: RoadmapPhase, facts: DiskFacts, { ticked, verification, plansOpenInRoadmap }: Gate, status: PhaseStatus): Omit<Finding, "offset"> | undefined {
  const { total, done } = countPlans(facts.plans);
  const phase = `Phase ${spelled}`;
  if (!ticked) {
    if (status !== "complete" || entry === undefined) return undefined;
    return { code: "complete-not-ticked", message: `${phase} is complete on disk but not ticked here.`, remedy: "Tick it, or run the phase's audit again if it is not done." };
  }
  if (status === "complete") {
    if (total > 0) return undefined;
    return { code: "ticked-without-plans", message: `${phase} is ticked and has no plan on disk; it is taken as done before the tool came.`, remedy: "Untick it if it still has to be built." };
  }
  if (total === 0 && plansOpenInRoadmap) return { code: "ticked-over-open-plans", message: `${phase} is ticked, but plans that are listed for it are not, and none is on disk; it counts as unplanned.`, remedy: "Tick the plans too if they are done, or untick the phase." };
  if (done < total) return { code: "ticked-over-open-plans", message: `${phase} is ticked, but only ${String(done)} of its ${String(total)} plans are done; it does not count as complete.`, remedy: "Untick it, or carry the other plans out." };
  return { code: "ticked-against-verification", message: `${phase} is ticked, but its verification says ${verification}; it does not count as complete.`, remedy: "Untick it and close the gaps, or have the phase verified again." };
}

function* listContradictions({ section }: RoadmapPhase, plans: readonly PlanProgress[]): Generator<Finding> {
  if (section === undefined) return;
  const onDisk = new Map(plans.map((plan) => [plan.id, plan]));
  for (const { id, item, ticked } of section.plans) {
    const plan = onDisk.get(id);
    if (plan === undefined || plan.superseded || ticked === undefined || ticked === plan.done) continue;
    yield ticked
      ? { code: "plan-ticked-not-done", offset: item.bullet.start, message: `Plan ${id} is ticked but has no summary that completes it; it is not done.`, remedy: "Untick it, or carry it out." }
      : { code: "plan-done-not-ticked", offset: item.bullet.start, message: `Plan ${id} is done on disk but not ticked here.`, remedy: "Tick it." };
  }
}

/** What is wrong with the result files of a phase, as problems of those files. */
export function reportResultFiles(facts: DiskFacts, verificationPath: string | undefined): Problem[] {
  const problems = facts.plans.flatMap((plan) => (plan.superseded ? [] : summaryProblem(plan)));
  if (facts.verification === "unknown" && verificationPath !== undefined) {
    problems.push(pathProblem(verificationPath, "verification-status-unknown", "The front matter has no status that DGS knows; the phase does not count as verified.", "Write status: passed, gaps_found or human_needed, or have the phase verified again."));
  }
  return problems;
}

function summaryProblem({ id, summary, verdict }: PlanProgress): Problem[] {
  if (summary === undefined) return [];
  switch (verdict) {
    case "valid":
    case "missing": return [];
    case "empty": return [pathProblem(summary, "summary-empty", `The summary of ${id} is empty; the plan does not count as done.`, "Remove it and carry the plan out again.")];
    case "template": return [pathProblem(summary, "summary-template", `The summary of ${id} is a template that nobody filled in; the plan does not count as done.`, "Remove it and carry the plan out again.")];
    case "halted": return [pathProblem(summary, "summary-halted", `The summary of ${id} says itself that the plan was not finished.`, "Remove it to have the plan carried out again, or write status: superseded into the plan.")];
    case "unreadable": return [pathProblem(summary, "summary-unreadable", `The summary of ${id} could not be read; the plan does not count as done.`, "Make the file readable, as UTF-8 text.")];
  }
}
