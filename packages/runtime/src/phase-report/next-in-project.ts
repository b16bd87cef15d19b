import { completionPath, discussionPath, type Files, formatPhaseNumber, isForeignDiscussion, type JobList, type ProductPhase, quickMachine, readMilestoneAudit, type RoadmapMilestone } from "@dgs/core";
import type { NextCommand } from "../commands/quick-entry.js";
import type { ProgressReport } from "../commands/reports.js";
import { lookAtMilestone } from "../completion/gate.js";
import type { LoadedProduct } from "../load-product.js";
import { loadQuickTexts } from "../load-quicks.js";
import type { Place } from "../place.js";
import { isRefusal } from "../refusal.js";
import { milestoneAuditPath } from "../steps/milestone-audit-path.js";
import { versionInUse } from "../version-in-use.js";
import { nextForGaps } from "./next-command.js";
import { nextOfBeginning } from "./next-of-beginning.js";

/** What the next command of a project depends on. */
export interface ProjectNow {
  readonly files: Files;
  readonly place: Place;
  readonly loaded: LoadedProduct;
  readonly jobs: JobList;
}

type Next = NonNullable<ProgressReport["next"]>;

/** Names the one command that is next in a project, at every stage from nothing to a completed milestone. */
export function nextInProject(now: ProjectNow): Next | undefined {
  const { product } = now.loaded;
  if (product.roadmap === undefined) return nextOfBeginning(now.files, now.place);
  const { milestone } = product;
  if (milestone === undefined && product.roadmap.milestones.every(({ state }) => state === "closed")) return nextOfBeginning(now.files, now.place);
  if (milestone === undefined) return { command: "dgs health", why: "it cannot be told which milestone is being worked on: it says what to write" };
  const completion = nextOfCompletion(now, milestone.version);
  if (completion !== undefined) return completion;
  if (milestone.closed) return nextOfClosed(now, product.roadmap.milestones, milestone.version);
  const counted = product.phases.filter((phase) => phase.counted);
  if (counted.length === 0) return nextOfBeginning(now.files, now.place);
  return nextOfDiscussions(now, counted) ?? nextOfJobs(now) ?? (product.finished ? nextOfFinished(now, milestone.version) : nextOfPhase(now, milestone.version));
}

/** STATE.md names a milestone that is over: where the roadmap has others that are open, a person says which comes next. */
function nextOfClosed({ files, place }: ProjectNow, milestones: readonly RoadmapMilestone[], version: string): Next {
  const open = milestones.find(({ state }) => state !== "closed");
  return open === undefined ? nextOfBeginning(files, place) : { command: "dgs health", why: `${version} is finished, and STATE.md does not name ${open.version} yet: it says what to write` };
}

/** A completion that was cut off is ended first: part of what it moves may lie in the archive already. */
function nextOfCompletion({ files, place, loaded }: ProjectNow, active: Parameters<typeof versionInUse>[2]): Next | undefined {
  const version = versionInUse(files, place, active);
  const path = completionPath(place.project, version);
  const texts = typeof files.read(path) === "string" ? loadQuickTexts(files, path) : undefined;
  if (!(texts instanceof Map)) return undefined;
  const isMerged = quickMachine.read({ path, texts }).status === "completed";
  const isArchived = loaded.product.milestone?.closed === true || loaded.product.phases.every((phase) => !phase.counted);
  return isMerged && isArchived ? undefined : { command: `dgs complete-milestone ${version}`, why: "its completion was cut off; running it again goes on where it was" };
}

/** A person has begun to decide: a job would assume what is open. */
function nextOfDiscussions({ files }: ProjectNow, counted: readonly ProductPhase[]): Next | undefined {
  const phase = counted.find((each) => each.planCount === 0 && discussionOf(files, each) === "begun");
  if (phase === undefined) return undefined;
  const label = formatPhaseNumber(phase.number);
  return { command: `dgs discuss-phase ${label}`, why: `the discussion of phase ${label} was interrupted; it goes on with the question that is open` };
}

/** Whether a discussion goes on in a phase; `foreign`: another tool's, which DGS does not go on with. */
function discussionOf(files: Files, { number, folder }: ProductPhase): "none" | "begun" | "foreign" {
  const path = folder === undefined ? undefined : discussionPath(folder.path, number);
  const text = path !== undefined && folder?.others.includes(path) === true ? files.read(path) : undefined;
  if (text === undefined) return "none";
  return typeof text === "string" && isForeignDiscussion(text) ? "foreign" : "begun";
}

function nextOfJobs({ jobs }: ProjectNow): Next | undefined {
  const open = jobs["in-progress"][0] ?? jobs.pending[0];
  if (open === undefined) return undefined;
  return { command: `dgs run-job ${open.version}`, why: open.status === "failed" ? "its job has halted; running it again goes on where it was" : "there is a job to run" };
}

/** Asks what `dgs complete-milestone` asks, so that it is named only where it would not refuse for what the planning files say. */
function nextOfFinished({ files, place, loaded }: ProjectNow, active: Parameters<typeof versionInUse>[2]): Next {
  const version = versionInUse(files, place, active);
  const complete = `dgs complete-milestone ${version}`;
  const looked = lookAtMilestone({ ports: { files }, place, loaded, version });
  if (!isRefusal(looked)) return { command: complete, why: "every phase is complete and the milestone is audited: it is merged, archived and tagged once you have seen what that does" };
  const audit = `dgs audit-milestone ${version}`;
  switch (looked.code) {
    case "milestone-not-audited":
      return { command: audit, why: "every phase is complete; nobody has looked at the milestone as a whole" };
    case "milestone-audit-stale":
    case "milestone-audit-undated":
      return { command: audit, why: looked.message };
    case "milestone-audit-not-passed":
      return statusOfAudit(files, place, version) === "gaps_found" ? { command: "dgs plan-milestone-gaps", why: `${looked.message}: it makes fix phases of them` } : { command: audit, why: `${looked.message}; once somebody has seen to it` };
    case "uat-issues-open":
      return { command: `dgs verify-work ${phaseAt(loaded, looked.at)} --again`, why: looked.message };
    default:
      return { command: complete, why: `${looked.message}: the command says what to do` };
  }
}

/** The phase that a file lies in, as people write it. */
function phaseAt({ product }: LoadedProduct, path = ""): string {
  const phase = product.phases.find(({ folder }) => folder !== undefined && path.startsWith(`${folder.path}/`));
  return phase === undefined ? "" : formatPhaseNumber(phase.number);
}

function statusOfAudit(files: Files, place: Place, version: string): string | undefined {
  const path = milestoneAuditPath({ place, version });
  const text = files.read(path);
  return typeof text === "string" ? readMilestoneAudit(text, path).status : undefined;
}

/** The job plans what is not planned, carries it out and audits it. */
function nextOfPhase({ files, loaded }: ProjectNow, version: string): Next | undefined {
  const { next } = loaded.product;
  if (next === undefined) return undefined;
  const label = formatPhaseNumber(next.number);
  const plan = `dgs plan-phase ${label}`;
  if (next.folder?.others.some((path) => path.endsWith("/.planning-in-progress")) === true) return { command: plan, why: "planning it was cut off while its plans were written; it is planned anew" };
  if (next.status === "unplanned" && next.folder?.documents.CHECK !== undefined) return { command: plan, why: `once what stands in ${next.folder.documents.CHECK} is cleared up: its plans were refused` };
  if (next.verification === "gaps_found") return nextForGaps(next);
  const job: NextCommand = { command: `dgs create-milestone-job ${version}`, why: `phase ${label} is ${next.status}` };
  const isOpen = next.status === "unplanned" && next.folder?.documents.CONTEXT === undefined && !loaded.config["workflow.skip_discuss"] && discussionOf(files, next) === "none";
  return isOpen ? { ...job, or: { command: `dgs discuss-phase ${label}`, why: "to decide yourself first" } } : job;
}
