import { type Files, formatPhaseNumber, formatStepCommand, createJobSteps, jobPath, type PhaseStatus, parseVersion, type PhaseToBuild, type Problem, type ProductPhase, renderJob, sameVersion, type StepCommand } from "@dgs/core";
import type { MilestoneVersion, PlanningPath } from "@dgs/core";
import { findJobPaths } from "../find-job-paths.js";
import { activeMilestoneOf, loadProduct } from "../load-product.js";
import type { Place } from "../place.js";
import type { Ports } from "../ports.js";
import { fileRefusal, isFileRefusal, isRefusal, refuse, type Refusal } from "../refusal.js";
import type { JobPlanReport } from "./reports.js";

/** What `dgs create-milestone-job` is told. */
export interface MilestoneJobInput {
  /** Absent: the active milestone. */
  readonly version?: string;
  /** `false` for `--no-check`: the job ends without a milestone audit. */
  readonly check: boolean;
}

interface Planned {
  readonly version: MilestoneVersion;
  readonly path: PlanningPath;
  readonly steps: readonly StepCommand[];
  readonly complete: readonly string[];
  readonly problems: readonly Problem[];
}

/** Says what the job of a milestone would be; writes nothing. */
export function planMilestoneJob(ports: Pick<Ports, "files">, place: Place, input: MilestoneJobInput): Promise<JobPlanReport | Refusal> {
  const planned = plan(ports.files, place, input);
  return Promise.resolve(isRefusal(planned) ? planned : report("preview", planned, input));
}

/** Writes the job of a milestone. Whoever calls this has shown the steps and was told to go on. */
export async function createMilestoneJob(ports: Pick<Ports, "files" | "clock">, place: Place, input: MilestoneJobInput): Promise<JobPlanReport | Refusal> {
  const planned = plan(ports.files, place, input);
  if (isRefusal(planned)) return planned;
  const text = renderJob({ version: planned.version, check: input.check, created: ports.clock.now(), steps: planned.steps });
  const written = await ports.files.write([{ type: "create", path: planned.path, text }]);
  return written === "written" ? report("created", planned, input) : fileRefusal(written);
}

function report(type: JobPlanReport["type"], planned: Planned, input: MilestoneJobInput): JobPlanReport {
  return { type, version: planned.version, path: planned.path, check: input.check, steps: planned.steps.map(formatStepCommand), complete: planned.complete, problems: planned.problems };
}

function plan(files: Files, place: Place, input: MilestoneJobInput): Planned | Refusal {
  const loaded = loadProduct(files, place);
  if (isRefusal(loaded)) return loaded;
  const wanted = input.version === undefined ? undefined : parseVersion(input.version);
  if (input.version !== undefined && wanted === undefined) return refuse("bad-version", `${JSON.stringify(input.version)} is not a version`, "Write it like v1.1, or leave it out for the active milestone.");
  const active = activeMilestoneOf(loaded);
  if (isRefusal(active)) return active;
  const { product } = loaded;
  if (wanted !== undefined && !sameVersion(wanted, active.version)) return otherVersion(wanted, active.version, (product.roadmap?.milestones ?? []).map((each) => each.version));
  const counted = product.phases.filter((phase) => phase.counted);
  if (counted.length === 0) return refuse("roadmap-empty", `milestone ${active.version} has no phase`, "Add a section `### Phase 1: …` to the roadmap for each phase.", { at: product.roadmap?.path ?? "ROADMAP.md" });
  const path = jobPath(place.project, "pending", active.version);
  const paths = findJobPaths(files, place);
  if (isFileRefusal(paths)) return fileRefusal(paths);
  const taken = takenBy(paths, active.version);
  if (taken !== undefined) return refuse("job-exists", `there is a job for ${active.version} already`, `Run it with \`dgs run-job ${active.version}\`, or delete the file to plan it anew.`, { at: taken });
  const steps = createJobSteps(counted.map(toBuild), { check: input.check, version: active.version });
  if (steps.length === 0) return refuse("nothing-to-do", `every phase of ${active.version} is complete`, "Leave --no-check out to audit the milestone.", { at: product.roadmap?.path ?? "ROADMAP.md" });
  const complete = counted.filter((phase) => phase.status === "complete").map((phase) => formatPhaseNumber(phase.number));
  return { version: active.version, path, steps, complete, problems: loaded.problems };
}

function otherVersion(wanted: MilestoneVersion, active: MilestoneVersion, known: readonly MilestoneVersion[]): Refusal {
  if (known.some((version) => sameVersion(version, wanted))) {
    return refuse("not-the-active-milestone", `${wanted} is not the active milestone, ${active} is`, `Leave the version out, or name ${wanted} in the front matter of STATE.md first.`, { at: "ROADMAP.md" });
  }
  return refuse("unknown-version", `the roadmap has no milestone ${wanted}`, `Its milestones are ${known.length === 0 ? `not named; the active one counts as ${active}` : known.join(", ")}.`, { at: "ROADMAP.md" });
}

/** A completed job of the same version does not stand in the way: the new one gets a suffix when it is filed. (design 3.11) */
function takenBy(paths: readonly PlanningPath[], version: MilestoneVersion): PlanningPath | undefined {
  return paths.find((path) => path.endsWith(`/milestone-${version}.md`) && !path.includes("completed/"));
}

function toBuild(phase: ProductPhase): PhaseToBuild {
  return { phase: phase.number, state: stateOf(phase.status), discussed: phase.folder?.documents.CONTEXT !== undefined };
}

function stateOf(status: PhaseStatus): PhaseToBuild["state"] {
  switch (status) {
    case "unplanned":
      return "unplanned";
    case "planned":
    case "partial":
    case "executed":
      return "planned";
    case "complete":
      return "complete";
  }
}
