import { parseVersion, sameVersion, type MilestoneVersion } from "../ids/version.js";
import type { Problem } from "../problem.js";
import { pathProblem, quote } from "./problems.js";
import type { Roadmap, RoadmapMilestone, RoadmapPhase } from "./roadmap-types.js";

/** The milestone that is being worked on, and how that is known. */
export interface ActiveMilestone {
  readonly version: MilestoneVersion;
  readonly name: string;
  /** Whether the roadmap does not name it: then every phase that is nobody else's is its own. */
  readonly implicit: boolean;
  readonly from: "state" | "mark" | "only-open" | "implicit";
  /** Whether the roadmap marks it as finished. */
  readonly closed: boolean;
}

/** The version of a roadmap that names none, as the templates have it. */
const FIRST_VERSION = "v1.0" as MilestoneVersion;

/**
 * Tells which milestone of a roadmap is active.
 *
 * STATE.md decides where the roadmap has the version it names; else the mark of work in progress; else the only
 * milestone that is not finished. A roadmap without milestones is one. Where that leaves a choice, there is none:
 * `milestone` is undefined and a problem says what to write.
 */
export function activeMilestone(roadmap: Roadmap, stateMilestone?: string): { readonly milestone: ActiveMilestone | undefined; readonly problems: readonly Problem[] } {
  const { milestones, phases, path } = roadmap;
  const wanted = stateMilestone === undefined ? undefined : parseVersion(stateMilestone.replace(/^["'\s]+|["'\s]+$/g, ""));
  if (milestones.length === 0) return { milestone: implicitMilestone(wanted ?? FIRST_VERSION), problems: [] };
  const named = wanted === undefined ? undefined : milestones.find(({ version }) => sameVersion(version, wanted));
  if (named !== undefined) return { milestone: chosen(named, "state"), problems: named.state === "closed" ? [stateNamesClosed(path, named)] : [] };
  const ownerless = phases.some(({ milestone, backlog, retired }) => milestone === undefined && !backlog && !retired);
  const open = milestones.filter(({ state }) => state !== "closed");
  // Everything the roadmap names is finished, yet there are phases: they are of the milestone that only STATE.md names.
  if (wanted !== undefined && open.length === 0 && ownerless) return { milestone: implicitMilestone(wanted), problems: [] };
  const problems = wanted === undefined ? [] : [stateNamesUnknown(path, wanted, milestones)];
  const marked = milestones.filter(({ state }) => state === "active");
  const [only] = marked.length === 1 ? marked : marked.length === 0 && open.length === 1 ? open : [];
  if (only !== undefined) return { milestone: chosen(only, marked.length === 1 ? "mark" : "only-open"), problems };
  return { milestone: undefined, problems: [...problems, noChoice(path, milestones)] };
}

/** Returns the phases of the active milestone, in roadmap order: its own and those that are nobody's. */
export function phasesOfMilestone(roadmap: Roadmap, active: ActiveMilestone): RoadmapPhase[] {
  return roadmap.phases.filter(({ milestone }) => milestone === undefined || sameVersion(milestone, active.version));
}

function chosen(milestone: RoadmapMilestone, from: ActiveMilestone["from"]): ActiveMilestone {
  return { version: milestone.version, name: milestone.name, implicit: false, from, closed: milestone.state === "closed" };
}

function implicitMilestone(version: MilestoneVersion): ActiveMilestone {
  return { version, name: "", implicit: true, from: "implicit", closed: false };
}

function list(milestones: readonly RoadmapMilestone[]): string {
  return milestones.map(({ version, state }) => `${version} (${state})`).join(", ");
}

function stateNamesClosed(path: string, { version }: RoadmapMilestone): Problem {
  return pathProblem(path, "state-milestone-closed", `STATE.md names ${version} as the milestone, but the roadmap marks it as finished.`, "Name the milestone that is being worked on in the front matter of STATE.md, or take the mark away.");
}

function stateNamesUnknown(path: string, wanted: MilestoneVersion, milestones: readonly RoadmapMilestone[]): Problem {
  return pathProblem(path, "state-milestone-unknown", `STATE.md names the milestone ${quote(wanted)}, but the roadmap has only ${list(milestones)}.`, "Correct `milestone:` in the front matter of STATE.md, or add the milestone to the roadmap.");
}

function noChoice(path: string, milestones: readonly RoadmapMilestone[]): Problem {
  return pathProblem(path, "active-milestone-unknown", `It cannot be told which milestone is being worked on: ${list(milestones)}.`, "Write `milestone: v1.1` (with your version) in the front matter of STATE.md, or mark one milestone with 🚧.");
}
