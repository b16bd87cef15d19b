import { type Files, formatPhaseNumber, joinPath, type MilestoneVersion, milestonesFolder, nextMilestoneVersion, nextPhaseNumber, openRequirements, parseVersion, projectFile, readRequirements, type Requirement, sameVersion } from "@dgs/core";
import { type LoadedProduct, loadProduct } from "../load-product.js";
import type { Place } from "../place.js";
import { fileRefusal, isFileRefusal, isRefusal, refuse, type Refusal } from "../refusal.js";
import { isStarter } from "./project-changes.js";

/** What code knows of a milestone that is to begin, before anybody is asked. */
export interface PlannedMilestone {
  readonly type: "planned";
  readonly loaded: LoadedProduct;
  readonly version: MilestoneVersion;
  /** As the roadmap or an untouched starter has it; empty where it has none. */
  readonly name: string;
  /** The number of its first phase. */
  readonly firstPhase: number;
  /** All of REQUIREMENTS.md, with the text that they were read from. */
  readonly requirements: readonly Requirement[];
  readonly requirementsText: string;
  readonly due: readonly Requirement[];
  readonly offered: readonly Requirement[];
}

/** Finds which milestone is next and what is open for it; refused while another one is at work, or where nothing says what is to be built. */
export function planMilestone(files: Files, place: Place, wanted: string | undefined): PlannedMilestone | Refusal {
  const loaded = loadProduct(files, place);
  if (isRefusal(loaded)) return loaded;
  const next = nextVersion(files, place, loaded, wanted);
  if (isRefusal(next)) return next;
  const path = projectFile(place.project, "REQUIREMENTS");
  const text = files.read(path);
  if (isFileRefusal(text)) return fileRefusal(text);
  if (text === undefined || isStarter(place, path, text)) return refuse("requirements-missing", "nothing says what the project must do", isProjectThere(files, place) ? "Write a line for each requirement into it: `- [ ] **AREA-01**: …`." : "Write it down: dgs new-project.", { at: path });
  const { requirements } = readRequirements(text, path);
  return { type: "planned", loaded, ...next, firstPhase: firstPhaseOf(loaded), requirements, requirementsText: text, ...openRequirements(requirements, next.version) };
}

/** Where somebody has written PROJECT.md, `dgs new-project` writes nothing over it. */
function isProjectThere(files: Files, place: Place): boolean {
  const path = projectFile(place.project, "PROJECT");
  const text = files.read(path);
  return text !== undefined && !(typeof text === "string" && isStarter(place, path, text));
}

function nextVersion(files: Files, place: Place, loaded: LoadedProduct, wanted: string | undefined): Pick<PlannedMilestone, "version" | "name"> | Refusal {
  const version = wanted === undefined ? undefined : parseVersion(wanted);
  if (wanted !== undefined && version === undefined) return refuse("version-unread", `${JSON.stringify(wanted)} is no version of a milestone`, "Write it like v1.1.");
  const finished = finishedVersions(files, place, loaded);
  if (isRefusal(finished)) return finished;
  const begun = begunMilestone(loaded, place, finished);
  if (isRefusal(begun)) return begun;
  const next = version ?? begun?.version ?? nextMilestoneVersion(finished);
  if (finished.some((each) => sameVersion(each, next))) return refuse("milestone-finished", `${next} is finished already`, "Name a later version with --milestone, or leave it out.");
  const known = loaded.product.roadmap?.milestones.find((each) => sameVersion(each.version, next));
  return { version: known?.version ?? next, name: known?.name ?? "" };
}

/** The active milestone where it has no phase yet; refused where it has some. */
function begunMilestone({ product }: LoadedProduct, place: Place, finished: readonly MilestoneVersion[]): { readonly version: MilestoneVersion } | undefined | Refusal {
  const { milestone, roadmap } = product;
  const path = projectFile(place.project, "ROADMAP");
  const open = roadmap?.milestones.filter(({ state }) => state !== "closed") ?? [];
  if (milestone === undefined && roadmap !== undefined && open.length > 1) {
    const cause = product.problems.find(({ code }) => code === "active-milestone-unknown");
    return refuse("active-milestone-unknown", cause?.message ?? "it cannot be told which milestone is active", cause?.remedy ?? "Name it in the front matter of STATE.md.", { at: path });
  }
  if (milestone === undefined || milestone.closed || finished.some((each) => sameVersion(each, milestone.version))) return undefined;
  const counted = product.phases.filter((phase) => phase.counted);
  if (counted.length === 0) return milestone;
  const { version } = milestone;
  return product.finished
    ? refuse("milestone-open", `${version} is built and not completed`, `Complete it first: dgs complete-milestone ${version}.`, { at: path })
    : refuse("milestone-open", `${version} is being built: ${String(counted.filter(({ status }) => status !== "complete").length)} of its ${String(counted.length)} phases are not complete`, `Carry it to its end (dgs progress says how), or add to it: dgs add-phase.`, { at: path });
}

/** Milestones that are done with: the roadmap says so, or they lie in the archive. */
function finishedVersions(files: Files, place: Place, { product }: LoadedProduct): readonly MilestoneVersion[] | Refusal {
  const names = files.list(milestonesFolder(place.project));
  if (isFileRefusal(names)) return fileRefusal(names);
  const archived = (names ?? []).flatMap((name) => parseVersion(/^(v\d+(?:\.\d+)*)-(?:ROADMAP\.md|phases\/)$/i.exec(name)?.[1] ?? "") ?? []);
  return [...(product.roadmap?.milestones ?? []).filter(({ state }) => state === "closed").map(({ version }) => version), ...archived];
}

/** Numbers go on over all milestones, those that only a range tells of included. */
function firstPhaseOf({ product: { roadmap, phases, others, unlisted } }: LoadedProduct): number {
  const folders = [...[...phases, ...others].flatMap((phase) => phase.folder ?? []), ...unlisted];
  const told = (roadmap?.milestones ?? []).filter(({ state }) => state === "closed").flatMap((each) => each.phases.map((number) => ({ number })));
  return Number(formatPhaseNumber(nextPhaseNumber([...(roadmap?.phases ?? []), ...told], folders)));
}

/** Where a milestone that is being planned is kept until it is written down. */
export function milestoneNotePath({ project }: Pick<Place, "project">): ReturnType<typeof joinPath> {
  return joinPath(project, ".new-milestone.json");
}
